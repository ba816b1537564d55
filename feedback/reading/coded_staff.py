"""Bringing in codebooks and coded projects, for staff: choose a file, see what became of it."""

from http import HTTPStatus

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.coding.exchange import codebook_in, losses
from feedback.coding.exchange.codebook_in import CodebookReport
from feedback.coding.exchange.coding_in import CodingReport
from feedback.coding.exchange.forms import FileForm, Wanted
from feedback.core.audience import staff
from feedback.core.db import writing
from feedback.core.keys import keyring
from feedback.core.lines import VERB_NAMES, Line
from feedback.core.unpacking import UnusableFile
from feedback.reading.coded_files import ProjectChoices, import_project
from feedback.reading.forms import written_languages

bp = Blueprint("coded_import", __name__, url_prefix="/coding-files/in")
_MOST_LINES = 300
#: About a minute on one core; the command line waits as long as it takes.
MOST_TEXTS = 2_000


@bp.route("/", methods=["GET", "POST"])
@staff(Role.LEAD)
def start() -> ResponseReturnValue:
    """Choose a file; it is taken in at once, in transactions of its own, and can be taken back."""
    form = FileForm()
    form.language.choices = written_languages()
    if form.validate_on_submit():
        try:
            report = _taken(form)
        except UnusableFile as refusal:
            form.reject("file", str(refusal))
        else:
            return _page_of(report)
    page = render_template("coding/exchange/start.html", form=form, missing=losses.of_import())
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


def _taken(form: FileForm) -> CodebookReport:
    upload = form.file.data
    content, name = upload.stream.read(), upload.filename or str(_("a file"))
    if form.wanted.data == Wanted.CODEBOOK.value:
        with writing():
            return codebook_in.import_codebook(content, name=name, by=current_staff())
    choices = ProjectChoices(
        name=name,
        with_new_themes=not form.only_ours.data,
        already_redacted=bool(form.already_redacted.data),
        language=form.language.data,
        most_texts=MOST_TEXTS,
    )
    return import_project(content, choices, by=current_staff(), keyring=keyring())


def _page_of(report: CodebookReport) -> str:
    lines = list(report.worth_reading())
    return render_template(
        "coding/exchange/report.html",
        report=report,
        rows=[_cells(line) for line in lines[:_MOST_LINES]],
        more=len(lines) - _MOST_LINES,
        is_project=isinstance(report, CodingReport),
    )


def _cells(line: Line) -> list[object]:
    """The cells of a line; the first is the heading of its row."""
    cells = (line.name, VERB_NAMES[line.verb], line.was, line.now, " ".join(line.why))
    return [line.place, *({"text": text, "blank_reason": "–"} for text in cells)]
