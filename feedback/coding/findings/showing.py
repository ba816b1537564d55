"""What people say, for a page: one theme with its numbers, for staff or out of snapshots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding import queries
from feedback.coding.findings import events, months, snapshots
from feedback.coding.findings.events import MadeOfIt
from feedback.coding.findings.models import Snapshot
from feedback.coding.findings.tables import Figure, Line, Table
from feedback.coding.findings.tallying import month_of, months_between, people_of, tally
from feedback.coding.findings.voices import Filters, Heard, family, heard
from feedback.coding.guarding import GuardedCount
from feedback.coding.models import Theme
from feedback.coding.wording import theme_name
from feedback.core import clock
from feedback.core.i18n import BY_CODE
from feedback.core.quarters import number_of
from feedback.core.templating import month as month_words

_MONTHS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class CountedTheme:
    """A theme in its place: people for staff, and the figure that is public, kept apart."""

    theme: Theme
    depth: int
    people: int
    share: float  # of the theme that most people spoke of, 0 to 1
    public: str


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """People in one month; *mark* says that the codebook changed before it."""

    label: str
    text: str
    share: float
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many spoke of one theme, for staff eyes."""

    people: int
    contributions: int
    first: date | None
    last: date | None
    languages: Sequence[tuple[str, int]]
    points: Sequence[MonthPoint]
    gist: str


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme. *numbers* only for staff; *quarters* are what everybody may see."""

    theme: Theme
    above: Sequence[Theme]
    children: Sequence[Theme]
    merged_into: Theme | None
    numbers: Numbers | None
    quarters: Sequence[tuple[str, str]]
    made: Sequence[MadeOfIt]


def counted_themes() -> list[CountedTheme]:
    """Every theme with its people, finer ones counted with those that they stand under."""
    found = heard(Filters())
    sums = tally(found, lambda _voice: ("",))
    most = max((sums.get((each, ""), 0) for each in found.places), default=0) or 1
    newest = snapshots.newest()
    public = snapshots.theme_figures(newest) if newest else {}
    return [
        CountedTheme(
            place.theme,
            place.depth,
            people := sums.get((theme_key, ""), 0),
            people / most,
            public_words(newest, public.get(place.theme.key)),
        )
        for theme_key, place in found.places.items()
    ]


def theme_page(theme: Theme, *, sees_all: bool) -> ThemePage:
    """What people say under one theme; who does not see all gets figures of snapshots only."""
    places = {node.theme.id: node for node in queries.tree(queries.all_themes())}
    held = snapshots.in_force()
    figures = [snapshots.theme_figures(each).get(theme.key) for each in held]
    own = places[theme.id]
    below = [
        node.theme
        for node in places.values()
        if node.theme.parent_id == theme.id and node.theme.state in queries.GIVEN
    ]
    return ThemePage(
        theme=theme,
        above=own.path,
        children=below,
        merged_into=queries.resolved(theme) if theme.merged_into_id else None,
        numbers=_numbers(heard(Filters(among=family(theme)))) if sees_all else None,
        quarters=[
            (quarter_words(each.quarter), public_words(each, figure))
            for each, figure in zip(held, figures, strict=True)
        ],
        made=events.made_of(sorted(family(theme))),
    )


def quarter_words(day: date) -> str:
    """A quarter by its last day, in words: the months are counted up to its end."""
    words = _(
        "Up to the end of quarter %(number)s of %(year)s", number=number_of(day), year=day.year
    )
    return str(words)


def public_words(snapshot: Snapshot | None, figure: GuardedCount | None) -> str:
    """What a snapshot says of a theme: one that is not in it was spoken of by nobody then."""
    if snapshot is None:
        return str(_("No figures yet"))
    return (figure or GuardedCount(None, snapshot.threshold)).in_words()


def snapshot_table() -> Table:
    """The themes of the newest snapshot with those of the quarters before, for everybody."""
    held = snapshots.in_force()[-_QUARTERS_SHOWN:]
    figures = [snapshots.theme_figures(each) for each in held]
    known = {key for each in figures for key in each}
    rows = [
        Line(
            theme_name(node.theme),
            [_figure(public_words(each, by_key.get(node.theme.key)), by_key.get(node.theme.key))
             for each, by_key in zip(held, figures, strict=True)],
            depth=node.depth + 1,
            url=node.theme.key,
        )
        for node in queries.tree([t for t in queries.all_themes() if t.key in known])
    ]  # fmt: skip
    people = [snapshots.people(each) for each in held]
    everybody = Line(
        str(_("Everybody whose words are coded")),
        [_figure(each.in_words(), each) for each in people],
    )
    return Table(
        name="themes-in-snapshots",
        title=str(_("Themes, as everybody may see them")),
        columns=[str(_("Theme")), *(quarter_words(each.quarter) for each in held)],
        rows=[everybody, *rows] if held else [],
        note=str(
            _(
                "People from the beginning up to the end of a quarter. A figure stands until it "
                "has moved by so many people that the difference points at nobody."
            )
        ),
    )


_QUARTERS_SHOWN = 8


def _figure(words: str, figure: GuardedCount | None) -> Figure:
    return Figure(words, number=figure.shown if figure else None)


def _numbers(found: Heard) -> Numbers:
    voices = found.voices
    days = [voice.day for voice in voices]
    by_language: dict[str, list[int]] = {}
    for place, voice in enumerate(voices):
        by_language.setdefault(voice.language, []).append(place)
    languages = [
        (BY_CODE[code].autonym if code in BY_CODE else code, people_of(voices[p] for p in places))
        for code, places in by_language.items()
    ]
    points = _points(found)
    return Numbers(
        people=people_of(voices),
        contributions=len(voices),
        first=min(days, default=None),
        last=max(days, default=None),
        languages=sorted(languages, key=lambda pair: (-pair[1], pair[0])),
        points=points,
        gist=_gist(points),
    )


def _points(found: Heard) -> list[MonthPoint]:
    if not found.voices:
        return []
    shown = months_between(found.voices[0].day, clock.today())[-_MONTHS_SHOWN:]
    sums = tally(found, lambda voice: (month_of(voice.day),))
    people = [sums.get((None, month), 0) for month in shown]
    marks = dict(months.breaks(shown))
    most = max(people) or 1
    return [
        MonthPoint(
            month_words(month),
            str(ngettext("%(num)s person", "%(num)s people", count)),
            count / most,
            marks.get(place, ""),
        )
        for place, (month, count) in enumerate(zip(shown, people, strict=True))
    ]


def _gist(points: Sequence[MonthPoint]) -> str:
    if not points:
        return ""
    most = max(points, key=lambda point: point.share)
    words = _("Most in %(month)s: %(people)s.", month=most.label, people=most.text)
    marks = [f"{each.label}: {each.mark}." for each in points if each.mark]
    return " ".join((str(words), *marks))
