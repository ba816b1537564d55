"""What is late, and what holds things up."""

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.core.templating import short_day
from youwesaid.insights.models import AnswerKind
from youwesaid.insights.wording import KINDS
from youwesaid.packs.blocks import Block, Heading, Paragraph, Table
from youwesaid.packs.record import Record, late
from youwesaid.packs.telling import cell, heads, item_cell, ours, spoken


def lateness(record: Record) -> list[Block]:
    """Which public promises were not kept in time, and by how many days."""
    rows = [
        (
            tuple(line for item in each.told.items for line in item_cell(item))
            or cell(_("No item of this plan")),
            cell(spoken(each.told.contents.said)),
            cell(KINDS[AnswerKind(each.answer.kind)]),
            cell(short_day(each.promised)),
            cell(ngettext("%(num)s day", "%(num)s days", each.days)),
            cell(spoken(each.answer.who)),
        )
        for each in late(record)
    ]
    blocks: list[Block] = [Heading(1, ours(_("What is late")))]
    if not rows:
        return [*blocks, Paragraph(ours(_("No public promise is late.")))]
    columns = heads(
        _("Where it fits in the plan"), _("What people said"), _("Answer"), _("Promised for"),
        _("Late by"), _("Who answers"),
    )  # fmt: skip
    return [*blocks, Table("late", ours(_("Promises whose day has gone by")), columns, rows)]


def held_up(record: Record) -> list[Block]:
    """What stands in the way, by the reasons that were given in public."""
    blocks: list[Block] = [Heading(1, ours(_("What holds things up")))]
    return [*blocks, Paragraph(ours(_("Nothing is written down that holds things up.")))]
