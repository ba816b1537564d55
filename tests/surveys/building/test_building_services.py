"""Drafts step by step, and publishing them."""

import pytest
from sqlalchemy import select

from feedback.core.db import session, writing
from surveys.building import queries, services
from surveys.building.places import question
from surveys.building.services import HasFaults, MeaningNotSaid
from surveys.definitions.question import Kind
from surveys.library import read_library
from surveys.versions import drafts
from surveys.versions import queries as versions
from surveys.versions import services as publishing
from surveys.versions.drafts import ChangedMeanwhile, NothingToUndo
from surveys.versions.lifecycle import AddressTaken, NotAnAddress
from surveys.versions.models import DraftStep
from tests.surveys.drafting import answer, ask, publish, reworded, step, token


def test_every_change_can_be_undone_and_done_again(survey):
    for key in ("one", "two", "three"):
        ask(survey, key)
    seen = []
    with writing():
        for _each in range(3):
            services.undo(survey=survey)
            seen.append([each.key for each in queries.draft_of(survey).definition.questions()])
        services.redo(survey=survey)
        services.redo(survey=survey)

    assert seen == [["one", "two"], ["one"], []]
    assert [each.key for each in queries.draft_of(survey).definition.questions()] == ["one", "two"]


def test_a_change_after_undo_is_another_step_although_it_has_the_same_number(survey):
    ask(survey, "one")
    old = token(survey)
    with writing():
        services.undo(survey=survey)
    ask(survey, "two")

    assert old.partition("-")[0] == token(survey).partition("-")[0]
    with pytest.raises(ChangedMeanwhile):
        step(survey, queries.draft_of(survey).plain | {"quick": True}, at=old)


def test_whoever_comes_second_is_told_and_nothing_of_the_first_is_lost(survey):
    page = token(survey)
    ask(survey, "one")

    with pytest.raises(ChangedMeanwhile):
        step(survey, queries.draft_of(survey).plain | {"quick": True}, at=page)
    assert [each.key for each in queries.draft_of(survey).definition.questions()] == ["one"]
    assert [made.step.what for made in queries.steps_since(survey, page)] == ["add_question"]


def test_no_more_than_two_hundred_steps_are_kept(survey, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_STEPS", 5)
    for number in range(9):
        ask(survey, f"q{number}")

    kept = session().scalars(select(DraftStep.number).order_by(DraftStep.number)).all()
    assert len(kept) == 5
    with writing():
        for _each in range(4):
            services.undo(survey=survey)
        with pytest.raises(NothingToUndo):
            services.undo(survey=survey)


def test_a_draft_with_faults_is_not_published_and_they_are_named(survey):
    ask(survey, "one", kind=Kind.SINGLE)

    with pytest.raises(HasFaults) as refusal:
        publish(survey)
    assert {fault.question for fault in refusal.value.faults} == {"one"}
    assert versions.newest_version(survey) is None


def test_the_draft_stands_beside_what_is_live(survey):
    ask(survey, "one")
    first = publish(survey)
    ask(survey, "two")

    live = versions.definition_of(versions.newest_version(survey))
    assert [each.key for each in live.questions()] == ["one"]
    second = publish(survey)
    assert (first.number, second.number) == (1, 2)
    assert not second.is_minor
    assert publish(survey) == second


def test_other_words_alone_are_a_minor_version(survey):
    ask(survey, "one")
    publish(survey)
    reworded(survey, "one", "Is it really one?")

    assert publish(survey).is_minor


def test_a_reworded_question_that_people_answered_is_asked_about(survey, keyring):
    ask(survey, "one")
    publish(survey)
    with writing():
        publishing.open_survey(survey=survey)
    answer(survey, keyring, one="yes")
    reworded(survey, "one", "Is it really one?")

    with pytest.raises(MeaningNotSaid) as refusal:
        publish(survey)
    assert [each.key for each in refusal.value.questions] == ["one"]
    assert publish(survey, same=["one"]).is_minor


def test_a_changed_meaning_gets_a_new_key_and_the_old_column_stays(survey, keyring):
    ask(survey, "one")
    publish(survey)
    with writing():
        publishing.open_survey(survey=survey)
    answer(survey, keyring, one="yes")
    reworded(survey, "one", "Is it two?")

    version = publish(survey, other=["one"])
    assert [each.key for each in versions.definition_of(version).questions()] == ["one_2"]
    assert not version.is_minor
    with writing():
        services.undo(survey=survey)
    assert question(queries.draft_of(survey).plain, "one")["wording"]["en"] == "Is it two?"


def test_a_question_that_was_published_gets_a_new_key_with_a_new_kind(survey):
    ask(survey, "one")
    publish(survey)
    plain = queries.draft_of(survey).plain

    changed, key = services.set_kind_of(survey=survey, plain=plain, key="one", kind=Kind.SHORT_TEXT)
    same, kept = services.set_kind_of(survey=survey, plain=plain, key="one", kind=Kind.YES_NO)
    assert (key, kept) == ("one_2", "one")
    step(survey, changed)
    assert [each.key for each in versions.definition_of(publish(survey)).questions()] == ["one_2"]
    assert "one" in queries.taken_keys(survey, changed)
    assert same == plain


def test_only_complete_languages_are_published_and_their_notes_go_along(survey):
    plain = read_library()["k7"].to_json()
    with writing():
        made = services.make_survey(slug="t2", title=plain["title"]["en"], plain=plain)
    ask(made, "more")

    version = publish(made)
    assert versions.definition_of(version).languages == ("en",)
    assert set(queries.draft_of(made).definition.languages) >= {"en", "ur"}
    assert version.translations["ur"]["title"]["state"] == "machine"


def test_an_address_is_short_and_free(app):
    with writing():
        services.make_survey(slug="t1", title="A test")
        with pytest.raises(AddressTaken):
            services.make_survey(slug="t1", title="A test")
        for wrong in ("", "T1", "new", "a b", "x" * 31):
            with pytest.raises(NotAnAddress):
                services.make_survey(slug=wrong, title="A test")


def test_a_copy_asks_the_same_and_has_no_answers(survey):
    ask(survey, "one")
    publish(survey)
    ask(survey, "two")
    with writing():
        copy = services.copy_survey(survey=survey, slug="t9", title="Another")

    assert [each.key for each in queries.draft_of(copy).definition.questions()] == ["one", "two"]
    assert queries.draft_of(copy).title == "Another"
    assert versions.newest_version(copy) is None
