"""An act of coding is taken back whole, in any order, and never over somebody else's work."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding import changes, queries
from feedback.coding.changes import AlreadyUndone
from feedback.coding.models import ChangeKind, ChangeStep, Coding, Theme, ThemeState
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session, writing


@pytest.fixture
def act(redacted, coder):
    contribution = redacted()

    def given(key):
        with writing():
            change = changes.begin(ChangeKind.CODED, by=coder)
            theme = queries.theme_by_key(key)
            change.add(
                Coding(contribution_id=contribution.id, theme_id=theme.id, coder_id=coder.id)
            )
            change.set(session().get_one(Contribution, contribution.id), coding=CodingState.DONE)
        return change.change_set

    given.contribution = contribution
    return given


def _given(contribution):
    session().rollback()
    return {coding.theme.key for coding in queries.codings_of(contribution.id)}


def test_acts_are_undone_one_after_the_other_to_the_beginning(act, coder):
    act("listened_to")
    act("believed")

    for left in ({"listened_to"}, set()):
        with writing():
            changes.undo(changes.last_of(coder), by=coder)
        assert _given(act.contribution) == left

    assert session().get_one(Contribution, act.contribution.id).coding is CodingState.WAITING
    assert changes.last_of(coder) is None


def test_what_was_removed_comes_back_with_its_own_id(act, coder):
    act("listened_to")
    coding = queries.codings_of(act.contribution.id)[0]
    with writing():
        change = changes.begin(ChangeKind.BULK, by=coder)
        change.remove(session().get_one(Coding, coding.id))
    with writing():
        undone = changes.undo(change.change_set, by=coder)

    assert (undone.restored, undone.kept) == (1, [])
    assert [each.id for each in queries.codings_of(act.contribution.id)] == [coding.id]


def test_taking_back_an_old_act_leaves_what_somebody_did_since(act, coder, make_staff):
    first = act("listened_to")
    other = make_staff(Role.LEAD)
    with writing():
        theme = queries.theme_by_key("believed")
        by_another = Coding(
            contribution_id=act.contribution.id, theme_id=theme.id, coder_id=other.id
        )
        session().add(by_another)
        session().get_one(Contribution, act.contribution.id).coding = CodingState.NO_THEME
    with writing():
        undone = changes.undo(first, by=other)

    assert [step.row_table for step in undone.kept] == ["contribution"]
    assert _given(act.contribution) == {"believed"}
    with pytest.raises(AlreadyUndone), writing():
        changes.undo(first, by=coder)


def test_a_theme_that_was_used_since_is_not_taken_away(act, coder, codebook):
    with writing():
        change = changes.begin(ChangeKind.ADDED, by=coder)
        change.add(Theme(key="new_one", names={"en": "New one"}, state=ThemeState.DRAFT))
    act("new_one")
    with writing():
        undone = changes.undo(change.change_set, by=coder)

    assert len(undone.kept) == 1
    assert queries.theme_by_key("new_one").state is ThemeState.DRAFT


def test_no_word_of_a_contribution_is_kept_with_an_act(act):
    act("listened_to")

    held = [(step.before, step.after) for step in session().scalars(select(ChangeStep))]
    assert held
    assert "sealed" not in str(held)
