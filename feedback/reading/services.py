"""Reading: the original is opened and that is logged; what was decided makes the working text."""

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions import attachments, holding, opening
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring
from feedback.reading import screening
from feedback.redaction import proposing
from feedback.redaction import queries as redaction_queries
from feedback.redaction import services as redaction
from feedback.safeguarding import access, signals

THING = "contribution"
_TELLING = 3  # a hidden stretch shorter than this may stand in a translation by chance


class NotDecided(Refused):
    """Nobody has said whether a person is in danger: reading means deciding that."""


class Withdrawn(Refused):
    """The words were taken back by who said them; there is nothing to read."""


class NotWrittenDown(Refused):
    """What the recording says or the photo shows must be written down first."""


class TranslationShows(Refused):
    """The English translation holds words that the working text hides."""


def open_original(contribution: Contribution, *, keyring: Keyring, by: Staff) -> str:
    """The words as they came. That *by* opened them is logged, every time.

    Raises Withdrawn, CannotOpen, and Shut while somebody else looks after a concern about it.
    """
    if contribution.withdrawn_on is not None:
        raise Withdrawn
    if not access.may_open(contribution, by):
        raise access.Shut
    text = opening.original(contribution, keyring)
    record(verb="opened original", thing=THING, thing_id=contribution.id, actor=by)
    return text


def finish(contribution: Contribution, *, english: str, by: Staff, keyring: Keyring) -> None:
    """It is read: make the working text, keep the English translation, take it off the inbox.

    Somebody who reads to the end what was held back has found that it is no spam.
    Raises Withdrawn, NotWrittenDown, NotDecided, redaction's ProposalsWait, TranslationShows.
    """
    # What the machine finds at the same moment must not be overwritten by this.
    session().refresh(contribution, with_for_update=True)
    if contribution.withdrawn_on is not None:
        raise Withdrawn
    if attachments.awaits_words(contribution):
        raise NotWrittenDown
    if contribution.safeguarding is Safeguarding.WAITING:
        raise NotDecided
    is_signalled = contribution.safeguarding is Safeguarding.SIGNALLED
    if is_signalled and signals.look_waiting(contribution) is None:
        raise NotDecided
    if english:
        _refuse_telling(contribution, english, keyring)
    redaction.make_working_text(contribution, keyring=keyring, by=by)
    opening.seal_english(contribution, english, keyring)
    if not holding.is_counted(contribution.submission):
        holding.let_through(submission=contribution.submission, by=by)
    contribution.read_on = clock.today()
    contribution.read_by_id = by.id
    record(verb="finished reading", thing=THING, thing_id=contribution.id, actor=by)
    session().flush()


def correct_language(
    contribution: Contribution, *, language: str, by: Staff, keyring: Keyring
) -> int:
    """A person says which language it is; what depends on that is done anew.

    Returns how many further signals the phrases of that language gave. Raises Withdrawn.
    """
    if contribution.withdrawn_on is not None:
        raise Withdrawn
    text = opening.original(contribution, keyring)
    contribution.language = language
    contribution.language_certain = True
    further = signals.note_signals(contribution, text)
    screening.propose(contribution, text)
    proposing.relabel(contribution, text)
    tagger = screening.tagger_in_force(keyring)
    screening.suggest(contribution, text, keyring=keyring, tagger=tagger)
    record(
        verb="corrected language",
        thing=THING,
        thing_id=contribution.id,
        facts={"language": language},
        actor=by,
    )
    return len(further)


def _refuse_telling(contribution: Contribution, english: str, keyring: Keyring) -> None:
    text = opening.original(contribution, keyring)
    folded = english.casefold()
    for hidden in redaction_queries.accepted(contribution):
        words = text[hidden.start : hidden.end].casefold()
        if len(words) >= _TELLING and words in folded:
            raise TranslationShows
