"""Reading concerns, signals and the help lines in force."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, case, func, select

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import Role
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session
from feedback.core.templating import settings
from feedback.safeguarding import help_lines
from feedback.safeguarding.help_lines import HelpGroup, HelpLine, How
from feedback.safeguarding.models import Concern, HelpLineCheck, Signal, Urgency

_URGENCY = {each.value: place for place, each in enumerate(Urgency)}
LEAST_URGENT = len(_URGENCY)


def urgency() -> Any:
    """An expression for ordering: 0 for a signal that says now, then today, then soon."""
    return case(_URGENCY, value=Signal.urgency)


def signals(contribution: Contribution) -> Sequence[Signal]:
    """Every signal of one contribution, in reading order, most urgent first at one place."""
    statement = (
        select(Signal)
        .where(Signal.contribution_id == contribution.id)
        .order_by(Signal.start, urgency(), Signal.end, Signal.id)
    )
    return session().scalars(statement).all()


def standing_signals(contribution: Contribution) -> Sequence[Signal]:
    """The signals that nobody has answered yet."""
    return [each for each in signals(contribution) if each.dismissed_on is None]


def signals_of(contribution_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Signal]]:
    """The standing signals of several contributions, the most urgent first."""
    statement = (
        select(Signal)
        .where(Signal.contribution_id.in_(contribution_ids), Signal.dismissed_on.is_(None))
        .order_by(urgency(), Signal.start, Signal.id)
    )
    found: dict[uuid.UUID, list[Signal]] = {}
    for signal in session().scalars(statement):
        found.setdefault(signal.contribution_id, []).append(signal)
    return found


def open_concerns() -> Sequence[Concern]:
    """Every concern that is not closed: danger now before all others, then by the clock."""
    statement = (
        select(Concern)
        .where(Concern.closed_at.is_(None))
        .order_by((Concern.urgency == Urgency.NOW).desc(), Concern.due_at, Concern.id)
    )
    return session().scalars(statement).all()


def closed_concerns() -> Select[Concern]:
    """The concerns that are closed, the latest first; a statement, for a page of them."""
    return (
        select(Concern)
        .where(Concern.closed_at.is_not(None))
        .order_by(Concern.closed_at.desc(), Concern.id)
    )


def overdue_concerns_count() -> int:
    """How many open concerns are past their clock."""
    late = select(func.count(Concern.id)).where(
        Concern.closed_at.is_(None), Concern.due_at < clock.now()
    )
    return session().scalar(late) or 0


def concern(concern_id: uuid.UUID) -> Concern:
    """One concern; NoResultFound when there is none."""
    return session().get_one(Concern, concern_id)


def concerns_about(contribution: Contribution) -> Sequence[Concern]:
    """Every concern about one contribution, open ones first, then the latest."""
    statement = (
        select(Concern)
        .where(Concern.contribution_id == contribution.id)
        .order_by(Concern.closed_at.is_not(None), Concern.raised_at.desc(), Concern.id)
    )
    return session().scalars(statement).all()


def open_concern_about(contribution: Contribution) -> Concern | None:
    """The concern about *contribution* that is not closed, when there is one."""
    about = concerns_about(contribution)
    return about[0] if about and about[0].closed_at is None else None


def leads() -> Sequence[Staff]:
    """The safeguarding leads who can sign in, by name."""
    statement = (
        select(Staff)
        .where(Staff.active, Staff.roles.any(StaffRole.role == Role.LEAD))
        .order_by(Staff.name, Staff.id)
    )
    return session().scalars(statement).all()


def lead(staff_id: uuid.UUID) -> Staff:
    """One of the safeguarding leads; NoResultFound for anybody else."""
    statement = select(Staff).where(
        Staff.id == staff_id, Staff.active, Staff.roles.any(StaffRole.role == Role.LEAD)
    )
    return session().scalars(statement).one()


def names(staff_ids: Sequence[uuid.UUID | None]) -> Mapping[uuid.UUID, str]:
    """The names of members of staff."""
    wanted = [each for each in staff_ids if each]
    found = select(Staff.id, Staff.name).where(Staff.id.in_(wanted))
    return {row.id: row.name for row in session().execute(found)}


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A help line as the partnership has it: *line* corrected, whether it is hidden or old."""

    line: HelpLine
    shipped_number: str | None
    hidden: bool
    is_old: bool


def checked_lines() -> Sequence[CheckedLine]:
    """Every help line of the partnership's nation and area, in the order of the public page."""
    groups = help_lines.lines_for(settings().nation, settings().area or None)
    checks = {check.key: check for check in session().scalars(select(HelpLineCheck))}
    today = clock.today()
    made = []
    for line in (line for group in groups for line in group.lines):
        check = checks.get(line.key)
        shown = _corrected(line, check) if check else line
        hidden = check.hidden if check else False
        is_old = help_lines.is_old(shown, today)
        made.append(CheckedLine(shown, line.display_number, hidden, is_old))
    return made


def help_groups() -> Sequence[HelpGroup]:
    """What the public side shows: numbers as corrected, hidden lines left out."""
    shown = {each.line.key: each.line for each in checked_lines() if not each.hidden}
    groups = help_lines.lines_for(settings().nation, settings().area or None)
    kept = [
        replace(group, lines=tuple(shown[line.key] for line in group.lines if line.key in shown))
        for group in groups
    ]
    return [group for group in kept if group.lines]


def route_lines() -> Sequence[HelpLine]:
    """The numbers that staff call about a concern: danger first, then who can act near here."""
    own = _digits(settings().report_concern)  # stands first by itself
    by_number: dict[str, HelpLine] = {}
    for group in help_groups():
        for line in group.lines:
            number = _digits(line.number or "")
            if group.key != "talk" and line.how is How.CALL and number not in {"", own}:
                by_number.setdefault(number, line)
    return list(by_number.values())


def old_help_lines() -> Sequence[HelpLine]:
    """The lines on the public page that somebody must check again, longest unread first."""
    old = [each.line for each in checked_lines() if each.is_old and not each.hidden]
    return sorted(old, key=lambda line: (line.checked_on, line.key))


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number))


def _corrected(line: HelpLine, check: HelpLineCheck) -> HelpLine:
    checked = line
    if check.checked_on > line.checked_on:
        # A note of the shipped file, such as that its page was old, ends with the check.
        checked = replace(line, checked_on=check.checked_on, note=None)
    if not check.number:
        return checked
    if line.number is None and line.text_number is not None:
        return replace(checked, text_number=check.number)
    return replace(checked, number=check.number)
