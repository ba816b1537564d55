"""Choosing short quotes, and the question that only a person can answer about them."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import AUTHORS, READERS
from feedback.contributions import opening
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring
from youwesaid.insights import forms, queries, quoting, services, showing
from youwesaid.insights.forms import QuoteForm
from youwesaid.insights.pages import bp

_REFUSALS = {
    quoting.NotInTheText: _l("These words must stand in the text exactly once, as they are here."),
    quoting.QuoteTooLong: _l("That is too long: people said yes to a short quote."),
    quoting.NoPermission: _l("This person does not allow a quote."),
    quoting.NotReady: _l("This text is not ready to be quoted."),
}


@bp.get("/<uuid:insight_id>/quotes")
@staff(*READERS)
def quotes(insight_id: uuid.UUID) -> ResponseReturnValue:
    """The sources whose givers allow a short quote."""
    insight = queries.insight_by_id(insight_id)
    return render_template(
        "insights/quotes.html",
        insight=insight,
        sources=[showing.source_text(each, keyring()) for each in quoting.quotable(insight)],
        source_count=queries.source_count(insight),
        quotes=showing.quotes(insight, keyring()),
    )


@bp.route("/<uuid:insight_id>/quotes/<uuid:contribution_id>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def quote(insight_id: uuid.UUID, contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Choose words of one working text as a quote."""
    insight = queries.insight_by_id(insight_id)
    contribution = quoting.source_to_quote(insight, contribution_id)
    source, form = showing.source_text(contribution, keyring()), QuoteForm()
    if form.validate_on_submit():
        try:
            services.propose_quote(
                insight,
                contribution=contribution,
                stretch=_stretch(form, source.text),
                by=current_staff(),
                keyring=keyring(),
            )
        except tuple(_REFUSALS) as refusal:
            form.reject("words", str(_REFUSALS[type(refusal)]))
        else:
            flash(_("The quote is proposed. A person must still say that nobody would know them."))
            return redirect(url_for("insights.show", insight_id=insight_id))
    page = render_template("insights/quote.html", form=form, insight=insight, source=source)
    return page, 400 if form.errors else 200


@bp.post("/<uuid:insight_id>/quotes/<uuid:contribution_id>/use")
@staff(*READERS)
@writes
def use_quote(insight_id: uuid.UUID, contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Propose words that were marked before, in one press."""
    insight = queries.insight_by_id(insight_id)
    contribution = quoting.source_to_quote(insight, contribution_id)
    try:
        services.propose_quote(
            insight,
            contribution=contribution,
            stretch=_stretch(QuoteForm(), opening.working_text(contribution, keyring())),
            by=current_staff(),
            keyring=keyring(),
        )
    except tuple(_REFUSALS) as refusal:
        flash(str(_REFUSALS[type(refusal)]), "error")
    else:
        flash(_("The quote is proposed. A person must still say that nobody would know them."))
    return redirect(url_for("insights.show", insight_id=insight_id))


@bp.post("/quotes/<uuid:quote_id>/identity")
@staff(*AUTHORS)
@writes
def check_quote(quote_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the answer to: would a neighbour, ex-partner, worker or journalist know who it is?"""
    proposed = quoting.quote_by_id(quote_id)
    insight_id = proposed.insight_id
    would_know = request.form.get("would_know")
    if would_know not in {"no", "yes"}:
        flash(_("Answer the question about the quote with yes or no."), "error")
        return redirect(url_for("insights.show", insight_id=insight_id))
    try:
        services.check_quote_identity(
            proposed, somebody_would_know=would_know == "yes", by=current_staff()
        )
    except quoting.AlreadyPublic:
        flash(_("This quote is public already."), "error")
    else:
        flash(_("The quote is not used.") if would_know == "yes" else _("The quote can be used."))
    return redirect(url_for("insights.show", insight_id=insight_id))


def _stretch(form: forms.QuoteForm, text: str) -> tuple[int, int]:
    start, end = form.start.data, form.end.data
    if start is not None and end is not None:
        return start, end
    return quoting.stretch_of(text, form.words.data or "")
