"""By when somebody must have looked, acted, or been told: clocks that the leads can set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from flask_babel import ngettext
from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.core import working_days
from feedback.core.db import session
from feedback.core.templating import settings
from feedback.safeguarding.duty_models import ClockSetting, Unit
from feedback.safeguarding.models import Level, Urgency

LONGEST = {Unit.MINUTES: 24 * 60, Unit.HOURS: 14 * 24, Unit.WORKING_DAYS: 60}


class Kind(StrEnum):
    """What a clock is for."""

    ACT = "act"  # from the raising of a concern until somebody has acted
    LOOK = "look"  # from the arrival of words with a watch phrase until somebody has read them
    DEPUTY = "deputy"  # from then until the deputy is told as well


@dataclass(frozen=True, slots=True)
class Span:
    """So many minutes, hours or working days."""

    amount: int
    unit: Unit

    def after(self, since: datetime, *, nation: str) -> datetime:
        """The end of this span that begins at *since*; weekends and holidays are *nation*'s."""
        if self.unit is Unit.MINUTES:
            return since + timedelta(minutes=self.amount)
        if self.unit is Unit.HOURS:
            return since + timedelta(hours=self.amount)
        day = working_days.after(since.date(), self.amount, nation=nation)
        return datetime.combine(day, since.timetz())

    @property
    def words(self) -> str:
        """Such as "3 working days"."""
        if self.unit is Unit.MINUTES:
            return str(ngettext("%(num)s minute", "%(num)s minutes", self.amount))
        if self.unit is Unit.HOURS:
            return str(ngettext("%(num)s hour", "%(num)s hours", self.amount))
        return str(ngettext("%(num)s working day", "%(num)s working days", self.amount))


#: What is shipped. Danger knows no weekend: only "soon" is counted in working days.
SHIPPED: Mapping[str, Span] = {
    "act.now": Span(1, Unit.HOURS),
    "act.today": Span(24, Unit.HOURS),
    "act.soon": Span(3, Unit.WORKING_DAYS),
    "look.now": Span(1, Unit.HOURS),
    "look.today": Span(24, Unit.HOURS),
    "look.soon": Span(1, Unit.WORKING_DAYS),
    "deputy.now": Span(30, Unit.MINUTES),
    "deputy.today": Span(4, Unit.HOURS),
    "deputy.soon": Span(1, Unit.WORKING_DAYS),
}


def key_of(kind: Kind, urgency: Urgency, level: Level | None = None) -> str:
    """The name of a clock: of an urgency, or of one level of it."""
    return ".".join([kind.value, urgency.value, *([level.value] if level else [])])


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks in force: what the leads set, over what is shipped."""

    own: Mapping[str, Span]
    nation: str

    def span(self, kind: Kind, urgency: Urgency, level: Level | None = None) -> Span:
        """How long; the clock of the urgency where the level has none of its own."""
        if level is not None and key_of(kind, urgency, level) in self.own:
            return self.own[key_of(kind, urgency, level)]
        key = key_of(kind, urgency)
        return self.own.get(key, SHIPPED[key])

    def act_by(self, urgency: Urgency, level: Level, since: datetime) -> datetime:
        """By when somebody must have acted on a concern raised at *since*."""
        return self.span(Kind.ACT, urgency, level).after(since, nation=self.nation)

    def look_by(self, urgency: Urgency, received_on: date) -> datetime:
        """By when somebody must have read what came on that day and has a watch phrase.

        The day is the finest time that is kept of a visit, so the clock runs from its beginning:
        it may end too early, and never too late.
        """
        return self.span(Kind.LOOK, urgency).after(day_began(received_on), nation=self.nation)

    def look_again_by(self, urgency: Urgency, since: datetime) -> datetime:
        """By when a second reader, asked at *since*, must have answered."""
        return self.span(Kind.LOOK, urgency).after(since, nation=self.nation)

    def deputy_from(self, urgency: Urgency, due_at: datetime) -> datetime:
        """When the deputy is told of what was due at *due_at*."""
        return self.span(Kind.DEPUTY, urgency).after(due_at, nation=self.nation)


def day_began(day: date) -> datetime:
    """The first moment of *day*, in UTC."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def in_force() -> Clocks:
    """The clocks of this partnership."""
    rows = session().scalars(select(ClockSetting).order_by(ClockSetting.key))
    return Clocks({row.key: Span(row.amount, row.unit) for row in rows}, settings().nation)


def set_clocks(wanted: Mapping[str, Span | None], *, by: Staff) -> int:
    """Set the clocks named; None goes back to what is shipped. Returns how many changed.

    What is open keeps the clock that it was given.
    """
    held = {row.key: row for row in session().scalars(select(ClockSetting))}
    changed = []
    for key, span in wanted.items():
        row = held.get(key)
        if span is None or span == SHIPPED.get(key):
            if row is not None:
                session().delete(row)
                changed.append(key)
        elif row is None or Span(row.amount, row.unit) != span:
            row = row or ClockSetting(key=key)
            row.amount, row.unit = span.amount, span.unit
            session().add(row)
            changed.append(key)
    if changed:
        record(verb="set clocks", thing="clock", facts={"clocks": sorted(changed)}, actor=by)
    session().flush()
    return len(changed)
