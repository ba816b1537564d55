"""When it is asked whether something helped. Pure."""

from collections.abc import Iterable
from datetime import date

from feedback.core.quarters import months_later
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.models import PublicState

STEPS = (3, 6)  # months after it was published that something was done, in part, or begun
LETTERS_END = 9  # months after which no letter asks any more
ASKED_OF = frozenset({PublicState.DONE, PublicState.PART_DONE, PublicState.DOING})
_KINDS = frozenset({"done", "part", "doing"})


def first_day(versions: Iterable[tuple[date, Contents]]) -> date | None:
    """The day of the first version (oldest first) that says done, part done or doing."""
    return next(
        (day for day, said in versions if any(each.kind in _KINDS for each in said.answers)), None
    )


def step_on(today: date, *, since: date | None) -> int | None:
    """The time at which it is asked *today* of what was first published on the day *since*."""
    if since is None:
        return None
    reached = [months for months in STEPS if months_later(since, months) <= today]
    return reached[-1] if reached else None


def letter_step_on(today: date, *, since: date | None) -> int | None:
    """The same for letters, which stop nine months after."""
    if since is None or months_later(since, LETTERS_END) <= today:
        return None
    return step_on(today, since=since)
