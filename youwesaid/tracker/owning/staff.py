"""What is late, what is coming, and reminding those who own it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring
from feedback.core.templating import settings
from youwesaid.insights import wording as insight_words
from youwesaid.insights.owning import queries as owning
from youwesaid.insights.owning import services
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.owning import queries

bp = Blueprint("owning", __name__, url_prefix="/owners")
bp.context_processor(insight_words.for_templates)


@bp.get("/")
@staff(Role.EDITOR, Role.PUBLISHER, Role.LEAD, Role.VIEWER)
def overdue() -> ResponseReturnValue:
    """Late, coming, not changed for long, and how long plans have been plans."""
    today = clock.today()
    late, coming = owning.late(today), owning.coming(today)
    stale = queries.stale(today, months=settings().stale_months)
    return render_template(
        "insights/owning/overdue.html",
        late=late,
        coming=coming,
        reminded=owning.last_reminded([each.answer.id for each in (*late, *coming)]),
        unowned=owning.without_owner(),
        stale=tracker.listed(stale),
        stale_months=settings().stale_months,
        planned=queries.planned_ageing(),
        figures=queries.statistics(),
        today=today,
    )


@bp.post("/remind")
@staff(Role.EDITOR, Role.PUBLISHER)
@writes
def remind() -> ResponseReturnValue:
    """One neutral letter to each post that owns something late."""
    letters = services.remind_owners(by=current_staff(), keyring=keyring())
    if letters:
        flash(ngettext("%(num)s letter will go out.", "%(num)s letters will go out.", letters))
    else:
        flash(_("Nobody is left to remind today."))
    return redirect(url_for("owning.overdue"))
