"""Files out, for staff: what may leave, by whom, and in words what is not in each file."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.coding.changes import AlreadyUndone
from feedback.coding.exchange import (
    acts,
    codebook_out,
    coding_out,
    findings_document,
    gathering,
    losses,
    rows_out,
)
from feedback.coding.exchange.codebook_out import NoThemes
from feedback.coding.exchange.coding_out import NothingToSend
from feedback.coding.exchange.rows_out import Format
from feedback.coding.findings.audience import LIVE, may_read
from feedback.core.audience import may_open, staff
from feedback.core.db import writes
from feedback.core.errors import Refused
from feedback.core.keys import keyring
from feedback.core.named_files import download

bp = Blueprint("coding_files", __name__, url_prefix="/coding-files")


@bp.get("/")
@staff(*LIVE)
def show() -> ResponseReturnValue:
    """What can be taken out and brought in by whoever looks."""
    with_texts = may_open("coding_files.project")
    return render_template(
        "coding/exchange/show.html",
        of_codebook=losses.of_codebook(),
        of_project=losses.of_project(kept_back=gathering.kept_back(), small=0, unplaced=0)
        if with_texts
        else [],
        count=gathering.count(),
        acts=acts.recent() if may_open("coding_files.undo") else [],
        may_read=may_read(),
    )


@bp.get("/codebook.qdc")
@staff(*LIVE)
def codebook() -> ResponseReturnValue:
    """Every theme, for other programs."""
    return download(codebook_out.export_codebook(by=current_staff()).file)


@bp.get("/project.qdpx")
@staff(Role.LEAD)
def project() -> ResponseReturnValue:
    """Working texts and codings, for other programs."""
    return download(coding_out.export_coding(keyring=keyring(), by=current_staff()).file)


@bp.get("/codings.<any(xlsx, csv):kind>")
@staff(Role.LEAD)
def rows(kind: str) -> ResponseReturnValue:
    """One row for each coding."""
    found = rows_out.export_rows(Format(kind), keyring=keyring(), by=current_staff())
    return download(found.file)


@bp.get("/findings.docx")
@staff(*LIVE)
def findings() -> ResponseReturnValue:
    """What people say, as a document; with quotes for those who may read texts."""
    own = keyring() if may_read() else None
    return download(findings_document.export_findings(keyring=own, by=current_staff()).file)


@bp.post("/acts/<int:number>/undo")
@staff(Role.LEAD)
@writes
def undo(number: int) -> ResponseReturnValue:
    """Take back what one file brought."""
    try:
        undone = acts.take_back(acts.brought_in(number), by=current_staff())
    except AlreadyUndone:
        flash(_("This was taken back already."))
    except Refused:
        flash(_("Take back what came after it first."), "error")
    else:
        flash(_("All of it was taken back. Texts that came in stay."))
        if undone.kept:
            flash(
                ngettext(
                    "%(num)s thing was left as it is, because somebody went on from it.",
                    "%(num)s things were left as they are, because somebody went on from them.",
                    len(undone.kept),
                )
            )
    return redirect(url_for("coding_files.show"), HTTPStatus.SEE_OTHER)


@bp.errorhandler(NoThemes)
@bp.errorhandler(NothingToSend)
def _nothing(refusal: Refused) -> Response:
    flash(str(refusal), "error")
    answer = redirect(url_for("coding_files.show"), HTTPStatus.SEE_OTHER)
    return Response(answer.response, answer.status_code, answer.headers)
