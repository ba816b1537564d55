"""What the public may read of a survey: chosen questions, guarded counts, as of a fixed day."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from feedback.coding.guarding import GuardedCount, guarded
from feedback.coding.suppressing import list_hidden
from feedback.core import clock
from feedback.core.db import session
from feedback.core.quarters import quarter_end
from surveys.definitions.question import Kind
from surveys.results.columns import Column
from surveys.results.counting import ClosedResult, TextResult, column_results, columns_asked
from surveys.results.filters import Filters, counted
from surveys.results.labels import label_of
from surveys.results.tallying import Bar, ends_joined
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyResponse, SurveyState

_KEPT_FOR = timedelta(minutes=5)
_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class PublicBar:
    """One answer; None for a count that is not shown. *share* (0 to 1) is of published numbers."""

    label: str
    count: GuardedCount | None
    share: float | None


@dataclass(frozen=True, slots=True)
class PublicColumn:
    """One column as everybody may see it; *bars* of words are the themes that people spoke of."""

    column: Column
    answered: GuardedCount
    bars: Sequence[PublicBar]


@dataclass(frozen=True, slots=True)
class PublicResults:
    """What is public, as of the end of *day*; nothing before the first such day."""

    day: date | None
    responses: GuardedCount
    columns: Sequence[PublicColumn]


#: What this process counted lately, and when; no other process needs it.
_KEPT: dict[tuple[object, ...], tuple[datetime, PublicResults]] = {}


def is_over(survey: Survey, today: date) -> bool:
    """Whether nobody can answer any more, so that the numbers stay as they are."""
    past = survey.closes_on is not None and survey.closes_on < today
    return survey.state is SurveyState.CLOSED or past


def counted_until(survey: Survey, today: date) -> date | None:
    """The day up to which the public numbers count.

    While people answer, the end of the last quarter: from two readings of numbers that grow day by
    day, one person's answers could be worked out. Of a survey that is over, the day of its last
    answer. None while there is nothing by then.
    """
    chosen = counted(survey, Filters())
    days: Select[date | None, date | None] = select(
        func.min(SurveyResponse.received_on), func.max(SurveyResponse.received_on)
    )
    first, last = session().execute(days.where(SurveyResponse.id.in_(chosen))).one()
    if first is None or last is None:
        return None
    day = last if is_over(survey, today) else quarter_end(today)
    return day if first <= day else None


def shareable(survey: Survey, language: str) -> list[Column]:
    """The columns that can be made public. That somebody agreed to something is nobody's business,
    and the words beside "other" are often about one person.
    """
    return [
        column
        for column in columns_asked(survey, language)
        if column.question.kind is not Kind.CONSENT and column.is_asked_of_all
    ]


def public_results(
    survey: Survey, names: Sequence[str], *, today: date, threshold: int, language: str
) -> PublicResults:
    """The columns called *names* as everybody may see them on *today*.

    What is public stands still, so it is counted anew only every few minutes, whoever asks: a
    withdrawal or a new theme shows by then.
    """
    day = counted_until(survey, today)
    if day is None:
        return PublicResults(None, guarded(0, threshold=threshold), ())
    key = (survey.id, tuple(names), day, threshold, language, _newest(survey))
    at, kept = _KEPT.get(key, (None, None))
    if kept is None or at is None or not at <= clock.now() < at + _KEPT_FOR:
        kept = _counted(survey, names, day, threshold, language)
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = clock.now(), kept
    return kept


def _newest(survey: Survey) -> int | None:
    version = queries.newest_version(survey)
    return version.number if version else None


def _counted(
    survey: Survey, names: Sequence[str], day: date, threshold: int, language: str
) -> PublicResults:
    chosen = counted(survey, Filters(until=day))
    columns = [each for each in shareable(survey, language) if each.name in names]
    return PublicResults(
        day,
        guarded(_count(chosen), threshold=threshold),
        [_public(each, threshold, language) for each in column_results(columns, chosen)],
    )


def _count(chosen: Select[uuid.UUID]) -> int:
    return session().scalar(select(func.count()).select_from(chosen.subquery())) or 0


def _public(result: ClosedResult | TextResult, threshold: int, language: str) -> PublicColumn:
    if isinstance(result, TextResult):
        whole = result.coded
        bars = [Bar(theme.name_in(language), theme.key, count) for theme, count in result.themes]
    else:
        whole = result.answered
        bars = _labelled(result, threshold)
    base = guarded(whole, threshold=threshold)
    hidden = list_hidden([bar.count for bar in bars], threshold)
    return PublicColumn(
        result.column,
        base,
        [
            PublicBar(bar.label, None, None)
            if place in hidden
            else _bar(bar.label, guarded(bar.count, threshold=threshold), base)
            for place, bar in enumerate(bars)
        ],
    )


def _labelled(result: ClosedResult, threshold: int) -> list[Bar]:
    tally = result.tally
    bars = ends_joined(tally.bars, threshold) if tally.is_banded else tally.bars
    return [replace(bar, label=label_of(bar, result.column)) for bar in bars]


def _bar(label: str, count: GuardedCount, base: GuardedCount) -> PublicBar:
    """A bar as wide as the published numbers say, so that it tells no more than they do."""
    share = count.shown / base.shown if count.shown is not None and base.shown else None
    return PublicBar(label, count, share if share is None else min(1.0, share))
