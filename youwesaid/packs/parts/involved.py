"""Who took part in what, at which stage, and whether they got the support they asked for."""

from collections.abc import Sequence

from flask_babel import gettext as _

from feedback.coding.guarding import guarded
from feedback.coding.suppressing import list_hidden
from feedback.core.i18n import current_language
from feedback.core.templating import settings, short_day
from youwesaid.involvement import queries
from youwesaid.involvement.models import Activity, Met, Whom
from youwesaid.involvement.wording import KINDS, MET, WHOM
from youwesaid.packs.blocks import Block, Cell, Heading, Note, Paragraph, Table
from youwesaid.packs.kinds import FOR_EVERYBODY
from youwesaid.packs.record import Record
from youwesaid.packs.telling import cell, heads, items_cell, ours, spoken
from youwesaid.partnership.stages import STAGES, InvolvementStage
from youwesaid.plans.models import PlanItem


def involvement(record: Record) -> list[Block]:
    """The register of this time, and at which stage of which answer people took part."""
    blocks = [*_register(record), *_in_answers(record)]
    first: list[Block] = [Heading(1, ours(_("How people were involved")))]
    if not blocks:
        words = _("Nothing in which people took part is written down for this time.")
        return [*first, Paragraph(ours(words))]
    return [*first, *blocks]


def _register(record: Record) -> list[Block]:
    held = _held(record)
    if not held:
        return []
    rows = [
        (
            (*cell(spoken(each.titles), KINDS[each.kind]), *_mark(each)),
            cell(each.agency.name_in(current_language().code), *_whom(each)),
            cell(*(STAGES[InvolvementStage(stage)] for stage in each.stages)),
            cell(_people(each), short_day(each.starts_on)),
            items_cell(_items(each, record)),
            cell(spoken(each.came_of_it)) or cell(_("Not said yet")),
        )
        for each in held
    ]
    columns = heads(
        _("What"), _("Who engaged whom"), _("Stage"), _("How many, and when"),
        _("Where it fits in the plan"), _("What came of it"),
    )  # fmt: skip
    table = Table("register", ours(_("What people took part in")), columns, rows)
    return [table, *_support(held)]


def _held(record: Record) -> Sequence[Activity]:
    """What was held about items of the plan, or about no item; for everybody: what is public."""
    shown = {item.id for item in record.items}
    is_public = record.asked.kind in FOR_EVERYBODY
    return [
        each
        for each in queries.activities_between(record.asked.period.start, record.until)
        if (each.is_public or not is_public)
        and (not each.plan_items or shown & {item.id for item in each.plan_items})
    ]


def _items(activity: Activity, record: Record) -> list[PlanItem]:
    return [item for item in activity.plan_items if item in record.items]


def _whom(activity: Activity) -> list[str]:
    """Broad groups only: the exact group could be known by its name."""
    return [str(WHOM[Whom(whom)]) for whom in activity.whom]


def _people(activity: Activity) -> str:
    count = queries.people_of(activity, threshold=settings().count_threshold)
    return count.in_words() if count else str(_("Nobody counted"))


def _support(held: Sequence[Activity]) -> list[Block]:
    """How requests for support ended; small numbers are hidden with what would tell them."""
    asked = [request for each in held for request in each.support]
    sums = {met: sum(each.people for each in asked if each.met is met) for met in Met}
    threshold = settings().count_threshold
    if not asked:
        return []
    hidden = list_hidden(list(sums.values()), threshold)
    rows = [
        (
            cell(MET[met]),
            cell(
                _("Not shown")
                if place in hidden
                else guarded(people, threshold=threshold).in_words()
            ),
        )
        for place, (met, people) in enumerate(sums.items())
    ]
    columns = heads(_("Was the support given?"), _("How many people"))
    caption = ours(_("Support that people asked for so that they could take part"))
    return [
        Table("support", caption, columns, rows),
        Note(ours(_("A number that is not shown is too small, or would tell one that is."))),
    ]


def _in_answers(record: Record) -> list[Block]:
    rows = [
        (
            cell(spoken(told.contents.said)),
            cell(spoken(answer.text)),
            cell(*(STAGES[InvolvementStage(stage)] for stage in answer.involved_at)),
        )
        for told in record.everything()
        for answer in told.contents.answers
        if answer.involved_at
    ]
    if not rows:
        return []
    columns = heads(_("What people said"), _("What we answered"), _("Where people took part"))
    caption = ours(_("Answers in which people took part"))
    return [Table("involved", caption, columns, rows)]


def _mark(activity: Activity) -> Cell:
    return () if activity.is_public else cell(_("For this meeting"))
