"""Which table of findings is asked for, made for whoever asks: for a page, or for a file."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlencode

from flask import url_for
from flask_babel import lazy_gettext as _l

from feedback.coding.findings import about, asked, months, rising, showing, together
from feedback.coding.findings.crossing import Link, no_link, outgoing
from feedback.coding.findings.forms import address
from feedback.coding.findings.growth import growth_table
from feedback.coding.findings.tables import Table
from feedback.coding.findings.tallying import months_between
from feedback.coding.findings.voices import Filters, Heard, Place, heard
from feedback.coding.suppressing import FEWEST_SEEN
from feedback.core import clock
from feedback.core.quarters import first_day, last_day

#: The tables by name, in the order in which they are offered.
NAMES: Mapping[str, object] = {
    "month": _l("By month"),
    "priority": _l("By priority of the plans"),
    "question": _l("By question"),
    "age": _l("By age"),
    "gender": _l("By gender"),
    "ethnicity": _l("By ethnic group"),
    "disability": _l("By disability"),
    "role": _l("By role"),
    "area": _l("By where people live"),
    "together": _l("Spoken of together"),
    "rising": _l("What is rising"),
    "new": _l("Do new themes still come?"),
}


def table(name: str, filters: Filters, *, may_read: bool = False) -> Table:
    """The table called *name*, for a page; its cells lead on for those who *may_read*.

    Raises KeyError for a name that is none.
    """
    if name == "rising":
        return rising.rising_table(clock.today())
    link = partial(_behind, filters) if may_read else no_link
    asked_for = _whole_quarters(filters) if name in about.CHARACTERISTICS else filters
    return _makers(link)[name](heard(asked_for))


def file_table(name: str, filters: Filters) -> Table:
    """The same for a file: what may be passed on, with nothing under 5."""
    if name in about.CHARACTERISTICS:
        return about.about_list(heard(_whole_quarters(filters)), name)
    if name == "together":
        return together.together_table(heard(filters), fewest=FEWEST_SEEN)
    if name == "rising":
        return rising.rising_table(clock.today(), fewest=FEWEST_SEEN)
    found = table(name, filters)
    return found if name == "new" else outgoing(found)


def pack_tables(filters: Filters) -> list[Table]:
    """Every table as it may be passed on, for a document.

    What is rising is not among them: its three months may be three whole ones of the table by
    month, and would then tell a month that is hidden there.
    """
    found = heard(filters)
    return [
        outgoing(months.month_table(found)),
        outgoing(asked.plan_table(found)),
        outgoing(asked.question_table(found)),
        *(about.about_table(found, characteristic) for characteristic in about.CHARACTERISTICS),
        together.together_table(found, fewest=FEWEST_SEEN),
        growth_table(found),
        showing.snapshot_table(),
    ]


def _whole_quarters(filters: Filters) -> Filters:
    """*filters* with their days widened to whole quarters.

    Two spans that differ by a day would tell, subtracted, who somebody is who came on that day.
    """
    since, until = filters.since, filters.until
    return replace(
        filters,
        since=first_day(since) if since else None,
        until=last_day(until) if until else None,
    )


def _makers(link: Link) -> Mapping[str, Callable[[Heard], Table]]:
    return {
        "month": partial(months.month_table, link=link),
        "priority": asked.plan_table,
        "question": partial(asked.question_table, link=link),
        "together": together.together_table,
        "new": growth_table,
        **{each: partial(_about, each) for each in about.CHARACTERISTICS},
    }


def _about(characteristic: str, found: Heard) -> Table:
    return about.about_table(found, characteristic)


def _behind(filters: Filters, place: Place | None, column: Hashable) -> str:
    """The address of the contributions behind a cell."""
    narrowed = address(filters)
    if isinstance(column, date):
        last = months_between(column, column + timedelta(days=31))[1] - timedelta(days=1)
        narrowed["since"] = str(max(column, filters.since or column))
        narrowed["until"] = str(min(last, filters.until or last))
    elif isinstance(column, str):
        narrowed["question"] = column
    else:
        return ""
    if place is None:
        return ""
    return f"{url_for('findings.said', key=place.theme.key)}?{urlencode(narrowed)}"
