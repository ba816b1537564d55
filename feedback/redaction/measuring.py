"""How well each detector does here: what it proposed, and what people then said to it.

Counts come from the decisions themselves, and go when a contribution is deleted. Only what was
decided counts; what a person hid by hand and nothing had proposed is a miss.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.named_files import CSV, NamedFile
from feedback.core.tables import csv_file
from feedback.nlp.identifiers import Band
from feedback.redaction.kinds import HiddenKind
from feedback.redaction.models import Decision, Hiding

FEWEST = 30  # decisions: below, a share would be chance
HEADS = (
    "kind", "detector", "band", "language", "proposed", "waiting", "accepted", "rejected",
    "called_something_else", "said_less_exactly",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detector:
    """One way in which one kind of thing is found, in one language."""

    kind: str
    reason: str
    band: Band | None
    language: str


@dataclass(slots=True)
class Measure:
    """What became of a detector's proposals."""

    detector: Detector
    by_decision: Counter[Decision] = field(default_factory=Counter)
    renamed: int = 0  # accepted as something else
    general: int = 0  # accepted and said less exactly

    @property
    def proposed(self) -> int:
        """All its proposals, those that wait included."""
        return self.by_decision.total()

    @property
    def accepted(self) -> int:
        """Those that people kept."""
        return self.by_decision[Decision.ACCEPTED]

    @property
    def rejected(self) -> int:
        """Those that people left in the text."""
        return self.by_decision[Decision.REJECTED]

    @property
    def waiting(self) -> int:
        """Those that nobody has decided."""
        return self.by_decision[Decision.PROPOSED]

    @property
    def decided(self) -> int:
        """Those that somebody decided."""
        return self.accepted + self.rejected

    @property
    def is_tested(self) -> bool:
        """Whether enough was decided to say how often it is right."""
        return self.decided >= FEWEST


@dataclass(frozen=True, slots=True)
class Missed:
    """What people hid by hand that nothing had proposed."""

    kind: str
    language: str
    count: int


def measures() -> Sequence[Measure]:
    """Every detector that proposed something, by kind, reason and language."""
    renamed = Hiding.kind.not_in([Hiding.found_as, HiddenKind.OWN_WORDS.value])
    columns = (Hiding.found_as, Hiding.detector, Hiding.band, Contribution.language)
    rest = (Hiding.decision, Hiding.general, renamed.label("renamed"))
    statement = (
        select(*columns, *rest, func.count())
        .join(Contribution, Contribution.id == Hiding.contribution_id)
        .where(Hiding.detector.is_not(None), Hiding.found_as.is_not(None))
        .group_by(*columns, *rest)
    )
    found: dict[Detector, Measure] = {}
    for kind, reason, band, language, decision, general, is_renamed, count in session().execute(
        statement
    ):
        detector = Detector(kind or "", reason or "", band, language)
        measure = found.setdefault(detector, Measure(detector))
        measure.by_decision[decision] += count
        if decision is Decision.ACCEPTED:
            measure.renamed += count if is_renamed else 0
            measure.general += count if general else 0
    return [
        found[each] for each in sorted(found, key=lambda one: (one.kind, one.reason, one.language))
    ]


def missed() -> Sequence[Missed]:
    """What was hidden by hand where no proposal stood, by kind and language."""
    proposal = aliased(Hiding)
    seen = (
        select(proposal.id)
        .where(
            proposal.contribution_id == Hiding.contribution_id,
            proposal.detector.is_not(None),
            proposal.start < Hiding.end,
            proposal.end > Hiding.start,
        )
        .exists()
    )
    statement = (
        select(Hiding.kind, Contribution.language, func.count())
        .join(Contribution, Contribution.id == Hiding.contribution_id)
        .where(Hiding.detector.is_(None), Hiding.decision == Decision.ACCEPTED, ~seen)
        .group_by(Hiding.kind, Contribution.language)
        .order_by(Hiding.kind, Contribution.language)
    )
    return [Missed(*row) for row in session().execute(statement)]


def as_csv() -> NamedFile:
    """Both tables as one: what was missed has no detector."""
    rows: list[Sequence[object]] = [
        (
            each.detector.kind,
            each.detector.reason,
            each.detector.band or "",
            each.detector.language,
            each.proposed,
            each.waiting,
            each.accepted,
            each.rejected,
            each.renamed,
            each.general,
        )
        for each in measures()
    ]
    rows += [(each.kind, "", "", each.language, 0, 0, each.count, 0, 0, 0) for each in missed()]
    return NamedFile("detectors.csv", CSV, csv_file(HEADS, rows))
