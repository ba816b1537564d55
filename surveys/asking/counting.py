"""How many answered by which way, for staff; small numbers are not told."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from feedback.coding.suppressing import FEWEST_SEEN
from feedback.contributions.models import Channel
from feedback.core.db import session
from surveys.results.filters import Filters, counted
from surveys.versions import links
from surveys.versions.models import Survey, SurveyLink, SurveyResponse


@dataclass(frozen=True, slots=True)
class Way:
    """A link and what it brought, in words."""

    link: SurveyLink
    responses: str


def ways_of(survey: Survey) -> Sequence[Way]:
    """Every link to *survey* with its count."""
    number = func.count()
    statement = (
        select(SurveyResponse.link_id, number)
        .where(SurveyResponse.id.in_(counted(survey, Filters())))
        .group_by(SurveyResponse.link_id)
    )
    counts = dict(session().execute(statement).all())
    return [Way(link, told(counts.get(link.id, 0))) for link in links.links_of(survey)]


def by_channel(survey: Survey) -> Sequence[tuple[Channel, str]]:
    """How many responses came by each channel that brought any, the most first."""
    number = func.count()
    statement = (
        select(SurveyResponse.channel, number)
        .where(SurveyResponse.id.in_(counted(survey, Filters())))
        .group_by(SurveyResponse.channel)
        .order_by(number.desc(), SurveyResponse.channel)
    )
    found = session().execute(statement)
    return [(channel, told(count)) for channel, count in found]


def told(count: int) -> str:
    """*count* of responses for staff: a few of one place could be somebody they know."""
    if not count:
        return str(_("None yet"))
    if count < FEWEST_SEEN:
        return str(_("Under %(few)s", few=FEWEST_SEEN))
    return str(ngettext("%(num)s response", "%(num)s responses", count))
