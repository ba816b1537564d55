"""What the public may read of a survey: chosen questions, guarded counts, as of a fixed day."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from feedback.coding.findings import snapshots
from feedback.coding.findings.events import Counted
from feedback.coding.findings.models import Snapshot
from feedback.coding.guarding import GuardedCount, guarded
from feedback.coding.queries import all_themes
from feedback.coding.suppressing import list_hidden
from feedback.core import clock
from feedback.core.db import session
from feedback.core.i18n import current_language
from feedback.core.quarters import quarter_end
from feedback.core.templating import settings
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
    value: str
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
    snapshot = snapshots.newest()
    made = snapshot.id if snapshot else None
    key = (survey.id, tuple(names), day, threshold, language, _newest(survey), made)
    at, kept = _KEPT.get(key, (None, None))
    if kept is None or at is None or not at <= clock.now() < at + _KEPT_FOR:
        kept = _counted(survey, names, day, threshold, language, snapshot)
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = clock.now(), kept
    return kept


def for_viewers(survey: Survey) -> PublicResults:
    """Every question that could be made public, as it would be: for those who see no live count."""
    language = current_language().code
    return public_results(
        survey,
        [each.name for each in shareable(survey, language)],
        today=clock.today(),
        threshold=settings().count_threshold,
        language=language,
    )


def _newest(survey: Survey) -> int | None:
    version = queries.newest_version(survey)
    return version.number if version else None


def _counted(
    survey: Survey,
    names: Sequence[str],
    day: date,
    threshold: int,
    language: str,
    snapshot: Snapshot | None,
) -> PublicResults:
    chosen = counted(survey, Filters(until=day))
    columns = [each for each in shareable(survey, language) if each.name in names]
    closed = [each for each in columns if not each.is_text]
    found = {
        result.column.name: _public(result, threshold)
        for result in column_results(closed, chosen)
        if isinstance(result, ClosedResult)
    }
    for column in columns:
        if column.is_text:
            found[column.name] = _themes(survey, column, threshold, language, snapshot)
    return PublicResults(
        day, guarded(_count(chosen), threshold=threshold), [found[each.name] for each in columns]
    )


def snapshot_name(survey: Survey, column: str) -> str:
    """Under which name the themes of a column of words are in a snapshot."""
    return f"survey:{survey.slug}:{column}"


def theme_counts(survey: Survey, until: date) -> list[Counted]:
    """How many were given each theme, by column of words, up to a day: exact, for the guard."""
    chosen = counted(survey, Filters(until=until))
    texts = [each for each in shareable(survey, "en") if each.is_text]
    return [
        Counted(
            snapshot_name(survey, result.column.name),
            result.coded,
            {theme.key: count for theme, count in result.themes},
        )
        for result in column_results(texts, chosen)
        if isinstance(result, TextResult)
    ]


def _themes(
    survey: Survey, column: Column, threshold: int, language: str, snapshot: Snapshot | None
) -> PublicColumn:
    """Themes come out of the quarter's snapshot: they would move whenever somebody codes."""
    found = snapshots.other_figures(snapshot, snapshot_name(survey, column.name))
    if found is None:
        return PublicColumn(column, guarded(0, threshold=threshold), ())
    whole, parts = found
    named = {theme.key: theme.name_in(language) for theme in all_themes()}
    bars = [_bar(named[key], key, count, whole) for key, count in parts.items() if key in named]
    return PublicColumn(column, whole, bars)


def _count(chosen: Select[uuid.UUID]) -> int:
    return session().scalar(select(func.count()).select_from(chosen.subquery())) or 0


def _public(result: ClosedResult, threshold: int) -> PublicColumn:
    bars = _labelled(result, threshold)
    base = guarded(result.answered, threshold=threshold)
    hidden = list_hidden([bar.count for bar in bars], threshold)
    return PublicColumn(
        result.column,
        base,
        [
            _bar(
                bar.label,
                bar.value,
                None if place in hidden else guarded(bar.count, threshold=threshold),
                base,
            )
            for place, bar in enumerate(bars)
        ],
    )


def _labelled(result: ClosedResult, threshold: int) -> list[Bar]:
    tally = result.tally
    bars = ends_joined(tally.bars, threshold) if tally.is_banded else tally.bars
    return [replace(bar, label=label_of(bar, result.column)) for bar in bars]


def _bar(label: str, value: str, count: GuardedCount | None, base: GuardedCount) -> PublicBar:
    """A bar as wide as the published numbers say, so that it tells no more than they do."""
    if count is None or count.shown is None or not base.shown:
        return PublicBar(label, value, count, None)
    return PublicBar(label, value, count, min(1.0, count.shown / base.shown))
