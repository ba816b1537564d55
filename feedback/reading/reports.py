"""What became of every row of a file: for a screen, for the command line, for a program."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.coding.models import ChangeSet
from feedback.reading.rows import Change, Outcome, Refusal

OUTCOME_WORDS: Mapping[Outcome, LazyString] = {
    Outcome.TAKEN: _l("Taken"),
    Outcome.CHANGED: _l("Taken, with something changed"),
    Outcome.ALREADY_THERE: _l("Already there"),
    Outcome.REFUSED: _l("Not taken"),
}
CHANGE_WORDS: Mapping[Change, LazyString] = {
    Change.CONTROLS_REMOVED: _l("Signs that cannot be shown were removed"),
    Change.LANGUAGE_GUESSED: _l("The language was guessed"),
    Change.TOPIC_LEFT_OUT: _l("The topic is not one of ours and was left out"),
    Change.CHANNEL_LEFT_OUT: _l("The channel is not one of ours and was left out"),
    Change.MAY_IDENTIFY: _l("It may still hold something that shows who somebody is"),
    Change.LABELS_UNKNOWN: _l("A label is no theme of ours and was left out"),
    Change.LABELS_WAIT: _l("Its themes are given when somebody has read it"),
    Change.LABELS_KEPT_OUT: _l("Its themes were left out, since it may not be used now"),
}
REFUSAL_WORDS: Mapping[Refusal, LazyString] = {
    Refusal.NO_WORDS: _l("There are no words"),
    Refusal.TOO_LONG: _l("It is longer than 10,000 characters"),
    Refusal.BAD_DATE: _l("The day cannot be read"),
    Refusal.DAY_TO_COME: _l("The day is still to come"),
    Refusal.OTHER_WORDS: _l("Its id is there already, with other words"),
    Refusal.LONG_ID: _l("Its id is longer than 200 characters"),
}


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row. *line* is its last line in the file; the heading is line 1."""

    line: int
    ref: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    refusal: Refusal | None = None
    contribution_id: uuid.UUID | None = None  # what it became
    unknown: tuple[str, ...] = ()  # labels that are no themes

    @classmethod
    def refused(cls, line: int, ref: str, why: Refusal) -> "RowReport":
        """A row that was not taken."""
        return cls(line, ref, Outcome.REFUSED, refusal=why)

    def why(self) -> Sequence[LazyString]:
        """What was changed, or why it was not taken, in words."""
        if self.refusal is not None:
            return [REFUSAL_WORDS[self.refusal]]
        return [CHANGE_WORDS[change] for change in self.changes]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file, row by row."""

    source: str
    rows: tuple[RowReport, ...]

    codings: int = 0  # themes that were given
    drafts: int = 0  # themes that were made for labels that are none of ours
    coded: ChangeSet | None = None  # the act that takes the codings back

    def counts(self) -> dict[str, int]:
        """How many rows there were, and how many of each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {"rows": len(self.rows), **{each.value: found[each] for each in Outcome}}

    def unknown_labels(self) -> Sequence[tuple[str, int]]:
        """Labels that are no themes, with how many rows have them, the most frequent first."""
        found = Counter(label for row in self.rows for label in row.unknown)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))

    def with_outcome(self, outcome: Outcome) -> Sequence[RowReport]:
        """The rows with that outcome, in the order of the file."""
        return [row for row in self.rows if row.outcome is outcome]

    def as_json(self) -> dict[str, Any]:
        """The whole report for a program; it holds ids of the file and none of its words."""
        return {
            "source": self.source,
            **self.counts(),
            "codings": self.codings,
            "draft_themes": self.drafts,
            "report": [
                {
                    "line": row.line,
                    "id": row.ref,
                    "outcome": row.outcome.value,
                    "changes": [change.value for change in row.changes],
                    "refused_because": row.refusal.value if row.refusal else None,
                    "unknown_labels": list(row.unknown),
                }
                for row in self.rows
            ],
        }
