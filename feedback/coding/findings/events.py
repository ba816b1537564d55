"""What findings ask of the parts above them. Those connect themselves; nothing here knows them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from blinker import Namespace, Signal

_events = Namespace()
Answer = TypeVar("Answer")

#: Asked, for staff eyes; each receiver returns a sequence of Tie.
ties_wanted = _events.signal("findings-ties-wanted")

#: Asked with ``theme_ids``, for staff eyes; each receiver returns a sequence of MadeOfIt.
made_wanted = _events.signal("findings-made-wanted")

#: Asked with ``contribution_ids``, for staff eyes; each receiver returns a sequence of QuoteUse.
quote_uses_wanted = _events.signal("findings-quote-uses-wanted")

#: Asked with ``contribution_ids``, for staff eyes; each receiver returns a sequence of Target.
targets_wanted = _events.signal("findings-targets-wanted")

#: Asked with ``until`` (a day); each receiver returns a sequence of Counted: numbers of its own
#: that belong into a snapshot, not guarded yet.
counts_wanted = _events.signal("findings-counts-wanted")


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority of a plan, or whatever stands in its place there."""

    id: uuid.UUID
    label: str


@dataclass(frozen=True, slots=True)
class Tie:
    """An insight of a theme: whose contributions it came from, which priorities it is tied to."""

    theme_id: uuid.UUID | None
    contribution_ids: frozenset[uuid.UUID]
    priorities: Sequence[Priority]


@dataclass(frozen=True, slots=True)
class MadeOfIt:
    """What became of a theme: an insight, how it stands in words, the entry that it became."""

    said: str
    standing: str
    url: str
    entry_url: str = ""


@dataclass(frozen=True, slots=True)
class QuoteUse:
    """A stretch of a working text that is a quote of an insight, and where it is public."""

    contribution_id: uuid.UUID
    start: int
    end: int
    said: str
    url: str
    state: str  # in words
    entry_url: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An insight that a contribution is a source of, so that a quote of it can be used there."""

    contribution_id: uuid.UUID
    insight_id: uuid.UUID
    said: str


@dataclass(frozen=True, slots=True)
class Counted:
    """People by *parts*, among *whole*; exact, for the guard only. *name* is the same each time."""

    name: str
    whole: int
    parts: Mapping[str, int]


def _all(event: Signal, wanted: type[Answer], **facts: Any) -> list[Answer]:
    answers = chain.from_iterable(answer for _by, answer in event.send(None, **facts))
    return [answer for answer in answers if isinstance(answer, wanted)]


def ties() -> list[Tie]:
    """Every insight with what it is tied to."""
    return _all(ties_wanted, Tie)


def made_of(theme_ids: Sequence[uuid.UUID]) -> list[MadeOfIt]:
    """The insights that were made from these themes, and their entries."""
    return _all(made_wanted, MadeOfIt, theme_ids=theme_ids)


def quote_uses(contribution_ids: Sequence[uuid.UUID] | None) -> list[QuoteUse]:
    """The quotes of these contributions that insights hold; of all, where None."""
    return _all(quote_uses_wanted, QuoteUse, contribution_ids=contribution_ids)


def targets(contribution_ids: Sequence[uuid.UUID]) -> list[Target]:
    """The insights in which these contributions could be quoted."""
    return _all(targets_wanted, Target, contribution_ids=contribution_ids)


def counts(until: date) -> list[Counted]:
    """What other parts count for a snapshot, up to the end of a day."""
    return _all(counts_wanted, Counted, until=until)
