"""Opening what is sealed: only a process that holds the private key can."""

from feedback.contributions.models import Contribution
from feedback.core.sealing import Keyring, Place, Purpose

TABLE = Contribution.__tablename__


def original(contribution: Contribution, keyring: Keyring) -> str:
    """The words as they came; empty once withdrawn. Callers log that they were opened."""
    return _opened(contribution, "words", contribution.words_sealed, keyring)


def working_text(contribution: Contribution, keyring: Keyring) -> str:
    """The redacted text, the only one that coders, quotes and exports see; empty before that."""
    return _opened(contribution, "working", contribution.working_sealed, keyring)


def english(contribution: Contribution, keyring: Keyring) -> str:
    """A person's English translation of the working text; empty when there is none."""
    return _opened(contribution, "english", contribution.english_sealed, keyring)


def seal_working(contribution: Contribution, text: str, keyring: Keyring) -> None:
    """Keep *text* as the working text."""
    contribution.working_sealed = _sealed(contribution, "working", text, keyring)


def seal_english(contribution: Contribution, text: str, keyring: Keyring) -> None:
    """Keep *text* as the English translation; nothing when it is empty."""
    contribution.english_sealed = _sealed(contribution, "english", text, keyring) if text else None


def _place(contribution: Contribution, field: str) -> Place:
    return Place(TABLE, contribution.id, field)


def _opened(contribution: Contribution, field: str, sealed: bytes | None, keyring: Keyring) -> str:
    if sealed is None:
        return ""
    return keyring.open(sealed, purpose=Purpose.WORDS, place=_place(contribution, field))


def _sealed(contribution: Contribution, field: str, text: str, keyring: Keyring) -> bytes:
    return keyring.seal(text, purpose=Purpose.WORDS, place=_place(contribution, field))
