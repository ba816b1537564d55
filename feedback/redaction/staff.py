"""Deciding on proposals. Hiding a selection is on the reading screen, beside the words."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.contributions.models import Contribution
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.nlp.identifiers import Band
from feedback.redaction import queries, services
from feedback.redaction.models import Decision

bp = Blueprint("redaction", __name__, url_prefix="/redact")


@bp.post("/<uuid:contribution_id>/accept-all")
@staff(*READERS)
@writes
def accept_all(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Hide everything that is proposed."""
    contribution = queries.contribution(contribution_id)
    places = services.accept_all(contribution, by=current_staff())
    flash(ngettext("Hidden in %(num)s place.", "Hidden in %(num)s places.", places))
    return _back(contribution)


@bp.post("/<uuid:contribution_id>/accept-sure")
@staff(*READERS)
@writes
def accept_sure(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Hide what is nearly always right; what must be checked still waits."""
    contribution = queries.contribution(contribution_id)
    places = services.accept_all(contribution, by=current_staff(), only=Band.SURE)
    flash(ngettext("Hidden in %(num)s place.", "Hidden in %(num)s places.", places))
    return _back(contribution)


@bp.post("/<uuid:contribution_id>/hidings/<uuid:hiding_id>/<any(accepted, rejected):decision>")
@staff(*READERS)
@writes
def decide(contribution_id: uuid.UUID, hiding_id: uuid.UUID, decision: str) -> ResponseReturnValue:
    """Accept or reject one place; a place that a person chose is taken out again."""
    contribution = queries.contribution(contribution_id)
    hiding = queries.hiding(contribution, hiding_id)
    services.decide(contribution, hiding, decision=Decision(decision), by=current_staff())
    return _back(contribution)


@bp.post("/<uuid:contribution_id>/undo")
@staff(*READERS)
@writes
def undo(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Take back the last act of hiding, accepting or rejecting."""
    contribution = queries.contribution(contribution_id)
    try:
        places = services.undo(contribution, by=current_staff())
    except services.NothingToUndo:
        flash(_("There is nothing to take back."), "error")
    else:
        flash(ngettext("Taken back in %(num)s place.", "Taken back in %(num)s places.", places))
    return _back(contribution)


def _back(contribution: Contribution) -> ResponseReturnValue:
    return redirect(url_for("inbox.show", contribution_id=contribution.id))
