"""What became of each thing in a file that was brought in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

_LONGEST = 300  # characters of what a line quotes
_SOME = 12


class Verb(StrEnum):
    """What was done with something in the file."""

    TAKEN = "taken"  # as it is
    CHANGED = "changed"
    REFUSED = "refused"  # left out


VERB_NAMES: Mapping[Verb, Any] = {
    Verb.TAKEN: _l("taken"),
    Verb.CHANGED: _l("changed"),
    Verb.REFUSED: _l("left out"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the file: where, what it was, what it is now, and why."""

    verb: Verb
    place: str  # sheet and row, or the code of a question
    name: str = ""
    was: str = ""
    now: str = ""
    why: tuple[str, ...] = ()

    def in_words(self) -> str:
        """The line for a terminal."""
        change = " → ".join(part for part in (self.was, self.now) if part)
        parts = (self.place, self.name, str(VERB_NAMES[self.verb]), change)
        said = "  ".join(part for part in parts if part)
        return f"{said}: {' '.join(self.why)}" if self.why else said

    def to_json(self) -> dict[str, Any]:
        """The line as plain JSON."""
        return {
            "verb": self.verb.value,
            "place": self.place,
            "name": self.name,
            "from": self.was,
            "to": self.now,
            "why": list(self.why),
        }


@dataclass
class Lines:
    """The lines of one file, in the order in which they were written."""

    lines: list[Line] = field(default_factory=list)

    def add(
        self,
        verb: Verb,
        place: str,
        name: str = "",
        *,
        was: str = "",
        now: str = "",
        why: Sequence[str] = (),
    ) -> None:
        """Write a line."""
        self.lines.append(Line(verb, place, name, was[:_LONGEST], now[:_LONGEST], tuple(why)))

    def counts(self) -> dict[Verb, int]:
        """How many lines there are of each verb."""
        return {verb: sum(1 for line in self.lines if line.verb is verb) for verb in Verb}

    def worth_reading(self) -> Iterator[Line]:
        """The lines of what did not come in as it was."""
        return (line for line in self.lines if line.verb is not Verb.TAKEN)


def some_of(names: Sequence[str]) -> str:
    """The first few of *names*, and how many more there are."""
    shown = ", ".join(names[:_SOME])
    more = len(names) - _SOME
    if more <= 0:
        return shown
    return str(ngettext("%(some)s and %(num)s more", "%(some)s and %(num)s more", more, some=shown))
