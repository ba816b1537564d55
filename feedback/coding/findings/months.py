"""Theme by month, and the days on which the codebook changed."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from feedback.coding.codebook.queries import version_lines
from feedback.coding.findings.crossing import Column, Link, no_link, theme_table
from feedback.coding.findings.tables import Table
from feedback.coding.findings.tallying import month_of, months_between, tally
from feedback.coding.findings.voices import Heard
from feedback.core.templating import month as month_words

MOST_MONTHS = 24


def month_table(heard: Heard, *, link: Link = no_link) -> Table:
    """How many people spoke of each theme in each month: of long times, the last two years."""
    days = [voice.day for voice in heard.voices]
    months = months_between(days[0], days[-1])[-MOST_MONTHS:] if days else []
    columns = [Column(month, month_words(month)) for month in months]
    return theme_table(
        name="theme-by-month",
        title=str(_("Themes by month")),
        heard=heard,
        tally=tally(heard, lambda voice: (month_of(voice.day),)),
        columns=columns,
        link=link,
        note=str(_("People, by the month in which we received what they said.")),
        breaks=breaks(months),
    )


def breaks(months: Sequence[date]) -> list[tuple[int, str]]:
    """The months in which the codebook changed, each with words for the line before it."""
    if not months:
        return []
    found: dict[int, str] = {}
    last = months_between(months[-1], date(months[-1].year + 1, 12, 1))[1]
    for line in version_lines(months[0], last):
        if line.number > 1 and month_of(line.day) in months:
            words = _("The codebook changed here: version %(number)s", number=line.number)
            found[months.index(month_of(line.day))] = str(words)
    return sorted(found.items())
