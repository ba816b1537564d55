"""The invented insights and answers, made and published by the real services."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from feedback.coding import queries as coding
from feedback.contributions import opening, permissions
from feedback.contributions.models import PermissionKind
from feedback.core import clock
from feedback.core.db import session
from feedback.core.templating import settings
from youwesaid.demo import partnership
from youwesaid.demo import voices as telling
from youwesaid.demo.days import Act
from youwesaid.demo.voices import Voices
from youwesaid.insights import identity, quoting, services
from youwesaid.insights.barriers import services as barriers
from youwesaid.insights.models import Answer, AnswerKind, EvidenceKind, Insight, Reason
from youwesaid.insights.rules import AnswerDraft
from youwesaid.plans import queries as plans
from youwesaid.tracker import queries as tracker
from youwesaid.tracker import services as publishing

FILE = Path(__file__).with_name("story.yaml")
_AFTER_READING, _AFTER_ANSWERS, _LATER = 10, 20, 30  # order within a day


@dataclass(slots=True)
class Story:
    """What has been loaded so far, by the keys of the file."""

    voices: Voices
    plan: str
    today: date  # the real one: while it is told, the clock stands in the past
    insights: dict[str, uuid.UUID] = field(default_factory=dict)

    def insight(self, key: str) -> Insight:
        """The insight called *key* in the file."""
        return session().get_one(Insight, self.insights[key])


def acts(voices: Voices, *, plan: str) -> Iterator[Act]:
    """Everything that happens to the invented insights, each on its day."""
    story = Story(voices, plan, clock.today())
    days = {each["id"]: each["days_ago"] for each in telling.written()}
    for each in yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["insights"]:
        newest = max(0, min(days[key] for key in each["contributions"]) - 2)
        heard = max(answer["heard_days_ago"] for answer in each["answers"])
        made = _ago(min(newest, heard))
        decided = _ago(min(newest, *(answer["decided_days_ago"] for answer in each["answers"])))
        yield Act(made, _AFTER_READING, partial(_make, story, each))
        for number, answer in enumerate(each["answers"]):
            draft = {**answer, "part": partnership.part(each["key"], number)}
            correction = each.get("correction")
            if correction and correction["answer"] == number:
                draft["text"] = correction["before"]
            yield Act(decided, _AFTER_READING + 1, partial(_answer, story, each, draft))
        if "barrier" in partnership.about(each["key"]):
            yield Act(decided, _AFTER_READING + 3, partial(_hold_up, story, each))
        if "plan_change" in each:
            changed = min(_ago(each["plan_change"]["days_ago"]), decided)
            causes_known = max(changed, made)
            yield Act(causes_known, _AFTER_READING + 2, partial(_change_plan, story, each))
        yield Act(decided, _AFTER_ANSWERS, partial(_publish, story, each))
        if "correction" in each:
            corrected = _ago(each["correction"]["days_ago"])
            yield Act(corrected, _LATER, partial(_correct, story, each))
        withdrawn = [each["id"] for each in telling.written() if each.get("withdrawn_quote")]
        for key in set(withdrawn) & {quote["contribution"] for quote in each.get("quotes", ())}:
            yield Act(clock.today(), _LATER, partial(_take_back, voices, key))
    yield from (
        Act(_ago(each["days_ago"]), _LATER, partial(_waiting, story, each))
        for each in partnership.written()["waiting"]
    )


def _waiting(story: Story, each: Mapping[str, Any]) -> None:
    period = each["from_period"]
    services.make_insight(
        said=each["said"],
        theme=coding.theme_by_key(each["theme"]),
        sources=[story.voices.contribution(key) for key in each["contributions"]],
        period=(
            story.today - timedelta(days=period["from_days_ago"]),
            story.today - timedelta(days=period["to_days_ago"]),
        ),
        by=story.voices.staff["lead"],
        topic=each["topic"],
    )


def _ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def _make(story: Story, each: Mapping[str, Any]) -> None:
    voices, editor = story.voices, story.voices.staff["editor"]
    first, last = each["from_period"]["from_days_ago"], each["from_period"]["to_days_ago"]
    insight = services.make_insight(
        said=each["said"],
        theme=coding.theme_by_key(each["theme"]),
        sources=[voices.contribution(key) for key in each["contributions"]],
        period=(story.today - timedelta(days=first), story.today - timedelta(days=last)),
        by=editor,
        topic=each["topic"],
        plan_items=[plans.item(story.plan, key) for key in each["plan_items"]],
    )
    story.insights[each["key"]] = insight.id
    about = partnership.about(each["key"])
    services.place(
        insight,
        localities=about.get("localities") or [],
        age_groups=about.get("ages") or [],
        by=editor,
    )
    services.change_joint(insight, joint=about.get("joint") or {}, by=editor)
    identity.answer_about_said(insight, somebody_would_know=False, by=editor)
    for quote in each.get("quotes", ()):
        contribution = voices.contribution(quote["contribution"])
        text = opening.working_text(contribution, voices.keyring)
        proposed = quoting.propose_quote(
            insight,
            contribution=contribution,
            stretch=quoting.stretch_of(text, quote["text"]),
            by=editor,
            keyring=voices.keyring,
        )
        quoting.check_quote_identity(proposed, somebody_would_know=False, by=editor)


def _answer(story: Story, each: Mapping[str, Any], written: Mapping[str, Any]) -> None:
    editor, publisher = story.voices.staff["editor"], story.voices.staff["publisher"]
    answer = services.answer_insight(
        story.insight(each["key"]), draft=_draft(written, today=story.today), by=editor
    )
    for proof in written.get("evidence", ()):
        services.add_evidence(
            answer,
            kind=EvidenceKind(proof["kind"]),
            text=proof["text"],
            url=proof.get("url"),
            by=editor,
        )
    services.ask_sign_off(answer, by=editor)
    services.sign(answer, by=publisher)


def _draft(written: Mapping[str, Any], *, today: date) -> AnswerDraft:
    code = written.get("reason_code")
    look = written.get("next_look_in_days")
    part = written.get("part") or {}
    promised, post = part.get("promised_in_days"), partnership.post_of(part)
    return AnswerDraft(
        kind=AnswerKind(written["kind"]),
        text=written["text"],
        reason_code=Reason(code) if code else None,
        reason=written.get("reason") or {},
        who_answers=written["who_answers"],
        heard_on=today - timedelta(days=written["heard_days_ago"]),
        decided_on=today - timedelta(days=written["decided_days_ago"]),
        next_look_on=None if look is None else today + timedelta(days=look),
        promised_for=None if promised is None else today + timedelta(days=promised),
        agency_id=post.agency_id if post else None,
        post_id=post.id if post else None,
        effect=part.get("effect") or {},
        involved_at=tuple(part.get("stages") or ()),
    )


def _hold_up(story: Story, each: Mapping[str, Any]) -> None:
    given, editor = partnership.about(each["key"])["barrier"], story.voices.staff["editor"]
    barrier = barriers.raise_barrier(
        plans.item(story.plan, given["item"]),
        reason=given["reason"],
        group=given["group"],
        answer=story.insight(each["key"]).answers[given["answer"]],
        by=editor,
    )
    barriers.take_up(barrier, to_group=given["taken_to"], note=given["note"], by=editor)
    barriers.tell_public(barrier, held_up=given["held_up"], is_public=True, by=editor)


def _change_plan(story: Story, each: Mapping[str, Any]) -> None:
    change = each["plan_change"]
    causes = [story.insight(key) for key in change["caused_by"] if key in story.insights]
    services.record_plan_change(
        plans.item(story.plan, change["item"]),
        field="text",
        new=change["new_text"],
        note=change["note"],
        by=story.voices.staff["editor"],
        causes=causes,
    )


def _publish(story: Story, each: Mapping[str, Any]) -> None:
    publishing.publish(
        story.insight(each["key"]),
        by=story.voices.staff["publisher"],
        keyring=story.voices.keyring,
        threshold=settings().count_threshold,
    )


def _correct(story: Story, each: Mapping[str, Any]) -> None:
    correction, insight = each["correction"], story.insight(each["key"])
    editor, publisher = story.voices.staff["editor"], story.voices.staff["publisher"]
    answer: Answer = insight.answers[correction["answer"]]
    present = AnswerDraft.of(answer)
    texts: Mapping[str, str] = each["answers"][correction["answer"]]["text"]
    draft = replace(present, text=texts)
    services.change_answer(answer, draft=draft, by=editor)
    services.ask_sign_off(answer, by=editor)
    services.sign(answer, by=publisher)
    entry = tracker.entry_of_insight(insight.id)
    if entry is not None:
        publishing.correct(
            entry,
            note=correction["note"],
            by=publisher,
            threshold=settings().count_threshold,
        )


def _take_back(voices: Voices, key: str) -> None:
    submission = voices.contribution(key).submission
    still = permissions.granted(submission) - {PermissionKind.QUOTE}
    permissions.set_permissions(submission=submission, kinds=still)
