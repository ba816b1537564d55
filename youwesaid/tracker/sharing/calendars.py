"""Days to come, as a calendar (RFC 5545): next looks, promised days, and what other parts add."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from flask_babel import gettext as _
from icalendar import CLASS, TRANSP, Calendar, Event

from feedback.core.i18n import current_language
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.models import Entry
from youwesaid.tracker.sharing import addresses
from youwesaid.tracker.sharing.feeds import moment, stable_id

CALENDAR_TYPE = "text/calendar"
_ONE_DAY = timedelta(days=1)


class Happening(Protocol):
    """A day for calendars. Whatever is put on one is read on other people's screens too."""

    @property
    def key(self) -> str:
        """What tells it from others of its source, for ever."""

    @property
    def on(self) -> date:
        """Its day, or its first."""

    @property
    def until(self) -> date | None:
        """Its last day, when it has several."""

    @property
    def title(self) -> str:
        """What it is, neutral, in the reader's language."""

    @property
    def about(self) -> str:
        """More words, neutral too; may be empty."""

    @property
    def url(self) -> str:
        """An absolute address where it can be read of."""

    @property
    def changed_on(self) -> date:
        """When it was last changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day for calendars."""

    key: str
    on: date
    title: str
    url: str
    changed_on: date
    about: str = ""
    until: date | None = None
    version: int = 1


Source = Callable[[], Sequence[Happening]]
_sources: dict[str, Source] = {}


def add_source(name: str, days: Source) -> None:
    """Let another part put its days on the calendar of the whole tracker.

    *days* is asked at each request, inside it; *name* is neutral and never changes. Called in
    ``youwesaid.app``, because that part may stand below this one; doing it again changes nothing.
    """
    _sources[name] = days


def days_of_sources() -> Mapping[str, Sequence[Happening]]:
    """What the other parts put on the calendar, by the name of each."""
    return {name: days() for name, days in sorted(_sources.items())}


def days_of(entries: Sequence[Entry]) -> list[Day]:
    """The next looks and promised days of entries, those that have gone by too: lateness shows."""
    return sorted(
        (day for entry in entries for day in _days_of(entry)), key=lambda each: (each.on, each.key)
    )


def _days_of(entry: Entry) -> Sequence[Day]:
    newest = entry.versions[-1]
    contents = Contents.from_plain(newest.contents)
    looks = {each.next_look_on for each in contents.answers if each.next_look_on}
    promises = {each.promised_for for each in contents.answers if each.promised_for}
    named = [(min(looks), "look", _("We look at it again"))] if looks else []
    named += [(day, f"promise {day}", _("We said it would be done")) for day in sorted(promises)]
    return [
        Day(
            key=f"{entry.slug} {kind}",
            on=date.fromisoformat(day),
            title=title,
            url=addresses.entry_page(entry.slug, current_language().code),
            changed_on=newest.published_on,
            version=newest.number,
        )
        for day, kind, title in named
    ]


def calendar(days: Mapping[str, Sequence[Happening]], *, address: str) -> bytes:
    """The days as a calendar, by the name of who put them there."""
    language = current_language()
    made = Calendar.new(
        name=_("What changed"),
        uid=stable_id("calendar", address),
        prodid="-//YouWeSaid//What changed//EN",
        language=language.tag,
        refresh_interval=_ONE_DAY,
        source=address,
        url=address,
    )
    made.add("x-wr-calname", _("What changed"))
    for name, happenings in days.items():
        for happening in happenings:
            made.add_component(_event(name, happening))
    written: bytes = made.to_ical()
    return written


def _event(source: str, happening: Happening) -> Event:
    version = getattr(happening, "version", 1)
    last = happening.until or happening.on
    words = "\n".join(part for part in (happening.about, happening.url) if part)
    return Event.new(
        uid=stable_id("day", source, happening.key, current_language().code),
        summary=happening.title,
        description=words,
        url=happening.url,
        start=happening.on,
        end=last + _ONE_DAY,  # the first day after it
        stamp=moment(happening.changed_on, version),
        last_modified=moment(happening.changed_on, version),
        sequence=version - 1,
        classification=CLASS.PUBLIC,
        transparency=TRANSP.TRANSPARENT,
    )
