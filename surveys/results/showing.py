"""Results as a page shows them: who sees which counts, and what the public may be told."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding.guarding import guarded
from feedback.core.audience import may_open
from feedback.core.i18n import BY_CODE, Language
from surveys.results.counting import FEWEST_SEEN, Bar, ClosedResult, Results, TextResult


@dataclass(frozen=True, slots=True)
class Row:
    """One bar of a chart, as ``components/bars.html`` wants it."""

    label: str
    text: str
    share: float | None
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One question's part of the page."""

    key: str
    wording: str
    facts: Sequence[str]
    rows: Sequence[Row]
    is_text: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole page of results."""

    results: Results
    responses: str
    withdrawn: str
    languages: Sequence[tuple[Language, str]]
    charts: Sequence[Chart]


def shown(results: Results, *, sees_all: bool, threshold: int, language: str) -> Shown:
    """*results* for somebody who *sees_all* or may only see counts that point at nobody."""
    page = _Page(sees_all, threshold, language)
    counts = page.seen([count for _code, count in results.languages])
    return Shown(
        results=results,
        responses=page.in_words(results.responses),
        withdrawn=page.in_words(results.withdrawn),
        languages=[
            (BY_CODE[code], page.told(count, seen))
            for (code, count), seen in zip(results.languages, counts, strict=True)
        ],
        charts=[
            page.of_text(each) if isinstance(each, TextResult) else page.of_closed(each)
            for each in results.questions
        ],
    )


@dataclass(frozen=True, slots=True)
class _Page:
    sees_all: bool
    threshold: int
    language: str

    def of_closed(self, result: ClosedResult) -> Chart:
        facts = [_("Answered: %(count)s", count=self.in_words(result.answered))]
        rows = self._rows(result.bars, result.answered)
        return Chart(result.question.key, result.wording, facts, rows, is_text=False)

    def of_text(self, result: TextResult) -> Chart:
        facts = [
            _("Answered: %(count)s", count=self.in_words(result.answered)),
            _("Coded: %(count)s", count=self.in_words(result.coded)),
        ]
        bars = [
            Bar(theme.name_in(self.language), theme.key, count) for theme, count in result.themes
        ]
        rows = self._rows(bars, result.coded, endpoint="coding.theme")
        return Chart(result.question.key, result.wording, facts, rows, is_text=True)

    def _rows(self, bars: Sequence[Bar], whole: int, endpoint: str = "") -> list[Row]:
        links = bool(endpoint) and may_open(endpoint)
        seen = self.seen([bar.count for bar in bars])
        return [
            Row(
                label=bar.label,
                text=self.told(bar.count, count),
                share=None if count is None else count / whole if whole else 0.0,
                url=url_for(endpoint, key=bar.value) if links else "",
                note=self._for_the_public(bar.count),
            )
            for bar, count in zip(bars, seen, strict=True)
        ]

    def seen(self, counts: Sequence[int]) -> list[int | None]:
        return list(counts) if self.sees_all else seen_by_viewers(counts)

    def told(self, count: int, seen: int | None) -> str:
        """*seen* in words; where it is hidden, whether it is small or stands beside a small one."""
        if seen is not None:
            return self.in_words(seen)
        return str(_("Under %(few)s", few=FEWEST_SEEN) if count < FEWEST_SEEN else _("Not shown"))

    def in_words(self, count: int) -> str:
        if not self.sees_all and count < FEWEST_SEEN:
            return str(_("Under %(few)s", few=FEWEST_SEEN))
        return str(ngettext("%(num)s person", "%(num)s people", count))

    def _for_the_public(self, count: int) -> str:
        words = guarded(count, threshold=self.threshold).in_words()
        return str(_("For the public: %(count)s", count=words))


def seen_by_viewers(counts: Sequence[int]) -> list[int | None]:
    """*counts* as somebody sees them who may not see responses: None for what is not told.

    A single hidden one could be worked out from the total, so the smallest other goes with it.
    """
    told: list[int | None] = [count if count >= FEWEST_SEEN else None for count in counts]
    if told.count(None) == 1 and len(told) > 1:
        told[told.index(min(count for count in told if count is not None))] = None
    return told
