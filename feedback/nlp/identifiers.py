"""Proposals of what to hide in a text, and the working text once a person has decided.

Numbers, addresses and dates have a shape. Names and small places have none: they are proposed by
the words beside them and by lists, rare events not at all. So a text in which every proposal was
taken is not anonymous, and nothing may call it so.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from feedback.nlp import (
    identifier_dates,
    identifier_names,
    identifier_numbers,
    identifier_places,
    identifier_small_places,
    identifier_spoken,
)
from feedback.nlp.folding import Folded, fold
from feedback.nlp.identifier_kinds import BRACKETS, Band, Found, IdentifierKind, Reason, Subject
from feedback.nlp.identifier_numbers import PUBLIC_NUMBERS

__all__ = [
    "BRACKETS",
    "PUBLIC_NUMBERS",
    "Band",
    "IdentifierKind",
    "Proposal",
    "Reason",
    "StretchOutOfRange",
    "apply",
    "proposals",
]

# In this order, because what one finds is closed to those after it: a date is not a phone number,
# and ten digits with a right check digit are an NHS number before they are a mobile.
_DETECTORS: tuple[Callable[[Subject], Iterator[Found]], ...] = (
    identifier_places.emails,
    identifier_places.web_addresses,
    identifier_places.social_names,
    identifier_dates.dates,
    identifier_spoken.times,
    identifier_numbers.phones,
    identifier_numbers.nhs_numbers,
    identifier_numbers.mobiles_without_0,
    identifier_numbers.national_insurance_numbers,
    identifier_places.postcodes,
    identifier_numbers.vehicles,
    identifier_places.addresses,
    identifier_spoken.spelled_out,
    identifier_small_places.spelled_addresses,
    identifier_small_places.own_places,
    identifier_small_places.named_places,
    identifier_names.names,
    identifier_small_places.lived_in,
)
_BLANK = "\0"  # no word letter, no digit, no space


class StretchOutOfRange(ValueError):
    """A stretch to hide is empty, or does not lie inside the text."""


class Stretch(Protocol):
    """Anything that says: put *replacement* in the place of ``text[start:end]``."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def replacement(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hide ``text[start:end]`` (code points) because it looks like *kind*, and *reason* says why.

    *replacement* is the English bracket for the kind; other languages are made from the kind.
    *lead* code points before it say who it is ("brother " before "John"); to hide both is less
    exact.
    """

    start: int
    end: int
    kind: IdentifierKind
    replacement: str
    reason: Reason
    band: Band = Band.SURE
    lead: int = 0


def proposals(
    text: str,
    *,
    language: str,
    public_numbers: Iterable[str] = PUBLIC_NUMBERS,
    small_places: Iterable[str] = (),
    large_places: Iterable[str] = (),
) -> tuple[Proposal, ...]:
    """What might identify somebody in *text*, in reading order, never overlapping.

    *language* adds the phone numbers of the country where it is most spoken. *public_numbers*
    (digits without spaces, such as a partnership's own lines) are left in the text. *small_places*
    are always proposed, *large_places* never because of "I live in".
    """
    folded = fold(text)
    subject = Subject(
        plain=folded.text,
        written="".join(text[at] for at in folded.starts),
        language=language.replace("_", "-").partition("-")[0],
        public_numbers=frozenset(public_numbers) | PUBLIC_NUMBERS,
        small_places=frozenset(filter(None, (fold(name).text for name in small_places))),
        large_places=frozenset(fold(name).text for name in large_places),
    )
    subject = _blanked(subject, identifier_numbers.public_numbers(subject))
    found: list[Found] = []
    for detector in _DETECTORS:
        for one in list(detector(subject)):
            if _BLANK not in subject.plain[one.start : one.end]:
                found.append(one)
                subject = _blanked(subject, [(one.start, one.end)])
    proposed = (_proposal(one, folded) for one in found)
    return tuple(sorted(proposed, key=lambda proposal: proposal.start))


def _proposal(found: Found, folded: Folded) -> Proposal:
    start, end = folded.span(found.start, found.end)
    lead = 0 if found.lead is None else start - folded.starts[found.lead]
    return Proposal(start, end, found.kind, BRACKETS[found.kind], found.reason, found.band, lead)


def apply(text: str, decisions: Iterable[Stretch]) -> str:
    """The working text: *text* with every decided stretch replaced.

    Stretches that overlap become one, with the replacement of the longest of them (of the first,
    where two are as long). Raises StretchOutOfRange.
    """
    ordered = sorted(decisions, key=lambda stretch: (stretch.start, -stretch.end))
    pieces: list[str] = []
    at = 0
    for start, end, replacement in _merged(ordered, len(text)):
        pieces += (text[at:start], replacement)
        at = end
    return "".join((*pieces, text[at:]))


def _merged(ordered: Iterable[Stretch], length: int) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    longest = 0
    for stretch in ordered:
        if not 0 <= stretch.start < stretch.end <= length:
            raise StretchOutOfRange(f"{stretch.start}-{stretch.end} of {length}")
        size = stretch.end - stretch.start
        if merged and stretch.start < merged[-1][1]:
            start, end, replacement = merged[-1]
            words = stretch.replacement if size > longest else replacement
            merged[-1] = (start, max(end, stretch.end), words)
            longest = max(longest, size)
        else:
            merged.append((stretch.start, stretch.end, stretch.replacement))
            longest = size
    return merged


def _blanked(subject: Subject, spans: Iterable[tuple[int, int]]) -> Subject:
    plain = subject.plain
    for start, end in spans:
        plain = plain[:start] + _BLANK * (end - start) + plain[end:]
    return replace(subject, plain=plain)
