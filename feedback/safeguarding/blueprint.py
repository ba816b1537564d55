"""Where concerns, sheets, clocks and help numbers live; and the door before what is shut."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from feedback.accounts.gate import current_staff, signed_in
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.safeguarding import access, queries

bp = Blueprint("safeguarding", __name__, url_prefix="/concerns")

#: Where somebody who read a text before it was shut may still say that they are worried.
_ALWAYS_OPEN = frozenset({"inbox.worry"})


@bp.before_app_request
def _ask_before_opening() -> ResponseReturnValue | None:
    """Every address that names a contribution is shut to those who may not open it.

    One guard in front of all pages, so that a page made tomorrow is behind it too.
    """
    named = (request.view_args or {}).get("contribution_id")
    if not isinstance(named, uuid.UUID) or request.endpoint in _ALWAYS_OPEN:
        return None
    if signed_in() is None:
        return None
    contribution = session().get(Contribution, named)
    if contribution is not None:
        access.note_opening(contribution, current_staff())
    return None


@bp.app_errorhandler(access.Shut)
def _shut(_error: access.Shut) -> ResponseReturnValue:
    return render_template("safeguarding/shut.html", leads=queries.leads()), 403
