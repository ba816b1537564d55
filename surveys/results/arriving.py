"""How answers come in: by which ways, in which languages, when, and where people stop."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select

from feedback.contributions.models import Channel
from feedback.core.db import session
from surveys.definitions.wording import plain_text
from surveys.results.columns import Column
from surveys.results.counting import columns_asked, language_counts
from surveys.results.filters import Filters, counted, sent
from surveys.results.passing import passed
from surveys.versions import queries
from surveys.versions.models import PageCount, Survey, SurveyLink, SurveyResponse, SurveyVersion

#: Up to so many weeks are counted week by week, more of them month by month.
_MOST_WEEKS = 26
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Period:
    """The responses of a week (Monday to Sunday) or of a month."""

    start: date
    count: int


@dataclass(frozen=True, slots=True)
class Reached:
    """How often a page was reached in all; *name* is its heading or its first question."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Blank:
    """A column: to how many it was shown, and how many of those left it blank."""

    column: Column
    shown: int
    blank: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How the responses of one survey came in.

    *pages* and *sent* tell of everything that was ever done on the website: pages are counted
    without a day and without a person, so no filter can narrow them.
    """

    survey: Survey
    responses: int
    channels: Sequence[tuple[Channel, int]]
    languages: Sequence[tuple[str, int]]
    links: Sequence[tuple[SurveyLink, int]]
    periods: Sequence[Period]
    is_weekly: bool
    pages: Sequence[Reached]
    sent: int
    blanks: Sequence[Blank]


def arrivals_of(survey: Survey, filters: Filters, *, language: str) -> Arrivals:
    """How the responses that *filters* let through came in; questions worded in *language*."""
    chosen = counted(survey, filters)
    languages = language_counts(chosen)
    days = _day_counts(chosen)
    is_weekly = not days or (max(days) - min(days)).days < _MOST_WEEKS * _WEEK.days
    return Arrivals(
        survey=survey,
        responses=sum(count for _code, count in languages),
        channels=_channel_counts(chosen),
        languages=languages,
        links=_link_counts(survey, chosen),
        periods=by_week(days) if is_weekly else by_month(days),
        is_weekly=is_weekly,
        pages=pages_reached(survey, language),
        sent=session().scalar(select(func.count()).select_from(sent(survey).subquery())) or 0,
        blanks=_blanks(survey, filters, language),
    )


def by_week(days: dict[date, int]) -> list[Period]:
    """Counts by day joined to weeks, without a gap."""
    counted_: Counter[date] = Counter()
    for day, count in days.items():
        counted_[day - timedelta(days=day.weekday())] += count
    if not counted_:
        return []
    weeks = (max(counted_) - min(counted_)) // _WEEK + 1
    starts = [min(counted_) + place * _WEEK for place in range(weeks)]
    return [Period(start, counted_[start]) for start in starts]


def by_month(days: dict[date, int]) -> list[Period]:
    """Counts by day joined to months, without a gap."""
    counted_: Counter[int] = Counter()
    for day, count in days.items():
        counted_[day.year * 12 + day.month - 1] += count
    if not counted_:
        return []
    months = range(min(counted_), max(counted_) + 1)
    return [Period(date(each // 12, each % 12 + 1, 1), counted_[each]) for each in months]


def _day_counts(chosen: Select[uuid.UUID]) -> dict[date, int]:
    statement = (
        select(SurveyResponse.received_on, func.count())
        .where(SurveyResponse.id.in_(chosen))
        .group_by(SurveyResponse.received_on)
    )
    return dict(session().execute(statement).all())


def _channel_counts(chosen: Select[uuid.UUID]) -> list[tuple[Channel, int]]:
    statement = (
        select(SurveyResponse.channel, func.count())
        .where(SurveyResponse.id.in_(chosen))
        .group_by(SurveyResponse.channel)
        .order_by(func.count().desc(), SurveyResponse.channel)
    )
    return [(channel, count) for channel, count in session().execute(statement)]


def _link_counts(survey: Survey, chosen: Select[uuid.UUID]) -> list[tuple[SurveyLink, int]]:
    """Every link of *survey*, those too by which nobody answered; the newest first."""
    statement = (
        select(SurveyResponse.link_id, func.count())
        .where(SurveyResponse.id.in_(chosen), SurveyResponse.link_id.is_not(None))
        .group_by(SurveyResponse.link_id)
    )
    counts = dict(session().execute(statement).all())
    links = session().scalars(
        select(SurveyLink)
        .where(SurveyLink.survey_id == survey.id)
        .order_by(SurveyLink.made_on.desc(), SurveyLink.label, SurveyLink.id)
    )
    return [(link, counts.get(link.id, 0)) for link in links]


def pages_reached(survey: Survey, language: str) -> list[Reached]:
    """How often each page of the newest version was reached, under any version.

    Photos and recordings are asked for where answers are checked: they have no page to reach.
    """
    statement = (
        select(PageCount.page, func.sum(PageCount.reached))
        .join(SurveyVersion, SurveyVersion.id == PageCount.version_id)
        .where(SurveyVersion.survey_id == survey.id)
        .group_by(PageCount.page)
    )
    counts = {page: int(count) for page, count in session().execute(statement)}
    definition = queries.definition_of(queries.version_of(survey, None))
    return [
        Reached(
            plain_text(page.heading or page.questions[0].wording, definition, language),
            counts.get(page.key, 0),
        )
        for page in definition.pages
        if not all(question.is_file for question in page.questions)
    ]


def _blanks(survey: Survey, filters: Filters, language: str) -> list[Blank]:
    """Those questions of which it can be known to whom they were shown."""
    found = passed(survey, filters)
    return [
        Blank(column, shown, max(0, shown - found.answered[column.name]))
        for column in columns_asked(survey, language)
        if (shown := found.shown[column.name]) and column.is_asked_of_all
    ]
