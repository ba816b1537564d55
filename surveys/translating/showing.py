"""The desk: texts beside their translations, in pages, with what stands in the way of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.core.paging import PAGE_SIZE, Page
from surveys.definitions.origins import WAS
from surveys.definitions.texts import Part, Plain
from surveys.translating.fitting import Piece, differences
from surveys.translating.importing import Outcome
from surveys.translating.provenance import Line, State
from surveys.translating.services import Given, Saved, seen_of

STATE_NAMES = {
    State.CHECKED: _l("Checked"),
    State.HUMAN: _l("Written by a person"),
    State.MACHINE: _l("Machine draft"),
    State.OUT_OF_DATE: _l("Out of date"),
    State.MISSING: _l("Missing"),
}
#: What a tag looks like, by state.
STATE_KINDS = {
    State.CHECKED: "good",
    State.HUMAN: "plain",
    State.MACHINE: "quiet",
    State.OUT_OF_DATE: "attention",
    State.MISSING: "problem",
}
PART_NAMES = {
    Part.TITLE: _l("Title"),
    Part.INTRODUCTION: _l("Introduction"),
    Part.LISTENER: _l("Who will listen"),
    Part.CHANGE: _l("What can change"),
    Part.REASONS: _l("Why we ask"),
    Part.SECTION: _l("Name of a part"),
    Part.HEADING: _l("Heading of a page"),
    Part.WORDING: _l("Question"),
    Part.HINT: _l("Hint"),
    Part.CHOICE: _l("Answer to choose"),
    Part.ALT: _l("What the picture shows"),
    Part.ROW: _l("Row"),
    Part.MESSAGE: _l("What is said when an answer does not fit"),
    Part.EXIT_HEADING: _l("Heading of a page for those whom this is not for"),
    Part.EXIT_BODY: _l("Page for those whom this is not for"),
    Part.THANKS: _l("Thanks"),
}
OUTCOME_NAMES = {
    Outcome.TAKEN: _l("Taken"),
    Outcome.CHANGED: _l("Changed"),
    Outcome.REFUSED: _l("Refused"),
    Outcome.LEFT: _l("Nothing new"),
}
_LONG_LINE = 50  # characters in a line of a box
_MOST_ROWS = 10


class Show(StrEnum):
    """Which texts the desk shows."""

    ALL = "all"
    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"
    MACHINE = "machine"
    HUMAN = "human"

    def fits(self, line: Line) -> bool:
        """Whether *line* is shown."""
        return self is Show.ALL or line.state.value == self.value

    def waits(self, line: Line) -> bool:
        """Whether *line* is one to go to next."""
        return line.is_open if self is Show.ALL else self.fits(line)


@dataclass(frozen=True, slots=True)
class Box:
    """One text and the box for its translation. *number* counts the survey's texts from 1.

    *theirs* is what somebody else wrote meanwhile; None where nobody did.
    """

    number: int
    line: Line
    written: str
    seen: str
    complaint: str = ""
    theirs: str | None = None

    @property
    def name(self) -> str:
        """What kind of text it is."""
        return str(PART_NAMES[self.line.text.part])

    @property
    def rows(self) -> int:
        """How many lines the box should have."""
        length = max(len(self.line.source), len(self.written))
        return min(_MOST_ROWS, length // _LONG_LINE + 1 + self.line.source.count("\n"))

    @property
    def made_on(self) -> date | None:
        """The day on which it was made or checked, where that is known."""
        on = str(self.line.note.get("on", ""))
        return date.fromisoformat(on) if on else None

    @property
    def changes(self) -> Sequence[Piece]:
        """What became of the source since it was translated; empty where that is not known."""
        was = str(self.line.note.get(WAS, ""))
        return tuple(differences(was, self.line.source)) if was else ()


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes that belong together, under one heading; *question* is blank for the survey's own."""

    heading: str
    question: str
    boxes: Sequence[Box]


def shown_page(lines: Sequence[Line], show: Show, *, number: int, at: str) -> Page[Line]:
    """The page *number* of those that are shown, or the one that has the text *at*."""
    fitting = [line for line in lines if show.fits(line) or line.path == at]
    place = next((place for place, line in enumerate(fitting) if line.path == at), None)
    last = max(1, -(-len(fitting) // PAGE_SIZE))
    chosen = min(number, last) if place is None else place // PAGE_SIZE + 1
    rows = fitting[(chosen - 1) * PAGE_SIZE : chosen * PAGE_SIZE]
    return Page(rows=rows, number=chosen, total=len(fitting))


def next_after(lines: Sequence[Line], show: Show, path: str) -> str:
    """The place of the next text that waits after *path*, else of the first; blank for none."""
    waiting = [place for place, line in enumerate(lines) if show.waits(line)]
    here = next((place for place, line in enumerate(lines) if line.path == path), -1)
    chosen = next((place for place in waiting if place > here), None)
    if chosen is None:
        chosen = waiting[0] if waiting else None
    return "" if chosen is None else lines[chosen].path


def boxes(
    shown: Sequence[Line], every: Sequence[Line], given: Mapping[str, Given], saved: Saved | None
) -> Iterator[Box]:
    """A box for each text that is shown; what was written and not kept stays in it."""
    numbers = {line.path: number for number, line in enumerate(every, 1)}
    for line in shown:
        typed = given.get(line.path)
        number = numbers[line.path]
        if saved is None or typed is None or line.path in saved.kept:
            yield Box(number, line, line.translation, seen_of(line))
        elif line.path in saved.clashes:
            complaint = str(_("Somebody else changed this meanwhile. Save again to keep yours."))
            yield Box(number, line, typed.text, seen_of(line), complaint, line.translation)
        else:
            complaint = saved.refused.get(line.path, "")
            yield Box(number, line, typed.text, typed.seen, complaint)


def groups(plain: Plain, of: Sequence[Box]) -> Sequence[Group]:
    """The boxes by question, with the survey's own texts between them."""
    keys = [
        str(question.get("key", ""))
        for page in plain.get("pages") or ()
        for question in page.get("questions") or ()
    ]
    numbers = {key: number for number, key in enumerate(keys, 1)}

    return [
        Group(
            str(_("Question %(number)s", number=numbers.get(key, key)) if key else _("The survey")),
            key,
            tuple(each),
        )
        for key, each in groupby(of, key=lambda box: box.line.text.question)
    ]
