"""Files of a plan's life, in and out: readings, and rows of the plan's own template."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.models import Staff
from feedback.core.audience import staff
from feedback.core.db import writing
from feedback.core.lines import VERB_NAMES, Lines
from feedback.core.named_files import download
from feedback.core.tables import UnreadableTable
from youwesaid.plans import queries as plans
from youwesaid.plans.life import readings_file, rows_file
from youwesaid.plans.life.blueprint import KEEPERS, bp
from youwesaid.plans.life.forms import LARGEST_FILE, FileForm
from youwesaid.plans.life.words import Kind
from youwesaid.plans.models import Plan


@bp.get("/readings/blank")
@staff()
def readings_blank(key: str) -> Response:
    """A file with a row for each measure, to fill in."""
    return download(readings_file.blank_file(plans.plan_by_key(key)))


@bp.route("/readings/file", methods=["GET", "POST"])
@staff(*KEEPERS)
def readings_in(key: str) -> ResponseReturnValue:
    """Bring readings in from a file, and read what became of each row."""

    def take(raw: bytes, plan: Plan, by: Staff) -> Lines:
        return readings_file.take_in(raw, plan=plan, by=by)

    return _bring_in(key, Kind.READING, take)


@bp.get("/rows/file/<any(csv, xlsx, docx):how>")
@staff()
def rows_out(key: str, how: str) -> ResponseReturnValue:
    """The rows of the plan's template as a file."""
    try:
        return download(rows_file.rows_file(plans.plan_by_key(key), how))
    except rows_file.NoTemplate as refusal:
        return Response(f"{refusal}\n", HTTPStatus.NOT_FOUND, content_type="text/plain")


@bp.route("/rows/file", methods=["GET", "POST"])
@staff(*KEEPERS)
def rows_in(key: str) -> ResponseReturnValue:
    """Bring rows back in, and read what became of each."""

    def take(raw: bytes, plan: Plan, by: Staff) -> Lines:
        return rows_file.take_in(raw, plan=plan, by=by)

    return _bring_in(key, Kind.ROW, take)


def _bring_in(
    key: str, kind: Kind, take: Callable[[bytes, Plan, Staff], Lines]
) -> ResponseReturnValue:
    plan, form, lines = plans.plan_by_key(key), FileForm(), None
    if form.validate_on_submit():
        raw = form.raw()
        if not raw:
            form.reject("file", _("Choose a file."))
        elif len(raw) > LARGEST_FILE:
            form.reject("file", _("The file is larger than 2 MB."))
        else:
            try:
                with writing():
                    lines = take(raw, plans.plan_by_key(key), current_staff())
            except UnreadableTable as refusal:
                form.reject("file", str(refusal))
    page = render_template(
        "plans/life/file.html", plan=plan, kind=kind, form=form, lines=lines, verbs=VERB_NAMES
    )
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
