"""How answers come in, as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.contributions.channels import CHANNELS
from feedback.core.i18n import BY_CODE
from feedback.core.templating import month, short_day
from surveys.results.arriving import Arrivals, Blank, Reached
from surveys.results.showing import Row, in_words

#: A share of fewer people than this is not given as one: it would say more than it knows.
_FEWEST_FOR_SHARE = 10


@dataclass(frozen=True, slots=True)
class Point:
    """One week or month of the time chart; *share* is of the highest, None where not shown."""

    label: str
    text: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The time chart, and its gist in words."""

    points: Sequence[Point]
    gist: str
    head: str


@dataclass(frozen=True, slots=True)
class ShownArrivals:
    """The page on how answers come in."""

    responses: str
    channels: Sequence[Row]
    languages: Sequence[Row]
    links: Sequence[Row]
    timeline: Timeline
    pages: Sequence[Row]
    blanks: Sequence[Row]


def shown(arrivals: Arrivals) -> ShownArrivals:
    """*arrivals* for those who see live counts."""
    channels = [(str(CHANNELS[channel]), count) for channel, count in arrivals.channels]
    languages = [(BY_CODE[code].autonym, count) for code, count in arrivals.languages]
    links = [(link.label, count) for link, count in arrivals.links]
    return ShownArrivals(
        responses=in_words(arrivals.responses),
        channels=_rows(channels, arrivals.responses),
        languages=_rows(languages, arrivals.responses),
        links=_rows(links, arrivals.responses),
        timeline=_timeline(arrivals),
        pages=_funnel(arrivals),
        blanks=[_blank(each) for each in arrivals.blanks],
    )


def _rows(named: Sequence[tuple[str, int]], whole: int) -> list[Row]:
    return [Row(name, in_words(count), count / whole if whole else 0.0) for name, count in named]


def _timeline(arrivals: Arrivals) -> Timeline:
    counts = [period.count for period in arrivals.periods]
    highest = max(counts, default=0)
    points = [
        Point(
            _period(period.start, is_weekly=arrivals.is_weekly),
            in_words(count),
            count / highest if highest else 0.0,
        )
        for period, count in zip(arrivals.periods, counts, strict=True)
    ]
    gist = ""
    if highest:
        most = points[counts.index(highest)]
        gist = _("Most came here: %(period)s, %(count)s.", period=most.label, count=most.text)
    head = _("Week") if arrivals.is_weekly else _("Month")
    return Timeline(points, gist, head)


def _period(start: date, *, is_weekly: bool) -> str:
    return str(_("Week of %(day)s", day=short_day(start))) if is_weekly else month(start)


def _funnel(arrivals: Arrivals) -> list[Row]:
    """How often each page was reached, and how often something was sent."""
    if not any(each.count for each in arrivals.pages):
        return []
    named = [(_page(each, place), each.count) for place, each in enumerate(arrivals.pages, start=1)]
    named.append((str(_("Sent")), arrivals.sent))
    highest = max(count for _name, count in named)
    return [_step(name, count, highest) for name, count in named]


def _step(name: str, count: int, highest: int) -> Row:
    share = count / highest
    words = str(ngettext("%(num)s time", "%(num)s times", count))
    note = ""
    if highest >= _FEWEST_FOR_SHARE:
        note = str(_("%(share)s of 100", share=round(100 * share)))
    return Row(name, words, share, note=note)


def _page(reached: Reached, place: int) -> str:
    return str(_("Page %(number)s: %(question)s", number=place, question=reached.name))


def _blank(blank: Blank) -> Row:
    """How many left a question blank of those who were shown it."""
    name = blank.column.title
    words = _("%(blank)s of %(shown)s people", blank=blank.blank, shown=blank.shown)
    note = ""
    if blank.shown >= _FEWEST_FOR_SHARE:
        note = str(_("%(share)s of 100", share=round(100 * blank.blank / blank.shown)))
    return Row(name, str(words), blank.blank / blank.shown, note=note)
