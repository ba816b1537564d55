"""Tables with a line for each theme: built from sums, and made fit to leave the house."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from feedback.coding.findings.tables import Figure, Line, Table
from feedback.coding.findings.tallying import Tally
from feedback.coding.findings.voices import Heard, Place
from feedback.coding.suppressing import nested_hidden
from feedback.coding.wording import theme_name


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in the sums, its words."""

    key: Hashable
    label: str


#: The address of what is behind a cell: of a theme (None for everybody) and a column.
Link = Callable[[Place | None, Hashable], str]


def no_link(_place: Place | None, _column: Hashable) -> str:
    """For those who may not read what is behind a cell."""
    return ""


def theme_table(
    *,
    name: str,
    title: str,
    heard: Heard,
    tally: Tally,
    columns: Sequence[Column],
    link: Link = no_link,
    note: str = "",
    breaks: Sequence[tuple[int, str]] = (),
) -> Table:
    """A line for everybody who was coded, and one for each theme that somebody spoke of."""
    most = max((tally.get((each, c.key), 0) for each in heard.places for c in columns), default=0)

    def line(theme_key: str | None, head: str, place: Place | None, url: str) -> Line:
        cells = [
            Figure(
                str(count),
                number=count,
                share=count / most if place and most else None,
                url=link(place, column.key) if count else "",
            )
            for column in columns
            for count in (tally.get((theme_key, column.key), 0),)
        ]
        return Line(head, cells, depth=place.depth + 1 if place else 0, url=url)

    return Table(
        name=name,
        title=title,
        columns=[str(_("Theme")), *(column.label for column in columns)],
        rows=[
            line(None, str(_("Everybody whose words are coded")), None, ""),
            *(
                line(theme_key, theme_name(place.theme), place, place.theme.key)
                for theme_key, place in spoken_of(heard, tally, columns)
            ),
        ],
        note=note,
        breaks=breaks,
    )


def spoken_of(heard: Heard, tally: Tally, columns: Sequence[Column]) -> Iterator[tuple[str, Place]]:
    """The themes that have anybody in one of *columns*, in the codebook's order."""
    for theme_key, place in heard.places.items():
        if any(tally.get((theme_key, column.key)) for column in columns):
            yield theme_key, place


def parents_of(depths: Sequence[int]) -> list[int | None]:
    """For each line, the place of the nearest one before it that is less deep."""
    found: list[int | None] = []
    path: list[tuple[int, int]] = []
    for place, depth in enumerate(depths):
        while path and path[-1][0] >= depth:
            path.pop()
        found.append(path[-1][1] if path else None)
        path.append((depth, place))
    return found


def outgoing(table: Table) -> Table:
    """*table* as it may be passed on: no count under 5, nor what would tell one."""
    counts = [[int(cell.number or 0) for cell in line.cells] for line in table.rows]
    hidden = nested_hidden(counts, parents_of([line.depth for line in table.rows]))
    rows = [
        replace(
            line,
            cells=[
                hidden_figure() if place in places else replace(cell, url="")
                for place, cell in enumerate(line.cells)
            ],
        )
        for line, places in zip(table.rows, hidden, strict=True)
    ]
    words = _("Counts under 5 are not shown, nor others that would tell them.")
    return replace(table, rows=rows, note=" ".join(filter(None, (table.note, str(words)))))


def hidden_figure() -> Figure:
    """One word for all that is hidden: which of them is small would tell the others."""
    return Figure(str(_("Not shown")))
