"""Counts of answers that may go anywhere: guarded, and none that gives another away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feedback.coding.guarding import guarded
from feedback.coding.suppressing import list_hidden
from surveys.results.counting import ClosedResult, Results, TextResult
from surveys.results.labels import label_of
from surveys.results.sharing import PublicResults
from surveys.results.tallying import Bar, ends_joined

HEADS = ("column", "kind", "question", "value", "answer", "count")


@dataclass(frozen=True, slots=True)
class CountLine:
    """One answer (or theme, or all who answered) and its guarded count; None where not told."""

    column: str
    kind: str
    question: str
    value: str
    answer: str
    count: int | None

    def cells(self) -> list[object]:
        """The line as a row of a table."""
        count = "" if self.count is None else self.count
        return [self.column, self.kind, self.question, self.value, self.answer, count]


#: The value of the line that counts everybody who answered.
ANSWERED = "(answered)"


def count_lines(results: Results, *, threshold: int, language: str) -> Iterator[CountLine]:
    """Each answer of each column: below *threshold* no number, else one rounded to 5.

    Where one number alone would be missing it could be worked out, so another goes with it.
    """
    for result in results.columns:
        bars = _bars(result, threshold, language)
        column = result.column
        first = CountLine(column.name, column.question.kind.value, column.title, "", "", None)
        total = guarded(result.answered, threshold=threshold).shown
        yield replace(first, value=ANSWERED, count=total)
        hidden = list_hidden([bar.count for bar in bars], threshold)
        for place, bar in enumerate(bars):
            count = None if place in hidden else guarded(bar.count, threshold=threshold).shown
            yield replace(first, value=bar.value, answer=bar.label, count=count)


def quarter_lines(found: PublicResults) -> Iterator[CountLine]:
    """The same as everybody may see it: as of the end of the last quarter."""
    for each in found.columns:
        column = each.column
        first = CountLine(column.name, column.question.kind.value, column.title, "", "", None)
        yield replace(first, value=ANSWERED, count=each.answered.shown)
        for bar in each.bars:
            shown = bar.count.shown if bar.count else None
            yield replace(first, value=bar.value, answer=bar.label, count=shown)


def _bars(result: ClosedResult | TextResult, threshold: int, language: str) -> Sequence[Bar]:
    if isinstance(result, TextResult):
        return [Bar(theme.name_in(language), theme.key, count) for theme, count in result.themes]
    bars = result.tally.bars
    if result.tally.is_banded:
        # Neither end of a range may tell how far one of a few people goes.
        bars = ends_joined(bars, threshold)
    return [replace(bar, label=label_of(bar, result.column)) for bar in bars]
