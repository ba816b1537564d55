"""Merging, moving, retiring and putting in force: what will happen, why, and then the press."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.coding import queries as coding
from feedback.coding.codebook import queries, restructuring, showing, telling
from feedback.coding.codebook.editing import NotInForce
from feedback.coding.codebook.forms import AT_THE_TOP, MergeForm, MoveForm, ReasonForm
from feedback.coding.models import ChangeSet, Theme
from feedback.coding.wording import theme_name
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.errors import Refused

bp = Blueprint("codebook_acts", __name__, url_prefix="/codebook/theme/<key>")


def _refused(refusal: Refused) -> str:
    words = {
        restructuring.SameTheme: _("Choose another theme than this one."),
        NotInForce: _("That theme is not in force."),
        restructuring.AboveItself: _("It cannot stand under itself or under a finer theme of it."),
        restructuring.NothingChanged: _("It is so already."),
    }
    return str(words[type(refusal)])


@bp.route("/merge", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def merge(key: str) -> ResponseReturnValue:
    """Make all of one theme another's."""
    theme = queries.theme(key)
    form = MergeForm(into=request.args.get("into", ""))
    others = [node for node in coding.tree() if node.theme.id != theme.id]
    form.into.choices = [
        SelectChoice("", ""),
        *(SelectChoice(*each) for each in showing.labels(others)),
    ]
    if request.method == "POST" and form.validate_on_submit():
        try:
            change = restructuring.merge(
                theme,
                into=queries.theme(form.into.data),
                by=current_staff(),
                reason=str(form.reason.data),
            )
        except (restructuring.SameTheme, NotInForce) as refusal:
            form.reject("into", _refused(refusal))
        else:
            return _done(change, queries.theme(form.into.data))
    preview = _merge_preview(theme, form)
    page = render_template("coding/codebook/merge.html", form=form, theme=theme, preview=preview)
    return page, 400 if form.errors else 200


def _merge_preview(theme: Theme, form: MergeForm) -> list[str]:
    """What would happen; nothing, and a complaint, where it cannot."""
    key = str(form.into.data or "")
    if not key:
        if "into" in request.args and not form.errors:
            form.reject("into", _("Choose a theme."))
        return []
    into = queries.theme(key)
    try:
        return list(telling.merging(restructuring.merge_preview(theme, into), theme, into))
    except (restructuring.SameTheme, NotInForce) as refusal:
        if not form.into.errors:
            form.reject("into", _refused(refusal))
        return []


@bp.route("/move", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def move(key: str) -> ResponseReturnValue:
    """Give a theme another place in the tree."""
    theme = queries.theme(key)
    above = theme.parent.key if theme.parent else AT_THE_TOP
    form = MoveForm(
        parent=request.args.get("parent", above), place=request.args.get("place", type=int)
    )
    others = [node for node in coding.tree() if theme not in (*node.path, node.theme)]
    form.parent.choices = [
        SelectChoice(AT_THE_TOP, _("None: it stands at the top")),
        *(SelectChoice(*each) for each in showing.labels(others)),
    ]
    if request.method == "POST" and form.validate_on_submit():
        try:
            change = restructuring.move(
                theme,
                parent=_parent(form),
                place=form.place.data,
                by=current_staff(),
                reason=str(form.reason.data),
            )
        except (
            restructuring.AboveItself,
            NotInForce,
            restructuring.NothingChanged,
        ) as refusal:
            form.reject("parent", _refused(refusal))
        else:
            return _done(change, theme)
    children = len(restructuring.children_of(theme))
    preview = telling.moving(theme, _parent(form), children) if "parent" in request.args else []
    page = render_template("coding/codebook/move.html", form=form, theme=theme, preview=preview)
    return page, 400 if form.errors else 200


def _parent(form: MoveForm) -> Theme | None:
    key = str(form.parent.data or "")
    return queries.theme(key) if key else None


@bp.route("/retire", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def retire(key: str) -> ResponseReturnValue:
    """Give a theme to nothing new."""
    theme, form = queries.theme(key), ReasonForm()
    if request.method == "POST" and form.validate_on_submit():
        try:
            change = restructuring.retire(theme, by=current_staff(), reason=str(form.reason.data))
        except (NotInForce, restructuring.NothingChanged) as refusal:
            form.reject("reason", _refused(refusal))
        else:
            return _done(change, theme)
    codings, children = len(restructuring.codings_with(theme)), restructuring.children_of(theme)
    page = render_template(
        "coding/codebook/act.html",
        form=form,
        theme=theme,
        heading=_("Retire “%(name)s”", name=theme_name(theme)),
        press=_("Retire it"),
        preview=telling.retiring(theme, codings, len(children)),
    )
    return page, 400 if form.errors else 200


@bp.route("/revive", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def revive(key: str) -> ResponseReturnValue:
    """Put a draft or a retired theme in force."""
    theme, form = queries.theme(key), ReasonForm()
    if request.method == "POST" and form.validate_on_submit():
        try:
            change = restructuring.revive(theme, by=current_staff(), reason=str(form.reason.data))
        except (NotInForce, restructuring.NothingChanged) as refusal:
            form.reject("reason", _refused(refusal))
        else:
            return _done(change, theme)
    name = theme_name(theme)
    page = render_template(
        "coding/codebook/act.html",
        form=form,
        theme=theme,
        heading=_("Put “%(name)s” in force", name=name),
        press=_("Put it in force"),
        preview=[_("“%(name)s” may be given, and is suggested.", name=name)],
    )
    return page, 400 if form.errors else 200


def _done(change: ChangeSet, theme: Theme) -> ResponseReturnValue:
    flash(_("It is changed. Below you can take it back."))
    address = url_for("codebook.theme", key=theme.key, changed=change.number)
    return redirect(address)
