"""What the machine does with arrivals: it orders, proposes and suggests, and decides nothing."""

import logging
from datetime import date

from sqlalchemy import func, select

from feedback.coding.codebook.keeping import load_codebook
from feedback.coding.models import Suggestion
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core.db import session, writing
from feedback.reading.screening import screen, screen_waiting, waiting_ids
from feedback.redaction.models import Decision, Hiding
from feedback.safeguarding.models import Signal
from tests.support.said import again, say


def count(table):
    return session().scalar(select(func.count()).select_from(table))


def test_a_watch_phrase_gives_a_signal_and_nothing_is_decided(app, keyring):
    contribution = say("He said he will kill me tonight.", keyring=keyring)

    signal = session().scalars(select(Signal)).first()
    assert signal is not None
    assert signal.dismissed_on is None
    assert contribution.safeguarding is Safeguarding.SIGNALLED
    assert contribution.read_on is None


def test_words_without_a_signal_still_wait_for_a_person(app, keyring):
    contribution = say("The meeting was long and the tea was cold.", keyring=keyring)

    assert contribution.safeguarding is Safeguarding.WAITING
    assert contribution.screened_on is not None


def test_identifiers_become_proposals_and_nothing_is_hidden(app, keyring):
    say("Ring me on 01632 960123 or write to sam@example.org please.", keyring=keyring)

    hidings = session().scalars(select(Hiding).order_by(Hiding.start)).all()
    assert [hiding.kind for hiding in hidings] == ["phone", "email"]
    assert {hiding.decision for hiding in hidings} == {Decision.PROPOSED}


def test_the_partnerships_own_number_gives_nobody_away(app, keyring, settings):
    say(f"I rang {settings.phone} three times.", keyring=keyring)

    assert count(Hiding) == 0


def test_the_language_is_found_among_those_of_the_partnership(app, keyring):
    contribution = say(
        "Czekałam dziewięć tygodni i nikt do mnie nie zadzwonił.", keyring=keyring, language="en"
    )

    assert contribution.language == "pl"
    assert contribution.language_certain


def test_suggestions_are_made_without_what_may_have_to_be_hidden(app, keyring):
    with writing():
        load_codebook()
    contribution = say(
        "Nobody listened to me. I had to tell my story again and again to every agency.",
        keyring=keyring,
    )

    suggestions = session().scalars(
        select(Suggestion).where(Suggestion.contribution_id == contribution.id)
    )
    assert suggestions.first() is not None


def test_screening_again_adds_nothing(app, keyring):
    contribution = say("He hits me. My number is 01632 960123.", keyring=keyring)
    before = (count(Signal), count(Hiding), count(Suggestion))

    with writing():
        screen(contribution, keyring=keyring)

    assert all(before[:2])
    assert (count(Signal), count(Hiding), count(Suggestion)) == before
    assert screen_waiting(keyring=keyring) == 0


def test_one_that_does_not_open_is_set_aside_and_blocks_nobody(app, keyring, caplog):
    broken = say("First.", keyring=keyring, received_on=date(2026, 1, 1), screened=False)
    with writing():
        session().get_one(Contribution, broken.id).words_sealed = b"\x01damaged"
    whole = say("Second.", keyring=keyring, screened=False)

    with caplog.at_level(logging.WARNING):
        done = screen_waiting(keyring=keyring, limit=1)

    assert done == 1
    assert again(whole).screened_on is not None
    assert waiting_ids() == [broken.id]
    assert str(broken.id) in caplog.text
    assert "First" not in caplog.text


def test_no_more_are_screened_at_once_than_were_asked_for(app, keyring):
    for number in range(3):
        say(f"Story {number} about the bus.", keyring=keyring, screened=False)

    assert screen_waiting(keyring=keyring, limit=2) == 2
    assert len(waiting_ids()) == 1


def test_what_was_withdrawn_before_it_was_screened_is_left_alone(app, keyring):
    contribution = say("Taken back.", keyring=keyring, screened=False)
    with writing():
        row = session().get_one(Contribution, contribution.id)
        row.words_sealed, row.withdrawn_on = None, date(2026, 1, 2)

    assert screen_waiting(keyring=keyring) == 0
