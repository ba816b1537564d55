"""The invented past, played day by day, so that every date in it fits the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from feedback.core import clock
from feedback.core.db import writing

_MORNING = time(9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens on a day; *order* settles what comes first on the same day."""

    day: date
    order: int
    run: Callable[[], None]


def play(acts: Iterable[Act], *, progress: Callable[[int, int], None]) -> None:
    """Run the acts in the order of their days, each in a transaction and at a time of its own."""
    in_order = sorted(acts, key=lambda act: (act.day, act.order))
    for number, act in enumerate(in_order, 1):
        moment = min(datetime.combine(act.day, _MORNING), datetime.now(UTC))  # noqa: TID251
        with clock.pretend(moment), writing():
            act.run()
        progress(number, len(in_order))
