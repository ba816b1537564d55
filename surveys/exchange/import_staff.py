"""Bringing a survey in from a file, for staff: look at the report, then make it a draft."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE, switched_on
from feedback.core.lines import VERB_NAMES, Line
from feedback.core.unpacking import UnusableFile
from surveys.exchange import import_services
from surveys.exchange.import_forms import FileForm, KeepForm
from surveys.exchange.importing import Imported, imported
from surveys.exchange.unpacking import LARGEST_FILE
from surveys.versions.lifecycle import AddressTaken, NotAnAddress

bp = Blueprint("surveys_import", __name__, url_prefix="/surveys/import")


@bp.route("/", methods=["GET", "POST"])
@staff(Role.EDITOR)
def start() -> ResponseReturnValue:
    """Choose a file and see what would become of it. Nothing is kept yet."""
    form = FileForm()
    if form.validate_on_submit():
        upload = form.file.data
        codes = [language.code for language in switched_on()]
        try:
            content = upload.stream.read(LARGEST_FILE + 1)
            found = imported(content, name=upload.filename or "", offered=codes)
        except UnusableFile as refusal:
            form.reject("file", str(refusal))
        else:
            return _report(found)
    page = render_template("surveys/staff/import.html", form=form)
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


@bp.post("/keep")
@staff(Role.EDITOR)
@writes
def keep() -> ResponseReturnValue:
    """Make a draft of what was read."""
    form = KeepForm()
    try:
        plain = import_services.unpacked(form.survey.data or "")
        survey = import_services.keep(
            plain=plain,
            slug=(form.slug.data or "").strip(),
            file=form.name.data or "",
            by=current_staff(),
        )
    except UnusableFile as refusal:
        flash(str(refusal), "error")
        return redirect(url_for("surveys_import.start"), HTTPStatus.SEE_OTHER)
    except (NotAnAddress, AddressTaken) as refusal:
        form.reject("slug", str(refusal))
        page = render_template("surveys/staff/import_report.html", form=form, report=None)
        return page, HTTPStatus.BAD_REQUEST
    flash(_("The draft is here. Nobody can see it before you publish and open it."))
    return redirect(url_for("surveys_building.build", slug=survey.slug), HTTPStatus.SEE_OTHER)


def _report(found: Imported) -> ResponseReturnValue:
    form = KeepForm(
        formdata=None, survey=import_services.packed(found.plain), name=found.report.file
    )
    counts = found.report.counts()
    most = max(counts.values(), default=0) or 1
    bars = [
        {"label": VERB_NAMES[verb], "text": str(number), "share": number / most}
        for verb, number in counts.items()
    ]
    return render_template(
        "surveys/staff/import_report.html",
        form=form,
        report=found.report,
        bars=bars,
        rows=[_cells(line) for line in found.report.worth_reading()],
        languages=BY_CODE,
    )


def _cells(line: Line) -> list[object]:
    """The cells of a line; the first is the heading of its row."""
    cells = (line.name, VERB_NAMES[line.verb], line.was, line.now, " ".join(line.why))
    return [line.place, *({"text": text, "blank_reason": "–"} for text in cells)]
