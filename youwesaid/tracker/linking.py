"""How the parts below learn of published entries: answers to their questions, pulled quotes."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from feedback.contributions import events as contribution_events
from feedback.contributions.models import Contribution, PermissionKind, Submission
from feedback.core.db import session
from youwesaid.insights.models import insight_plan_change
from youwesaid.plans import events as plan_events
from youwesaid.tracker import queries, services
from youwesaid.tracker.models import Entry, VersionKind
from youwesaid.tracker.queries import LinkedEntry


def connect() -> None:
    """Listen; doing it again changes nothing."""
    contribution_events.withdrawn.connect(_pull_withdrawn)
    contribution_events.permission_taken_back.connect(_pull_taken_back)
    contribution_events.held_back.connect(_pull_held_back)
    contribution_events.entries_wanted.connect(_entries_of_contributions)
    contribution_events.entry_named.connect(_entry_named)
    plan_events.entries_wanted.connect(_entries_of_items)
    plan_events.causes_wanted.connect(_causes)


def _pull_withdrawn(_sender: object, *, contributions: Sequence[Contribution], **_: Any) -> None:
    services.pull_quotes([contribution.id for contribution in contributions])


def _pull_taken_back(
    _sender: object, *, submission: Submission, kind: PermissionKind, **_: Any
) -> None:
    if kind in {PermissionKind.QUOTE, PermissionKind.STORY}:
        services.pull_quotes([contribution.id for contribution in submission.contributions])


def _pull_held_back(_sender: object, *, contribution: Contribution, **_: Any) -> None:
    # To the public it is a correction: why it came down would tell about the person.
    services.pull_quotes([contribution.id], why=VersionKind.CORRECTION)


def _entries_of_contributions(
    _sender: object, *, contribution_ids: Sequence[uuid.UUID], **_: Any
) -> Sequence[LinkedEntry]:
    return queries.entries_of_contributions(contribution_ids)


def _entry_named(_sender: object, *, slug: str, **_: Any) -> LinkedEntry | None:
    try:
        entry = queries.entry_by_slug(slug)
    except NoResultFound:
        return None
    return LinkedEntry(slug, dict(queries.contents_of_entry(entry).said), entry.state)


def _entries_of_items(
    _sender: object, *, plan_item_ids: Sequence[uuid.UUID], **_: Any
) -> Sequence[LinkedEntry]:
    return queries.entries_of_items(plan_item_ids)


def _causes(
    _sender: object, *, plan_change_ids: Sequence[uuid.UUID], **_: Any
) -> Mapping[uuid.UUID, Sequence[LinkedEntry]]:
    pairs = session().execute(
        select(insight_plan_change.c.plan_change_id, Entry)
        .join(Entry, Entry.insight_id == insight_plan_change.c.insight_id)
        .where(insight_plan_change.c.plan_change_id.in_(plan_change_ids))
        .order_by(Entry.changed_on.desc(), Entry.slug)
    )
    found: dict[uuid.UUID, list[LinkedEntry]] = {}
    for change_id, entry in pairs:
        said = dict(queries.contents_of_entry(entry).said)
        found.setdefault(change_id, []).append(LinkedEntry(entry.slug, said, entry.state))
    return found
