"""Pages on which a person checks what a document proposes."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.core.audience import staff
from feedback.core.db import writes, writing
from feedback.core.errors import Refused
from youwesaid.plans import queries as plan_queries
from youwesaid.plans.blueprint import KEEPERS
from youwesaid.plans.documents import queries, services, wording
from youwesaid.plans.documents.blocks import UnreadableDocument
from youwesaid.plans.documents.finding import find
from youwesaid.plans.documents.forms import DocumentForm, ItemForm, item_form, plan_form
from youwesaid.plans.documents.models import PlanDraft
from youwesaid.plans.documents.reading import read_document
from youwesaid.plans.reading import UnreadablePlan

bp = Blueprint("plan_drafts", __name__, url_prefix="/plans/-/drafts")
bp.context_processor(wording.for_templates)


@bp.route("/", methods=["GET", "POST"])
@staff(*KEEPERS)
def listing() -> ResponseReturnValue:
    """Bring a document in, and go on with drafts; nobody waits while the file is read."""
    form = DocumentForm()
    if form.validate_on_submit():
        name = form.file.data.filename or ""
        try:
            blocks = read_document(name, form.file.data.read())
            proposal = find(blocks, name=name)
            with writing():
                draft_id = services.keep_draft(
                    proposal=proposal, blocks=blocks, file_name=name, by=current_staff()
                ).id
            return redirect(url_for("plan_drafts.show", draft_id=draft_id))
        except UnreadableDocument as refusal:
            form.reject("file", str(refusal))
    status = 400 if form.errors else 200
    drafts = [(draft, queries.counts(draft)) for draft in queries.drafts()]
    return render_template("plans/documents/listing.html", form=form, drafts=drafts), status


@bp.get("/<uuid:draft_id>")
@staff(*KEEPERS)
def show(draft_id: uuid.UUID) -> ResponseReturnValue:
    """The whole proposed tree, and how far it is checked."""
    draft = queries.draft(draft_id)
    return render_template(
        "plans/documents/show.html",
        draft=draft,
        tree=queries.tree(draft),
        counts=queries.counts(draft),
        first=queries.next_waiting(draft),
    )


@bp.post("/<uuid:draft_id>/sure")
@staff(*KEEPERS)
@writes
def accept_sure(draft_id: uuid.UUID) -> ResponseReturnValue:
    """Accept all that the document names plainly."""
    count = services.accept_sure(draft=queries.draft(draft_id))
    flash(ngettext("%(num)s item accepted.", "%(num)s items accepted.", count))
    return redirect(url_for("plan_drafts.show", draft_id=draft_id))


@bp.post("/<uuid:draft_id>/forget")
@staff(*KEEPERS)
@writes
def forget(draft_id: uuid.UUID) -> ResponseReturnValue:
    """Delete a draft."""
    services.forget(draft=queries.draft(draft_id))
    flash(_("The draft is deleted."))
    return redirect(url_for("plan_drafts.listing"))


@bp.route("/<uuid:draft_id>/<int:number>", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def check(draft_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One item beside its passage: accept, change, drop, merge, split; then the next one."""
    draft = queries.draft(draft_id)
    row = queries.row(draft, number)
    if row is None:
        abort(404)
    form = item_form(draft, row)
    if form.validate_on_submit():
        try:
            following = _ACTS.get(request.form.get("act", ""), _keep)(draft, number, form)
        except Refused as problem:
            form.reject("text", wording.refusal(problem))
        else:
            return redirect(_after(draft_id, following))
    before, after = queries.neighbours(draft, number)
    page = render_template(
        "plans/documents/check.html", draft=draft, row=row, form=form, before=before, after=after,
        blocks=queries.surroundings(draft, row["passage"]["block"]), counts=queries.counts(draft),
    )  # fmt: skip
    return page, 400 if form.errors else 200


@bp.route("/<uuid:draft_id>/plan", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def make(draft_id: uuid.UUID) -> ResponseReturnValue:
    """Make a plan of what was accepted."""
    draft = queries.draft(draft_id)
    newest = next((plan.partnership.get("name") for plan in plan_queries.plans()), None)
    form = plan_form(draft, newest or "")
    if form.validate_on_submit():
        try:
            report = services.make_plan(
                draft=draft, head=form.head(), leave_out_waiting=bool(form.leave_out.data),
                by=current_staff(),
            )  # fmt: skip
        except (services.ItemsWaiting, services.NothingKept) as problem:
            form.reject("leave_out", wording.refusal(problem))
        except (services.KeyTaken, UnreadablePlan) as problem:
            form.reject("key", wording.refusal(problem))
        else:
            flash(" ".join(report.in_words()[:2]))
            return redirect(url_for("plans_staff.show", key=report.key))
    status = 400 if form.errors else 200
    counts = queries.counts(draft)
    return render_template(
        "plans/documents/make.html", form=form, draft=draft, counts=counts
    ), status


def _after(draft_id: uuid.UUID, following: int | None) -> str:
    if following is None:
        return url_for("plan_drafts.show", draft_id=draft_id)
    return url_for("plan_drafts.check", draft_id=draft_id, number=following)


def _keep(draft: PlanDraft, number: int, form: ItemForm) -> int | None:
    services.change(draft=draft, number=number, values=form.values())
    return queries.next_waiting(draft, number)


def _drop(draft: PlanDraft, number: int, _form: ItemForm) -> int | None:
    services.drop(draft=draft, number=number)
    return queries.next_waiting(draft, number)


def _merge(draft: PlanDraft, number: int, _form: ItemForm) -> int | None:
    return services.merge(draft=draft, number=number)


def _split(draft: PlanDraft, number: int, form: ItemForm) -> int | None:
    words: Any = form.text.data or form.title.data
    return services.split(draft=draft, number=number, text=str(words or ""))[0]


_ACTS: dict[str, Callable[[PlanDraft, int, ItemForm], int | None]] = {
    "keep": _keep,
    "drop": _drop,
    "merge": _merge,
    "split": _split,
}
