"""Everything that the reading screen shows of one contribution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.contributions import attachments, opening
from feedback.contributions.models import Attachment, Contribution, PermissionKind, Safeguarding
from feedback.contributions.queries import question_asked
from feedback.core.i18n import BY_CODE, Language, current_language
from feedback.core.sealing import Keyring
from feedback.reading import queries
from feedback.reading.marking import Piece, Segment, preview, segments
from feedback.redaction import queries as redaction_queries
from feedback.redaction.brackets import covers
from feedback.redaction.models import Decision, Hiding
from feedback.safeguarding import queries as safeguarding_queries
from feedback.safeguarding import showing as safeguarding_showing
from feedback.safeguarding import signals as safeguarding_signals
from feedback.safeguarding.models import Concern, SecondLook, Signal
from feedback.safeguarding.showing import Card


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that is hidden or proposed, with the words that stand there."""

    hiding: Hiding
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One contribution, opened: its words in segments, and what was decided about it."""

    contribution: Contribution
    language: Language
    segments: Sequence[Segment]
    working: Sequence[Piece]
    proposed: Sequence[Found]
    hidden: Sequence[Found]
    rejected: Sequence[Found]
    signals: Sequence[Signal]
    concern: Concern | None  # one that is open
    closed_concern: Concern | None
    permissions: frozenset[PermissionKind]
    look: SecondLook | None  # somebody says that nobody is in danger, and a second must agree
    look_by: str
    is_only_reader: bool  # nobody else could be the second
    cards: Mapping[str, Card]
    english: str
    question: str  # as it was asked, in the reader's language
    days: int
    is_late: bool
    can_undo: bool
    files: Sequence[Attachment]

    @property
    def is_decided(self) -> bool:
        """Whether somebody has said if a person may be in danger."""
        decided = {Safeguarding.CLEAR, Safeguarding.CONCERN}
        return self.contribution.safeguarding in decided or self.look is not None

    @property
    def is_english(self) -> bool:
        """Whether no translation is needed."""
        return self.language.base == "en"


def reading(contribution: Contribution, *, text: str, keyring: Keyring) -> Reading:
    """The screen of *contribution*, whose original words are *text*."""
    signals = safeguarding_queries.standing_signals(contribution)
    hidings = redaction_queries.hidings(contribution)
    by_decision: dict[Decision, list[Found]] = {decision: [] for decision in Decision}
    for hiding in hidings:
        by_decision[hiding.decision].append(Found(hiding, text[hiding.start : hiding.end]))
    concerns = safeguarding_queries.concerns_about(contribution)
    look = safeguarding_signals.look_waiting(contribution)
    names = safeguarding_queries.names([look.asked_by_id]) if look else {}
    accepted = [found.hiding for found in by_decision[Decision.ACCEPTED]]
    return Reading(
        contribution=contribution,
        language=BY_CODE.get(contribution.language, BY_CODE["en"]),
        segments=segments(text, signals=signals, hidings=hidings),
        working=preview(text, covers(text, accepted)),
        proposed=by_decision[Decision.PROPOSED],
        hidden=by_decision[Decision.ACCEPTED],
        rejected=by_decision[Decision.REJECTED],
        signals=signals,
        concern=next((each for each in concerns if each.closed_at is None), None),
        closed_concern=next((each for each in concerns if each.closed_at is not None), None),
        permissions=queries.permissions(contribution),
        look=look,
        is_only_reader=look is not None and safeguarding_signals.is_only_reader(look.asked_by_id),
        look_by=names.get(look.asked_by_id, "") if look else "",
        cards=safeguarding_showing.cards(),
        english=opening.english(contribution, keyring),
        question=question_asked(contribution, language=current_language().code),
        days=queries.days_waiting(contribution.received_on),
        is_late=queries.is_late(contribution.received_on),
        can_undo=redaction_queries.last_step(contribution) > 0,
        files=attachments.attachments_of(contribution),
    )
