"""A draft beside the live version: steps, Undo and Redo, and two people at once."""

import pytest
from sqlalchemy import select

from feedback.core.db import session, writing
from surveys.versions import drafts, services
from surveys.versions.drafts import ChangedMeanwhile, NothingToRedo, NothingToUndo
from surveys.versions.models import DraftStep


@pytest.fixture
def survey(app):
    with writing():
        return services.new_survey(slug="n4")


def _step(draft, title, from_step=None):
    with writing():
        return drafts.add_step(
            draft,
            what="title",
            definition={"title": {"en": title}},
            translations={},
            by=None,
            from_step=from_step,
        )


def test_a_draft_begins_with_nothing_and_each_change_can_be_undone_and_redone(survey):
    assert drafts.drafted(survey).definition["pages"] == []
    assert drafts.draft_or_none(survey) is None
    with writing():
        draft = drafts.draft_of(survey)
    first, second = _step(draft, "One"), _step(draft, "Two", from_step=1)

    assert (first.number, second.number) == (1, 2)
    assert _step(draft, "Two").number == 2
    with writing():
        assert drafts.undo(draft).definition == {"title": {"en": "One"}}
        assert drafts.can_redo(draft)
        assert drafts.redo(draft).number == 2
        drafts.undo(draft)
    _step(draft, "Three")
    assert drafts.drafted(survey).definition == {"title": {"en": "Three"}}
    with pytest.raises(NothingToRedo), writing():
        drafts.redo(draft)


def test_a_change_to_what_was_shown_before_another_change_is_refused(survey):
    with writing():
        draft = drafts.draft_of(survey)
    _step(draft, "One", from_step=0)

    with pytest.raises(ChangedMeanwhile) as refused:
        _step(draft, "Mine", from_step=0)
    assert refused.value.standing.definition == {"title": {"en": "One"}}


def test_the_oldest_steps_are_let_go(survey, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_STEPS", 3)
    with writing():
        draft = drafts.draft_of(survey)
    for title in "abcde":
        _step(draft, title)

    with writing():
        assert drafts.undo(draft).number == 4
        assert drafts.undo(draft).number == 3
    with pytest.raises(NothingToUndo), writing():
        drafts.undo(draft)
    with writing():
        drafts.drop(draft)
    assert session().scalars(select(DraftStep)).all() == []


def test_a_draft_of_a_published_survey_begins_with_its_newest_version(k7):
    with writing():
        step = drafts.standing(drafts.draft_of(k7))

    assert step.definition == k7.versions[-1].definition
    assert step.translations["ur"]["title"]["state"] == "machine"
    assert set(step.translations) == set(step.definition["languages"]) - {"en"}
