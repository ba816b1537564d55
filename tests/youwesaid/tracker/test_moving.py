"""An entry moves on in three presses, and what is ready is published in two; two people always."""

from datetime import date

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from tests.youwesaid.tracker.conftest import QUOTE
from youwesaid.insights import services as insights
from youwesaid.insights.models import Answer, AnswerKind, AnswerState
from youwesaid.insights.rules import NextLookTooEarly, PromiseMissing
from youwesaid.tracker import bulk, moving, queries, services
from youwesaid.tracker.bulk import Hindrance
from youwesaid.tracker.models import Entry, PublicState
from youwesaid.tracker.moving import Move


def the_answer():
    return session().scalars(select(Answer)).one()


def test_a_new_state_and_its_proof_wait_for_a_second_person(published, editor, publisher, keyring):
    entry = published(kind=AnswerKind.LOOKING, next_look=date(2026, 11, 20))
    with writing():
        move = Move(kind=AnswerKind.DONE, url="https://example.org/minutes")
        moving.move_on(the_answer(), move=move, by=editor)
    answer = the_answer()
    assert answer.state is AnswerState.FOR_SIGN_OFF
    assert [proof.text["en"] for proof in answer.evidence] == ["example.org"]
    assert (answer.reason_code, answer.next_look_on) == (None, None)
    assert entry.state is PublicState.LOOKING  # readers see the old words
    with pytest.raises(moving.StillWaiting), writing():
        moving.move_on(the_answer(), move=move, by=editor)

    with writing():
        insights.sign(the_answer(), by=publisher)
    assert [each.hindrance for each in bulk.candidates()] == [None]
    with writing():
        chosen = [each.insight.id for each in bulk.candidates()]
        bulk.publish_chosen(chosen, by=publisher, keyring=keyring, threshold=10)

    assert entry.state is PublicState.DONE
    assert not queries.is_late(entry)


def test_a_move_that_lacks_something_or_says_nothing_new_is_refused(published, editor):
    published(kind=AnswerKind.LOOKING)
    for move, broken in [
        (Move(kind=AnswerKind.LOOKING), moving.NothingMoved),
        (Move(kind=AnswerKind.DOING), PromiseMissing),
        (Move(kind=AnswerKind.LOOKING, url="javascript:x"), insights.UnsafeLink),
        (Move(kind=AnswerKind.CANNOT, next_look_on=date(2020, 1, 1)), NextLookTooEarly),
    ]:
        with pytest.raises(broken), writing():
            moving.move_on(the_answer(), move=move, by=editor)
    assert the_answer().state is AnswerState.SIGNED


def test_what_has_a_quote_is_never_published_with_others(answered, told, publisher, keyring):
    plain = answered()
    quoted = answered([told("Each time from the beginning.", QUOTE)[0]])

    ready = {each.insight.id: each.hindrance for each in bulk.candidates()}
    with writing():
        bulk.publish_chosen(list(ready), by=publisher, keyring=keyring, threshold=10)

    assert ready == {plain.id: None, quoted.id: Hindrance.QUOTE}
    assert [entry.insight_id for entry in session().scalars(select(Entry))] == [plain.id]


@pytest.mark.one_database
def test_the_screens_move_on_in_three_presses_and_publish_in_two(published, answered, sign_in):
    late = published(kind=AnswerKind.LOOKING, next_look=date(2026, 11, 20))
    published(kind=AnswerKind.DONE)
    editor, publisher = sign_in(Role.EDITOR), sign_in(Role.PUBLISHER)

    row = editor.page("/tracker/").select_one(".rows [data-row] a")
    assert row["href"] == f"/tracker/{late.slug}"  # the longest late stands first
    form = editor.page(row["href"]).select_one("form[action$='/move']")
    sent = {"answer": form.select_one("[name=answer]")["value"], "kind": "done",
            "url": "https://example.org/a"}  # fmt: skip
    assert editor.post(form["action"], data=sent).status_code == 303
    assert editor.post(form["action"], data=sent).status_code == 400
    assert "old words" in editor.page(row["href"]).text

    answered(kind=AnswerKind.DONE)
    assert "(1)" in publisher.page("/tracker/").text
    box = publisher.page("/tracker/ready").select_one("input[name=insight]")
    assert publisher.post("/tracker/ready", data={"insight": box["value"]}).status_code == 303
    assert editor.get("/tracker/ready").status_code == 403
    session().rollback()
    assert len(session().scalars(select(Entry)).all()) == 3


def test_correcting_in_between_never_shows_what_is_being_rewritten(published, editor, publisher):
    entry = published(kind=AnswerKind.LOOKING)
    with writing():
        moving.move_on(the_answer(), move=Move(kind=AnswerKind.DONE), by=editor)

    with pytest.raises(services.NothingSigned), writing():
        services.correct(entry, note={"en": "x"}, by=publisher, threshold=10)
