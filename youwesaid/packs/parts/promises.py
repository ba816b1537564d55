"""What is late, and what holds things up."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.core.templating import short_day
from youwesaid.insights.barriers import queries as barriers
from youwesaid.insights.barriers.models import Barrier, BarrierStep
from youwesaid.insights.barriers.wording import OUTCOMES
from youwesaid.insights.models import AnswerKind
from youwesaid.insights.wording import KINDS
from youwesaid.packs.blocks import Block, Cell, Heading, Note, Paragraph, Table
from youwesaid.packs.kinds import FOR_EVERYBODY
from youwesaid.packs.record import Record, late
from youwesaid.packs.telling import (
    cell,
    dated,
    heads,
    item_cell,
    items_cell,
    ours,
    printed,
    spoken,
)
from youwesaid.plans.life import reporting


def lateness(record: Record) -> list[Block]:
    """Which public promises were not kept in time, and by how many days; then late actions."""
    rows = [
        (
            items_cell(each.told.items),
            cell(spoken(each.told.contents.said)),
            cell(KINDS[AnswerKind(each.answer.kind)]),
            cell(short_day(each.promised)),
            cell(_days(each.days)),
            cell(spoken(each.answer.who)),
        )
        for each in late(record)
    ]
    blocks: list[Block] = [Heading(1, ours(_("What is late")))]
    if rows:
        columns = heads(
            _("Where it fits in the plan"), _("What people said"), _("Answer"),
            _("Promised for"), _("Late by"), _("Who answers"),
        )  # fmt: skip
        blocks.append(Table("late", ours(_("Promises whose day has gone by")), columns, rows))
    else:
        blocks.append(Paragraph(ours(_("No public promise is late."))))
    return [*blocks, *_late_actions(record)]


def held_up(record: Record) -> list[Block]:
    """What stands in the way of items of the plan, and to which groups it was taken."""
    is_public = record.asked.kind in FOR_EVERYBODY
    period = record.asked.period
    found = [
        each
        for each in barriers.barriers_between(record.plan, period.start, record.until)
        if each.plan_item in record.items and (each.is_public or not is_public)
    ]
    blocks: list[Block] = [Heading(1, ours(_("What holds things up")))]
    if not found:
        return [*blocks, Paragraph(ours(_("Nothing is written down that holds things up.")))]
    rows = [
        (
            item_cell(each.plan_item),
            _reason(each, is_public=is_public),
            cell(short_day(each.raised_on)),
            tuple(line for step in each.steps for line in _step(step, record)),
            _ending(each),
        )
        for each in found
    ]
    columns = heads(
        _("Item of the plan"), _("What stands in the way"), _("Since"),
        _("Where it was taken"), _("How it stands"),
    )  # fmt: skip
    blocks.append(Table("held-up", ours(_("What stands in the way")), columns, rows))
    if any(not each.is_public for each in found):
        blocks.append(Note(ours(_("What is marked as for this meeting is not public."))))
    return blocks


def _reason(barrier: Barrier, *, is_public: bool) -> Cell:
    if barrier.is_public:
        return cell(spoken(barrier.held_up))
    return cell(spoken({"en": barrier.reason}), "" if is_public else _("For this meeting"))


def _step(step: BarrierStep, record: Record) -> Cell:
    return (printed(record.plan, step.group_name), *cell(short_day(step.taken_on)))


def _ending(barrier: Barrier) -> Cell:
    if barrier.outcome is None or barrier.closed_on is None:
        return cell(_("It still stands in the way"))
    return cell(OUTCOMES[barrier.outcome], dated(_("Ended"), short_day(barrier.closed_on)))


def _late_actions(record: Record) -> Sequence[Block]:
    """Actions of the workplan whose day has gone by, as far as they may be public."""
    shown = {item.id for item in record.items}
    found = [
        each
        for each in reporting.late_actions(record.plan, record.made_on, for_public=True)
        if not each.items or shown & {item.id for item in each.items}
    ]
    if not found:
        return ()
    rows = [
        (
            cell(spoken({"en": each.action})),
            items_cell(each.items),
            cell(each.owner or _("Not said")),
            cell(short_day(each.due_on)),
            cell(_days(each.days_late)),
        )
        for each in found
    ]
    columns = heads(
        _("Action"), _("Where it fits in the plan"), _("Who does it"), _("Due"), _("Late by")
    )
    return (Table("late-actions", ours(_("Actions whose day has gone by")), columns, rows),)


def _days(number: int) -> str:
    return str(ngettext("%(num)s day", "%(num)s days", number))
