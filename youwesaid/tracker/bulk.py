"""Publishing all that is ready in one go. A quote is never made public this way."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.accounts.models import Staff
from feedback.core.db import session
from feedback.core.sealing import Keyring
from youwesaid.insights import identity
from youwesaid.insights import queries as insights
from youwesaid.insights.models import Insight, QuoteState
from youwesaid.insights.queries import Standing
from youwesaid.insights.reviewing import queries as reviewing
from youwesaid.tracker import queries, services
from youwesaid.tracker.contents import signed_answers
from youwesaid.tracker.models import Entry


class Hindrance(StrEnum):
    """Why something that is signed is not published with the others."""

    QUOTE = "quote"
    IDENTITY = "identity"
    PLAN_ITEM = "plan_item"
    REWRITTEN = "rewritten"
    REVIEWERS = "reviewers"


WORDS: Mapping[Hindrance, LazyString] = {
    Hindrance.QUOTE: _l("It has a quote: open it, look at the quote, and publish it by itself."),
    Hindrance.IDENTITY: _l("First answer if someone could work out who this is."),
    Hindrance.REVIEWERS: _l("People with experience must agree first, or you say why not."),
    Hindrance.PLAN_ITEM: _l("Tie this to at least one item of the plan before it is published."),
    Hindrance.REWRITTEN: _l("An answer that is public is being rewritten: have it signed first."),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something signed that is not public in this form; None: nothing is in its way."""

    insight: Insight
    entry: Entry | None
    hindrance: Hindrance | None


def candidates() -> Sequence[Candidate]:
    """Everything that is signed and not public as it is now, the oldest first."""
    found = []
    for insight in session().scalars(insights.listing(Standing.ANSWERED)).all():
        entry = queries.entry_of_insight(insight.id)
        found.append(Candidate(insight, entry, _hindrance(insight, entry)))
    return found


def publish_chosen(
    insight_ids: Sequence[uuid.UUID], *, by: Staff, keyring: Keyring, threshold: int
) -> Sequence[Entry]:
    """Publish those of *insight_ids* that nothing is in the way of; the entries.

    Left out is what holds a public reason of *by*: somebody else publishes that.
    """
    chosen = set(insight_ids)
    entries = []
    for each in candidates():
        if each.hindrance is None and each.insight.id in chosen:
            with suppress(services.OwnReason):
                entries.append(
                    services.publish(each.insight, by=by, keyring=keyring, threshold=threshold)
                )
    return entries


def _hindrance(insight: Insight, entry: Entry | None) -> Hindrance | None:
    if any(quote.state is QuoteState.PROPOSED for quote in insight.quotes):
        return Hindrance.QUOTE
    if not insight.plan_items:
        return Hindrance.PLAN_ITEM
    if not identity.may_be_public(insight):
        return Hindrance.IDENTITY
    if not reviewing.may_be_published(insight):
        return Hindrance.REVIEWERS
    if entry and len(queries.contents_of_entry(entry).answers) > len(signed_answers(insight)):
        return Hindrance.REWRITTEN
    return None
