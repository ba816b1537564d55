"""Coding: a person gives themes; suggestions are only ever taken or refused by a person."""

import threading
import uuid

import pytest
from sqlalchemy import func, select

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.codebook.keeping import UnusableCodebook, load_codebook, present_codebook
from feedback.coding.desk import services
from feedback.coding.models import Coding, Suggestion, SuggestionState, Theme
from feedback.coding.tagging import suggesting, training
from feedback.contributions.models import CodingState, Contribution
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import session, writing
from tests.feedback.coding.conftest import LISTENED


def test_loading_the_codebook_twice_makes_one_version(codebook):
    with writing():
        assert load_codebook() == 1

    assert len(queries.themes()) == 36
    assert len(present_codebook().themes) == 36


def test_a_theme_that_the_file_no_longer_has_stays(codebook, tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text("name: Small\nthemes:\n  - {name: New theme, terms: {en: [novelty]}}\n")

    with writing():
        assert load_codebook(file) == 2

    assert queries.theme_by_key("new_theme").names["en"] == "New theme"
    assert queries.theme_by_key("listened_to")


def test_a_broken_codebook_is_refused_in_words(codebook, tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text("name: Broken\nthemes: 3\n")

    with pytest.raises(UnusableCodebook, match=r"broken\.yaml"), writing():
        load_codebook(file)


def test_a_suggestion_comes_with_its_words_and_is_not_a_coding(redacted, keyring):
    contribution = redacted()

    with writing():
        suggesting.suggest_for(contribution, text=LISTENED, keyring=keyring)

    offered = queries.suggestions_for(contribution.id)
    assert "listened_to" in {each.theme.key for each in offered}
    best = next(each for each in offered if each.theme.key == "listened_to")
    assert any("listen" in word for word in suggesting.reasons(best, keyring))
    assert session().scalar(select(func.count()).select_from(Coding)) == 0


def test_the_words_behind_a_suggestion_are_sealed(redacted, keyring):
    contribution = redacted()
    with writing():
        suggesting.suggest_for(contribution, text=LISTENED, keyring=keyring)

    sealed = session().scalars(select(Suggestion.why_sealed)).all()
    assert sealed
    assert all(b"listen" not in each for each in sealed)


def test_taking_a_suggestion_refuses_the_others(redacted, coder, keyring):
    contribution = redacted()
    with writing():
        suggesting.suggest_for(contribution, text=LISTENED, keyring=keyring)

    with writing():
        codings = services.give_themes(contribution, keys=["listened_to"], by=coder)

    assert [coding.suggested for coding in codings] == [True]
    states = {each.theme.key: each.state for each in session().scalars(select(Suggestion)).all()}
    assert states.pop("listened_to") is SuggestionState.TAKEN
    assert set(states.values()) <= {SuggestionState.REFUSED}
    assert contribution.coding is CodingState.DONE


def test_nothing_is_coded_before_it_is_redacted(codebook, coder, keyring):
    with writing():
        delivery = Delivery(
            submission_id=uuid.uuid4(), pieces=[Piece(text=LISTENED, language="en")]
        )
        raw = receive(delivery, keyring=keyring).submission.contributions[0]

    with pytest.raises(services.NoWorkingText), writing():
        services.give_themes(raw, keys=["listened_to"], by=coder)


def test_two_coders_keep_their_own_themes(redacted, coder, make_staff):
    contribution = redacted()
    other = make_staff(Role.CODER)
    with writing():
        services.give_themes(contribution, keys=["listened_to", "believed"], by=coder)
        services.give_themes(contribution, keys=["believed"], by=other)

    with writing():
        services.give_themes(contribution, keys=["listened_to"], by=coder)

    by_coder = {
        (coding.coder_id, coding.theme.key) for coding in queries.codings_of(contribution.id)
    }
    assert by_coder == {(coder.id, "listened_to"), (other.id, "believed")}


def test_undo_brings_the_contribution_and_its_suggestions_back(redacted, coder, keyring):
    contribution = redacted()
    with writing():
        suggesting.suggest_for(contribution, text=LISTENED, keyring=keyring)
    with writing():
        services.give_themes(contribution, keys=["listened_to"], by=coder)
    with writing():
        services.undo_last(by=coder)

    assert contribution.coding is CodingState.WAITING
    assert queries.codings_of(contribution.id) == []
    assert {each.state for each in queries.suggestions_for(contribution.id)} == {
        SuggestionState.OPEN
    }


def test_no_theme_is_a_decision_of_its_own(redacted, coder):
    contribution = redacted()

    with writing():
        services.no_theme(contribution, by=coder)

    assert contribution.coding is CodingState.NO_THEME


def test_a_group_counts_all_its_people_once(redacted, coder, make_staff):
    group, single = redacted(people_count=9), redacted()
    with writing():
        for contribution in (group, single):
            services.give_themes(contribution, keys=["listened_to"], by=coder)
        services.give_themes(single, keys=["listened_to"], by=make_staff(Role.CODER))

    theme = queries.theme_by_key("listened_to")
    counted = next(row for row in queries.theme_counts() if row.theme is theme)
    assert (counted.contributions, counted.people) == (2, 10)
    assert queries.people_in(queries.contributions_with(theme)) == 10


def test_a_parent_theme_gathers_its_children(redacted, coder):
    contribution = redacted()
    with writing():
        services.give_themes(contribution, keys=["listened_to"], by=coder)

    parent = queries.theme_by_key("being_heard")
    assert list(queries.contributions_with(parent)) == [contribution]


def test_the_tagger_learns_from_codings_and_its_model_is_sealed(redacted, coder, keyring):
    for number in range(12):
        contribution = redacted(f"The taxi to the court was dear, number {number}.")
        with writing():
            services.give_themes(contribution, keys=["money_and_travel"], by=coder)

    row = training.retrain_if_needed(keyring=keyring)

    assert row is not None
    assert row.learned_from == 12
    assert b"taxi" not in row.model_sealed
    assert training.retrain_if_needed(keyring=keyring) is None
    fresh = redacted("A taxi again.")
    with writing():
        suggesting.suggest_for(fresh, text="A taxi again.", keyring=keyring)
    assert "money_and_travel" in {s.theme.key for s in queries.suggestions_for(fresh.id)}


def test_a_retired_theme_is_not_given_again(redacted, coder):
    contribution = redacted()
    with writing():
        session().scalars(select(Theme).where(Theme.key == "believed")).one().state = "retired"

    with pytest.raises(services.ThemeRetired), writing():
        services.give_themes(contribution, keys=["believed"], by=coder)


def test_taking_back_leaves_what_a_colleague_has_coded_since_and_loses_nothing(
    redacted, coder, make_staff
):
    contribution, other = redacted(), make_staff(Role.CODER)
    with writing():
        services.give_themes(contribution, keys=["listened_to"], by=coder)
    with writing():
        services.give_themes(contribution, keys=["believed"], by=other)
    with writing():
        services.undo_last(by=coder)

    assert contribution.coding is CodingState.DONE
    assert [each.coder_id for each in queries.codings_of(contribution.id)] == [other.id]

    with writing():
        services.undo_last(by=other)

    assert contribution.coding is CodingState.WAITING
    assert session().scalars(queries.codable()).all() == [contribution]


def test_presses_at_once_give_each_theme_once(redacted, coder, app):
    contribution_id, coder_id = redacted().id, coder.id
    session().rollback()

    def press():
        with app.app_context(), writing():
            services.give_themes(
                session().get_one(Contribution, contribution_id),
                keys=["listened_to"],
                by=session().get_one(Staff, coder_id),
            )

    presses = [threading.Thread(target=press) for _ in range(6)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert len(queries.codings_of(contribution_id)) == 1
