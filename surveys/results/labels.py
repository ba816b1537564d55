"""Answers as a page names them: bands of numbers, months, choices."""

from datetime import date

from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback.core.templating import month
from surveys.definitions.question import Kind
from surveys.results.columns import Column
from surveys.results.tallying import Bar


def label_of(bar: Bar, column: Column) -> str:
    """What *bar* of *column* is called."""
    kind = column.question.kind
    if kind is Kind.NUMBER:
        return _of_numbers(bar, has_places=bool(column.question.places))
    if kind is Kind.DATE:
        return _of_period(bar)
    if kind is Kind.CONSENT:
        return str(_("Yes"))
    return bar.label


def _of_numbers(bar: Bar, *, has_places: bool) -> str:
    if not bar.start and not bar.end:
        return str(_("All answers"))
    if not bar.start:
        return str(_("%(number)s or less", number=bar.end))
    if not bar.end:
        return str(_("%(number)s or more", number=bar.start))
    if has_places:
        above = int(bar.end) + 1
        return str(_("%(start)s to less than %(end)s", start=bar.start, end=above))
    return bar.start if bar.start == bar.end else f"{bar.start} – {bar.end}"


def _of_period(bar: Bar) -> str:
    if not bar.start and not bar.end:
        return str(_("All answers"))
    if not bar.start:
        return str(_("%(time)s or before", time=period(bar.end)))
    if not bar.end:
        return str(_("%(time)s or after", time=period(bar.start)))
    start, end = period(bar.start), period(bar.end)
    return start if start == end else f"{start} – {end}"


def period(name: str) -> str:
    """A year, or a month such as 2026-05, in words."""
    year, dash, number = name.partition("-")
    return month(date(int(year), int(number), 1)) if dash else year


def decimal(number: float) -> str:
    """A number with at most one place after the point, as the reader's language writes it."""
    return str(format_decimal(round(number, 1), format="#,##0.#", locale=get_locale()))
