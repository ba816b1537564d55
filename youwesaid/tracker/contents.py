"""What an entry says, as it is frozen in one version: plain values, every language at once."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from feedback.coding.guarding import GuardedCount, guarded
from youwesaid.insights.barriers import queries as barriers
from youwesaid.insights.models import Answer, AnswerKind, AnswerState, Evidence, Insight
from youwesaid.insights.reviewing import queries as reviewing
from youwesaid.insights.reviewing.rules import Outcome
from youwesaid.partnership.models import Agency
from youwesaid.plans.models import PlanChange, PlanItem
from youwesaid.tracker.models import PublicState
from youwesaid.tracker.states import Part, joint_state

Texts = Mapping[str, str]


def in_language(texts: Texts, code: str) -> tuple[str, str]:
    """The text in the language *code*, and the language that it is really in (else English)."""
    if texts.get(code):
        return texts[code], code
    return texts.get("en", ""), "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicItem:
    """A plan item as an entry names it."""

    plan: str
    plan_title: str
    key: str
    label: str
    ref: str | None
    wording: str
    names: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChange:
    """The wording of a plan item before and after."""

    plan: str
    key: str
    ref: str | None
    old: str
    new: str
    changed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEvidence:
    """One proof."""

    kind: str
    text: Texts
    url: str | None
    file: str | None = None  # digest: served by evidence_files.show
    file_type: str | None = None  # media type
    file_size: int | None = None  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAnswer:
    """One answer; dates are ISO days."""

    kind: str
    reason_code: str | None
    text: Texts
    reason: Texts
    who: Texts
    heard_on: str | None
    decided_on: str | None
    next_look_on: str | None
    evidence: Sequence[PublicEvidence]
    agency: str | None = None  # its key
    agency_names: Texts = field(default_factory=dict)
    promised_for: str | None = None
    effect: Texts = field(default_factory=dict)
    involved_at: Sequence[str] = field(default_factory=tuple)
    reviewers: str | None = None  # what they came to: agreed, mixed, not_agreed; None: not asked
    reviewers_reason: Texts = field(default_factory=dict)  # why it does without their agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSound:
    """The entry read aloud in one language; *made_for* is the digest of what was read."""

    language: str
    digest: str
    media_type: str
    size: int  # bytes
    made_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFilm:
    """Where the entry is told in British Sign Language; *made_for* as with sounds."""

    url: str
    made_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything that the public reads of an entry, but its quotes, which can be pulled."""

    said: Texts
    topic: str | None
    heard_from: Sequence[str]
    period: tuple[str, str]
    count: int | None  # already guarded; None is "fewer than the threshold"
    threshold: int
    plan_items: Sequence[PublicItem]
    plan_changes: Sequence[PublicChange] = field(default_factory=tuple)
    answers: Sequence[PublicAnswer] = field(default_factory=tuple)
    localities: Sequence[str] = field(default_factory=tuple)  # keys; none: the whole area
    age_groups: Sequence[str] = field(default_factory=tuple)  # keys; none: all ages
    joint: Texts = field(default_factory=dict)  # what several agencies say together
    awaited: Sequence[Texts] = field(default_factory=tuple)  # agencies whose part is not signed
    held_up: Sequence[Texts] = field(default_factory=tuple)  # barriers, as far as they are told
    quotes: int | None = None  # how many are shown; their words are never frozen
    pictures: Texts = field(default_factory=dict)  # by Easy Read sentence, the name of a picture
    sounds: Sequence[PublicSound] = field(default_factory=tuple)
    film: PublicFilm | None = None

    def to_plain(self) -> dict[str, Any]:
        """Dictionaries and lists, for the JSON column."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """What ``to_plain`` gave."""
        answers = [
            PublicAnswer(
                **{**each, "evidence": [PublicEvidence(**proof) for proof in each["evidence"]]}
            )
            for each in plain["answers"]
        ]
        return cls(
            **{
                **plain,
                "period": (plain["period"][0], plain["period"][1]),
                "plan_items": [PublicItem(**each) for each in plain["plan_items"]],
                "plan_changes": [PublicChange(**each) for each in plain["plan_changes"]],
                "answers": answers,
                "sounds": tuple(PublicSound(**each) for each in plain.get("sounds", ())),
                "film": PublicFilm(**plain["film"]) if plain.get("film") else None,
            }
        )

    @property
    def state(self) -> PublicState:
        """The word that people read of all the answers together."""
        parts = [Part(each.agency, each.decided_on, AnswerKind(each.kind)) for each in self.answers]
        return joint_state(parts, is_whole=not self.awaited)

    @property
    def guarded_count(self) -> GuardedCount:
        """The number of people, as it may be shown."""
        return GuardedCount(self.count, self.threshold)


def signed_answers(insight: Insight) -> Sequence[Answer]:
    """The answers that two people stand behind, the newest decision first."""
    signed = [answer for answer in insight.answers if answer.state is AnswerState.SIGNED]
    return sorted(signed, key=lambda each: each.decided_on or date.min, reverse=True)


def public_state(insight: Insight) -> PublicState:
    """The word that people read of *insight*."""
    parts = [
        Part(each.agency.key if each.agency else None, _day(each.decided_on), each.kind)
        for each in signed_answers(insight)
    ]
    return joint_state(parts, is_whole=not _awaited(insight))


def _awaited(insight: Insight) -> Sequence[Agency]:
    """The agencies that have begun a part of the answer and never signed one."""
    signed = {answer.agency_id for answer in signed_answers(insight)}
    begun = [answer.agency for answer in insight.answers if answer.agency]
    fresh = {agency.id: agency for agency in begun if agency.id not in signed}
    return sorted(fresh.values(), key=lambda agency: (agency.position, agency.key))


def contents_of(insight: Insight, *, threshold: int) -> Contents:
    """What would be published of *insight* now; its count passes through the guard here."""
    count = guarded(insight.count, threshold=threshold)
    return Contents(
        said=dict(insight.said),
        topic=insight.topic,
        heard_from=list(insight.heard_from),
        period=_months(insight.period_start, insight.period_end),
        count=count.shown,
        threshold=count.threshold,
        plan_items=[_item(each) for each in insight.plan_items],
        plan_changes=[_change(each) for each in insight.plan_changes],
        answers=[_answer(each) for each in signed_answers(insight)],
        localities=list(insight.localities),
        age_groups=list(insight.age_groups),
        joint=dict(insight.joint),
        awaited=[dict(agency.names) for agency in _awaited(insight)],
        held_up=[dict(each.held_up) for each in barriers.told_of_insight(insight.id)],
    )


def _months(start: date, end: date) -> tuple[str, str]:
    """Whole months: the very day could be the day on which one person wrote."""
    last = monthrange(end.year, end.month)[1]
    return start.replace(day=1).isoformat(), end.replace(day=last).isoformat()


def _item(item: PlanItem) -> PublicItem:
    return PublicItem(
        plan=item.plan.key,
        plan_title=item.plan.title,
        key=item.key,
        label=item.label,
        ref=item.ref,
        wording=item.wording,
        names=dict(item.public_names),
    )


def _change(change: PlanChange) -> PublicChange:
    item = change.plan_item
    return PublicChange(
        plan=item.plan.key,
        key=item.key,
        ref=item.ref,
        old=change.old,
        new=change.new,
        changed_on=change.changed_on.isoformat(),
    )


def _answer(answer: Answer) -> PublicAnswer:
    overruling = reviewing.overruling_of(answer)
    return PublicAnswer(
        kind=answer.kind.value,
        reason_code=answer.reason_code.value if answer.reason_code else None,
        text=dict(answer.text),
        reason=dict(answer.reason),
        who=dict(answer.who_answers),
        heard_on=_day(answer.heard_on),
        decided_on=_day(answer.decided_on),
        next_look_on=_day(answer.next_look_on),
        evidence=[_evidence(proof) for proof in answer.evidence],
        agency=answer.agency.key if answer.agency else None,
        agency_names=dict(answer.agency.names) if answer.agency else {},
        promised_for=_day(answer.promised_for),
        effect=dict(answer.effect),
        involved_at=list(answer.involved_at),
        reviewers=_reviewers(answer),
        reviewers_reason=dict(overruling.reason) if overruling else {},
    )


def _reviewers(answer: Answer) -> str | None:
    found = reviewing.outcome_of(answer)
    is_told = found in {Outcome.AGREED, Outcome.MIXED, Outcome.NOT_AGREED}
    return found.value if is_told else None


def _evidence(proof: Evidence) -> PublicEvidence:
    file = proof.file
    return PublicEvidence(
        kind=proof.kind.value,
        text=dict(proof.text),
        url=proof.url,
        file=file.digest if file else None,
        file_type=file.media_type if file else None,
        file_size=file.size if file else None,
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
