"""Public records of plans, partners, places and topics."""

import uuid
from collections.abc import Mapping, Sequence

from babel import Locale
from flask_babel import force_locale
from flask_babel.speaklater import LazyString

from feedback.core.i18n import switched_on
from feedback.core.templating import settings
from feedback.stories.topics import TOPICS
from youwesaid.partnership import queries as partnership
from youwesaid.partnership.models import Agency, Locality
from youwesaid.plans import queries as plans
from youwesaid.plans.models import Plan, PlanItem
from youwesaid.plans.queries import Branch
from youwesaid.plans.wording import plan_tag
from youwesaid.tracker.sharing import addresses, queries
from youwesaid.tracker.sharing.models import DataSnapshot
from youwesaid.tracker.sharing.records import (
    AgencyRecord,
    BranchRecord,
    LocalityRecord,
    PlanItemRecord,
    PlanRecord,
    TopicRecord,
    TreeRecord,
)


def plan_records(found: Sequence[Plan] | None = None) -> Sequence[PlanRecord]:
    """These plans, or all, those in force first."""
    counts = queries.item_counts()
    return [
        PlanRecord(
            key=plan.key,
            title=plan.title,
            short_title=plan.short_title,
            partnership=str(plan.partnership.get("name") or ""),
            period_start=plan.period_start,
            period_end=plan.period_end,
            is_current=plan.is_current,
            language=plan_tag(plan),
            items=counts.get(plan.id, 0),
            url=addresses.plan_page(plan.key),
        )
        for plan in (plans.plans() if found is None else found)
    ]


def item_records(
    items: Sequence[PlanItem], *, snapshot: DataSnapshot | None
) -> Sequence[PlanItemRecord]:
    """These items; the people behind them are those that *snapshot* counted."""
    tied = queries.entries_by_item([item.id for item in items])
    return [_item(item, tied.get(item.id, ()), snapshot) for item in items]


def _item(item: PlanItem, entries: Sequence[str], snapshot: DataSnapshot | None) -> PlanItemRecord:
    return PlanItemRecord(
        plan=item.plan.key,
        key=item.key,
        parent=item.parent.key if item.parent else None,
        position=item.position,
        type=item.type.value,
        label=item.label,
        ref=item.ref,
        title=item.title,
        text=item.text,
        names=dict(item.public_names),
        is_known=item.known,
        is_in_plan=item.gone_on is None,
        owner=item.owner,
        due=item.due,
        status=item.status,
        rag=item.rag,
        entries=list(entries),
        people=snapshot.people.get(str(item.id)) if snapshot else None,
        people_threshold=snapshot.threshold if snapshot else settings().count_threshold,
        people_until=snapshot.quarter if snapshot else None,
        url=addresses.item_page(item.plan.key, item.key),
    )


def tree_record(plan: Plan) -> TreeRecord:
    """The plan as a tree; what it no longer has is left out."""
    tree = plans.tree(plan)
    ids = [item_id for branch in tree.top for item_id in branch.all_ids()]
    tied = queries.entries_by_item(ids)
    return TreeRecord(
        plan=plan.key, title=plan.title, items=[_branch(each, tied) for each in tree.top]
    )


def _branch(branch: Branch, tied: Mapping[uuid.UUID, Sequence[str]]) -> BranchRecord:
    touched = {slug for item_id in branch.all_ids() for slug in tied.get(item_id, ())}
    return BranchRecord(
        key=branch.item.key,
        type=branch.item.type.value,
        label=branch.item.label,
        ref=branch.item.ref,
        wording=branch.item.wording,
        entries=len(touched),
        under=[_branch(each, tied) for each in branch.under],
    )


def agency_record(agency: Agency) -> AgencyRecord:
    """A partner; nothing of its posts."""
    return AgencyRecord(key=agency.key, name=dict(agency.names), is_partner=agency.is_partner)


def agency_records() -> Sequence[AgencyRecord]:
    """Every partner, those that left too: answers name them."""
    return [agency_record(each) for each in partnership.agencies(with_former=True)]


def locality_records() -> Sequence[LocalityRecord]:
    """The localities."""
    return [_locality(each) for each in partnership.localities()]


def _locality(locality: Locality) -> LocalityRecord:
    return LocalityRecord(key=locality.key, name=dict(locality.names))


def topic_records() -> Sequence[TopicRecord]:
    """What entries can be about."""
    return [TopicRecord(key=topic.key, name=every_language(topic.label)) for topic in TOPICS]


def every_language(label: LazyString) -> dict[str, str]:
    """A word of ours in each language that is switched on."""
    found = {}
    for language in switched_on():
        with force_locale(Locale.parse(language.locale)):
            found[language.code] = str(label)
    return found
