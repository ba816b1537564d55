"""Publishing, updating and correcting entries; pulling quotes at once."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions.models import Contribution, Publication
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring
from feedback.core.text import neutral_name
from youwesaid.insights import identity, quoting
from youwesaid.insights import services as insights
from youwesaid.insights.models import Answer, Insight, Quote, QuoteState, insight_source
from youwesaid.insights.reviewing import queries as reviewing
from youwesaid.insights.rules import PLAIN_YES
from youwesaid.tracker import queries
from youwesaid.tracker.contents import Contents, contents_of, public_state, signed_answers
from youwesaid.tracker.formats import queries as formats
from youwesaid.tracker.formats.showing import dressed
from youwesaid.tracker.models import (
    Entry,
    EntryFacet,
    EntryVersion,
    FacetKind,
    PublishedQuote,
    VersionKind,
)


class NothingSigned(Refused):
    """Only an answer that a second person has signed is published."""


class NoPlanItem(Refused):
    """An entry says where it fits: at least one plan item."""


class BeingRewritten(Refused):
    """An answer that is public now is a draft again: publishing would silently drop it."""


class IdentityNotAsked(Refused):
    """Nobody has said of these words that no one could work out who it is."""


class ReviewersNotHeard(Refused):
    """No reviewer agreed, as they must, and no public reason says why that does not hold it up."""


class OwnReason(Refused):
    """Whoever wrote why it is published without reviewers cannot be the one who publishes it."""


class NothingToCorrect(Refused):
    """A correction says what was wrong, in English at least."""


def publish(insight: Insight, *, by: Staff, keyring: Keyring, threshold: int) -> Entry:
    """Make *insight* with its signed answers public: a first version, or the next.

    Quotes come along whose identity question was answered and whose giver still says yes.
    Raises NothingSigned, NoPlanItem, IdentityNotAsked, ReviewersNotHeard, BeingRewritten,
    OwnReason.
    """
    if not signed_answers(insight):
        raise NothingSigned
    if not insight.plan_items:
        raise NoPlanItem
    if not identity.may_be_public(insight):
        raise IdentityNotAsked
    if not reviewing.may_be_published(insight):
        raise ReviewersNotHeard
    entry = queries.entry_of_insight(insight.id)
    _refuse_dropping(entry, insight)
    _refuse_own_reason(entry, insight, by)
    kind = VersionKind.UPDATE if entry else VersionKind.FIRST
    if entry is None:
        entry = Entry(slug=neutral_name(), insight_id=insight.id, state=public_state(insight))
        session().add(entry)
    session().flush()
    quoted = _publish_quotes(entry, insight, keyring)
    _add_version(entry, insight, kind=kind, by=by, note={}, threshold=threshold)
    _mark_sources(insight, quoted)
    insights.note_published(insight)
    record(verb="published", thing="entry", thing_id=entry.slug, actor=by)
    return entry


def correct(
    entry: Entry,
    *,
    note: Mapping[str, str],
    by: Staff,
    threshold: int,
) -> EntryVersion:
    """Make public what was put right since the last version, with a dated note of what was wrong.

    Words are put right where they are kept, in the insight and its answers, and so have their
    second signature. Raises NothingToCorrect without an English note, NothingSigned and
    BeingRewritten while an answer of it is being rewritten, IdentityNotAsked for other words,
    ReviewersNotHeard where they must agree to these too, OwnReason.
    """
    if not note.get("en"):
        raise NothingToCorrect
    insight = session().get_one(Insight, entry.insight_id)
    if not signed_answers(insight):
        raise NothingSigned
    if not identity.may_be_public(insight):
        raise IdentityNotAsked
    if not reviewing.may_be_published(insight):
        raise ReviewersNotHeard
    _refuse_dropping(entry, insight)
    _refuse_own_reason(entry, insight, by)
    version = _add_version(
        entry, insight, kind=VersionKind.CORRECTION, by=by, note=note, threshold=threshold
    )
    insights.note_published(insight)
    record(verb="corrected", thing="entry", thing_id=entry.slug, actor=by)
    return version


def pull_quotes(
    contribution_ids: Sequence[uuid.UUID], *, why: VersionKind = VersionKind.QUOTE_PULLED
) -> int:
    """Take every quote from these contributions off the site, now; how many were public.

    *why* is what the public reads beside the date.
    Needs no private key: the public side does it when somebody takes a permission back.
    """
    published = queries.quotes_of(contribution_ids)
    touched = {quote.entry_id for quote in published}
    for quote in published:
        session().delete(quote)
    for source in session().scalars(
        select(Quote).where(Quote.contribution_id.in_(contribution_ids))
    ):
        source.state = QuoteState.PULLED
        source.text_sealed = None
    for contribution in session().scalars(
        select(Contribution).where(
            Contribution.id.in_(contribution_ids),
            Contribution.publication == Publication.QUOTED,
        )
    ):
        contribution.publication = Publication.PULLED
    session().flush()
    for entry in session().scalars(select(Entry).where(Entry.id.in_(touched))):
        _repeat_version(entry, why)
    session().flush()
    return len(published)


def add_format_version(
    entry: Entry, contents: Contents, *, kind: VersionKind, by: Staff
) -> EntryVersion:
    """Make the same contents public in more formats; what is being rewritten stays out of it."""
    version = _append(entry, contents, kind=kind, by_id=by.id)
    session().flush()
    return version


def _refuse_dropping(entry: Entry | None, insight: Insight) -> None:
    if entry is None or not entry.versions:
        return
    public_now = len(queries.contents_of_entry(entry).answers)
    if public_now > len(signed_answers(insight)):
        raise BeingRewritten


def _refuse_own_reason(entry: Entry | None, insight: Insight, by: Staff) -> None:
    """No words reach the public by one person alone; what is public already stays."""
    shown = queries.contents_of_entry(entry).answers if entry and entry.versions else ()
    known = [answer.reviewers_reason.items() for answer in shown]
    for kept in reviewing.reasons_of(insight):
        if kept.written_by_id == by.id and not any(kept.reason.items() <= each for each in known):
            raise OwnReason


def _add_version(
    entry: Entry,
    insight: Insight,
    *,
    kind: VersionKind,
    by: Staff,
    note: Mapping[str, str],
    threshold: int,
) -> EntryVersion:
    made = formats.checked(entry)
    contents = dressed(contents_of(insight, threshold=threshold), made)
    version = _append(entry, contents, kind=kind, by_id=by.id, note=note)
    entry.topic = insight.topic
    entry.state = public_state(insight)
    entry.next_look_on = _next_look(signed_answers(insight))
    entry.promised_for = _promise(signed_answers(insight))
    _file_under(entry, contents)
    return version


def _next_look(answers: Sequence[Answer]) -> date | None:
    return min((each.next_look_on for each in answers if each.next_look_on), default=None)


def _promise(answers: Sequence[Answer]) -> date | None:
    open_ones = [each for each in answers if each.kind not in PLAIN_YES]
    return min((each.promised_for for each in open_ones if each.promised_for), default=None)


def _file_under(entry: Entry, contents: Contents) -> None:
    """Say by indexed rows what the list can be narrowed to and finds this entry by."""
    named = {
        FacetKind.LOCALITY: contents.localities,
        FacetKind.AGE_GROUP: contents.age_groups,
        FacetKind.AGENCY: [answer.agency for answer in contents.answers if answer.agency],
    }
    wanted = {(kind, word) for kind, words in named.items() for word in words}
    known = {(facet.kind, facet.word): facet for facet in entry.facets}
    for gone in known.keys() - wanted:
        entry.facets.remove(known[gone])
    for kind, word in sorted(wanted - known.keys()):
        entry.facets.append(EntryFacet(kind=kind, word=word))


def _repeat_version(entry: Entry, kind: VersionKind) -> None:
    _append(entry, queries.contents_of_entry(entry), kind=kind)


def _append(
    entry: Entry,
    contents: Contents,
    *,
    kind: VersionKind,
    by_id: uuid.UUID | None = None,
    note: Mapping[str, str] | None = None,
) -> EntryVersion:
    """The next version; its number of quotes is that of the quotes that are public now."""
    version = EntryVersion(
        entry_id=entry.id,
        number=len(entry.versions) + 1,
        kind=kind,
        published_by_id=by_id,
        note={code: words for code, words in (note or {}).items() if words},
        contents=replace(contents, quotes=queries.count_quotes(entry)).to_plain(),
    )
    entry.versions.append(version)
    entry.changed_on = clock.today()
    return version


def _publish_quotes(entry: Entry, insight: Insight, keyring: Keyring) -> set[uuid.UUID]:
    quoted = set()
    for quote in insight.quotes:
        contribution = session().get_one(Contribution, quote.contribution_id)
        words = quoting.quoted_words(quote, keyring)
        if not (words and quoting.may_publish(quote, contribution, keyring)):
            continue
        quoted.add(quote.contribution_id)
        if quote.state is QuoteState.PUBLISHED:
            continue
        session().add(
            PublishedQuote(
                entry_id=entry.id,
                quote_id=quote.id,
                contribution_id=quote.contribution_id,
                language=quote.language,
                text=words,
            )
        )
        quote.state = QuoteState.PUBLISHED
    session().flush()
    return quoted


def _mark_sources(insight: Insight, quoted: set[uuid.UUID]) -> None:
    sources = select(insight_source.c.contribution_id).where(
        insight_source.c.insight_id == insight.id
    )
    for contribution in session().scalars(select(Contribution).where(Contribution.id.in_(sources))):
        if contribution.id in quoted:
            contribution.publication = Publication.QUOTED
        elif contribution.publication is Publication.NOTHING:
            contribution.publication = Publication.COUNTED
    session().flush()
