"""The working text: everything that was decided is in it, and nothing that was hidden."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions.models import Contribution, Redaction
from feedback.contributions.opening import working_text
from feedback.contributions.searching import search
from feedback.core.db import session, writing
from feedback.redaction import kinds, proposing, queries, services
from feedback.redaction.kinds import HiddenKind, bracket
from feedback.redaction.models import Decision
from feedback.redaction.places import Place
from feedback.redaction.services import (
    Instead,
    NothingToUndo,
    NotInTheText,
    OutsideTheText,
    ProposalsWait,
)
from tests.support.said import again, only, say

TEXT = "Wrenna rang 01632 960123, then 01632 960456, then 01632960123. Wrenna cried."


@pytest.fixture
def coder(make_staff):
    return make_staff(Role.CODER)


@pytest.fixture
def contribution(app, keyring):
    return say(TEXT, keyring=keyring)


def words(contribution, typed, by, **more):
    instead = Instead(**{"kind": HiddenKind.NAME, **more})
    with writing():
        return services.hide_words(contribution, typed, text=TEXT, instead=instead, by=by)


def working(contribution, by, keyring):
    with writing():
        return services.make_working_text(contribution, keyring=keyring, by=by)


def test_the_same_number_twice_has_one_bracket_and_the_other_a_number(contribution, coder, keyring):
    with writing():
        assert services.accept_all(contribution, by=coder) == 3
    assert words(contribution, "Wrenna", coder) == 2

    made = working(contribution, coder, keyring)

    assert made == (
        "[name] rang [phone number], then [phone number 2], then [phone number]. [name] cried."
    )
    assert working_text(again(contribution), keyring) == made


def test_a_working_text_waits_for_every_decision(contribution, coder, keyring):
    with pytest.raises(ProposalsWait):
        working(contribution, coder, keyring)

    assert again(contribution).redaction is Redaction.WAITING


def test_what_was_left_in_the_text_stays_in_it(contribution, coder, keyring):
    with writing():
        for hiding in queries.undecided(contribution):
            services.decide(contribution, hiding, decision=Decision.REJECTED, by=coder)

    assert working(contribution, coder, keyring) == TEXT


def test_each_act_is_taken_back_whole_and_in_turn(contribution, coder):
    with writing():
        services.accept_all(contribution, by=coder)
    words(contribution, "Wrenna", coder)

    with writing():
        assert services.undo(contribution, by=coder) == 2
    with writing():
        assert services.undo(contribution, by=coder) == 3
    assert {each.decision for each in queries.hidings(contribution)} == {Decision.PROPOSED}
    with pytest.raises(NothingToUndo), writing():
        services.undo(contribution, by=coder)


def test_hiding_a_proposal_by_hand_and_undoing_it_leaves_the_proposal(contribution, coder):
    at = TEXT.index("01632 960456")
    with writing():
        services.hide(
            contribution,
            Place(at, at + 12),
            text=TEXT,
            instead=Instead(HiddenKind.OTHER),
            by=coder,
        )
    with writing():
        services.undo(contribution, by=coder)

    assert len(queries.undecided(contribution)) == 3


def test_a_selection_inside_a_proposal_hides_all_that_either_covers(contribution, coder, keyring):
    with writing():
        services.accept_all(contribution, by=coder)
        services.hide(
            contribution,
            Place(7, 17),
            text=TEXT,
            instead=Instead(HiddenKind.OTHER),
            by=coder,
        )

    assert working(contribution, coder, keyring).startswith("Wrenna [hidden], then")


def test_own_words_stand_in_the_bracket_as_written(contribution, coder, keyring):
    with writing():
        services.accept_all(contribution, by=coder)
    words(contribution, "Wrenna", coder, words=" [my sister] ")

    assert working(contribution, coder, keyring).count("[my sister]") == 2


def test_a_place_chosen_by_hand_is_taken_out_again_by_rejecting_it(contribution, coder):
    words(contribution, "cried", coder)
    hiding = next(each for each in queries.hidings(contribution) if each.detector is None)

    with writing():
        services.decide(contribution, hiding, decision=Decision.REJECTED, by=coder)

    assert all(each.detector for each in queries.hidings(contribution))


@pytest.mark.parametrize("place", [Place(0, 0), Place(5, 3), Place(0, 9999), Place(6, 7)])
def test_a_place_that_is_none_is_refused(contribution, coder, place):
    with pytest.raises(OutsideTheText), writing():
        services.hide(contribution, place, text=TEXT, instead=Instead(HiddenKind.NAME), by=coder)


def test_words_that_are_not_there_are_refused(contribution, coder):
    with pytest.raises(NotInTheText):
        words(contribution, "wrenna", coder)


def test_changing_a_finished_text_finishes_it_no_longer(contribution, coder, keyring):
    with writing():
        services.accept_all(contribution, by=coder)
    working(contribution, coder, keyring)
    assert search("cried", keyring=keyring) == [contribution.id]

    words(contribution, "Wrenna", coder)

    row = again(contribution)
    assert (row.redaction, row.working_sealed) == (Redaction.WAITING, None)
    assert search("cried", keyring=keyring) == []


def test_what_is_hidden_is_not_found_and_how_much_is_logged_without_words(
    contribution, coder, keyring
):
    with writing():
        services.accept_all(contribution, by=coder)
    words(contribution, "Wrenna", coder)
    working(contribution, coder, keyring)

    assert search("Wrenna", keyring=keyring) == []
    entry = only(select(AuditEntry).where(AuditEntry.verb == "made working text"))
    assert entry.facts == {"hidden": 5}


def test_every_kind_has_a_bracket_and_a_label(app):
    for kind in HiddenKind:
        made = bracket(kind, "en")
        assert made.startswith("[")
        assert made.endswith("]")
        assert str(kinds.LABELS[kind])


def test_brackets_follow_a_corrected_language_and_own_words_stay(app, keyring, coder):
    contribution = say("Ring 01632 960123 or Wrenna", keyring=keyring)
    with writing():
        services.accept_all(contribution, by=coder)
        services.hide_words(
            contribution,
            "Wrenna",
            text="Ring 01632 960123 or Wrenna",
            instead=Instead(HiddenKind.NAME, words="a friend"),
            by=coder,
        )

    with writing():
        session().get_one(Contribution, contribution.id).language = "pl"
        proposing.relabel(contribution, "Ring 01632 960123 or Wrenna")

    shown = [each.replacement for each in queries.hidings(contribution)]
    assert shown == [bracket(HiddenKind.PHONE, "pl"), "[a friend]"]
