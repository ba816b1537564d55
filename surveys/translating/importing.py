"""Bringing a file of translations in: row by row, with what became of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from feedback.audit.services import Actor
from feedback.core.i18n import BY_CODE
from surveys.definitions.definition import digest_of
from surveys.definitions.origins import Made, Notes
from surveys.definitions.texts import Plain, source_of
from surveys.translating import csv_file, services, xliff
from surveys.translating.fitting import misfit
from surveys.translating.provenance import USABLE, Line, State, lines
from surveys.translating.rows import LARGEST_FILE, Incoming, Row, UnreadableFile
from surveys.versions import drafts
from surveys.versions.models import Survey


class Outcome(StrEnum):
    """What became of a row."""

    TAKEN = "taken"  # a text that was missing
    CHANGED = "changed"
    LEFT = "left"  # it says nothing new
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    """What became of one row, from what to what, and why where it was refused."""

    number: int
    path: str
    outcome: Outcome
    before: str = ""
    after: str = ""
    state: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file; *is_stored* is false when it was only tried."""

    language: str
    rows: Sequence[RowReport]
    is_stored: bool

    def counts(self) -> Mapping[Outcome, int]:
        """How many rows there are of each outcome."""
        return Counter(row.outcome for row in self.rows)

    def with_outcome(self, outcome: Outcome) -> Sequence[RowReport]:
        """The rows of one outcome, in the order of the file."""
        return [row for row in self.rows if row.outcome is outcome]

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON."""
        counts = self.counts()
        return {
            "language": self.language,
            "stored": self.is_stored,
            "counts": {outcome.value: counts.get(outcome, 0) for outcome in Outcome},
            "rows": [
                {
                    "row": row.number,
                    "path": row.path,
                    "outcome": row.outcome.value,
                    "from": row.before,
                    "to": row.after,
                    "state": row.state,
                    "why": row.why,
                }
                for row in self.rows
            ],
        }


def bring_in(
    *,
    survey: Survey,
    raw: bytes,
    by: Actor | None,
    into: str = "",
    try_only: bool = False,
    made: Made = Made.HUMAN,
) -> Report:
    """Take the file's translations into the draft, in one step; nothing is stored to *try_only*.

    A row whose text changed and whose state did not is *made* so. *into* is the language that the
    file must be in, blank for the file's own, which is then wanted. Raises UnreadableFile.
    """
    incoming = _read(raw)
    drafted = drafts.drafted(survey)
    _refuse_language(incoming.language, into, source_of(drafted.definition))
    if try_only:
        reports = _judged_all(incoming, drafted.definition, drafted.translations, made)
        return Report(incoming.language, [report for report, _line in reports], is_stored=False)
    services.want_language(survey=survey, language=incoming.language, by=by)
    step = drafts.locked(drafts.draft_of(survey))
    reports = _judged_all(incoming, step.definition, step.translations, made)
    services.keep_translated(
        survey=survey,
        step=step,
        language=incoming.language,
        translated=[
            services.translation(line, report.after, incoming.language, Made(report.state), by)
            for report, line in reports
            if line is not None and report.outcome in {Outcome.TAKEN, Outcome.CHANGED}
        ],
        by=by,
    )
    return Report(incoming.language, [report for report, _line in reports], is_stored=True)


def _read(raw: bytes) -> Incoming:
    if len(raw) > LARGEST_FILE:
        raise UnreadableFile(_("The file is larger than 5 MB."))
    if not raw.strip():
        raise UnreadableFile(_("The file is empty."))
    is_xml = raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    return xliff.read(raw) if is_xml else csv_file.read(raw)


def _refuse_language(language: str, into: str, source: str) -> None:
    if language not in BY_CODE:
        raise UnreadableFile(_("The file names no language that is offered here."))
    if language == source:
        raise UnreadableFile(_("The file is in the language in which the survey was written."))
    if into and language != into:
        raise UnreadableFile(
            _(
                "The file is in %(language)s: bring it in on the page of that language.",
                language=BY_CODE[language].autonym,
            )
        )


def _judged_all(
    incoming: Incoming, plain: Plain, notes: Notes, made: Made
) -> list[tuple[RowReport, Line | None]]:
    standing = {line.path: line for line in lines(plain, notes, incoming.language)}
    met: set[str] = set()
    judged = []
    for row in incoming.rows:
        line = standing.get(row.path)
        why = _refusal(row, line, is_double=row.path in met)
        met.add(row.path)
        report = _refused(row, line, why) if line is None or why else _taken(row, line, made)
        judged.append((report, line))
    return judged


def _refusal(row: Row, line: Line | None, *, is_double: bool) -> str:
    """Why the row cannot be taken; blank when it can, or when it says nothing new."""
    if line is None:
        return str(_("The survey has no such text."))
    if is_double:
        return str(_("This text is in the file twice: the first one counts."))
    if not row.translation or _is_untouched(row):
        return ""
    if row.source_digest != digest_of(line.source):
        return str(_("The source has changed since the file was made."))
    is_other = row.translation != line.translation
    if is_other and row.was_digest not in {"", digest_of(line.translation)}:
        return str(_("Somebody changed this translation here since the file was made."))
    return misfit(line.source, row.translation)


def _refused(row: Row, line: Line | None, why: str) -> RowReport:
    return RowReport(
        number=row.number,
        path=row.path,
        outcome=Outcome.REFUSED,
        before=line.translation if line else "",
        after=row.translation,
        why=why,
    )


def _taken(row: Row, line: Line, made: Made) -> RowReport:
    said = Made(row.state.value) if row.state and row.state in USABLE else None
    outcome, state, after = Outcome.LEFT, line.state.value, line.translation
    is_same = row.translation == line.translation
    if row.translation and not is_same and not _is_untouched(row):
        outcome = Outcome.CHANGED if line.translation else Outcome.TAKEN
        state = (said if said and said.value != line.state.value else made).value
        after = row.translation
    elif is_same and said and _is_better(said, line, row):
        outcome, state = Outcome.CHANGED, said.value
    return RowReport(
        number=row.number,
        path=row.path,
        outcome=outcome,
        before=line.translation,
        after=after,
        state=state,
    )


def _is_untouched(row: Row) -> bool:
    """Whether the file brings a translation back as it went out: what is here may be newer."""
    return digest_of(row.translation) == row.was_digest


def _is_better(said: Made, line: Line, row: Row) -> bool:
    """Whether the file vouches for a translation more than is known here, for today's source."""
    if row.source_digest != digest_of(line.source):
        return False
    best_first = [*USABLE, State.OUT_OF_DATE, State.MISSING]
    return best_first.index(State(said.value)) < best_first.index(line.state)
