"""Insights and their answers: making, tying, answering, signing. Nothing is public by itself."""

from collections.abc import Mapping, Sequence
from datetime import date

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.audit import services as audit
from feedback.coding.models import Theme
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.insights import counting, proving
from youwesaid.insights.models import Answer, AnswerState, Insight
from youwesaid.insights.proving import (
    LinkMissing,
    ProofMissing,
    UnsafeLink,
    add_evidence,
    is_safe_link,
    remove_evidence,
)
from youwesaid.insights.quoting import check_quote_identity, propose_quote
from youwesaid.insights.rules import (
    AnswerDraft,
    ChangedSince,
    NotAPublisher,
    NoteMissing,
    NotForSignOff,
    SameSigner,
    fingerprint,
    had_a_hand,
    missing_of,
)
from youwesaid.plans import services as plans
from youwesaid.plans.models import PlanChange, PlanItem

__all__ = [
    "LinkMissing", "ProofMissing", "UnsafeLink", "add_evidence", "answer_insight", "ask_sign_off",
    "change_answer", "change_joint", "change_said", "check_quote_identity", "is_safe_link",
    "make_insight", "note_published", "place", "propose_quote", "record_plan_change",
    "remove_evidence", "send_back", "sign", "tie", "untie",
]  # fmt: skip


class SaidMissing(Refused):
    """An insight says what people said, in English at least: no machine translates it."""


class NoSources(Refused):
    """An insight comes from what people said: at least one contribution."""


def make_insight(
    *,
    said: Mapping[str, str],
    theme: Theme | None,
    sources: Sequence[Contribution],
    period: tuple[date, date],
    by: Staff,
    topic: str | None = None,
    plan_items: Sequence[PlanItem] = (),
) -> Insight:
    """Make "you said" from *sources*; from whom and how many is counted here, not typed.

    Raises SaidMissing, NoSources.
    """
    written = texts.clean_spoken(said)
    if not written.get("en"):
        raise SaidMissing
    if not sources:
        raise NoSources
    insight = Insight(
        said=written,
        topic=topic,
        theme_id=theme.id if theme else None,
        heard_from=counting.ways_heard(sources),
        period_start=period[0],
        period_end=period[1],
        count=counting.people_heard(sources),
        made_by_id=by.id,
        sources=list(sources),
        plan_items=list(plan_items),
    )
    session().add(insight)
    session().flush()
    facts = {"sources": len(sources), "plan_items": len(plan_items)}
    audit.record(verb="insight.made", thing="insight", thing_id=insight.id, facts=facts, actor=by)
    return insight


def change_said(insight: Insight, *, said: Mapping[str, str], topic: str | None, by: Staff) -> None:
    """Write what people said in other words. Answers signed to the old words are drafts again.

    Raises SaidMissing.
    """
    written = texts.clean_spoken(said)
    if not written.get("en"):
        raise SaidMissing
    if written != insight.said:
        for each in insight.answers:
            proving.touch(each, by)
    insight.said, insight.topic = written, topic
    session().flush()
    audit.record(verb="insight.changed", thing="insight", thing_id=insight.id, actor=by)


def place(
    insight: Insight, *, localities: Sequence[str], age_groups: Sequence[str], by: Staff
) -> None:
    """Say of which parts of the area and of which ages *insight* is (keys); none: of all."""
    insight.localities, insight.age_groups = list(localities), list(age_groups)
    session().flush()
    facts = {"localities": list(localities), "age_groups": list(age_groups)}
    audit.record(verb="insight.placed", thing="insight", thing_id=insight.id, facts=facts, actor=by)


def change_joint(insight: Insight, *, joint: Mapping[str, str], by: Staff) -> None:
    """Write the line that all agencies say together; each of them signs to the new words."""
    written = {code: texts.one_line(line) for code, line in joint.items() if texts.one_line(line)}
    if written != insight.joint:
        for each in insight.answers:
            proving.touch(each, by)
    insight.joint = written
    session().flush()
    audit.record(verb="insight.joined", thing="insight", thing_id=insight.id, actor=by)


def tie(insight: Insight, plan_items: Sequence[PlanItem], *, by: Staff) -> None:
    """Say that *insight* is about these plan items too."""
    fresh = [item for item in plan_items if item not in insight.plan_items]
    insight.plan_items.extend(fresh)
    session().flush()
    facts = {"plan_items": [item.key for item in fresh]}
    audit.record(verb="insight.tied", thing="insight", thing_id=insight.id, facts=facts, actor=by)


def untie(insight: Insight, plan_item: PlanItem, *, by: Staff) -> None:
    """Say that *insight* is not about this plan item; nothing happens where it was not."""
    if plan_item in insight.plan_items:
        insight.plan_items.remove(plan_item)
    session().flush()
    facts = {"plan_item": plan_item.key}
    audit.record(verb="insight.untied", thing="insight", thing_id=insight.id, facts=facts, actor=by)


def answer_insight(insight: Insight, *, draft: AnswerDraft, by: Staff) -> Answer:
    """Begin an answer: a draft, which may be incomplete."""
    begun = Answer(kind=draft.kind, text={}, written_by_id=by.id)
    insight.answers.append(begun)
    _fill(begun, draft)
    session().flush()
    audit.record(verb="answer.written", thing="answer", thing_id=begun.id, actor=by)
    return begun


def change_answer(answer: Answer, *, draft: AnswerDraft, by: Staff) -> None:
    """Write an answer anew. It is a draft of *by* then, and needs a second person again."""
    proving.lock(answer)
    proving.unsign(answer)
    answer.written_by_id, answer.touched_by_ids = by.id, []
    _fill(answer, draft)
    session().flush()
    audit.record(verb="answer.changed", thing="answer", thing_id=answer.id, actor=by)


def ask_sign_off(answer: Answer, *, by: Staff) -> None:
    """Hand a draft over to a second person. Raises what is missing (a kind of Unfinished)."""
    proving.lock(answer)
    missing = missing_of(answer)
    if missing:
        raise missing[0]
    answer.state = AnswerState.FOR_SIGN_OFF
    answer.sent_back = ""
    session().flush()
    audit.record(verb="answer.handed_over", thing="answer", thing_id=answer.id, actor=by)


def sign(answer: Answer, *, by: Staff, seen: str | None = None) -> None:
    """Stand behind an answer that somebody else wrote.

    *seen* is the fingerprint of what *by* has read. Raises NotAPublisher, SameSigner,
    NotForSignOff, ChangedSince, or what is missing by now (a kind of Unfinished).
    """
    if Role.PUBLISHER not in by.role_names:
        raise NotAPublisher
    proving.lock(answer)  # what is written at the same time comes before this, or after
    if answer.state is not AnswerState.FOR_SIGN_OFF:
        raise NotForSignOff
    if had_a_hand(answer, by.id):
        raise SameSigner
    if seen is not None and seen != fingerprint(answer):
        raise ChangedSince
    missing = missing_of(answer)
    if missing:
        raise missing[0]
    answer.signed_by_id, answer.signed_at = by.id, clock.now()
    answer.state = AnswerState.SIGNED
    session().flush()
    audit.record(verb="answer.signed", thing="answer", thing_id=answer.id, actor=by)


def send_back(answer: Answer, *, note: str, by: Staff) -> None:
    """Give an answer back to its writer with a *note*. Raises NotForSignOff, NoteMissing."""
    if answer.state is not AnswerState.FOR_SIGN_OFF:
        raise NotForSignOff
    if not texts.clean(note):
        raise NoteMissing
    answer.state, answer.sent_back = AnswerState.DRAFT, texts.clean(note)
    session().flush()
    audit.record(verb="answer.sent_back", thing="answer", thing_id=answer.id, actor=by)


def record_plan_change(
    item: PlanItem,
    *,
    field: str,
    new: str,
    by: Staff,
    note: str = "",
    causes: Sequence[Insight] = (),
) -> PlanChange:
    """Change the wording of a plan item, and say which insights led to it.

    Raises NothingChanged, WordingMissing of the plans.
    """
    change = plans.change_wording(item=item, field=field, new=new, note=note, by=by)
    for insight in causes:
        insight.plan_changes.append(change)
    session().flush()
    facts = {"insights": [str(insight.id) for insight in causes]}
    audit.record(verb="plan.caused", thing="plan_item", thing_id=item.key, facts=facts, actor=by)
    return change


def note_published(insight: Insight) -> None:
    """Remember that what is public of *insight* is up to date now, its files of proof too."""
    insight.published_at = clock.now()
    proving.show_files(insight)
    session().flush()


def _fill(answer: Answer, draft: AnswerDraft) -> None:
    answer.kind, answer.reason_code = draft.kind, draft.reason_code
    answer.text, answer.reason = texts.clean_spoken(draft.text), texts.clean_spoken(draft.reason)
    answer.who_answers = {code: texts.one_line(who) for code, who in draft.who_answers.items()
                          if who}  # fmt: skip
    answer.heard_on, answer.decided_on = draft.heard_on, draft.decided_on
    answer.next_look_on, answer.promised_for = draft.next_look_on, draft.promised_for
    answer.agency_id, answer.post_id = draft.agency_id, draft.post_id
    answer.effect, answer.involved_at = texts.clean_spoken(draft.effect), list(draft.involved_at)
