"""What keepers of plans say of a whole plan: its groups, its words, its earlier forms."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.core.audience import staff
from feedback.core.db import writes
from youwesaid.plans import editions, forms, lines, outline, queries, services, showing
from youwesaid.plans.blueprint import KEEPERS, bp
from youwesaid.plans.inferring import PERIOD


@bp.route("/<key>/-/words", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def labels(key: str) -> ResponseReturnValue:
    """What this plan calls its things, and by which words it says how far they are."""
    plan = queries.plan_by_key(key)
    form = forms.labels_form(plan)
    if form.validate_on_submit():
        services.call_things(plan=plan, labels=forms.chosen_labels(form))
        services.set_values(
            plan=plan,
            statuses=(form.status_words.data or "").splitlines(),
            rags=(form.rag_words.data or "").splitlines(),
        )
        services.mark_inferred(plan=plan, asked=PERIOD, marked=form.marked())
        flash(_("The plan's own words are kept."))
        return redirect(url_for("plans_staff.show", key=key))
    status = 400 if form.errors else 200
    return render_template("plans/staff/labels.html", form=form, plan=plan), status


@bp.get("/<key>/-/about")
@staff()
def about(key: str) -> ResponseReturnValue:
    """Everything else that the file says, its notes on itself included."""
    plan = queries.plan_by_key(key)
    return render_template("plans/staff/about.html", plan=plan, groups=queries.groups(plan))


@bp.get("/<key>/-/groups")
@staff()
def groups(key: str) -> ResponseReturnValue:
    """The groups, and who tells whom."""
    plan = queries.plan_by_key(key)
    held = queries.groups(plan)
    return render_template(
        "plans/staff/groups.html",
        plan=plan,
        groups=held,
        lines=lines.all_lines(plan.document, held),
    )


@bp.route("/<key>/-/groups/<group_key>", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def group(key: str, group_key: str) -> ResponseReturnValue:
    """The public names of a group, what else it is called, and from when to when."""
    plan_group = queries.group(key, group_key)
    form = forms.group_form(plan_group)
    if form.validate_on_submit():
        services.describe_group(
            group=plan_group,
            names=form.spoken("name"),
            aliases=(form.aliases.data or "").splitlines(),
            since=form.since.data or "",
            until=form.until.data or "",
            member_dates=form.dates_of(plan_group),
        )
        flash(_("The names and dates of the group are kept."))
        return redirect(url_for("plans_staff.groups", key=key))
    status = 400 if form.errors else 200
    return render_template("plans/staff/group.html", form=form, plan_group=plan_group), status


@bp.get("/<key>/-/versions")
@staff()
def versions(key: str) -> ResponseReturnValue:
    """The files that the plan came from, each with what it changed."""
    plan = queries.plan_by_key(key)
    held = editions.kept(plan)
    return render_template(
        "plans/staff/versions.html",
        plan=plan,
        editions=held,
        named={each.number: showing.named_changes(plan, each) for each in held},
    )


@bp.get("/<key>/-/versions/<int:number>")
@staff()
def version(key: str, number: int) -> ResponseReturnValue:
    """The plan as one file printed it."""
    plan = queries.plan_by_key(key)
    edition = editions.numbered(plan, number)
    return render_template(
        "plans/staff/version.html",
        plan=plan,
        edition=edition,
        outlined=outline.outlined(edition.document),
    )
