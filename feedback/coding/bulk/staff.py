"""Finding what is alike, and giving many one theme."""

import uuid
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.coding import changes, queries
from feedback.coding.bulk import acts, lists, services
from feedback.coding.bulk.forms import ManyForm, WordsForm
from feedback.coding.bulk.lists import Listed
from feedback.coding.wording import Row, row, theme_name
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring

bp = Blueprint("bulk", __name__, url_prefix="/many")
_PLACE = "\u2003"  # before the name of a theme, once for each theme above it


@bp.get("/")
@staff(*READERS)
def start() -> ResponseReturnValue:
    """From what to begin: words, a theme that is suggested, or one contribution."""
    return _start()


@bp.get("/like/<uuid:contribution_id>")
@staff(*READERS)
def like(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Those that use the same words as one contribution."""
    contribution = queries.contribution(contribution_id)
    found = lists.like(contribution, keyring=keyring())
    one = None if contribution.restricted else row(contribution, keyring(), whole=True)
    return _screen(found, _form(found), heading=_("Like this one"), one=one)


@bp.get("/suggested/<key>")
@staff(*READERS)
def suggested(key: str) -> ResponseReturnValue:
    """Those for which one theme is suggested."""
    theme = queries.theme_by_key(key)
    found = lists.suggested(theme, keyring=keyring())
    heading = _("Suggested: %(theme)s", theme=theme_name(theme))
    return _screen(found, _form(found), heading=heading)


@bp.post("/words")
@staff(*READERS)
def words() -> ResponseReturnValue:
    """Those that hold some words. They are posted, so that they stand in no log."""
    form = WordsForm()
    if not form.validate_on_submit():
        return _start(form)
    found = lists.with_words(str(form.words.data), by=current_staff(), keyring=keyring())
    return _screen(found, _form(found), heading=_("With these words"))


@bp.post("/code")
@staff(*READERS)
@writes
def code() -> ResponseReturnValue:
    """Give the ticked ones a theme, as one act."""
    form = _with_themes(ManyForm())
    found = lists.named(form.were_listed(), keyring=keyring(), theme=None)
    if not form.validate_on_submit():
        return _screen(found, form, heading=_("Code many at once"))
    ticked = services.may_be_coded(set(form.ticked()) & set(found.ids))
    try:
        change_set = services.code_many(
            ticked,
            theme=queries.theme_by_key(str(form.theme.data)),
            listed=found.ids,
            read=form.were_read(),
            title=str(form.title.data),
            is_all=bool(form.is_all.data),
            by=current_staff(),
        )
    except services.NothingTicked:
        form.reject("rows", _("Tick at least one contribution"))
    except services.NotRead:
        form.reject("read", _("Read the ones drawn by chance, and tick that you did"))
    except services.ThemeNotGiven:
        form.reject("theme", _("This theme is not given any more: choose another"))
    else:
        return redirect(url_for("bulk.done", number=change_set.number))
    return _screen(found, form, heading=_("Code many at once"))


@bp.get("/<int:number>")
@staff(*READERS)
def done(number: int) -> ResponseReturnValue:
    """What one act did, and the way to take it back."""
    act = acts.act(number)
    return render_template(
        "coding/bulk/done.html", act=act, theme=queries.theme_by_key(act.facts["theme"])
    )


@bp.post("/<int:number>/undo")
@staff(*READERS)
@writes
def undo(number: int) -> ResponseReturnValue:
    """Take the whole act back."""
    act = acts.act(number)
    try:
        undone = changes.undo(act, by=current_staff())
    except changes.AlreadyUndone:
        flash(_("This was taken back already."))
        return redirect(url_for("bulk.done", number=number))
    flash(_("All of it was taken back."))
    if undone.kept:
        flash(
            ngettext(
                "%(num)s was left as it is, because somebody went on from it.",
                "%(num)s were left as they are, because somebody went on from them.",
                len(undone.kept),
            )
        )
    return redirect(url_for("bulk.done", number=number))


def _form(found: Listed) -> ManyForm:
    form = _with_themes(ManyForm(formdata=None))
    form.listed.data = " ".join(str(each) for each in found.ids)
    if found.theme is not None:
        form.theme.data = found.theme.key
    return form


def _with_themes(form: ManyForm) -> ManyForm:
    form.theme.choices = [
        SelectChoice("", "–"),
        *(
            SelectChoice(node.theme.key, _PLACE * node.depth + theme_name(node.theme))
            for node in queries.tree()
        ),
    ]
    return form


def _screen(
    found: Listed, form: ManyForm, *, heading: str, one: Row | None = None
) -> ResponseReturnValue:
    tick_sure = request.args.get("tick") == "sure"
    ticked = set(form.ticked()) or {
        row.contribution.id for row in found.rows if row.is_sure and tick_sure
    }
    page = render_template(
        "coding/bulk/list.html",
        found=found,
        form=form,
        heading=heading,
        one=one,
        ticked=ticked,
        read=set(form.were_read()),
        can_tick=request.method == "GET" and not tick_sure,
    )
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


def _start(form: WordsForm | None = None) -> ResponseReturnValue:
    page = render_template(
        "coding/bulk/start.html",
        form=form or WordsForm(formdata=None),
        nodes=queries.tree(),
        counts=lists.suggested_counts(),
        acts=acts.latest(),
    )
    return page, HTTPStatus.BAD_REQUEST if form is not None else HTTPStatus.OK
