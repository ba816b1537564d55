"""Bringing in a file: every row through the same door as a story, and a word on each of them."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding.exchange.labels import labels_in
from feedback.coding.tagging.suggesting import Passage, Tagger, suggest_many
from feedback.contributions import opening, searching
from feedback.contributions.models import Contribution, Kind, Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, SentDifferently, receive
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.forms import LONGEST_LINE
from feedback.core.sealing import Keyring
from feedback.core.tables import UnreadableTable
from feedback.nlp import identifiers
from feedback.nlp.identifiers import Band
from feedback.reading import queries, screening
from feedback.reading.labelling import Labelling
from feedback.reading.mapping import Mapping
from feedback.reading.reports import ImportReport, RowReport
from feedback.reading.rows import Change, Outcome, ParsedRow, Refusal, RowRefused, parsed
from feedback.reading.tables_in import heads_of, read_table
from feedback.redaction.gaps import without_identifiers
from feedback.redaction.proposing import seen_in

Row = tuple[int, dict[str, str]]
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
    new_themes: bool = False  # make drafts of labels that are no themes


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
    rows = list(read_table(raw))  # all of it first: a file that breaks off takes in nothing
    source.mapping.refuse_missing(heads_of(raw))
    return import_rows(rows, source=source, keyring=keyring, by=by, progress=progress)


def import_rows(
    rows: Sequence[Row],
    *,
    source: FileSource,
    keyring: Keyring,
    by: Staff | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in *rows*, each with its line; see ``import_csv``. Raises NobodyCodes."""
    labelling = _labelling(rows, source, by=by, keyring=keyring)
    run = _Run(source, keyring, screening.tagger_in_force(keyring), labelling)
    reports: list[RowReport] = []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        with writing():
            reports += run.take(rows[start : start + ROWS_AT_ONCE])
        if progress is not None:
            progress(len(reports), len(rows))
    report = ImportReport(
        source=source.name,
        rows=tuple(reports),
        codings=labelling.given if labelling else 0,
        drafts=labelling.drafts if labelling else 0,
        coded=labelling.change_set() if labelling else None,
    )
    record(verb="imported contributions", facts=report.counts(), actor=by)
    return report


def _labelling(
    rows: Iterable[Row], source: FileSource, *, by: Staff | None, keyring: Keyring
) -> Labelling | None:
    """The labels of a file that has any column of them; with drafts made where they are wanted."""
    if not source.mapping.labels:
        return None
    labelling = Labelling(by=by, keyring=keyring, name=source.name)
    if source.new_themes:
        cells = (source.mapping.cell(row, "labels") for _line, row in rows)
        with writing():
            labelling.make_drafts(label for cell in cells for label in labels_in(cell))
    return labelling


def _bytes(file: Path | bytes) -> bytes:
    if isinstance(file, bytes):
        return file
    try:
        return file.read_bytes()
    except OSError as problem:
        raise UnreadableTable(f"{file} cannot be read: {problem.strerror}.") from None


class _Run:
    """One file being taken in."""

    def __init__(
        self,
        source: FileSource,
        keyring: Keyring,
        tagger: Tagger | None,
        labelling: Labelling | None,
    ) -> None:
        self.source, self.keyring, self.tagger = source, keyring, tagger
        self.labelling = labelling
        self.alike: Counter[str] = Counter()  # rows without an id that say the same

    def take(self, rows: Sequence[Row]) -> Sequence[RowReport]:
        """Take in some rows, inside one transaction."""
        reports, passages = [], []
        for line, row in rows:
            ref = self.source.mapping.cell(row, "id")[:LONGEST_LINE]
            try:
                said = self._with_ref(parsed(row, self.source.mapping))
                report, passage = self._take_one(line, ref, said)
                report = self._label(report, said)
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
            return RowReport(line, ref, Outcome.ALREADY_THERE, contribution_id=held.id), None
        received = receive(self._delivery(said, kept_ref), keyring=self.keyring)
        contribution = received.submission.contributions[0]
        if received.is_repeat:
            there = RowReport(line, ref, Outcome.ALREADY_THERE, contribution_id=contribution.id)
            return there, None
        changes = [*said.changes, *self._look_at(contribution, said)]
        outcome = Outcome.CHANGED if changes else Outcome.TAKEN
        text = without_identifiers(contribution, said.text)
        report = RowReport(line, ref, outcome, tuple(changes), contribution_id=contribution.id)
        return report, Passage(contribution, text)

    def _label(self, report: RowReport, said: ParsedRow) -> RowReport:
        """Give the themes that a row names, to what it became."""
        if self.labelling is None or not said.labels or report.contribution_id is None:
            return report
        contribution = session().get_one(Contribution, report.contribution_id)
        found, unknown = self.labelling.give(contribution, said.labels, said.text)
        is_changed = bool(found) and report.outcome is Outcome.TAKEN
        return replace(
            report,
            outcome=Outcome.CHANGED if is_changed else report.outcome,
            changes=(*report.changes, *found),
            unknown=unknown,
        )

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
