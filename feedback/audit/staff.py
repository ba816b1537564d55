"""Reading the audit log."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from feedback.accounts.roles import Role
from feedback.audit import queries, services
from feedback.audit.forms import FilterForm
from feedback.core.audience import staff

bp = Blueprint("audit", __name__, url_prefix="/log")

CHECKED = 1000  # entries checked each time that the page is shown


@bp.get("/")
@staff(Role.ADMINISTRATOR, Role.LEAD)
def listing() -> ResponseReturnValue:
    """Who did what, newest first, and whether the chain holds."""
    form = FilterForm(request.args)
    form.offer()
    everything = request.args.get("check") == "all"
    return render_template(
        "audit/listing.html",
        form=form,
        page=queries.entries(thing=form.thing.data or "", thing_id=form.thing_id.data or ""),
        broken=services.verify(newest=None if everything else CHECKED),
        checked=None if everything else CHECKED,
    )
