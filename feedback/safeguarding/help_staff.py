"""The help numbers: checked, corrected, shown or not."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core import errors
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.safeguarding import help_checks, queries
from feedback.safeguarding.blueprint import bp
from feedback.safeguarding.forms import NumberForm
from feedback.safeguarding.help_lines import LIMIT_DAYS

__all__ = ["bp"]


@bp.get("/help-numbers")
@staff(Role.LEAD, Role.ADMINISTRATOR)
def help_numbers() -> ResponseReturnValue:
    """Every number on the public page, and when somebody last checked it."""
    return _numbers()


@bp.post("/help-numbers/<key>/checked")
@staff(Role.LEAD, Role.ADMINISTRATOR)
@writes
def check_number(key: str) -> ResponseReturnValue:
    """The number was read on its own page today."""
    help_checks.confirm(key, by=current_staff())
    return redirect(url_for("safeguarding.help_numbers", _anchor=f"line-{key}"))


@bp.post("/help-numbers/<key>/number")
@staff(Role.LEAD, Role.ADMINISTRATOR)
@writes
def correct_number(key: str) -> ResponseReturnValue:
    """Show another number."""
    form = NumberForm(prefix=f"{key}-")
    if form.validate_on_submit():
        try:
            help_checks.correct(key, number=str(form.number.data or ""), by=current_staff())
        except help_checks.NotANumber:
            form.reject("number", _("Write a telephone number, with digits and spaces only"))
    if form.errors:
        return _numbers(refused=(key, form))
    flash(_("The public page shows the number as you wrote it."))
    return redirect(url_for("safeguarding.help_numbers", _anchor=f"line-{key}"))


@bp.post("/help-numbers/<key>/<any(hide, show):change>")
@staff(Role.LEAD, Role.ADMINISTRATOR)
@writes
def hide_number(key: str, change: str) -> ResponseReturnValue:
    """Take a line off the public page, or put it back."""
    try:
        help_checks.set_hidden(key, hidden=change == "hide", by=current_staff())
    except help_checks.LastWayToHelp:
        flash(_("This number always stays on the page."), "error")
    return redirect(url_for("safeguarding.help_numbers", _anchor=f"line-{key}"))


bp.register_error_handler(help_checks.NoSuchLine, errors.missing)


def _numbers(refused: tuple[str, NumberForm] | None = None) -> ResponseReturnValue:
    checked = queries.checked_lines()
    forms = {
        each.line.key: NumberForm(
            prefix=f"{each.line.key}-", formdata=None, number=each.line.display_number
        )
        for each in checked
        if each.line.display_number
    }
    if refused:
        forms[refused[0]] = refused[1]
    page = render_template(
        "safeguarding/help_numbers.html",
        checked=checked,
        forms=forms,
        limit=LIMIT_DAYS,
        old=queries.old_help_lines(),
        form=refused[1] if refused else None,
    )
    return page, HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
