"""Versions of the codebook, and every change with its undo."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.coding.changes import AlreadyUndone
from feedback.coding.codebook import comparing, queries, showing, undoing, versions
from feedback.coding.codebook.forms import PublishForm, UndoForm
from feedback.coding.codebook.staff import WATCHERS
from feedback.coding.models import ChangeKind, ChangeSet
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.paging import page_of

bp = Blueprint("codebook_history", __name__, url_prefix="/codebook")
OWN_UNDO = (ChangeKind.ADDED, ChangeKind.EDITED)  # what its maker may take back too


@bp.get("/versions")
@staff(*WATCHERS)
def listing() -> ResponseReturnValue:
    """All versions."""
    found = queries.versions()
    return render_template(
        "coding/codebook/versions.html",
        versions=found,
        people=queries.people([each.made_by_id for each in found]),
        is_changed=showing.unpublished(),
    )


@bp.get("/versions/<int:number>")
@staff(*WATCHERS)
def version(number: int) -> ResponseReturnValue:
    """What one version said, and what was new in it."""
    shown = queries.version(number)
    earlier = queries.version(number - 1) if number > 1 else None
    against = request.args.get("against", type=int)
    if against is not None:
        earlier = queries.version(against)
    return render_template(
        "coding/codebook/version.html",
        shown=shown,
        earlier=earlier,
        differences=comparing.differences(earlier.snapshot, shown.snapshot) if earlier else [],
        versions=queries.versions(),
        names={each["key"]: each["names"]["en"] for each in shown.snapshot},
    )


@bp.route("/publish", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def publish() -> ResponseReturnValue:
    """Make the changes that were collected a numbered version."""
    form, last = PublishForm(), versions.published()
    if request.method == "POST" and form.validate_on_submit():
        try:
            made = versions.publish(note=str(form.note.data), by=current_staff())
        except versions.NothingToPublish:
            form.reject("note", _("The codebook is as it was when it was last published."))
        else:
            flash(_("Version %(number)s is published.", number=made.number))
            return redirect(url_for("codebook_history.listing"))
    before = last.snapshot if last else []
    page = render_template(
        "coding/codebook/publish.html",
        form=form,
        number=(last.number if last else 0) + 1,
        differences=comparing.differences(before, versions.snapshot()),
    )
    return page, 400 if form.errors else 200


@bp.get("/changes")
@staff(*READERS)
def changes() -> ResponseReturnValue:
    """Every change, newest first."""
    page = page_of(queries.change_sets())
    return render_template(
        "coding/codebook/changes.html", page=page, told=showing.changes(page.rows)
    )


@bp.route("/changes/<int:number>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def change(number: int) -> ResponseReturnValue:
    """One change, and taking it back."""
    shown, form = queries.change_set(number), UndoForm()
    may_undo = _may_undo(shown)
    if request.method == "POST" and form.validate_on_submit():
        if not may_undo:
            abort(403)
        try:
            undoing.undo(shown, by=current_staff())
        except AlreadyUndone:
            flash(_("It was taken back before."), "error")
        except (undoing.WouldBeAboveItself, undoing.PlaceGone):
            flash(
                _("A theme was moved since. Take that move back first: see the list of changes."),
                "error",
            )
        else:
            flash(_("It is taken back."))
        return redirect(url_for("codebook_history.change", number=number))
    later = undoing.later_codings(shown) if shown.undone_at else ()
    return render_template(
        "coding/codebook/change.html",
        form=form,
        told=showing.changes([shown])[0],
        may_undo=may_undo,
        later=len(later),
        merged=undoing.merged_themes(shown) if later else None,
    )


def _may_undo(shown: ChangeSet) -> bool:
    me = current_staff()
    is_own = shown.made_by_id == me.id and shown.kind in OWN_UNDO
    return is_own or Role.LEAD.value in me.role_names
