"""Searching working texts: the words searched for are kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.contributions.searching import search
from feedback.core.i18n import BY_CODE, Language
from feedback.core.sealing import Keyring
from feedback.reading import queries

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Match:
    """A working text in which the words were found."""

    contribution: Contribution
    language: Language
    working: str


@dataclass(frozen=True, slots=True)
class Found:
    """The newest matches, and how many there are in all."""

    matches: Sequence[Match]
    total: int


def find(words: str, *, by: Staff, keyring: Keyring) -> Found:
    """The working texts that hold every one of *words*. That somebody searched is logged."""
    ids = search(words, keyring=keyring)
    matches = [
        Match(each, BY_CODE.get(each.language, BY_CODE["en"]), opening.working_text(each, keyring))
        for each in queries.in_order(ids[:MOST_SHOWN])
    ]
    record(verb="searched working texts", facts={"found": len(ids)}, actor=by)
    return Found(matches, len(ids))
