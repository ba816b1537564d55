"""What the machine does with every arrival, so that a person reads the right one first.

It orders, proposes and suggests. It never hides a text, clears a concern or calls anything safe.
"""

import logging
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from feedback.coding import queries as coding
from feedback.coding.tagging.suggesting import Tagger, present_tagger, suggest_for
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core import clock, i18n
from feedback.core.db import session, writing
from feedback.core.sealing import CannotOpen, Keyring
from feedback.core.templating import settings
from feedback.nlp import language
from feedback.nlp.language import detect
from feedback.redaction import proposing
from feedback.redaction import services as redaction
from feedback.redaction.gaps import without_identifiers
from feedback.safeguarding import signals

log = logging.getLogger(__name__)


def waiting_ids() -> Sequence[uuid.UUID]:
    """The contributions that the machine has not looked at, oldest first.

    A recording or a photo is screened when its words are written down.
    """
    statement = (
        select(Contribution.id)
        .where(
            Contribution.screened_on.is_(None),
            Contribution.withdrawn_on.is_(None),
            Contribution.words_sealed.is_not(None),
        )
        .order_by(Contribution.received_on, Contribution.id)
    )
    return session().scalars(statement).all()


def screen_waiting(*, keyring: Keyring, limit: int = 200) -> int:
    """Screen up to *limit* of those that wait, each in transactions of its own; how many.

    One that does not open is named by its id in the log and left waiting: it holds up no other,
    and is tried again when its key is back.
    """
    waiting = waiting_ids()
    tagger = tagger_in_force(keyring) if waiting else None
    if waiting:
        language.prepare()  # before any lock: people who press Send wait for it
    done = 0
    for contribution_id in waiting:
        if done == limit:
            break
        done += _screen_one(contribution_id, keyring=keyring, tagger=tagger)
    return done


def tagger_in_force(keyring: Keyring) -> Tagger | None:
    """The tagger that suggests themes; None while there is no theme, or it does not open.

    Nothing of the tagger may ever hold up the search for signals.
    """
    if not coding.themes():
        return None
    try:
        return present_tagger(keyring)
    except CannotOpen:
        log.warning("the tagger cannot be opened, and suggests nothing")
        return None


def screen(contribution: Contribution, *, keyring: Keyring) -> None:
    """Find its language, watch phrases, what may have to be hidden, and suggest themes.

    Again adds nothing. Raises CannotOpen.
    """
    text = opening.original(contribution, keyring)
    notice(contribution, text)
    suggest(contribution, text, keyring=keyring, tagger=tagger_in_force(keyring))


def notice(contribution: Contribution, text: str) -> None:
    """Language, watch phrases and proposals for *text*, the original words."""
    listen(contribution, text)
    propose(contribution, text)


def propose(contribution: Contribution, text: str) -> None:
    """Keep what may have to be hidden in *text*, for a person to decide.

    A working text that was made before is shown to nobody until that is decided.
    """
    if proposing.propose(contribution, text):
        redaction.reopen(contribution)


def listen(contribution: Contribution, text: str) -> None:
    """Language and watch phrases for *text*, the original words."""
    if not contribution.language_certain:
        among = i18n.written_languages(settings().languages)
        found = detect(text, among=among, default=contribution.language)
        contribution.language, contribution.language_certain = found.language, found.certain
    signals.note_signals(contribution, text)
    contribution.screened_on = clock.today()
    session().flush()


def suggest(
    contribution: Contribution, text: str, *, keyring: Keyring, tagger: Tagger | None
) -> None:
    """Suggest themes, seen in *text* without what is hidden or proposed to be."""
    if tagger is not None:
        seen = without_identifiers(contribution, text)
        suggest_for(contribution, text=seen, keyring=keyring, tagger=tagger)


def _screen_one(contribution_id: uuid.UUID, *, keyring: Keyring, tagger: Tagger | None) -> int:
    try:
        with writing():
            contribution = _held(contribution_id)
            if contribution is None:
                return 0
            text = opening.original(contribution, keyring)
            notice(contribution, text)
    except CannotOpen:
        log.warning("contribution %s cannot be opened and was not screened", contribution_id)
        return 0
    # In a transaction of its own: what the tagger meets must never undo a signal.
    with writing():
        if contribution.withdrawn_on is None:
            suggest(contribution, text, keyring=keyring, tagger=tagger)
    return 1


def _held(contribution_id: uuid.UUID) -> Contribution | None:
    """The contribution, kept from other workers; None when one of them was faster."""
    statement = (
        select(Contribution)
        .where(
            Contribution.id == contribution_id,
            Contribution.screened_on.is_(None),
            Contribution.withdrawn_on.is_(None),
            Contribution.words_sealed.is_not(None),
        )
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return session().scalars(statement).one_or_none()
