"""What the pages of concerns show: clocks in words, the next step, the card of each level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import format_timedelta
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from feedback.core import clock
from feedback.safeguarding import clocks, queries, sheets
from feedback.safeguarding.clocks import Kind
from feedback.safeguarding.completeness import Completeness
from feedback.safeguarding.duty_models import EscalationContact
from feedback.safeguarding.forms import LEVEL_WORDS, URGENCY_WORDS
from feedback.safeguarding.help_lines import HelpLine
from feedback.safeguarding.levels import PROPOSED, RAISED, RESTRICTING, STEPS
from feedback.safeguarding.models import Act, Concern, Level


@dataclass(frozen=True, slots=True)
class Card:
    """What to do about one level: its clock, its steps, and the numbers to call."""

    level: Level
    words: LazyString
    clock_words: str
    is_restricting: bool
    steps: Sequence[LazyString]
    contacts: Sequence[EscalationContact]
    lines: Sequence[HelpLine]


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """An open concern in the list."""

    concern: Concern
    is_late: bool
    clock_words: str
    next_step: str


def card(level: Level) -> Card:
    """The route card of *level*."""
    return _card(level, sheets.contacts(), queries.route_lines(), clocks.in_force())


def cards() -> Mapping[str, Card]:
    """The route card of every level that can be raised, by its word."""
    contacts, lines, in_force = sheets.contacts(), queries.route_lines(), clocks.in_force()
    return {level.value: _card(level, contacts, lines, in_force) for level in RAISED}


def row(concern: Concern) -> ConcernRow:
    """*concern* for the list."""
    is_late = concern.due_at < clock.now()
    return ConcernRow(concern, is_late, clock_words(concern), next_step(concern))


def clock_words(concern: Concern) -> str:
    """How long there is, or how late it is, in words."""
    return late_words(concern.due_at - clock.now())


def late_words(left: timedelta) -> str:
    """Time that is left, or has run out, in words."""
    span = format_timedelta(abs(left), granularity="minute", threshold=0.95)
    if left < timedelta(0):
        return str(_("Overdue for %(time)s", time=span))
    return str(_("%(time)s left", time=span))


def sum_words(found: Completeness) -> str:
    """Where everything is, as a sum that must come out."""
    words = _(
        "%(received)s received = %(read)s read + %(waiting)s waiting + %(second)s waiting for "
        "a second reader + %(held)s held back like spam + %(withdrawn)s withdrawn",
        received=found.received,
        read=found.read,
        waiting=found.waiting,
        second=found.second,
        held=found.held,
        withdrawn=found.withdrawn,
    )
    return str(words)


def next_step(concern: Concern) -> str:
    """What somebody should do next about an open concern."""
    if concern.close_asked_by_id is not None:
        return str(_("A second safeguarding lead reads it, and agrees to close it or not"))
    if concern.owner_id is None:
        return str(_("Somebody says that they look after it"))
    if not any(entry.verb is Act.CALLED for entry in concern.log):
        return str(_first_call(concern.level))
    if concern.due_at < clock.now():
        return str(_("Ask what was done, and write it down"))
    return str(_("Write down what happened, or close it"))


def _first_call(level: Level) -> str:
    words = {
        Level.L1: _("Tell them where to take it"),
        Level.L2: _("Reach the person, in the way that they chose"),
        Level.L3: _("Call the manager of the service"),
        Level.L4: _("Call the safeguarding team"),
        Level.ATTACK: _("Tell whoever protects the person it is about"),
    }
    return str(words[level])


def _card(
    level: Level,
    contacts: Sequence[EscalationContact],
    lines: Sequence[HelpLine],
    in_force: clocks.Clocks,
) -> Card:
    urgency = PROPOSED[level]
    within = in_force.span(Kind.ACT, urgency, level).words
    return Card(
        level=level,
        words=LEVEL_WORDS[level],
        clock_words=str(
            _("%(urgency)s. Act within %(time)s.", urgency=URGENCY_WORDS[urgency], time=within)
        ),
        is_restricting=level in RESTRICTING,
        steps=STEPS[level],
        contacts=[each for each in contacts if level.value in each.levels],
        lines=lines,
    )
