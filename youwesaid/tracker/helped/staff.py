"""What people say did not help, for those who can do something about it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.helped import queries, services, wording
from youwesaid.tracker.helped.models import Asked, Verdict

bp = Blueprint("helped_staff", __name__, url_prefix="/helped")


@bp.get("/")
@staff(Role.EDITOR, Role.PUBLISHER, Role.LEAD)
def listing() -> ResponseReturnValue:
    """Entries that people say did not help, and every answer so far."""
    unhelped = queries.unhelped()
    asked = queries.asked_entries()
    return render_template(
        "tracker/helped/listing.html",
        unhelped=unhelped,
        said={each.entry.id: each.contents for each in tracker.listed(asked)},
        asked=asked,
        exact={entry.id: queries.exact(entry.id) for entry in asked},
        titles={each.entry.id: tracker.contents_of_entry(each.entry) for each in unhelped},
        verdicts=wording.VERDICTS,
        no=Verdict.NO,
        groups=list(Asked),
    )


@bp.post("/<slug>/seen")
@staff(Role.EDITOR, Role.PUBLISHER)
@writes
def seen(slug: str) -> ResponseReturnValue:
    """An editor has looked: off the list until one more says no."""
    services.look_at(tracker.entry_by_slug(slug), by=current_staff())
    flash(_("It is off the list until one more person says no."))
    return redirect(url_for("helped_staff.listing"))
