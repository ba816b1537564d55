"""Bringing in a file: every row through the same door as a story, and a word on each of them."""

import csv
import io
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding.tagging.suggesting import Passage, Tagger, suggest_many
from feedback.contributions import opening, searching
from feedback.contributions.models import Contribution, Kind, Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, SentDifferently, receive
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.forms import LONGEST_LINE
from feedback.core.sealing import Keyring
from feedback.core.tables import UnreadableTable, decoded, read_csv
from feedback.nlp import identifiers
from feedback.nlp.identifiers import Band
from feedback.reading import queries, screening
from feedback.reading.mapping import Mapping
from feedback.reading.reports import ImportReport, RowReport
from feedback.reading.rows import Change, Outcome, ParsedRow, Refusal, RowRefused, parsed
from feedback.redaction.gaps import without_identifiers
from feedback.redaction.proposing import seen_in

#: In one transaction: whoever sends a story meanwhile waits for it, 0.2 s on a core of its own.
ROWS_AT_ONCE = 50
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSource:
    """What holds for every row of a file.

    *language* is that of rows that do not say; *already_redacted* is for published, anonymised
    material: each text becomes its own working text at once, unless a watch phrase is met in it.
    """

    name: str
    mapping: Mapping
    language: str = "en"
    already_redacted: bool = False


def heads_of(raw: bytes) -> Sequence[str]:
    """The headings of a CSV file. Raises UnreadableTable."""
    try:
        heads = next(csv.reader(io.StringIO(decoded(raw), newline="")), [])
    except csv.Error as problem:
        raise UnreadableTable(f"The first line is not CSV: {problem}.") from None
    return [head.strip() for head in heads]


def import_csv(
    file: Path | bytes,
    *,
    source: FileSource,
    keyring: Keyring,
    by: Staff | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in every row that can be taken; running it again takes nothing twice.

    *progress* is told how many rows are done, of how many. Rows are committed in groups, so that
    what was reported as done stays. Raises UnreadableTable and NoSuchColumn before the first row.
    """
    raw = _bytes(file)
    rows = list(read_csv(raw))  # all of it first: a file that breaks off takes in nothing
    source.mapping.refuse_missing(heads_of(raw))
    run = _Run(source, keyring, screening.tagger_in_force(keyring))
    reports: list[RowReport] = []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        with writing():
            reports += run.take(rows[start : start + ROWS_AT_ONCE])
        if progress is not None:
            progress(len(reports), len(rows))
    report = ImportReport(source=source.name, rows=tuple(reports))
    record(verb="imported contributions", facts=report.counts(), actor=by)
    return report


def _bytes(file: Path | bytes) -> bytes:
    if isinstance(file, bytes):
        return file
    try:
        return file.read_bytes()
    except OSError as problem:
        raise UnreadableTable(f"{file} cannot be read: {problem.strerror}.") from None


class _Run:
    """One file being taken in."""

    def __init__(self, source: FileSource, keyring: Keyring, tagger: Tagger | None) -> None:
        self.source, self.keyring, self.tagger = source, keyring, tagger
        self.alike: Counter[str] = Counter()  # rows without an id that say the same

    def take(self, rows: Sequence[tuple[int, dict[str, str]]]) -> Sequence[RowReport]:
        """Take in some rows, inside one transaction."""
        reports, passages = [], []
        for line, row in rows:
            ref = self.source.mapping.cell(row, "id")[:LONGEST_LINE]
            try:
                said = self._with_ref(parsed(row, self.source.mapping))
                report, passage = self._take_one(line, ref, said)
            except RowRefused as refused:
                report, passage = RowReport.refused(line, ref, refused.why), None
            except SentDifferently:
                report, passage = RowReport.refused(line, ref, Refusal.OTHER_WORDS), None
            reports.append(report)
            if passage is not None:
                passages.append(passage)
        if self.tagger is not None:
            suggest_many(passages, keyring=self.keyring, tagger=self.tagger)
        return reports

    def _take_one(self, line: int, ref: str, said: ParsedRow) -> tuple[RowReport, Passage | None]:
        kept_ref = self._kept_ref(said)
        held = queries.from_source(self.source.name, kept_ref)
        if held is not None and held.withdrawn_on is not None:
            return RowReport(line, ref, Outcome.ALREADY_THERE), None
        received = receive(self._delivery(said, kept_ref), keyring=self.keyring)
        if received.is_repeat:
            return RowReport(line, ref, Outcome.ALREADY_THERE), None
        contribution = received.submission.contributions[0]
        changes = [*said.changes, *self._look_at(contribution, said)]
        outcome = Outcome.CHANGED if changes else Outcome.TAKEN
        text = without_identifiers(contribution, said.text)
        return RowReport(line, ref, outcome, tuple(changes)), Passage(contribution, text)

    def _look_at(self, contribution: Contribution, said: ParsedRow) -> Sequence[Change]:
        screening.listen(contribution, said.text)
        changes = []
        if said.language is None and contribution.language != self.source.language:
            changes.append(Change.LANGUAGE_GUESSED)
        if self.source.already_redacted and contribution.safeguarding is Safeguarding.WAITING:
            changes += self._publish_at_once(contribution, said.text)
        else:
            screening.propose(contribution, said.text)
        return [change for change in changes if change not in said.changes]

    def _publish_at_once(self, contribution: Contribution, text: str) -> Sequence[Change]:
        """A published text is its own working text; nobody needs to read it again."""
        opening.seal_working(contribution, text, self.keyring)
        contribution.redaction = Redaction.DONE
        contribution.safeguarding = Safeguarding.CLEAR
        contribution.read_on = clock.today()
        session().flush()
        searching.index(contribution, text, keyring=self.keyring)
        seen = seen_in(text, language=contribution.language)
        sure = [each for each in seen if each.band is Band.SURE]
        return [Change.MAY_IDENTIFY] if sure else []

    def _delivery(self, said: ParsedRow, kept_ref: str) -> Delivery:
        mac = self.keyring.receipt_mac("import", self.source.name.encode(), kept_ref.encode())
        piece = Piece(
            text=said.text,
            language=said.language or self.source.language,
            kind=Kind.ENTERED,
            channel=said.channel,
            topic=said.topic,
            question=said.question,
            more={
                "source": self.source.name,
                "source_ref": kept_ref,
                "language_certain": said.language is not None,
            },
        )
        return Delivery(
            submission_id=uuid.UUID(bytes=mac[:16]),
            pieces=[piece],
            received_on=said.received_on,
            with_receipt=False,
        )

    def _with_ref(self, said: ParsedRow) -> ParsedRow:
        """A row without an id is known by what it says, and by how often that was said before."""
        if said.ref:
            return said
        content = [said.text, said.question or "", said.received_on.isoformat(), said.topic or ""]
        alike = self.keyring.receipt_mac("row", *(part.encode() for part in content)).hex()[:32]
        self.alike[alike] += 1
        return replace(said, ref=f"{alike}-{self.alike[alike]}")

    def _kept_ref(self, said: ParsedRow) -> str:
        """The id as it is kept: an address or a number of a person only as a keyed hash."""
        if identifiers.proposals(said.ref, language="en"):
            return self.keyring.receipt_mac("ref", said.ref.encode()).hex()[:32]
        return said.ref
