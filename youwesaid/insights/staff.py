"""Insights: the list, making one from a theme, tying it to plans, recording what it changed."""

import uuid
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import AUTHORS
from feedback.coding import queries as coding
from feedback.core import clock
from feedback.core.audience import may_open, staff
from feedback.core.db import writes
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.paging import page_of
from youwesaid.insights import (
    answer_pages,
    forms,
    identity,
    identity_pages,
    queries,
    quote_pages,
    services,
    showing,
    signing_pages,
    suggesting,
    waiting,
)
from youwesaid.insights.barriers import queries as barriers
from youwesaid.insights.models import Insight
from youwesaid.insights.pages import EDITORS, READERS_OF_INSIGHTS, bp
from youwesaid.insights.queries import Standing
from youwesaid.partnership import queries as partnership
from youwesaid.plans import queries as plans
from youwesaid.plans.models import PlanItem
from youwesaid.plans.services import NothingChanged, WordingMissing
from youwesaid.plans.spoken import in_languages

__all__ = ["answer_pages", "bp", "identity_pages", "quote_pages", "signing_pages"]


@bp.get("/")
@staff(*READERS_OF_INSIGHTS)
def listing() -> ResponseReturnValue:
    """Insights by how far they have come; what waits comes first."""
    asked = request.args.get("show", "me" if may_open("insights.answer") else "waiting")
    standing = Standing(asked) if asked in set(Standing) else None
    is_mine, today = asked == "me", clock.today()
    return render_template(
        "insights/listing.html",
        page=page_of(waiting.unanswered() if is_mine else queries.listing(standing)),
        standing=standing,
        is_mine=is_mine,
        counts=queries.counts(today),
        late=waiting.late(today),
        late_since=waiting.late_since,
        drafts=waiting.own_drafts(current_staff().id) if is_mine else (),
        left=waiting.left_to_answer(),
        today=today,
    )


@bp.route("/make", methods=["GET", "POST"])
@staff(*AUTHORS)
@writes
def make() -> ResponseReturnValue:
    """A new insight from everything that was coded with a theme in a period."""
    theme = coding.theme_by_key(request.args.get("theme", ""))
    period = forms.PeriodForm(request.args)
    until = _day(period, "until") or clock.today()
    sources = showing.sources(
        theme, since=_day(period, "since"), until=until, reader=current_staff(), keyring=keyring()
    )
    received = [each.received_on for each in sources.contributions]
    since = _day(period, "since") or min(received, default=until)
    form = in_languages(forms.MakeForm)(data={"topic": sources.topic})
    form.offer(partnership.localities(), current_language().code)
    if form.validate_on_submit():
        kept = [each for each in sources.contributions if each.id not in form.left_out.data]
        try:
            insight = services.make_insight(
                said=form.spoken("said"),
                theme=theme,
                topic=form.topic.data or None,
                sources=kept,
                period=(since, until),
                plan_items=plans.items_by_id(form.items.data),
                by=current_staff(),
            )
        except services.NoSources:
            form.reject("said_en", _("Nothing was coded with this theme in this period."))
        else:
            _place(insight, form)
            flash(_("The insight is made. Answer it, or come back to it later."))
            return redirect(url_for("insights.show", insight_id=insight.id))
    page = render_template(
        "insights/make.html",
        form=form,
        theme=theme,
        sources=sources,
        period=(since, until),
        suggested=suggesting.suggested_items(theme, form["said_en"].data or ""),
        pickable=plans.items_to_tie(),
    )
    return page, 400 if form.errors else 200


@bp.get("/<uuid:insight_id>")
@staff(*READERS_OF_INSIGHTS)
def show(insight_id: uuid.UUID) -> ResponseReturnValue:
    """One insight: what was said, where it fits, quotes, answers, and what can be done next."""
    insight = queries.insight_by_id(insight_id)
    sees_quotes = showing.may_see_quotes(current_staff())
    return render_template(
        "insights/show.html",
        insight=insight,
        theme=queries.theme_of(insight),
        standing=queries.standing_of(insight),
        source_count=queries.source_count(insight),
        answers=showing.answers(insight),
        quotes=showing.quotes(insight, keyring()) if sees_quotes else [],
        unchecked=queries.unchecked_quotes(insight),
        clues=showing.clues(insight, keyring()) if sees_quotes else None,
        asked=identity.about_said(insight),
        today=clock.today(),
        places=showing.places(insight, partnership.localities(), current_language().code),
        barriers=barriers.barriers_of_insight(insight.id),
    )


@bp.route("/<uuid:insight_id>/words", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def words(insight_id: uuid.UUID) -> ResponseReturnValue:
    """What people said, in other words or more languages."""
    insight = queries.insight_by_id(insight_id)
    form = forms.said_form(insight)
    form.offer(partnership.localities(), current_language().code)
    if form.validate_on_submit():
        services.change_said(
            insight, said=form.spoken("said"), topic=form.topic.data or None, by=current_staff()
        )
        _place(insight, form)
        flash(_("The words are kept."))
        return redirect(url_for("insights.show", insight_id=insight_id))
    status = 400 if form.errors else 200
    return render_template("insights/words.html", form=form, insight=insight), status


def _place(insight: Insight, form: Any) -> None:
    services.place(
        insight,
        localities=form.localities.data or [],
        age_groups=form.age_groups.data or [],
        by=current_staff(),
    )


@bp.route("/<uuid:insight_id>/items", methods=["GET", "POST"])
@staff(*AUTHORS)
@writes
def tie(insight_id: uuid.UUID) -> ResponseReturnValue:
    """Choose what in the plans an insight is about."""
    insight = queries.insight_by_id(insight_id)
    form = forms.TieForm()
    if form.validate_on_submit():
        services.tie(insight, plans.items_by_id(form.items.data or []), by=current_staff())
        return redirect(url_for("insights.show", insight_id=insight_id))
    return render_template(
        "insights/tie.html",
        form=form,
        insight=insight,
        suggested=suggesting.for_insight(insight),
        pickable=plans.items_to_tie(),
    )


@bp.post("/<uuid:insight_id>/items/<uuid:item_id>/untie")
@staff(*AUTHORS)
@writes
def untie(insight_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """An insight is not about this plan item after all."""
    insight = queries.insight_by_id(insight_id)
    services.untie(insight, plans.item_by_id(item_id), by=current_staff())
    return redirect(url_for("insights.show", insight_id=insight_id))


@bp.route("/plan-items/<uuid:item_id>", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def change_plan(item_id: uuid.UUID) -> ResponseReturnValue:
    """Record a new wording of a plan item, and which insights led to it."""
    item = plans.item_by_id(item_id)
    near = queries.near(item)
    form = _wording_form(item)
    if form.validate_on_submit():
        try:
            services.record_plan_change(
                item,
                field=form.field.data,
                new=form.new.data or "",
                note=form.note.data or "",
                causes=[insight for insight in near if insight.id in (form.causes.data or [])],
                by=current_staff(),
            )
        except NothingChanged:
            form.reject("new", _("This is the wording that the plan has already."))
        except WordingMissing:
            form.reject("new", _("Write the new wording."))
        else:
            flash(_("The new wording is kept beside the old one."))
            return redirect(url_for("plans_staff.item", key=item.plan.key, item_key=item.key))
    page = render_template("insights/change_plan.html", form=form, plan_item=item, near=near)
    return page, 400 if form.errors else 200


def _wording_form(item: PlanItem) -> forms.WordingForm:
    fields = [name for name in ("title", "text") if getattr(item, name)] or ["text"]
    start = {"field": fields[0], "new": getattr(item, fields[0]) or "", "causes": _named_causes()}
    form = forms.WordingForm(data=start)
    labels = {"title": _("The title"), "text": _("The text")}
    form.field.choices = [SelectChoice(name, labels[name]) for name in fields]
    return form


def _named_causes() -> list[str]:
    """The insight that somebody came from: it is ticked, and can be unticked."""
    named = request.args.get("cause", type=uuid.UUID)
    return [str(named)] if named else []


def _day(form: forms.PeriodForm, name: str) -> date | None:
    form.validate()
    given: date | None = form[name].data
    return None if form[name].errors else given
