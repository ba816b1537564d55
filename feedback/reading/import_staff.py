"""Bringing in contributions from a file: choose it, name its columns, see what became of it."""

import uuid
from http import HTTPStatus
from itertools import islice

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.core.audience import staff
from feedback.core.db import writing
from feedback.core.keys import keyring
from feedback.core.tables import UnreadableTable
from feedback.reading import uploads
from feedback.reading.import_forms import ColumnsForm, UploadForm, guessed
from feedback.reading.importing import import_csv
from feedback.reading.reports import OUTCOME_WORDS
from feedback.reading.rows import Outcome
from feedback.reading.tables_in import heads_of, read_table

bp = Blueprint("contributions_import", __name__, url_prefix="/import")
PREVIEW_ROWS = 5
#: About a minute on one core; more is for the command line, which waits as long as it takes.
MOST_ROWS = 10_000


@bp.route("/", methods=["GET", "POST"])
@staff(*READERS)
def start() -> ResponseReturnValue:
    """Choose a file; it is kept sealed until its columns are named."""
    form = UploadForm()
    if form.validate_on_submit():
        raw = form.file.data.read()
        try:
            refusal = _unfit(raw)
        except UnreadableTable as problem:
            refusal = _("This file cannot be read as a table: %(problem)s", problem=str(problem))
        if not refusal:
            name = form.file.data.filename or ""
            with writing():
                kept = uploads.keep(raw, name=name, by=current_staff(), keyring=keyring())
                address = url_for("contributions_import.columns", upload_id=kept.id)
            return redirect(address)
        form.reject("file", refusal)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template("reading/import/start.html", form=form), status


@bp.route("/<uuid:upload_id>", methods=["GET", "POST"])
@staff(*READERS)
def columns(upload_id: uuid.UUID) -> ResponseReturnValue:
    """Name the columns, then take in the rows: in transactions of their own, not in one."""
    kept = uploads.upload(upload_id, by=current_staff())
    raw = uploads.bytes_of(kept, keyring=keyring())
    file_name = uploads.name_of(kept, keyring=keyring())
    heads = heads_of(raw)
    form = ColumnsForm(**guessed(heads, file_name=file_name))
    form.offer(heads)
    if form.validate_on_submit():
        report = import_csv(raw, source=form.file_source(), keyring=keyring(), by=current_staff())
        with writing():
            uploads.forget(upload_id)
        return render_template(
            "reading/import/report.html", report=report, outcomes=OUTCOME_WORDS, Outcome=Outcome
        )
    page = render_template(
        "reading/import/columns.html",
        form=form,
        file_name=file_name,
        heads=heads,
        rows=list(islice((row for _line, row in read_table(raw)), PREVIEW_ROWS)),
    )
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


@bp.errorhandler(NoResultFound)
def _forgotten(_error: NoResultFound) -> ResponseReturnValue:
    return render_template("reading/import/forgotten.html"), HTTPStatus.NOT_FOUND


def _unfit(raw: bytes) -> str:
    """Why the file cannot be taken in here; empty when it can. Raises UnreadableTable."""
    count = sum(1 for _row in read_table(raw))
    if not count:
        return str(_("There are no rows under the headings."))
    if count > MOST_ROWS:
        words = _(
            "This file has %(count)s rows. More than %(most)s are brought in with the command "
            "youwesaid contributions import.",
            count=count,
            most=MOST_ROWS,
        )
        return str(words)
    return ""
