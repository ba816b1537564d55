"""What changed in the plan, in its own words."""

from flask_babel import gettext as _

from feedback.core.templating import short_day
from youwesaid.packs import queries
from youwesaid.packs.blocks import Block, Cell, Heading, Paragraph, Table
from youwesaid.packs.record import Record
from youwesaid.packs.telling import cell, heads, item_cell, ours, printed, spoken
from youwesaid.plans.models import PlanChange


def changes(record: Record) -> list[Block]:
    """The old and the new wording of items, and what people said that led to it."""
    period = record.asked.period
    found = [
        change
        for change in queries.changes(record.plan, period.start, record.until)
        if change.plan_item in record.items
    ]
    blocks: list[Block] = [Heading(1, ours(_("What changed in the plan")))]
    if not found:
        words = _("The wording of the plan did not change in this time.")
        return [*blocks, Paragraph(ours(words))]
    causes = _causes(found)
    rows = [
        (
            item_cell(change.plan_item)[-1:],
            (printed(record.plan, change.old),) if change.old else cell(_("Nothing stood there")),
            (printed(record.plan, change.new),),
            cell(short_day(change.changed_on)),
            causes.get(change) or cell(_("Not said")),
        )
        for change in found
    ]
    columns = heads(
        _("Item of the plan"), _("Before"), _("Now"), _("Changed on"), _("Because people said")
    )
    return [*blocks, Table("changes", ours(_("Old and new wording")), columns, rows)]


def _causes(found: list[PlanChange]) -> dict[PlanChange, Cell]:
    links = queries.caused([change.id for change in found])
    public = queries.published_titles([each for linked in links.values() for each in linked])
    return {
        change: cell(
            *(spoken(public[each].contents.said) for each in links.get(change.id, ())
              if each in public)
        )
        for change in found
    }  # fmt: skip
