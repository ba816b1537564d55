"""What an answer needs before two people may stand behind it."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from feedback.core.errors import Refused
from youwesaid.insights.models import Answer, AnswerKind, AnswerState, Insight, Reason

#: The answers that need no reason and no promise to look again.
PLAIN_YES = frozenset({AnswerKind.DONE, AnswerKind.KEPT_DOING})


class Unfinished(Refused):
    """Something is missing that every published answer says; ``field`` is what it is about."""

    field: ClassVar[str]


class TextMissing(Unfinished):
    """An answer says something, in English at least."""

    field = "text_en"


class ReasonMissing(Unfinished):
    """An answer that is not simply "done" says why, by one of the reasons."""

    field = "reason_code"


class ReasonTextMissing(Unfinished):
    """The reason is also told in plain words, in English at least."""

    field = "reason_en"


class NextLookMissing(Unfinished):
    """An answer that is not simply "done" says when it will be looked at again."""

    field = "next_look_on"


class NextLookTooEarly(Unfinished):
    """The next look comes after the decision."""

    field = "next_look_on"


class WhoMissing(Unfinished):
    """An answer says who answers: a role and a group, in English at least."""

    field = "who_en"


class HeardMissing(Unfinished):
    """An answer says when people were heard."""

    field = "heard_on"


class DecidedMissing(Unfinished):
    """An answer says when it was decided."""

    field = "decided_on"


class DecidedBeforeHeard(Unfinished):
    """Nobody decides before they have heard."""

    field = "decided_on"


class PromiseMissing(Unfinished):
    """An answer that says "we are doing it" says by when: no promise without a day."""

    field = "promised_for"


class PromiseTooEarly(Unfinished):
    """A promise is for a day after the decision."""

    field = "promised_for"


class JointMissing(Unfinished):
    """Where several agencies answer, they say together in one line what comes of it."""

    field = "joint"


class NotTied(Unfinished):
    """An answer is given to something in a plan: its insight has at least one plan item."""

    field = "items"


class SameSigner(Refused):
    """Whoever wrote an answer, its proof or what people said cannot be the one who signs it."""


class NotAPublisher(Refused):
    """Only somebody with the role of publisher signs."""


class NotForSignOff(Refused):
    """This answer was not handed over to be signed, or not any more."""


class ChangedSince(Refused):
    """The answer is no longer what the second person read."""


class SomebodyWouldKnow(Refused):
    """Nobody signs words by which somebody could be known: they are sent back."""


class NoteMissing(Refused):
    """Sending an answer back says what should be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """Everything that one answer says; texts are by language code."""

    kind: AnswerKind
    text: Mapping[str, str]
    reason_code: Reason | None = None
    reason: Mapping[str, str] = field(default_factory=dict)
    who_answers: Mapping[str, str] = field(default_factory=dict)
    heard_on: date | None = None
    decided_on: date | None = None
    next_look_on: date | None = None
    promised_for: date | None = None
    agency_id: uuid.UUID | None = None
    post_id: uuid.UUID | None = None
    effect: Mapping[str, str] = field(default_factory=dict)
    involved_at: Sequence[str] = ()

    @classmethod
    def of(cls, answer: Answer) -> "AnswerDraft":
        """What *answer* says now."""
        return cls(
            kind=answer.kind,
            text=answer.text,
            reason_code=answer.reason_code,
            reason=answer.reason,
            who_answers=answer.who_answers,
            heard_on=answer.heard_on,
            decided_on=answer.decided_on,
            next_look_on=answer.next_look_on,
            promised_for=answer.promised_for,
            agency_id=answer.agency_id,
            post_id=answer.post_id,
            effect=answer.effect,
            involved_at=tuple(answer.involved_at),
        )


def unfinished(
    draft: AnswerDraft, *, is_tied: bool, is_joined: bool = True
) -> list[type[Unfinished]]:
    """What *draft* still needs, in the order of its form; empty when it may be signed.

    *is_joined*: it is the only agency's answer, or the agencies have said their joint line.
    """
    is_promise = draft.kind is AnswerKind.DOING
    checks = (
        (not draft.text.get("en"), TextMissing),
        (is_promise and draft.promised_for is None, PromiseMissing),
        (_is_before(draft.promised_for, draft.decided_on), PromiseTooEarly),
        (not draft.who_answers.get("en"), WhoMissing),
        *_why(draft),
        (draft.heard_on is None, HeardMissing),
        (draft.decided_on is None, DecidedMissing),
        (_is_before(draft.decided_on, draft.heard_on), DecidedBeforeHeard),
        (_is_before(draft.next_look_on, draft.decided_on), NextLookTooEarly),
        (not is_tied, NotTied),
        (not is_joined, JointMissing),
    )
    return [rule for is_broken, rule in checks if is_broken]


def missing_of(answer: Answer) -> list[type[Unfinished]]:
    """What *answer* still needs, as it is kept."""
    insight = answer.insight
    return unfinished(
        AnswerDraft.of(answer),
        is_tied=bool(insight.plan_items),
        is_joined=bool(insight.joint.get("en")) or not needs_joint_line(insight, answer.agency_id),
    )


def fingerprint(answer: Answer) -> str:
    """A mark of everything that a signature stands for; it changes when any of it does."""
    draft = AnswerDraft.of(answer)
    signed: list[Any] = [
        answer.insight.said,
        answer.insight.joint,
        [getattr(draft, name) for name in AnswerDraft.__slots__],
        [[proof.kind, proof.text, proof.url, str(proof.file_id)] for proof in answer.evidence],
    ]
    plain = json.dumps(signed, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def agencies_answering(insight: Insight) -> set[uuid.UUID]:
    """The agencies whose part of the answer is handed over or signed; drafts do not count yet."""
    return {
        answer.agency_id
        for answer in insight.answers
        if answer.agency_id is not None and answer.state is not AnswerState.DRAFT
    }


def needs_joint_line(insight: Insight, agency_id: uuid.UUID | None) -> bool:
    """Whether an answer of this agency stands beside one of another."""
    return agency_id is not None and bool(agencies_answering(insight) - {agency_id})


def had_a_hand(answer: Answer, staff_id: uuid.UUID) -> bool:
    """Whether this member of staff wrote *answer*, its proof, or what people said, of late."""
    return answer.written_by_id == staff_id or staff_id.hex in answer.touched_by_ids


def _why(draft: AnswerDraft) -> tuple[tuple[bool, type[Unfinished]], ...]:
    if draft.kind in PLAIN_YES:
        return ()
    return (
        (draft.reason_code is None, ReasonMissing),
        (not draft.reason.get("en"), ReasonTextMissing),
        (draft.next_look_on is None, NextLookMissing),
    )


def _is_before(later: date | None, earlier: date | None) -> bool:
    return later is not None and earlier is not None and later < earlier
