"""Bringing a plan in, again and again: items keep their links, names and recorded wordings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.exc import IntegrityError

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import clock
from feedback.core.db import session
from youwesaid.plans import additions, editions, references
from youwesaid.plans.models import STANDINGS, Plan, PlanCarry, PlanChange, PlanGroup, PlanItem
from youwesaid.plans.outline import Outlined, outlined, words
from youwesaid.plans.reading import checked

_COPIED = ("type", "label", "ref", "owner", "due", "details")
_NAMED = frozenset({"id", "name", "kind"})


@dataclass(kw_only=True)
class PlanReport:
    """What an import did, for a screen, a terminal or JSON."""

    key: str
    title: str
    is_new: bool
    counts: dict[str, int] = field(default_factory=dict)  # items now in the plan, by type
    groups: int = 0
    added: list[str] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)  # the file has other words than before
    kept_wordings: list[str] = field(default_factory=list)  # the file has words since replaced
    restated: list[str] = field(default_factory=list)  # the file has a new status or colour
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # gone from the file, but something is tied
    warnings: list[str] = field(default_factory=list)
    edition: int | None = None  # the number under which the file is kept; None: nothing new in it

    @property
    def items(self) -> int:
        """How many items the file holds."""
        return sum(self.counts.values())

    def in_words(self) -> list[str]:
        """Whole sentences, the most important first; what did not happen is not mentioned."""
        said = [_("%(title)s (%(key)s) is in.", title=self.title, key=self.key)]
        if not self.is_new:
            said = [
                _("%(title)s (%(key)s) was brought up to date.", title=self.title, key=self.key)
            ]
        said.append(ngettext("It has %(num)s plan item.", "It has %(num)s plan items.", self.items))
        told = (
            (self.added if not self.is_new else [], _("New in the file: %(ids)s.")),
            (self.reworded, _("New wording taken from the file: %(ids)s.")),
            (self.kept_wordings, _("Wording kept, because it was changed here since: %(ids)s.")),
            (self.restated, _("New status or colour taken from the file: %(ids)s.")),
            (self.removed, _("No longer in the file and removed: %(ids)s.")),
            (self.kept, _("No longer in the file, and kept because something is tied: %(ids)s.")),
        )
        said += [sentence % {"ids": ", ".join(keys)} for keys, sentence in told if keys]
        return [*said, *self.warnings]


def import_plan(document: dict[str, Any], *, by: Staff | None = None) -> PlanReport:
    """Make the plan of *document*, or bring it up to date. *by* is None on the command line.

    The same file twice changes nothing. A wording that was changed here is not undone by a file
    that still has the older one; a wording that is new in the file is recorded as a change.
    Raises UnreadablePlan when the document is not a plan.
    """
    head = checked(document)["plan"]
    document, here = _apart(document)
    plan = session().scalars(select(Plan).where(Plan.key == head["id"])).one_or_none()
    report = PlanReport(key=head["id"], title=head["title"], is_new=plan is None)
    before = plan.document if plan else None
    if plan is None:
        plan = Plan(key=head["id"], title=head["title"], document=document)
        session().add(plan)
    edition = editions.record(plan, before=before, document=document, by=by)
    report.edition = edition.number if edition else None
    _fill(plan, head, document)
    report.warnings = references.warnings(document)
    _bring_in_items(plan, before, report, by)
    _bring_in_groups(plan, references.entries(document, "groups"), report)
    session().flush()
    additions.take_in(plan, here)
    session().flush()
    session().expire(plan, ["items", "groups"])
    _settle_current(plan)
    audit.record(
        verb="plan.imported",
        thing="plan",
        thing_id=plan.key,
        facts={"items": report.items, "added": len(report.added), "gone": len(report.removed)},
    )
    return report


def _apart(document: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document alone, and what people added to it; raises UnreadablePlan."""
    alone = {name: value for name, value in document.items() if name != additions.KEY}
    here = document.get(additions.KEY, {})
    additions.check(here)
    return alone, here


def _fill(plan: Plan, head: dict[str, Any], document: dict[str, Any]) -> None:
    if "labels" not in document and plan.document.get("labels"):
        # The words that people here gave to a plan outlive a file that has none.
        document = {**document, "labels": plan.document["labels"]}
    period = head.get("period") or {}
    plan.title = head["title"].strip()
    plan.short_title = words(head.get("short_title")) or ""
    plan.partnership = head.get("partnership") or {}
    plan.period_start = words(period.get("start"))
    plan.period_end = words(period.get("end"))
    plan.summary = words(head.get("summary"))
    plan.document = document
    plan.imported_on = clock.today()


def _bring_in_items(
    plan: Plan, before: dict[str, Any] | None, report: PlanReport, by: Staff | None
) -> None:
    held = {item.key: item for item in plan.items}
    drafts = outlined(plan.document)
    earlier = {draft.key: draft for draft in outlined(before)} if before else {}
    for position, draft in enumerate(drafts):
        item = held.get(draft.key)
        if item is None:
            item = PlanItem(
                key=draft.key,
                title=draft.title,
                text=draft.text,
                status=draft.status,
                rag=draft.rag,
            )
            plan.items.append(item)
            held[draft.key] = item
            report.added.append(draft.key)
        else:
            _take_wording(item, draft, report, by)
            _take_standing(item, draft, earlier.get(draft.key), report, by)
        # An aim that is only cited is known once somebody gives it its words.
        item.known = draft.known or bool(item.text or item.title)
        for name in _COPIED:
            setattr(item, name, getattr(draft, name))
        item.position = position
        item.parent = held[draft.parent] if draft.parent else None
        item.gone_on = None
        report.counts[draft.type.value] = report.counts.get(draft.type.value, 0) + 1
    session().flush()
    present = {draft.key for draft in drafts}
    gone = [item for key, item in held.items() if key not in present]
    for item in sorted(gone, key=lambda item: -item.position):  # children before parents
        _let_go(item, report)


def _take_wording(item: PlanItem, draft: Outlined, report: PlanReport, by: Staff | None) -> None:
    for name in ("title", "text"):
        printed, present = getattr(draft, name) or "", getattr(item, name) or ""
        if printed == present:
            continue
        if any(change.field == name and change.old == printed for change in item.changes):
            report.kept_wordings.append(item.key)
            continue
        _change(item, name, printed, by)
        report.reworded.append(item.key)


def _take_standing(
    item: PlanItem, draft: Outlined, earlier: Outlined | None, report: PlanReport, by: Staff | None
) -> None:
    """Status and colour of the file, where it says something else than the file before it.

    Unlike a wording, a status may return to what it was: only the file before tells what is new.
    """
    for name in STANDINGS:
        printed, present = getattr(draft, name) or "", getattr(item, name) or ""
        was = (getattr(earlier, name) or "") if earlier else ""
        if printed not in {was, present}:
            _change(item, name, printed, by)
            report.restated.append(item.key)


def _change(item: PlanItem, name: str, new: str, by: Staff | None) -> None:
    present = getattr(item, name) or ""
    item.changes.append(
        PlanChange(field=name, old=present, new=new, changed_by_id=by.id if by else None)
    )
    setattr(item, name, new or None)


def _let_go(item: PlanItem, report: PlanReport) -> None:
    """Remove what the file no longer has, unless something is tied to it."""
    if _is_carried(item) or not _removed(item):
        item.gone_on = item.gone_on or clock.today()
        report.kept.append(item.key)
    else:
        session().expunge(item)
        report.removed.append(item.key)


def _removed(item: PlanItem) -> bool:
    """Whether the database let go of it: it refuses where something is tied to it."""
    # The session must not guess what went: the database may yet refuse.
    statement = delete(PlanItem).where(PlanItem.id == item.id)
    try:
        with session().begin_nested():
            session().execute(statement.execution_options(synchronize_session=False))
    except IntegrityError:
        return False
    return True


def _is_carried(item: PlanItem) -> bool:
    own = (item.plan.key, item.key)
    ends = (
        (PlanCarry.from_plan, PlanCarry.from_item),
        (PlanCarry.into_plan, PlanCarry.into_item),
    )
    statement = select(PlanCarry.id).where(or_(*(tuple_(*end) == own for end in ends))).limit(1)
    return session().scalar(statement) is not None


def _bring_in_groups(plan: Plan, entries: Sequence[dict[str, Any]], report: PlanReport) -> None:
    held = {group.key: group for group in plan.groups}
    for position, entry in enumerate(entries):
        group = held.pop(entry["id"], None)
        if group is None:
            group = PlanGroup(key=entry["id"])
            plan.groups.append(group)
        group.name = words(entry.get("name")) or entry["id"]
        group.kind = words(entry.get("kind"))
        group.details = {name: value for name, value in entry.items() if name not in _NAMED}
        group.position = position
    for group in held.values():
        session().delete(group)
    report.groups = len(entries)


def _settle_current(plan: Plan) -> None:
    """Of one partnership's plans the one that starts last is current; the others stay readable."""
    name = plan.partnership.get("name")
    same = [
        each for each in session().scalars(select(Plan)) if each.partnership.get("name") == name
    ]
    newest = max(same, key=lambda each: (each.period_start or "", each.key))
    for each in same:
        each.is_current = each is newest
