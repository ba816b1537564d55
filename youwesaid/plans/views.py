"""Plans in their own words, for anybody."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from feedback.core.audience import public
from youwesaid.plans import carrying, editions, events, lines, outline, queries, showing, wording
from youwesaid.plans.models import Plan

bp = Blueprint("plans", __name__, url_prefix="/<language:language>/plans")
bp.context_processor(wording.for_templates)


@bp.get("")
@public
def listing() -> ResponseReturnValue:
    """All plans, those in force first."""
    return render_template("plans/listing.html", plans=queries.plans())


@bp.get("/<key>")
@public
def show(key: str) -> ResponseReturnValue:
    """One plan: what it hopes for, what matters most, and the way to everything else in it."""
    plan = queries.plan_by_key(key)
    tree = queries.tree(plan)
    silent = queries.items_without_voice(plan)
    return _page(
        "plans/show.html",
        plan,
        tree=tree,
        counts=showing.type_counts(tree.top),
        came=showing.came_of(tree.top),
        silent=silent,
        silent_ids={item.id for item in silent},
        editions=editions.kept(plan),
        parts=events.parts_of(plan, is_public=True),
    )


@bp.get("/<key>/about")
@public
def about(key: str) -> ResponseReturnValue:
    """Who wrote it and when, how it is followed, what the law asks."""
    plan = queries.plan_by_key(key)
    return _page("plans/about.html", plan, groups=queries.groups(plan))


@bp.get("/<key>/foundations")
@public
def foundations(key: str) -> ResponseReturnValue:
    """The vision, the aims and the principles."""
    plan = queries.plan_by_key(key)
    return _page("plans/foundations.html", plan, tree=queries.tree(plan))


@bp.get("/<key>/<any(outcomes, actions, measures):section>")
@public
def chapter(key: str, section: str) -> ResponseReturnValue:
    """Everything of one kind, by what it stands under."""
    plan = queries.plan_by_key(key)
    kind = outline.SECTION_TYPES[section]
    chapters = showing.chapters(queries.tree(plan).top, kind)
    return _page("plans/chapter.html", plan, kind=kind, chapters=chapters)


@bp.get("/<key>/groups")
@public
def groups(key: str) -> ResponseReturnValue:
    """The groups behind the plan."""
    plan = queries.plan_by_key(key)
    return _page("plans/groups.html", plan, groups=queries.groups(plan))


@bp.get("/<key>/reporting")
@public
def reporting(key: str) -> ResponseReturnValue:
    """Who tells whom how it is going, as a picture and as a table, and when it is looked at."""
    plan = queries.plan_by_key(key)
    held = queries.groups(plan)
    return _page(
        "plans/reporting.html", plan, groups=held, lines=lines.all_lines(plan.document, held)
    )


@bp.get("/<key>/hearing")
@public
def hearing(key: str) -> ResponseReturnValue:
    """What the plan promises about people's voices, and how this site helps to keep it."""
    return _page("plans/hearing.html", queries.plan_by_key(key))


@bp.get("/<key>/unheard")
@public
def unheard(key: str) -> ResponseReturnValue:
    """The parts of the plan that nobody has spoken about."""
    plan = queries.plan_by_key(key)
    silent = queries.items_without_voice(plan)
    return _page("plans/unheard.html", plan, chapters=showing.silent_chapters(silent))


@bp.get("/<key>/versions")
@public
def versions(key: str) -> ResponseReturnValue:
    """The files that the plan came from, each with what it changed."""
    plan = queries.plan_by_key(key)
    held = editions.kept(plan)
    named = {each.number: showing.named_changes(plan, each) for each in held}
    return _page("plans/versions.html", plan, editions=held, named=named)


@bp.get("/<key>/versions/<int:number>")
@public
def version(key: str, number: int) -> ResponseReturnValue:
    """The plan as one file printed it."""
    plan = queries.plan_by_key(key)
    edition = editions.numbered(plan, number)
    return _page(
        "plans/version.html", plan, edition=edition, outlined=outline.outlined(edition.document)
    )


@bp.get("/<key>/<item_key>")
@public
def item(key: str, item_key: str) -> ResponseReturnValue:
    """One item: its words, what stands under it, earlier words, what people said about it."""
    plan_item = queries.item(key, item_key)
    branch = queries.branch(plan_item)
    return _page(
        "plans/item.html",
        plan_item.plan,
        plan_item=plan_item,
        branch=branch,
        aims=queries.cited_aims(plan_item),
        came=showing.came_of([branch]),
        is_silent=queries.is_silent(branch),
        causes=events.causes_of([change.id for change in plan_item.changes]),
        carried_from=carrying.carried_from(plan_item),
        carried_into=carrying.carried_into(plan_item),
        parts=events.parts_of(plan_item.plan, plan_item, is_public=True),
    )


def _page(template: str, plan: Plan, **shown: Any) -> str:
    return render_template(template, plan=plan, successor=queries.successor(plan), **shown)
