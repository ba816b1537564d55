"""Published entries: the list, one entry, and the entries that something led to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.core import clock
from feedback.core.db import session
from youwesaid.insights.models import Insight, Quote, insight_item, insight_source
from youwesaid.plans.models import PlanItem
from youwesaid.tracker.contents import Contents, in_language
from youwesaid.tracker.models import (
    Entry,
    EntryFacet,
    EntryVersion,
    FacetKind,
    PublicState,
    PublishedQuote,
)

#: In place of a locality or an age group: entries that are for all of them.
EVERYWHERE = "all"


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """An entry as other parts show it: its address, its words, its state."""

    slug: str
    titles: dict[str, str]
    state: PublicState

    def title_in(self, language: str) -> str:
        """What was said, in *language* or else in English."""
        return in_language(self.titles, language)[0]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the list with what its newest version says."""

    entry: Entry
    contents: Contents


def published(
    *,
    topic: str | None = None,
    state: PublicState | None = None,
    item: str | None = None,
    locality: str | None = None,
    age_group: str | None = None,
    agency: str | None = None,
    is_late: bool = False,
) -> Select[Entry]:
    """Entries, most recently changed first: the one filter that pages, feeds and files share.

    *item* is the key of a plan item that they touch, directly or through anything under it.
    *locality* and *age_group* may be EVERYWHERE: entries that name none. *is_late*: only those
    whose promised day has gone by.
    """
    statement = select(Entry).order_by(Entry.changed_on.desc(), Entry.slug)
    if topic:
        statement = statement.where(Entry.topic == topic)
    if state:
        statement = statement.where(Entry.state == state)
    if item:
        statement = statement.where(Entry.insight_id.in_(_touching(item)))
    if is_late:
        statement = statement.where(_has_gone_by(clock.today()))
    named = {
        FacetKind.LOCALITY: locality, FacetKind.AGE_GROUP: age_group, FacetKind.AGENCY: agency,
    }  # fmt: skip
    for kind, word in named.items():
        if word:
            statement = statement.where(_names(kind, word))
    return statement


def _touching(item: str) -> Select[uuid.UUID]:
    """The insights tied to items of that key, or to anything under them."""
    under = select(PlanItem.id).where(PlanItem.key == item).cte(recursive=True)
    under = under.union(select(PlanItem.id).where(PlanItem.parent_id == under.c.id))
    return select(insight_item.c.insight_id).where(
        insight_item.c.plan_item_id.in_(select(under.c.id))
    )


def _names(kind: FacetKind, word: str) -> ColumnElement[bool]:
    facet = exists().where(EntryFacet.entry_id == Entry.id, EntryFacet.kind == kind)
    if word == EVERYWHERE:
        return ~facet.correlate(Entry)
    return facet.where(EntryFacet.word == word).correlate(Entry)


def by_urgency() -> Select[Entry]:
    """Every entry: the longest late first, then the most recently changed."""
    is_late_now = _has_gone_by(clock.today())
    late_first = case((is_late_now, 0), else_=1)
    first_day = case((is_late_now, _first_day()), else_=None)
    return select(Entry).order_by(late_first, first_day, Entry.changed_on.desc(), Entry.slug)


def listed(entries: Sequence[Entry]) -> Sequence[Listed]:
    """The entries with the contents of their newest versions, in the same order."""
    newest = _newest([entry.id for entry in entries])
    return [Listed(entry, newest[entry.id]) for entry in entries]


def entry_by_slug(slug: str) -> Entry:
    """One entry with its versions and quotes; raises NoResultFound."""
    return (
        session()
        .scalars(
            select(Entry)
            .where(Entry.slug == slug)
            .options(selectinload(Entry.versions), selectinload(Entry.quotes))
        )
        .one()
    )


def entry_of_insight(insight_id: uuid.UUID) -> Entry | None:
    """The entry in which an insight was published, if it was."""
    return session().scalars(select(Entry).where(Entry.insight_id == insight_id)).one_or_none()


def contents_of_entry(entry: Entry) -> Contents:
    """What the newest version of an entry says."""
    return Contents.from_plain(entry.versions[-1].contents)


def late() -> Sequence[Entry]:
    """Entries with a promised day that has gone by, of a look or of what was to be done."""
    return (
        session()
        .scalars(
            select(Entry).where(_has_gone_by(clock.today())).order_by(_first_day(), Entry.slug)
        )
        .all()
    )


def is_late(entry: Entry, *, on: date | None = None) -> bool:
    """Whether the day of the next look, or by which something was to be done, has gone by."""
    today = on or clock.today()
    return any(day < today for day in (entry.next_look_on, entry.promised_for) if day)


def _has_gone_by(today: date) -> ColumnElement[bool]:
    return or_(Entry.next_look_on < today, Entry.promised_for < today)


def _first_day() -> ColumnElement[date | None]:
    """The earlier of the two days; the other where one is blank."""
    look, promise = Entry.next_look_on, Entry.promised_for
    return case((promise.is_(None), look), (look.is_(None), promise), (look < promise, look),
                else_=promise)  # fmt: skip


def entries_of_contributions(contribution_ids: Sequence[uuid.UUID]) -> Sequence[LinkedEntry]:
    """The entries that contributions led to, newest change first."""
    led_to = select(insight_source.c.insight_id).where(
        insight_source.c.contribution_id.in_(contribution_ids)
    )
    return _linked(select(Entry).where(Entry.insight_id.in_(led_to)))


def entries_of_items(item_ids: Sequence[uuid.UUID]) -> Sequence[LinkedEntry]:
    """The entries that touch plan items, newest change first."""
    touching = select(insight_item.c.insight_id).where(insight_item.c.plan_item_id.in_(item_ids))
    return _linked(select(Entry).where(Entry.insight_id.in_(touching)))


def quotes_of(contribution_ids: Sequence[uuid.UUID]) -> Sequence[PublishedQuote]:
    """The published quotes taken from contributions."""
    return (
        session()
        .scalars(
            select(PublishedQuote)
            .where(PublishedQuote.contribution_id.in_(contribution_ids))
            .order_by(PublishedQuote.id)
        )
        .all()
    )


def count_quotes(entry: Entry) -> int:
    """How many quotes of an entry are public now."""
    statement = select(func.count()).select_from(PublishedQuote)
    return session().scalar(statement.where(PublishedQuote.entry_id == entry.id)) or 0


def made_of(theme_ids: Sequence[uuid.UUID]) -> Sequence[tuple[Insight, str | None]]:
    """The insights made from these themes, oldest first, each with the slug of its entry."""
    statement = (
        select(Insight, Entry.slug)
        .outerjoin(Entry, Entry.insight_id == Insight.id)
        .where(Insight.theme_id.in_(theme_ids))
        .options(selectinload(Insight.answers))
        .order_by(Insight.made_at, Insight.id)
    )
    return session().execute(statement).all()


def quotes_in_use(
    contribution_ids: Sequence[uuid.UUID] | None,
) -> Sequence[tuple[Quote, str | None]]:
    """Quotes that insights hold of these contributions (of all: None), with the entry's slug."""
    statement = (
        select(Quote, Entry.slug)
        .join(Insight, Insight.id == Quote.insight_id)
        .outerjoin(Entry, Entry.insight_id == Insight.id)
        .options(joinedload(Quote.insight))
        .order_by(Quote.created_at, Quote.id)
    )
    if contribution_ids is not None:
        statement = statement.where(Quote.contribution_id.in_(contribution_ids))
    return session().execute(statement).all()


def insight_to_publish(insight_id: uuid.UUID) -> Insight:
    """One insight; raises NoResultFound."""
    return session().get_one(Insight, insight_id)


def _linked(statement: Select[Entry]) -> Sequence[LinkedEntry]:
    entries = session().scalars(statement.order_by(Entry.changed_on.desc(), Entry.slug)).all()
    newest = _newest([entry.id for entry in entries])
    return [LinkedEntry(entry.slug, dict(newest[entry.id].said), entry.state) for entry in entries]


def _newest(entry_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Contents]:
    last = (
        select(EntryVersion.entry_id, func.max(EntryVersion.number).label("number"))
        .where(EntryVersion.entry_id.in_(entry_ids))
        .group_by(EntryVersion.entry_id)
        .subquery()
    )
    versions = session().scalars(
        select(EntryVersion).join(
            last,
            (EntryVersion.entry_id == last.c.entry_id) & (EntryVersion.number == last.c.number),
        )
    )
    return {each.entry_id: Contents.from_plain(each.contents) for each in versions}
