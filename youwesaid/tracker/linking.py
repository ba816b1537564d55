"""How the parts below learn of published entries: answers to their questions, pulled quotes."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import has_request_context, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from feedback.coding.findings import events as findings
from feedback.coding.findings.events import MadeOfIt, QuoteUse
from feedback.contributions import events as contribution_events
from feedback.contributions.models import Contribution, PermissionKind, Submission
from feedback.core.audience import may_open
from feedback.core.db import session
from youwesaid.insights import wording
from youwesaid.insights.models import QuoteState, insight_item, insight_plan_change
from youwesaid.plans import events as plan_events
from youwesaid.tracker import queries, services
from youwesaid.tracker.models import Entry, VersionKind
from youwesaid.tracker.queries import LinkedEntry

_QUOTE_STATES = {
    QuoteState.PROPOSED: _l("Proposed"),
    QuoteState.PUBLISHED: _l("Public"),
    QuoteState.PULLED: _l("Taken down"),
}


def connect() -> None:
    """Listen; doing it again changes nothing."""
    contribution_events.withdrawn.connect(_pull_withdrawn)
    contribution_events.permission_taken_back.connect(_pull_taken_back)
    contribution_events.held_back.connect(_pull_held_back)
    contribution_events.entries_wanted.connect(_entries_of_contributions)
    contribution_events.entry_named.connect(_entry_named)
    plan_events.entries_wanted.connect(_entries_of_items)
    plan_events.causes_wanted.connect(_causes)
    plan_events.published_wanted.connect(_published)
    findings.made_wanted.connect(_made)
    findings.quote_uses_wanted.connect(_quote_uses)


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


def _published(
    _sender: object, *, plan_item_ids: Sequence[uuid.UUID], **_: Any
) -> Mapping[uuid.UUID, Sequence[LinkedEntry]]:
    pairs = session().execute(
        select(insight_item.c.plan_item_id, Entry)
        .join(Entry, Entry.insight_id == insight_item.c.insight_id)
        .where(insight_item.c.plan_item_id.in_(plan_item_ids))
        .order_by(Entry.changed_on.desc(), Entry.slug)
    )
    found: dict[uuid.UUID, list[LinkedEntry]] = {}
    for item_id, entry in pairs:
        said = dict(queries.contents_of_entry(entry).said)
        found.setdefault(item_id, []).append(LinkedEntry(entry.slug, said, entry.state))
    return found


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


def _made(_sender: object, *, theme_ids: Sequence[uuid.UUID], **_: Any) -> Sequence[MadeOfIt]:
    return [
        MadeOfIt(
            insight.said["en"],
            wording.standing_words(insight),
            _insight_url(insight.id),
            _entry_url(slug),
        )
        for insight, slug in queries.made_of(theme_ids)
    ]


def _quote_uses(
    _sender: object, *, contribution_ids: Sequence[uuid.UUID] | None, **_: Any
) -> Sequence[QuoteUse]:
    return [
        QuoteUse(
            quote.contribution_id,
            quote.start,
            quote.end,
            quote.insight.said["en"],
            _insight_url(quote.insight_id),
            str(_QUOTE_STATES[quote.state]),
            _entry_url(slug) if quote.state is QuoteState.PUBLISHED else "",
        )
        for quote, slug in queries.quotes_in_use(contribution_ids)
    ]


def _insight_url(insight_id: uuid.UUID) -> str:
    """The page of an insight; a command and the worker have no pages to link to."""
    return url_for("insights.show", insight_id=insight_id) if has_request_context() else ""


def _entry_url(slug: str | None) -> str:
    if not slug or not has_request_context() or not may_open("tracker_staff.show"):
        return ""
    return url_for("tracker_staff.show", slug=slug)
