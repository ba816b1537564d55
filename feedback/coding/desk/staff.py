"""The coding desk."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.coding import queries, wording
from feedback.coding.desk import services, showing
from feedback.coding.desk.forms import CodeForm
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring
from feedback.core.paging import page_of

bp = Blueprint("coding", __name__, url_prefix="/code")
wording.register(bp)


@bp.get("/")
@staff(*READERS)
def queue() -> ResponseReturnValue:
    """What waits to be coded, oldest first."""
    page = page_of(queries.waiting_for_coding(question=request.args.get("question")))
    rows = [wording.row(contribution, keyring()) for contribution in page.rows]
    return render_template("coding/queue.html", page=page, rows=rows, coded=_just_coded())


@bp.get("/next")
@staff(*READERS)
def next_one() -> ResponseReturnValue:
    """Open the oldest that waits."""
    waiting = queries.next_for_coding()
    if waiting is None:
        flash(_("Everything that has been read is coded."))
        return redirect(url_for("coding.queue"))
    return redirect(url_for("coding.desk", contribution_id=waiting.id))


@bp.route("/<uuid:contribution_id>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def desk(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """One contribution: its working text, the suggestions, the themes."""
    contribution = queries.contribution(contribution_id)
    form = CodeForm()
    form.themes.choices = [(theme.key, theme.key) for theme in queries.themes()]
    if request.method == "POST" and form.validate_on_submit():
        try:
            services.give_themes(contribution, keys=form.chosen(), by=current_staff())
        except services.NoThemeChosen:
            form.reject("themes", _("Tick a theme, or press “No theme here”."))
        except services.NoWorkingText:
            form.reject("themes", _("Read this and hide what identifies people first."))
        else:
            return _on_to_the_next(contribution_id)
    shown = showing.desk(contribution, keyring(), for_coder=current_staff().id)
    status = 400 if form.errors else 200
    post_to = url_for("coding.desk", contribution_id=contribution_id)
    page = render_template(
        "coding/desk.html", form=form, shown=shown, post_to=post_to, coded=_just_coded()
    )
    return page, status


@bp.post("/<uuid:contribution_id>/none")
@staff(*READERS)
@writes
def no_theme(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Say that no theme fits, and open the next."""
    contribution = queries.contribution(contribution_id)
    try:
        services.no_theme(contribution, by=current_staff())
    except services.NoWorkingText:
        flash(_("Read this and hide what identifies people first."), "error")
        return redirect(url_for("coding.desk", contribution_id=contribution_id))
    return _on_to_the_next(contribution_id)


@bp.post("/<uuid:contribution_id>/undo")
@staff(*READERS)
@writes
def undo(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Take my themes back and show it again."""
    services.uncode(queries.contribution(contribution_id), by=current_staff())
    flash(_("Your themes were taken back."))
    return redirect(url_for("coding.desk", contribution_id=contribution_id))


def _just_coded() -> uuid.UUID | None:
    """The one that the address names; anything else in it would steer where Undo goes."""
    return request.args.get("coded", type=uuid.UUID)


def _on_to_the_next(contribution_id: uuid.UUID) -> ResponseReturnValue:
    coded = queries.contribution(contribution_id)
    following = queries.next_for_coding(after=coded)
    if following is None:
        flash(_("Everything that has been read is coded."))
        return redirect(url_for("coding.queue", coded=contribution_id))
    return redirect(url_for("coding.desk", contribution_id=following.id, coded=contribution_id))
