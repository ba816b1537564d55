"""Lines of a plan's life for lists and meeting reports; each names the plan's own items."""

import uuid
from dataclasses import dataclass
from datetime import date

from youwesaid.plans.life.judging import Judgement
from youwesaid.plans.life.models import Reading
from youwesaid.plans.life.words import Decision, Difference, Fit, Kind, RiskState
from youwesaid.plans.models import PlanItem

Items = tuple[PlanItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure with its readings of a span, oldest first, and its standing at the end of it.

    The standing rests on every reading up to that day, not only on those of the span.
    """

    measure: PlanItem
    readings: tuple[Reading, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An action of a workplan, or a row of the plan's own template."""

    record_id: uuid.UUID
    kind: Kind  # WORK or ROW
    items: Items
    year: str  # empty for a row
    category: str
    cells: tuple[tuple[str, str], ...]  # the plan's own columns and what stands there; of a row
    action: str
    measurable: str
    owner: str
    due_on: date | None
    status: str
    rag: str
    progress: str
    finished_on: date | None
    days_late: int  # 0: not late
    edits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """A review with what it asked and what was answered, pair by pair."""

    record_id: uuid.UUID
    items: Items
    name: str
    planned_on: date
    held_on: date | None
    asked: tuple[tuple[str, str], ...]
    goes_to: tuple[str, ...]  # names of groups
    difference: Difference | None
    fits: Fit | None
    found: str
    next_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLine:
    """A risk with its score in a number and in words. Staff only."""

    record_id: uuid.UUID
    items: Items
    register: str
    category: str
    risk: str
    likelihood: int
    impact: int
    score: int
    score_words: str
    owner: str
    mitigations: str
    state: RiskState
    score_before: int | None  # before its last change; None where it never changed


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round of a test of change. Staff only."""

    record_id: uuid.UUID
    items: Items
    team: str
    cycle: int
    change: str
    steps: tuple[str, str, str, str]  # plan, do, study, act
    result: str
    decision: Decision | None
    scaled_on: date | None
    scaled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """Something that was told."""

    record_id: uuid.UUID
    items: Items
    told_on: date
    audience: str
    channel: str
    told: str
    entry_slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """Something with a day: a deadline, an action, a row, a review, a look at a risk."""

    record_id: uuid.UUID
    kind: Kind
    items: Items
    name: str
    due_on: date
    done_on: date | None
    days_late: int  # as on the day that was asked; 0: not late
