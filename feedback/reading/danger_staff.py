"""On the reading screen: is somebody in danger? Raised by one person, cleared by one or two."""

import uuid

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.contributions.models import Contribution
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring
from feedback.reading import queries
from feedback.reading.staff import back, bp, screen
from feedback.safeguarding import services, signals
from feedback.safeguarding.forms import ClearForm, ConcernForm

__all__ = ["bp"]


@bp.post("/<uuid:contribution_id>/worry")
@staff(*READERS)
@writes
def worry(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody is worried about a person."""
    contribution = queries.contribution(contribution_id)
    form = ConcernForm(prefix="worry-")
    if not form.validate_on_submit():
        return screen(contribution, worry_form=form)
    services.raise_concern(
        contribution,
        level=form.chosen_level(),
        urgency=form.chosen_urgency(),
        by=current_staff(),
        note=form.note(),
        keyring=keyring(),
    )
    flash(_("The concern is raised. Its clock runs. You can go on reading."))
    return back(contribution)


@bp.post("/<uuid:contribution_id>/clear")
@staff(*READERS)
@writes
def clear(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Nobody is in danger; where a watch phrase was met, a second reader must agree."""
    contribution = queries.contribution(contribution_id)
    form = ClearForm(prefix="clear-")
    if not form.validate_on_submit():
        return screen(contribution, clear_form=form)
    try:
        cleared = signals.clear(contribution, by=current_staff(), because=form.reason())
    except signals.ReasonMissing:
        form.reject("because", _("Words to watch for were found: say why nobody is in danger"))
        return screen(contribution, clear_form=form)
    except signals.ConcernIsOpen:
        form.reject("because", _("A concern is open: only a safeguarding lead can close it"))
        return screen(contribution, clear_form=form)
    if not cleared:
        flash(_("A second reader must agree. You can go on: hide names, save, read the next."))
    return back(contribution)


@bp.post("/<uuid:contribution_id>/second/<any(agree, refuse):answer>")
@staff(*READERS)
@writes
def second(contribution_id: uuid.UUID, answer: str) -> ResponseReturnValue:
    """The second reader agrees that nobody is in danger, or does not."""
    contribution = queries.contribution(contribution_id)
    try:
        if answer == "agree":
            signals.agree(contribution, by=current_staff())
            flash(_("You both say that nobody is in danger."))
        else:
            signals.refuse(contribution, by=current_staff())
            flash(_("It stays first in the inbox. If you are worried about somebody, press W."))
            return back(contribution)
    except signals.AskedYourself:
        flash(_("You asked for this yourself. Another reader must agree."), "error")
        return back(contribution)
    except signals.NobodyAskedForALook:
        flash(_("Somebody was faster: look at the list again."), "error")
    return _next_look(contribution)


def _next_look(contribution: Contribution) -> ResponseReturnValue:
    """The next that this person can agree to; the one just answered when there is none."""
    look = signals.next_look_for(current_staff())
    if look is None:
        return back(contribution)
    return redirect(url_for("inbox.show", contribution_id=look.contribution_id))
