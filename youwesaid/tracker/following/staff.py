"""How many follow what, for staff. Addresses are shown to nobody."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from feedback.accounts.roles import Role
from feedback.core.audience import staff
from youwesaid.tracker import queries as tracker
from youwesaid.tracker import wording
from youwesaid.tracker.following import queries

bp = Blueprint("following_staff", __name__, url_prefix="/followers")
wording.register(bp)


@bp.get("/")
@staff(Role.EDITOR, Role.PUBLISHER, Role.LEAD)
def listing() -> ResponseReturnValue:
    """What is followed by letter, most followed first."""
    found = queries.followers()
    entries = [each.entry for each in found if each.entry]
    said = {each.entry.id: each.contents.said for each in tracker.listed(entries)}
    return render_template("tracker/following/listing.html", followers=found, said=said)
