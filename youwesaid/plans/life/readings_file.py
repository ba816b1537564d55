"""Readings from a file, row by row: taken, changed, left out and why; and the file to fill in."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.core.db import session
from feedback.core.lines import Lines, Verb
from feedback.core.named_files import CSV, NamedFile
from feedback.core.tables import UnreadableTable, csv_file
from feedback.reading.tables_in import heads_of, read_table
from youwesaid.plans.life import cells, queries, services
from youwesaid.plans.life.cells import UnreadableCell
from youwesaid.plans.life.models import Reading
from youwesaid.plans.life.rules import Untrue
from youwesaid.plans.life.words import Kind, Moved, Reached
from youwesaid.plans.models import Plan, PlanItem

MOST_ROWS = 2000
#: The columns: each may be missing but the first two.
HEADS = (
    "measure", "day", "number", "out_of", "words", "way", "shows_it", "period", "baseline",
    "source", "to_bear_in_mind", "note", "off_public", "what_it_measures",
)  # fmt: skip
_NEEDED = HEADS[:2]
_FILLED = ("number", "words")  # a row without either has not been filled in


def blank_file(plan: Plan) -> NamedFile:
    """A file with a row for each measure of *plan*, to fill in."""
    rows = [[each.key, *[""] * 12, each.wording] for each in queries.measures(plan)]
    return NamedFile(f"{plan.key}-readings.csv", CSV, csv_file(HEADS, rows))


def take_in(raw: bytes, *, plan: Plan, by: Staff | None) -> Lines:
    """Bring readings in; a reading of the same measure, day and period is changed, not doubled.

    Raises UnreadableTable when the file as a whole cannot be used; rows are refused one by one.
    """
    missing = [name for name in _NEEDED if name not in heads_of(raw)]
    if missing:
        raise UnreadableTable(_("The column “%(name)s” is missing.", name=missing[0]))
    rows = list(read_table(raw))
    if len(rows) > MOST_ROWS:
        raise UnreadableTable(_("The file has more than %(most)s rows.", most=MOST_ROWS))
    lines, measures = Lines(), queries.measures(plan)
    for number, row in rows:
        if any(cells.words(row.get(name, "")) for name in _FILLED):
            _take_row(number, row, lines, plan=plan, measures=measures, by=by)
    return lines


def _take_row(
    number: int,
    row: Mapping[str, str],
    lines: Lines,
    *,
    plan: Plan,
    measures: Sequence[PlanItem],
    by: Staff | None,
) -> None:
    place = str(_("Row %(number)s", number=number))
    named = cells.words(row["measure"])
    try:
        values = _values(row, cells.item_named(plan, row["measure"], among=measures))
        held = _same(values)
        if held is None:
            services.keep(kind=Kind.READING, plan=plan, values=values, by=by)
            lines.add(Verb.TAKEN, place, named)
            return
        change = services.change(record=held, values=values, why=_("From a file"), by=by)
    except UnreadableCell as refusal:
        lines.add(Verb.REFUSED, place, named, why=[str(refusal)])
    except Untrue as rule:
        lines.add(Verb.REFUSED, place, named, why=[str(rule.complaint)])
    else:
        if change is None:
            lines.add(Verb.TAKEN, place, named, why=[_("It was here already.")])
            return
        fields = ", ".join(sorted(change.fields))
        lines.add(Verb.CHANGED, place, named, why=[_("Changed: %(fields)s.", fields=fields)])


def _values(row: Mapping[str, str], measure: PlanItem) -> dict[str, Any]:
    def cell(name: str) -> str:
        return cells.words(row.get(name, ""))

    day = cells.day(cell("day"))
    if day is None:
        raise UnreadableCell(_("The day is missing: write it as 2026-03-14."))
    way = cells.one_of(cell("way"), [each.value for each in Moved])
    shows = cell("shows_it")
    return {
        "measure": measure,
        "taken_on": day,
        "value": cells.number(cell("number")),
        "out_of": cells.number(cell("out_of")),
        "said": cell("words"),
        "moved": Moved(way) if way else None,
        "reached": (Reached.YES if cells.yes(shows) else Reached.NO) if shows else None,
        "period": cell("period"),
        "is_baseline": cells.yes(cell("baseline")),
        "source": cell("source"),
        "caveat": cell("to_bear_in_mind"),
        "note": cell("note"),
        "is_sensitive": cells.yes(cell("off_public")),
    }


def _same(values: Mapping[str, Any]) -> Reading | None:
    statement = select(Reading).where(
        Reading.measure_id == values["measure"].id,
        Reading.taken_on == values["taken_on"],
        Reading.period == values["period"],
        Reading.gone_on.is_(None),
    )
    return session().scalars(statement.order_by(Reading.id)).first()
