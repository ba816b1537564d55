"""What packs read: published entries of a plan or a survey, its items, its changes, who spoke."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, exists, func, select

from feedback.coding.findings import snapshots
from feedback.coding.findings.models import Snapshot
from feedback.contributions.about import NOT_SAID, questions
from feedback.contributions.models import AboutYou, Contribution, Submission
from feedback.core.db import session
from surveys.versions import queries as surveys
from surveys.versions.models import Survey
from youwesaid.insights.models import Insight, insight_item, insight_plan_change, insight_source
from youwesaid.plans import queries as plans
from youwesaid.plans.models import WORDINGS, Plan, PlanChange, PlanItem
from youwesaid.plans.queries import Branch
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.models import Entry, PublishedQuote
from youwesaid.tracker.queries import Listed

#: Under this and the name of a question, snapshots hold who spoke.
ABOUT = "about:"


def items_of(plan: Plan) -> Sequence[PlanItem]:
    """The items of *plan* as its tree has them, those that its file no longer has at the end."""
    whole = plans.tree(plan)
    return [*(item for branch in whole.top for item in _of(branch)), *whole.gone]


def _of(branch: Branch) -> Iterator[PlanItem]:
    yield branch.item
    for below in branch.under:
        yield from _of(below)


def entries_of_plan(plan: Plan) -> Sequence[Listed]:
    """The published entries whose insights are tied to an item of *plan*, newest change first."""
    tied = (
        select(insight_item.c.insight_id)
        .join(PlanItem, PlanItem.id == insight_item.c.plan_item_id)
        .where(PlanItem.plan_id == plan.id)
    )
    return _listed(select(Entry).where(Entry.insight_id.in_(tied)))


def entries_of_survey(survey: Survey) -> Sequence[Listed]:
    """The published entries that answers to *survey* led to, newest change first."""
    led_to = (
        select(insight_source.c.insight_id)
        .join(Contribution, Contribution.id == insight_source.c.contribution_id)
        .where(Contribution.response_id.in_(surveys.responses_to(survey.slug)))
    )
    return _listed(select(Entry).where(Entry.insight_id.in_(led_to)))


def quotes_of_entries(entry_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[PublishedQuote]]:
    """By entry, the quotes that are public now."""
    statement = (
        select(PublishedQuote)
        .where(PublishedQuote.entry_id.in_(entry_ids))
        .order_by(PublishedQuote.entry_id, PublishedQuote.id)
    )
    found: dict[uuid.UUID, list[PublishedQuote]] = {}
    for quote in session().scalars(statement):
        found.setdefault(quote.entry_id, []).append(quote)
    return found


def waiting_count(plan: Plan) -> int:
    """How many insights are tied to *plan* that are not public yet."""
    tied = (
        select(insight_item.c.insight_id)
        .join(PlanItem, PlanItem.id == insight_item.c.plan_item_id)
        .where(PlanItem.plan_id == plan.id)
    )
    statement = (
        select(func.count())
        .select_from(Insight)
        .where(Insight.id.in_(tied), ~exists().where(Entry.insight_id == Insight.id))
    )
    return session().scalar(statement) or 0


def silent_items(plan: Plan) -> frozenset[uuid.UUID]:
    """The items of *plan* that nobody has spoken to, nor to anything under them."""
    return frozenset(item.id for item in plans.items_without_voice(plan))


def changes(plan: Plan, start: date, end: date) -> Sequence[PlanChange]:
    """Changes of the wording of items of *plan* from *start* to *end*, oldest first."""
    return [each for each in plans.changes_between(plan, start, end) if each.field in WORDINGS]


def caused(change_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[uuid.UUID]]:
    """By change, the insights that led to it."""
    links = insight_plan_change.c
    statement = (
        select(links.plan_change_id, links.insight_id)
        .where(links.plan_change_id.in_(change_ids))
        .order_by(links.plan_change_id, links.insight_id)
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for change_id, insight_id in session().execute(statement):
        found.setdefault(change_id, []).append(insight_id)
    return found


def snapshot_up_to(day: date) -> Snapshot | None:
    """The newest snapshot in force of a quarter that is over by *day*."""
    held = [each for each in snapshots.in_force() if each.quarter <= day]
    return held[-1] if held else None


def people_by_answer(nation: str, until: date) -> Mapping[str, Mapping[str, int]]:
    """By question about people themselves and answer, how many people: exact, for the guard.

    Several submissions under one receipt are one person.
    """
    is_kept = exists().where(
        Contribution.submission_id == Submission.id, Contribution.withdrawn_on.is_(None)
    )
    statement = (
        select(func.coalesce(Submission.receipt_id, Submission.id), AboutYou)
        .join(Submission, Submission.id == AboutYou.submission_id)
        .where(Submission.received_on <= until, Submission.held.is_(None), is_kept)
        .order_by(Submission.received_on, Submission.id)
    )
    answers = list(session().execute(statement))
    found = {}
    for question in questions(nation):
        given = {
            giver: answer
            for giver, about in answers
            if (answer := getattr(about, question.key)) not in {None, NOT_SAID.key}
        }
        keys = [choice.key for choice in question.choices if choice != NOT_SAID]
        told = list(given.values())
        found[question.key] = {key: told.count(key) for key in keys}
    return found


def surveys_with_figures() -> Sequence[Survey]:
    """The surveys that are or were open, newest first."""
    return [each for each in surveys.surveys(archived=False) if each.versions]


def published_titles(insight_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Listed]:
    """By insight, its entry, where it is public."""
    entries = session().scalars(select(Entry).where(Entry.insight_id.in_(insight_ids))).all()
    return {each.entry.insight_id: each for each in tracker.listed(entries)}


def _listed(statement: Select[Entry]) -> Sequence[Listed]:
    entries = session().scalars(statement.order_by(Entry.changed_on.desc(), Entry.slug)).all()
    return tracker.listed(entries)
