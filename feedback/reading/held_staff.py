"""Held back: what looked like spam, for a person to look at. The machine throws nothing away."""

import uuid
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.contributions import attachments, holding
from feedback.contributions.holding import DangerNotDecided, NotHeld
from feedback.contributions.models import Held
from feedback.contributions.queries import question_asked
from feedback.contributions.spam import Suspicion
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.paging import page_of
from feedback.core.sealing import CannotOpen
from feedback.reading import services
from feedback.reading.services import Withdrawn

bp = Blueprint("held", __name__, url_prefix="/held")
REASONS = {
    Suspicion.TRAP: _l("It filled in a box that people cannot see"),
    Suspicion.NO_PAGE: _l("It was sent without opening our page"),
    Suspicion.TOO_QUICK: _l("It was sent within seconds"),
    Suspicion.NO_PROOF: _l("It came in a flood, without the small sum"),
    Suspicion.LINKS: _l("It has many links"),
    Suspicion.REPEATED: _l("The same words came before on that day"),
}


@bp.get("/")
@staff(*READERS)
def listing() -> ResponseReturnValue:
    """What waits for somebody to look; ``?away=yes`` for what was put away."""
    is_away = request.args.get("away") == "yes"
    page = page_of(holding.held(Held.PUT_AWAY if is_away else Held.WAITING))
    rows = [(submission, _why(holding.reasons(submission))) for submission in page.rows]
    return render_template("reading/held/listing.html", page=page, rows=rows, is_away=is_away)


@bp.get("/<uuid:submission_id>")
@staff(*READERS)
def show(submission_id: uuid.UUID) -> ResponseReturnValue:
    """One of them with its words; that they were opened is logged."""
    submission = holding.held_submission(submission_id)
    texts = [
        (
            each,
            question_asked(each, language=current_language().code),
            services.open_original(each, keyring=keyring(), by=current_staff()),
            attachments.attachments_of(each),
        )
        for each in submission.contributions
    ]
    return render_template(
        "reading/held/show.html",
        submission=submission,
        texts=texts,
        why=_why(holding.reasons(submission)),
    )


@bp.post("/<uuid:submission_id>/let-through")
@staff(*READERS)
@writes
def let_through(submission_id: uuid.UUID) -> ResponseReturnValue:
    """A person sent it: it is read and counted like every other."""
    submission = holding.held_submission(submission_id)
    try:
        holding.let_through(submission=submission, by=current_staff())
    except NotHeld:
        flash(_("It was let through before."))
    else:
        flash(_("It is let through, and counted from now on."))
    return redirect(url_for("held.listing"))


@bp.post("/<uuid:submission_id>/put-away")
@staff(*READERS)
@writes
def put_away(submission_id: uuid.UUID) -> ResponseReturnValue:
    """It is spam: out of the way, and kept."""
    submission = holding.held_submission(submission_id)
    try:
        holding.put_away(submission=submission, by=current_staff())
    except NotHeld:
        flash(_("Somebody decided this before you."), "error")
    except DangerNotDecided:
        flash(_("Words to watch for were found. First say if somebody is in danger."), "error")
        return redirect(url_for("held.show", submission_id=submission.id))
    else:
        flash(_("It is put away. You can still let it through."))
    return redirect(url_for("held.listing"))


def _why(reasons: list[Suspicion]) -> list[str]:
    return [str(REASONS[reason]) for reason in reasons]


@bp.errorhandler(Withdrawn)
def _withdrawn(_error: Withdrawn) -> ResponseReturnValue:
    return render_template("reading/gone.html", withdrawn=True), HTTPStatus.GONE


@bp.errorhandler(CannotOpen)
def _cannot_open(_error: CannotOpen) -> ResponseReturnValue:
    return render_template("reading/gone.html", withdrawn=False), HTTPStatus.CONFLICT
