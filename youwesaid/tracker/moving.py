"""Saying that an entry has moved on: a new state with its proof, for a second person to sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from feedback.accounts.models import Staff
from feedback.core import clock
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.insights import services as insights
from youwesaid.insights.models import Answer, AnswerKind, AnswerState, EvidenceKind, Insight, Reason
from youwesaid.insights.rules import PLAIN_YES, AnswerDraft
from youwesaid.tracker.contents import signed_answers
from youwesaid.tracker.models import Entry

#: From deciding to looking again, unless the writer says otherwise: a quarter of a year.
UNTIL_NEXT_LOOK = timedelta(days=91)


class StillWaiting(Refused):
    """This answer is being rewritten, or waits for its second person: it cannot move on twice."""


class NothingMoved(Refused):
    """The state, the words and the proof are what they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What is said now; blanks keep what was said before."""

    kind: AnswerKind
    text: str = ""
    url: str = ""
    proof: str = ""
    reason_code: Reason | None = None
    reason: str = ""
    next_look_on: date | None = None
    promised_for: date | None = None


def movable(entry: Entry) -> Sequence[Answer]:
    """The signed answers of an entry, the newest decision first."""
    return signed_answers(session().get_one(Insight, entry.insight_id))


def rewritten(entry: Entry) -> Sequence[Answer]:
    """The answers of an entry that wait to be signed (again)."""
    insight = session().get_one(Insight, entry.insight_id)
    return [answer for answer in insight.answers if answer.state is not AnswerState.SIGNED]


def move_on(answer: Answer, *, move: Move, by: Staff) -> None:
    """Write *answer* anew as *move* says, and hand it over: somebody else signs it.

    Readers see the old words until it is signed and published. Raises StillWaiting,
    NothingMoved, UnsafeLink, and what is missing (a kind of Unfinished).
    """
    if answer.state is not AnswerState.SIGNED:
        raise StillWaiting
    before = AnswerDraft.of(answer)
    draft = _moved(before, move)
    address = texts.one_line(move.url)
    if not address and replace(draft, decided_on=before.decided_on) == before:
        raise NothingMoved
    insights.change_answer(answer, draft=draft, by=by)
    if address:
        insights.add_evidence(
            answer,
            kind=EvidenceKind.LINK,
            text={"en": texts.one_line(move.proof) or _named_after(address)},
            url=address,
            by=by,
        )
    insights.ask_sign_off(answer, by=by)


def _moved(before: AnswerDraft, move: Move) -> AnswerDraft:
    is_plain = move.kind in PLAIN_YES
    today = clock.today()
    kept_look = before.next_look_on if (before.next_look_on or date.min) > today else None
    text = texts.clean(move.text)
    reason = texts.clean(move.reason)
    return replace(
        before,
        kind=move.kind,
        # Other languages told the old words: they fall away, and translators see it.
        text={"en": text} if text and text != before.text.get("en") else before.text,
        reason_code=None if is_plain else move.reason_code or before.reason_code,
        reason=_reason(before, reason, is_plain=is_plain),
        decided_on=today,
        next_look_on=None
        if is_plain
        else move.next_look_on or kept_look or today + UNTIL_NEXT_LOOK,
        promised_for=(move.promised_for or before.promised_for)
        if move.kind is AnswerKind.DOING
        else None,
    )


def _reason(before: AnswerDraft, reason: str, *, is_plain: bool) -> Mapping[str, str]:
    if is_plain:
        return {}
    return {"en": reason} if reason and reason != before.reason.get("en") else before.reason


def _named_after(address: str) -> str:
    return f"{urlsplit(address).hostname}"
