"""Passwords: Argon2id, and what makes one too weak."""

import unicodedata
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from feedback.core.errors import Refused

# OWASP's least for Argon2id (Password Storage Cheat Sheet): about 0.05 s and 19 MiB a try.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST = 12  # characters
LONGEST = 200  # characters; longer ones would only cost time
_FEWEST_SIGNS = 5  # different characters
_COMMON = (
    "password", "passwort", "qwerty", "welcome", "letmein", "iloveyou", "123456", "abc123",
    "administrator", "changeme", "safeguarding", "youwesaid",
)  # fmt: skip


class Weakness(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    GUESSABLE = "guessable"


class WeakPassword(Refused):
    """The password is too easy to guess, or out of bounds; ``weakness`` says which."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness.value)
        self.weakness = weakness


def _tidy(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def check(password: str, *, about: tuple[str, ...] = ()) -> None:
    """Raise WeakPassword for a password that is too short, too long or easy to guess.

    *about* holds the person's own name and address, which make bad passwords. What is left of a
    password without them and without common words must still be long enough to count.
    """
    tidy = _tidy(password)
    if len(tidy) < SHORTEST:
        raise WeakPassword(Weakness.SHORT)
    if len(tidy) > LONGEST:
        raise WeakPassword(Weakness.LONG)
    rest = tidy.casefold()
    known = {part for word in about for part in word.casefold().replace("@", " ").split()}
    for word in sorted(known | set(_COMMON), key=len, reverse=True):
        rest = rest.replace(word, "") if len(word) > 2 else rest  # noqa: PLR2004 - initials
    if len(set(rest)) < _FEWEST_SIGNS:
        raise WeakPassword(Weakness.GUESSABLE)


def hashed(password: str) -> str:
    """The Argon2id hash to keep."""
    return _HASHER.hash(_tidy(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether *password* has the hash *kept*; takes as long when there is nothing kept."""
    if len(password) > LONGEST:
        return False
    try:
        _HASHER.verify(kept or _nobodys(), _tidy(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_dated(kept: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _HASHER.hash("a hash to compare with where there is no account")
