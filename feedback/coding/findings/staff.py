"""What people say."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.coding import queries
from feedback.coding.findings import showing
from feedback.core.audience import staff
from feedback.core.keys import keyring

bp = Blueprint("findings", __name__, url_prefix="/themes")
WATCHERS = (*READERS, Role.EDITOR, Role.PUBLISHER, Role.VIEWER)


@bp.get("/")
@staff(*WATCHERS)
def themes() -> ResponseReturnValue:
    """What people say: every theme, counted for staff and as the public may see it."""
    return render_template("coding/findings/themes.html", groups=showing.theme_groups())


@bp.get("/<key>")
@staff(*WATCHERS)
def theme(key: str) -> ResponseReturnValue:
    """One theme: its definition, its counts, and (for readers) what people said."""
    shown_theme = queries.theme_by_key(key)
    may_read = bool(current_staff().role_names & set(READERS))
    shown = showing.theme_page(shown_theme, keyring() if may_read else None)
    return render_template("coding/findings/theme.html", shown=shown, may_read=may_read)
