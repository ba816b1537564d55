"""Snapshots: what everybody may see, made by the worker or by a publisher, put right by another."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.audit import services as audit
from feedback.coding.findings import showing, snapshots
from feedback.coding.findings.audience import WATCHERS
from feedback.coding.findings.files import download
from feedback.coding.findings.forms import CorrectionForm
from feedback.coding.findings.pages import bp
from feedback.core import clock
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.quarters import quarter_end
from feedback.core.templating import settings

_REFUSALS = {
    snapshots.NothingHeard: _l("Nothing had been coded by the end of that quarter."),
    snapshots.AlreadyMade: _l("There is a snapshot of this quarter. Say what was wrong in it."),
    snapshots.LaterOnes: _l("Only the newest snapshot can be put right."),
}


@bp.get("/findings/snapshots")
@staff(*WATCHERS)
def snapshots_made() -> ResponseReturnValue:
    """The figures of every quarter, and every edition with its reason."""
    return shown_snapshots()


@bp.get("/findings/snapshots.<any(csv, xlsx):kind>")
@staff(*WATCHERS)
def snapshot_file(kind: str) -> ResponseReturnValue:
    """The same figures as a file; that it was taken is written down."""
    found = showing.snapshot_table()
    audit.record(verb="findings taken", thing="theme", thing_id=found.name, facts={"kind": kind})
    return download(found, kind)


@bp.post("/findings/snapshots")
@staff(Role.PUBLISHER)
@writes
def make_snapshot() -> ResponseReturnValue:
    """Make the snapshot of the last quarter, or another edition of it with a reason."""
    quarter, form = quarter_end(clock.today()), CorrectionForm()
    held = snapshots.newest()
    if held is not None and held.quarter == quarter and not form.validate():
        return shown_snapshots(form), 400
    try:
        snapshots.make_snapshot(
            quarter=quarter,
            threshold=settings().count_threshold,
            by=current_staff(),
            reason=form.reason.data or "",
        )
    except tuple(_REFUSALS) as refusal:
        form.reject("reason", str(_REFUSALS[type(refusal)]))
        return shown_snapshots(form), 400
    flash(_("The snapshot is made."))
    return redirect(url_for("findings.snapshots_made"))


def shown_snapshots(form: CorrectionForm | None = None) -> str:
    """The page of snapshots."""
    held, quarter = snapshots.newest(), quarter_end(clock.today())
    return render_template(
        "coding/findings/snapshots.html",
        table=showing.snapshot_table(),
        editions=snapshots.all_snapshots(),
        is_made=held is not None and held.quarter == quarter,
        quarter=quarter,
        quarter_words=showing.quarter_words,
        form=form or CorrectionForm(formdata=None),
    )
