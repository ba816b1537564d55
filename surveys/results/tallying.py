"""Counts of answers by kind of question: what each bar of a chart stands for. No SQL here."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from surveys.definitions.question import AGREED, Kind
from surveys.results.columns import Column

_MOST_BANDS = 10  # bars of a number; more are joined to bands
_MOST_MONTHS = 24  # bars of a date; more are joined to years
_MOST_YEARS = 120  # bars of a date; anybody can write the year 1, and more are joined to bands
#: Widths of bands that people read easily; each ten times wider after the last.
_STEPS = (1, 2, 5)

#: An answer as it is stored, and how many gave it.
Given = Sequence[tuple[object, int]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer and how often it was given.

    *label* is in the reader's language. Bars of numbers and dates are bands in order, which have
    a *start* and an *end* (both included), and a label only once they are shown.
    """

    label: str
    value: str
    count: int
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A question's answers, counted. *places* is the mean place of each choice of a ranking."""

    answered: int
    bars: Sequence[Bar]
    median: float | None = None
    places: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_banded(self) -> bool:
        """Whether the bars are bands in order."""
        return any(bar.start for bar in self.bars)


def tally(column: Column, given: Given) -> Tally:
    """*given* counted as befits the kind of *column*."""
    kind = column.question.kind
    answered = sum(count for _answer, count in given)
    if kind is Kind.NUMBER:
        numbers = {float(str(answer)): count for answer, count in given}
        return Tally(answered, _bands(numbers), median(numbers))
    if kind is Kind.DATE:
        return Tally(answered, _periods({str(answer): count for answer, count in given}))
    if kind is Kind.RANKING:
        return _ranking(column, given, answered)
    if kind is Kind.CONSENT:
        return Tally(answered, [Bar("", AGREED, answered)])
    counted: Counter[str] = Counter()
    for answer, count in given:
        for value in answer if isinstance(answer, list) else [answer]:
            counted[str(value)] += count
    return Tally(
        answered, [Bar(label, value, counted[value]) for value, label in column.labels.items()]
    )


def median(numbers: Mapping[float, int]) -> float | None:
    """The middle one of *numbers*, given with how often each is there; the mean of two in even."""
    whole = sum(numbers.values())
    if not whole:
        return None
    low, high = _at(numbers, (whole - 1) // 2), _at(numbers, whole // 2)
    return (low + high) / 2


def _at(numbers: Mapping[float, int], place: int) -> float:
    passed = 0
    for number in sorted(numbers):
        passed += numbers[number]
        if place < passed:
            return number
    raise IndexError(place)


def _ranking(column: Column, given: Given, answered: int) -> Tally:
    """Bars count first places. A mean place is among those who gave the choice any."""
    firsts: Counter[str] = Counter()
    places: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    for answer, count in given:
        values = [str(value) for value in answer] if isinstance(answer, list) else []
        firsts.update(dict.fromkeys(values[:1], count))
        for place, value in enumerate(values, start=1):
            places[value] += place * count
            placed[value] += count
    bars = [Bar(label, value, firsts[value]) for value, label in column.labels.items()]
    means = {value: places[value] / placed[value] for value in column.labels if placed[value]}
    return Tally(answered, bars, places=means)


def _bands(numbers: Mapping[float, int]) -> list[Bar]:
    """Bars for numbers: one each, or at most ten bands of an even width where they are many."""
    if not numbers:
        return []
    lowest, highest = min(numbers), max(numbers)
    width = _width(lowest, highest)
    first, last = int(lowest // width), int(highest // width)
    counted: Counter[int] = Counter()
    for number, count in numbers.items():
        counted[int(number // width)] += count
    bars = []
    for band in range(first, last + 1):
        start = band * width
        bars.append(Bar("", str(start), counted[band], str(start), str(start + width - 1)))
    return bars


def _width(lowest: float, highest: float, most: int = _MOST_BANDS) -> int:
    power = 1
    while True:
        for step in _STEPS:
            width = step * power
            if highest // width - lowest // width < most:
                return width
        power *= 10


def _periods(days: Mapping[str, int]) -> list[Bar]:
    """Bars for dates (ISO 8601): months without a gap, or years (or more) where they are many."""
    if not days:
        return []
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    if last.year - first.year >= _MOST_YEARS:
        return _ages(days, _width(first.year, last.year, _MOST_YEARS))
    spanned = _months(last) - _months(first) + 1
    of: Callable[[date], str] = _month if spanned <= _MOST_MONTHS else _year
    counted: Counter[str] = Counter()
    for day, count in days.items():
        counted[of(date.fromisoformat(day))] += count
    every = [_month_at(_months(first) + place) for place in range(spanned)]
    names = dict.fromkeys(of(month) for month in every)
    return [Bar("", name, counted[name], name, name) for name in names]


def _ages(days: Mapping[str, int], width: int) -> list[Bar]:
    counted: Counter[int] = Counter()
    for day, count in days.items():
        counted[date.fromisoformat(day).year // width] += count
    bars = []
    for band in range(min(counted), max(counted) + 1):
        start, end = f"{band * width:04}", f"{band * width + width - 1:04}"
        bars.append(Bar("", start, counted[band], start, end))
    return bars


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_at(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _year(day: date) -> str:
    return f"{day.year:04}"


def ends_joined(bars: Sequence[Bar], fewest: int) -> list[Bar]:
    """Bands of which neither the first nor the last tells how far one of a few people goes.

    Bands are joined from each end until they hold *fewest*; then they have only one edge. One
    band of fewer people in all has none.
    """
    kept = _joined_start(bars, fewest)
    turned = [Bar(bar.label, bar.value, bar.count, bar.end, bar.start) for bar in reversed(kept)]
    back = _joined_start(turned, fewest)
    return [Bar(bar.label, bar.value, bar.count, bar.end, bar.start) for bar in reversed(back)]


def _joined_start(bars: Sequence[Bar], fewest: int) -> list[Bar]:
    sum_, place = 0, 0
    while place < len(bars) and sum_ < fewest:
        sum_ += bars[place].count
        place += 1
    if not place:
        return list(bars)
    edge = bars[place - 1]
    return [Bar("", edge.value, sum_, "", edge.end), *bars[place:]]
