"""Results as a page shows them: who sees which counts, and what the public may be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding.guarding import guarded
from feedback.coding.suppressing import FEWEST_SEEN, list_hidden
from feedback.core.audience import may_open
from feedback.core.i18n import BY_CODE, Language
from surveys.definitions.question import Kind
from surveys.results.counting import ClosedResult, Results, TextResult
from surveys.results.labels import decimal, label_of
from surveys.results.tallying import Bar, ends_joined

#: A middle or a mean of fewer answers would say too much of one of them.
_FEWEST_FOR_MIDDLE = 2 * FEWEST_SEEN


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


def shown(results: Results, *, sees_all: bool, threshold: int, language: str) -> Shown:
    """*results* for somebody who *sees_all* or may only see counts that point at nobody."""
    page = Seen(sees_all)
    drawing = _Drawing(page, threshold, language)
    counts = page.counts([count for _code, count in results.languages])
    return Shown(
        results=results,
        responses=page.in_words(results.responses),
        withdrawn=page.in_words(results.withdrawn),
        groups=_groups(results) if sees_all and results.groups else "",
        languages=[
            (BY_CODE[code], page.told(count))
            for (code, _count), count in zip(results.languages, counts, strict=True)
        ],
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


@dataclass(frozen=True, slots=True)
class Seen:
    """Counts as one reader may see them: all of them, or those that point at nobody."""

    sees_all: bool

    def counts(self, counts: Sequence[int]) -> list[int | None]:
        """*counts* beside their total; None for those that are not told."""
        if self.sees_all:
            return list(counts)
        hidden = list_hidden(counts)
        return [None if place in hidden else count for place, count in enumerate(counts)]

    def told(self, count: int | None) -> str:
        """A count of ``counts`` in words. One word for all that is hidden: which of them is small
        would tell the others.
        """
        return self.in_words(count) if count is not None else str(_("Not shown"))

    def in_words(self, count: int) -> str:
        """A count that stands alone."""
        if not self.sees_all and count < FEWEST_SEEN:
            return str(_("Under %(few)s", few=FEWEST_SEEN))
        return str(ngettext("%(num)s person", "%(num)s people", count))


@dataclass(frozen=True, slots=True)
class _Drawing:
    page: Seen
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
            facts=[_("Answered: %(count)s", count=self.page.in_words(result.answered))]
            + (self._of_words(result) if isinstance(result, TextResult) else self._more(result)),
            rows=self._themes(result) if isinstance(result, TextResult) else self._bars(result),
        )

    def _of_words(self, result: TextResult) -> list[str]:
        return [_("Coded: %(count)s", count=self.page.in_words(result.coded))]

    def _themes(self, result: TextResult) -> list[Row]:
        bars = [
            Bar(theme.name_in(self.language), theme.key, count) for theme, count in result.themes
        ]
        return self._rows(bars, result.coded, endpoint="findings.theme")

    def _more(self, result: ClosedResult) -> list[str]:
        middle = result.tally.median
        if middle is None or not self._tells_middle(result.answered):
            return []
        return [_("The answer in the middle: %(number)s", number=decimal(middle))]

    def _tells_middle(self, answered: int) -> bool:
        return self.page.sees_all or answered >= _FEWEST_FOR_MIDDLE

    def _bars(self, result: ClosedResult) -> list[Row]:
        tally, column = result.tally, result.column
        bars = tally.bars
        if not result.answered and column.question.kind in {Kind.NUMBER, Kind.DATE}:
            return []
        if not self.page.sees_all and tally.is_banded:
            bars = ends_joined(bars, FEWEST_SEEN)
        named = [replace(bar, label=label_of(bar, column)) for bar in bars]
        means = tally.places if self._tells_middle(result.answered) else {}
        notes = {
            value: str(_("Place on average: %(number)s", number=decimal(mean)))
            for value, mean in means.items()
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
                text=self.page.told(count),
                share=None if count is None else count / whole if whole else 0.0,
                url=url_for(endpoint, key=bar.value) if links else "",
                # A rounded number beside the exact total would tell what is hidden.
                note="" if count is None else " · ".join(self._notes(bar, notes or {})),
            )
            for bar, count in zip(bars, self.page.counts([b.count for b in bars]), strict=True)
        ]

    def _notes(self, bar: Bar, notes: dict[str, str]) -> list[str]:
        words = guarded(bar.count, threshold=self.threshold).in_words()
        public = str(_("For the public: %(count)s", count=words))
        return [notes[bar.value], public] if bar.value in notes else [public]
