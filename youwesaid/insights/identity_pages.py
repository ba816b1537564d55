"""The question about what people said, before it is public: one insight at a time, never many."""

import uuid

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import AUTHORS
from feedback.core.audience import staff
from feedback.core.db import writes
from youwesaid.insights import identity, queries
from youwesaid.insights.pages import bp

__all__ = ["bp"]


@bp.post("/<uuid:insight_id>/identity")
@staff(*AUTHORS)
@writes
def check_said(insight_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the answer to: could someone who knows them work out who this is?"""
    insight = queries.insight_by_id(insight_id)
    would_know = request.form.get("would_know")
    if would_know not in {"no", "yes"}:
        flash(_("Answer the question with yes or no."), "error")
        return redirect(url_for("insights.show", insight_id=insight_id))
    identity.answer_about_said(insight, somebody_would_know=would_know == "yes", by=current_staff())
    if would_know == "yes":
        flash(_("Change the words so that nobody can be known, then you are asked again."))
    else:
        flash(_("Your answer is kept."))
    return redirect(url_for("insights.show", insight_id=insight_id))
