"""Samples: the list, a new one, and what each says."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.audit.services import record
from feedback.coding import queries as coding
from feedback.coding.agreement import drawing, queries, report, results, showing
from feedback.coding.agreement.blueprint import bp
from feedback.coding.agreement.drawing import Plan
from feedback.coding.agreement.forms import PlanForm
from feedback.coding.wording import theme_name
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring
from feedback.core.tables import csv_text


@bp.get("/")
@staff(*READERS)
def listing() -> ResponseReturnValue:
    """All samples, and what waits for me."""
    lines = showing.lines(reader=current_staff().id)
    return render_template("coding/agreement/listing.html", lines=lines)


@bp.route("/new", methods=["GET", "POST"])
@staff(*READERS)
@writes
def new() -> ResponseReturnValue:
    """Work out how many to code twice, and draw them."""
    me, coders = current_staff().id, showing.coders()
    others = [str(each.id) for each in coders if each.id != me]
    form = PlanForm(data={"first_coder": str(me), "second_coder": others[0] if others else None})
    form.offer([(each.key, theme_name(each)) for each in coding.themes()], coders)
    planned = None
    if form.validate_on_submit():
        try:
            if request.form.get("act") == "draw":
                made = drawing.draw(form.aim(), by=current_staff())
                flash(_("The sample is drawn."))
                return redirect(url_for("agreement.show", number=made.number))
            planned = drawing.plan(form.aim())
        except (drawing.SameCoder, drawing.NobodyKnown, drawing.NothingToDraw) as refusal:
            _reject(form, refusal)
    return _planning(form, planned)


@bp.get("/<int:number>")
@staff(*READERS)
def show(number: int) -> ResponseReturnValue:
    """What one sample says; nothing of it to somebody who is still to code in it."""
    shown = showing.results_page(queries.sample(number), keyring(), reader=current_staff().id)
    text = report.paragraph(shown.results) if shown.results else ""
    return render_template("coding/agreement/show.html", shown=shown, paragraph=text)


@bp.get("/<int:number>.csv")
@staff(*READERS)
def table(number: int) -> ResponseReturnValue:
    """The figures as a file, which is written down."""
    sample = queries.sample(number)
    if queries.to_code(sample, by=current_staff().id):
        abort(404)  # the page says why
    record(verb="took the figures of", thing="sample", thing_id=number)
    content = csv_text(report.HEADS, report.rows(results.of_sample(sample)))
    name = f'attachment; filename="agreement-{number}.csv"'
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": name})


def _planning(form: PlanForm, planned: Plan | None) -> ResponseReturnValue:
    page = render_template("coding/agreement/new.html", form=form, plan=planned)
    return page, 400 if form.errors else 200


def _reject(form: PlanForm, refusal: Exception) -> None:
    if isinstance(refusal, drawing.SameCoder):
        form.reject("second_coder", _("Choose somebody else than the first."))
    elif isinstance(refusal, drawing.NobodyKnown):
        form.reject("share", _("None of these themes was given yet. Write how many you expect."))
    else:
        form.reject("second_coder", _("There is nothing that this person has not coded already."))
