"""Records as pages show them: label and words, edit by edit, and the grid of risks."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from feedback.accounts import queries as accounts
from feedback.core.templating import short_day
from youwesaid.plans import events
from youwesaid.plans import wording as plan_words
from youwesaid.plans.events import PublishedEntry
from youwesaid.plans.life import offers
from youwesaid.plans.life.asking import ASKED
from youwesaid.plans.life.fields import Asked, How, plain, reads
from youwesaid.plans.life.lines import RiskLine
from youwesaid.plans.life.models import (
    Message,
    PlanRecord,
    Reading,
    RecordChange,
    Review,
)
from youwesaid.plans.life.sentences import figure, is_share, share_value
from youwesaid.plans.life.wording import IMPACTS, LIKELIHOODS, score_shade, score_words
from youwesaid.plans.life.words import Kind, RiskState
from youwesaid.plans.models import Plan

_OWN_PLACE = frozenset({How.ITEMS, How.ENTRIES})  # shown as links
#: What the public reads of earlier values.
_OPEN = frozenset({How.DAY, How.OFFERED, How.WORD})
_GRADES = range(1, 6)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit as a page shows it."""

    at: datetime
    who: str  # empty: the machine
    why: str
    fields: Sequence[tuple[str, str, str]]  # label, before, after


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the heat grid: how many risks have this likelihood and impact."""

    likelihood: int
    impact: int
    score: int
    words: str
    shade: int
    count: int


def shown(asked: Asked, record: PlanRecord) -> str:
    """The value of one field in the reader's words."""
    value = getattr(record, asked.name)
    if asked.how is How.MEASURE:
        return f"{plan_words.named(value)}: {value.wording}" if value is not None else ""
    return reads(asked, plain(asked, value), record.plan)


def rows_of(record: PlanRecord) -> list[dict[str, Any]]:
    """What a summary list shows of a record; blanks too, because blank is normal."""
    return [
        {"key": key, "value": words, "words": True}
        for asked in ASKED[record.kind]
        if asked.how not in _OWN_PLACE
        for key, words in _pairs(asked, record)
    ]


def _pairs(asked: Asked, record: PlanRecord) -> Iterator[tuple[str, str]]:
    if asked.how is How.CELLS:
        cells: Mapping[str, str] = getattr(record, asked.name)
        columns = list(dict.fromkeys([*offers.template_columns(record.plan), *cells]))
        yield from ((column, cells.get(column, "")) for column in columns)
    elif asked.how is How.ANSWERS and isinstance(record, Review):
        answers = [*record.answers, *[""] * len(record.asks)]
        yield from zip(record.asks, answers, strict=False)
    else:
        yield str(asked.label), shown(asked, record)


def heads_of(kind: Kind, plan: Plan) -> list[str]:
    """The columns of the list of one kind."""
    found: list[str] = []
    for asked in _main(kind):
        if asked.how is How.CELLS:
            found += offers.template_columns(plan)
        else:
            found.append(str(asked.label))
    return found


def cells_of(record: PlanRecord) -> list[str]:
    """What the columns of ``heads_of`` say of one record."""
    found: list[str] = []
    for asked in _main(record.kind):
        if asked.how is How.CELLS:
            cells: Mapping[str, str] = getattr(record, asked.name)
            found += [cells.get(column, "") for column in offers.template_columns(record.plan)]
        else:
            found.append(shown(asked, record))
    return found


def _main(kind: Kind) -> list[Asked]:
    # The first thing names the record; of rows the category is said over the table.
    return [asked for asked in ASKED[kind] if asked.is_main and asked.name != "category"]


def history(record: PlanRecord) -> list[Edit]:
    """Every edit of a record, the newest first."""
    names = _names() if record.changes else {}
    return [
        Edit(
            change.changed_at,
            names.get(change.changed_by_id, "") if change.changed_by_id else "",
            change.note,
            list(_fields_of(change, record)),
        )
        for change in reversed(record.changes)
    ]


def history_for_readers(record: PlanRecord) -> list[Edit]:
    """Every edit as the public may read it: how far it is and by when; of words only that they
    changed, because earlier ones may have been taken back for a reason; nobody's name.
    """
    edits = [
        Edit(change.changed_at, "", "", list(_open_fields_of(change, record)))
        for change in reversed(record.changes)
    ]
    return [edit for edit in edits if edit.fields]


def _open_fields_of(change: RecordChange, record: PlanRecord) -> Iterator[tuple[str, str, str]]:
    by_name = {asked.name: asked for asked in ASKED[record.kind]}
    for name, (old, new) in change.fields.items():
        asked = by_name.get(name)
        if asked is None or asked.how is How.TICK:
            continue
        if asked.how in _OPEN:
            yield (
                str(asked.label),
                reads(asked, old, record.plan) or str(_("blank")),
                reads(asked, new, record.plan) or str(_("blank")),
            )
        else:
            yield str(asked.label), "", ""


def _names() -> dict[uuid.UUID, str]:
    return {member.id: member.name for member in accounts.everyone()}


def _fields_of(change: RecordChange, record: PlanRecord) -> Iterator[tuple[str, str, str]]:
    by_name = {asked.name: asked for asked in ASKED[record.kind]}
    for name, (old, new) in change.fields.items():
        asked = by_name.get(name)
        if asked is not None:
            yield str(asked.label), reads(asked, old, record.plan), reads(asked, new, record.plan)


def entries_named(record: Message) -> list[PublishedEntry]:
    """The published entries that a message is about; those that are gone are left out."""
    found = {each.slug: each for each in events.entries_of([item.id for item in record.plan.items])}
    return [found[slug] for slug in record.entry_slugs if slug in found]


def grid(risks: Sequence[RiskLine]) -> list[tuple[str, list[GridCell]]]:
    """Likelihood by impact, the likeliest first: how many open risks stand in each cell."""
    open_ones = [each for each in risks if each.state is not RiskState.CLOSED]
    found = []
    for likelihood in reversed(_GRADES):
        cells = [
            GridCell(
                likelihood,
                impact,
                likelihood * impact,
                str(score_words(likelihood * impact)),
                score_shade(likelihood * impact),
                sum((each.likelihood, each.impact) == (likelihood, impact) for each in open_ones),
            )
            for impact in _GRADES
        ]
        found.append((f"{likelihood} – {LIKELIHOODS[likelihood]}", cells))
    return found


def impact_heads() -> list[str]:
    """The columns of the heat grid."""
    return [f"{impact} – {IMPACTS[impact]}" for impact in _GRADES]


def chart_points(
    readings: Sequence[Reading], *, threshold: int | None = None
) -> list[dict[str, Any]]:
    """The points of a chart over time, oldest first; readings in words have no column in it."""
    values = [share_value(each, threshold=threshold) for each in readings]
    highest = max((value for value in values if value is not None), default=0.0)
    if all(is_share(each) for each in readings):
        highest = max(highest, 100.0)  # a share is drawn beside the whole
    return [
        {
            "label": reading.period or short_day(reading.taken_on),
            "text": figure(reading, threshold=threshold) or reading.said,
            "share": value / highest if value is not None and highest > 0 else None,
        }
        for reading, value in zip(readings, values, strict=True)
    ]


def has_chart(readings: Sequence[Reading], *, threshold: int | None = None) -> bool:
    """Whether there are two numbers or more, none below nothing: fewer need no picture."""
    values = [share_value(each, threshold=threshold) for each in readings]
    numbers = [value for value in values if value is not None]
    return len(numbers) > 1 and min(numbers) >= 0 and max(numbers) > 0


def told(reading: Reading, *, threshold: int | None = None) -> str:
    """What a reading says: its number, its words, or both."""
    return " – ".join(part for part in (figure(reading, threshold=threshold), reading.said) if part)


def gist(readings: Sequence[Reading]) -> str:
    """What the chart says, in a sentence."""
    numbered = [each for each in readings if each.value is not None]
    first, last = numbered[0], numbered[-1]
    return str(
        _(
            "First: %(first)s (%(first_day)s). Last: %(last)s (%(last_day)s).",
            first_day=first.period or short_day(first.taken_on),
            first=figure(first),
            last_day=last.period or short_day(last.taken_on),
            last=figure(last),
        )
    )
