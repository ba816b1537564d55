"""Results as a page shows them: who sees which counts, and what the public may be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding.guarding import guarded
from feedback.core.audience import may_open
from feedback.core.i18n import BY_CODE, Language
from surveys.definitions.question import Kind
from surveys.results.counting import ClosedResult, Results, TextResult
from surveys.results.labels import decimal, label_of
from surveys.results.tallying import Bar


@dataclass(frozen=True, slots=True)
class Row:
    """One bar of a chart, as ``components/bars.html`` wants it."""

    label: str
    text: str
    share: float | None
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One column's part of the page: its *row* is that of a matrix."""

    column: str
    row: str
    kind: Kind
    is_text: bool
    facts: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Block:
    """One question: a chart, or one for each row of a matrix and for "other, say which"."""

    key: str
    wording: str
    charts: Sequence[Chart]


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole page of results."""

    results: Results
    responses: str
    withdrawn: str
    groups: str
    languages: Sequence[tuple[Language, str]]
    blocks: Sequence[Block]


def shown(results: Results, *, threshold: int, language: str) -> Shown:
    """*results* for those who see live counts."""
    drawing = _Drawing(threshold, language)
    return Shown(
        results=results,
        responses=in_words(results.responses),
        withdrawn=in_words(results.withdrawn),
        groups=_groups(results) if results.groups else "",
        languages=[(BY_CODE[code], in_words(count)) for code, count in results.languages],
        blocks=drawing.blocks(results.columns),
    )


def _groups(results: Results) -> str:
    return str(
        ngettext(
            "%(num)s group session with %(people)s people, counted as one answer",
            "%(num)s group sessions with %(people)s people, each counted as one answer",
            results.groups,
            people=results.people,
        )
    )


def in_words(count: int) -> str:
    """A count of people."""
    return str(ngettext("%(num)s person", "%(num)s people", count))


@dataclass(frozen=True, slots=True)
class _Drawing:
    threshold: int
    language: str

    def blocks(self, results: Sequence[ClosedResult | TextResult]) -> list[Block]:
        found = []
        for key, group in groupby(results, key=lambda each: each.question.key):
            columns = list(group)
            charts = [self._chart(each) for each in columns]
            found.append(Block(key, columns[0].column.wording, charts))
        return found

    def _chart(self, result: ClosedResult | TextResult) -> Chart:
        is_text = isinstance(result, TextResult)
        column = result.column
        return Chart(
            column=column.name,
            row=column.row,
            kind=column.question.kind,
            is_text=is_text,
            facts=[_("Answered: %(count)s", count=in_words(result.answered))]
            + (self._of_words(result) if isinstance(result, TextResult) else self._more(result)),
            rows=self._themes(result) if isinstance(result, TextResult) else self._bars(result),
        )

    def _of_words(self, result: TextResult) -> list[str]:
        return [_("Coded: %(count)s", count=in_words(result.coded))]

    def _themes(self, result: TextResult) -> list[Row]:
        bars = [
            Bar(theme.name_in(self.language), theme.key, count) for theme, count in result.themes
        ]
        return self._rows(bars, result.coded, endpoint="findings.theme")

    def _more(self, result: ClosedResult) -> list[str]:
        middle = result.tally.median
        if middle is None:
            return []
        return [_("The answer in the middle: %(number)s", number=decimal(middle))]

    def _bars(self, result: ClosedResult) -> list[Row]:
        tally, column = result.tally, result.column
        bars = tally.bars
        if not result.answered and column.question.kind in {Kind.NUMBER, Kind.DATE}:
            return []
        named = [replace(bar, label=label_of(bar, column)) for bar in bars]
        notes = {
            value: str(_("Place on average: %(number)s", number=decimal(mean)))
            for value, mean in tally.places.items()
        }
        return self._rows(named, result.answered, notes=notes)

    def _rows(
        self,
        bars: Sequence[Bar],
        whole: int,
        *,
        endpoint: str = "",
        notes: dict[str, str] | None = None,
    ) -> list[Row]:
        links = bool(endpoint) and may_open(endpoint)
        return [
            Row(
                label=bar.label,
                text=in_words(bar.count),
                share=bar.count / whole if whole else 0.0,
                url=url_for(endpoint, key=bar.value) if links else "",
                note=" · ".join(self._notes(bar, notes or {})),
            )
            for bar in bars
        ]

    def _notes(self, bar: Bar, notes: dict[str, str]) -> list[str]:
        words = guarded(bar.count, threshold=self.threshold).in_words()
        public = str(_("For the public: %(count)s", count=words))
        return [notes[bar.value], public] if bar.value in notes else [public]
