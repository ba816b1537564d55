"""From records to the lines that lists and reports show."""

from collections.abc import Mapping
from datetime import date

from youwesaid.plans.life.lines import (
    ActionLine,
    DueLine,
    MessageLine,
    ReviewLine,
    RiskLine,
    RoundLine,
)
from youwesaid.plans.life.models import (
    ChangeTest,
    Deadline,
    Message,
    PlanRecord,
    Review,
    Risk,
    TemplateRow,
    WorkAction,
)
from youwesaid.plans.life.wording import score_words
from youwesaid.plans.life.words import Kind, RiskState, Telling


def name_of(record: PlanRecord) -> str:
    """What a record is called in lists: its first words."""
    if isinstance(record, TemplateRow):
        return next((words for words in record.cells.values() if words), "")
    found = (getattr(record, name, "") for name in ("name", "action", "risk", "change", "told"))
    called = next((words for words in found if words), "")
    measure = getattr(record, "measure", None)
    return str(called) or (measure.wording if measure is not None else "")


def owner_of(record: WorkAction | Risk) -> str:
    """The post that owns it, else the role that was written down; empty for nobody yet."""
    return record.post.name_in("en") if record.post is not None else record.owner


def days_late(due: date | None, done: date | None, on: date) -> int:
    """How many days late something was when done, or is *on* that day; 0 for in time."""
    return 0 if due is None else max(0, ((done or on) - due).days)


def action_line(record: WorkAction | TemplateRow, on: date) -> ActionLine:
    """An action, or a row of the plan's template; what is finished is late no more."""
    work = record if isinstance(record, WorkAction) else None
    late = 0 if record.finished_on else days_late(record.due_on, None, on)
    return ActionLine(
        record_id=record.id,
        kind=record.kind,
        items=tuple(record.items),
        year=work.year if work else "",
        category="" if isinstance(record, WorkAction) else record.category,
        cells=() if isinstance(record, WorkAction) else tuple(record.cells.items()),
        action=name_of(record),
        measurable=work.measurable if work else "",
        owner=owner_of(work) if work else "",
        due_on=record.due_on,
        status=record.status,
        rag=record.rag,
        progress=work.progress if work else "",
        finished_on=record.finished_on,
        days_late=late,
        edits=len(record.changes),
    )


def review_line(record: Review, group_names: Mapping[str, str]) -> ReviewLine:
    """A review; a question that nobody answered has an empty answer."""
    answers = [*record.answers, *[""] * len(record.asks)]
    return ReviewLine(
        record_id=record.id,
        items=tuple(record.items),
        name=record.name,
        planned_on=record.planned_on,
        held_on=record.held_on,
        asked=tuple(zip(record.asks, answers, strict=False)),
        goes_to=tuple(group_names.get(key, key) for key in record.goes_to),
        difference=record.difference,
        fits=record.fits,
        found=record.found,
        next_on=record.next_on,
    )


def risk_line(record: Risk) -> RiskLine:
    """A risk with its score, and the one before its last change of that."""
    return RiskLine(
        record_id=record.id,
        items=tuple(record.items),
        register=record.register,
        category=record.category,
        risk=record.risk,
        likelihood=record.likelihood,
        impact=record.impact,
        score=record.score,
        score_words=str(score_words(record.score)),
        owner=owner_of(record),
        mitigations=record.mitigations,
        state=record.state,
        score_before=score_before(record),
    )


def score_before(record: Risk) -> int | None:
    """The score before it changed last; None where it never did."""
    for change in reversed(record.changes):
        likelihood = change.fields.get("likelihood", [record.likelihood])[0]
        impact = change.fields.get("impact", [record.impact])[0]
        if {"likelihood", "impact"} & change.fields.keys():
            return int(likelihood) * int(impact)
    return None


def round_line(record: ChangeTest) -> RoundLine:
    """One round of a test."""
    return RoundLine(
        record_id=record.id,
        items=tuple(record.items),
        team=record.team,
        cycle=record.cycle,
        change=record.change,
        steps=(record.planned, record.done, record.studied, record.acted),
        result=record.result,
        decision=record.decision,
        scaled_on=record.scaled_on,
        scaled=record.scaled,
    )


def message_line(record: Message, told_on: date) -> MessageLine:
    """Something that was told on that day."""
    return MessageLine(
        record_id=record.id,
        items=tuple(record.items),
        told_on=told_on,
        audience=record.audience,
        channel=record.channel,
        told=record.told,
        entry_slugs=tuple(record.entry_slugs),
    )


def due_line(record: PlanRecord, on: date) -> DueLine | None:
    """What is due by a day; None for a record without one."""
    due, done = _days(record)
    if due is None:
        return None
    return DueLine(
        record_id=record.id,
        kind=Kind(record.kind),
        items=tuple(record.items),
        name=name_of(record),
        due_on=due,
        done_on=done,
        days_late=days_late(due, done, on),
    )


def _days(record: PlanRecord) -> tuple[date | None, date | None]:
    """When something is due, and when it was done."""
    if isinstance(record, Deadline):
        return record.due_on, record.met_on
    if isinstance(record, WorkAction | TemplateRow):
        return record.due_on, record.finished_on
    if isinstance(record, Review):
        return record.planned_on, record.held_on
    if isinstance(record, Risk) and record.state is not RiskState.CLOSED:
        return record.next_look_on, None
    if isinstance(record, Message) and record.telling is Telling.DRAFT:
        return record.told_on, None
    return None, None
