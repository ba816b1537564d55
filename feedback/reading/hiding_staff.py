"""What may have to be hidden, one proposal at a time: hide, leave, say less exactly, rename."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.contributions.models import Contribution
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE, Language
from feedback.core.keys import keyring
from feedback.reading import queries, services
from feedback.reading.marking import Piece, preview
from feedback.redaction import deciding, proposing
from feedback.redaction import queries as redaction_queries
from feedback.redaction import services as redaction_services
from feedback.redaction.brackets import covers
from feedback.redaction.deciding import NothingLessExact, Verdict
from feedback.redaction.forms import KindForm
from feedback.redaction.kinds import BANDS, BY_HAND, LABELS, REASONS, HiddenKind
from feedback.redaction.models import Hiding

bp = Blueprint("hiding", __name__, url_prefix="/redact")


@dataclass(frozen=True, slots=True)
class Step:
    """One proposal in its text."""

    contribution: Contribution
    language: Language
    hiding: Hiding
    before: str
    words: str
    after: str
    general: str | None  # what it would be called if it were said less exactly
    number: int  # its place among those that wait
    waiting: int
    same_count: int  # places that have the same words
    following: uuid.UUID  # the proposal after it
    working: Sequence[Piece]


@bp.get("/<uuid:contribution_id>/one-by-one")
@staff(*READERS)
def show(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """One proposal: the first that waits, or the one that ``?at=`` names."""
    contribution = queries.contribution(contribution_id)
    return _screen(contribution, KindForm(formdata=None))


@bp.post(
    "/<uuid:contribution_id>/one-by-one/<uuid:hiding_id>/<any(accept, reject, general):verdict>"
)
@staff(*READERS)
@writes
def decide(contribution_id: uuid.UUID, hiding_id: uuid.UUID, verdict: str) -> ResponseReturnValue:
    """Decide one proposal, or all with the same words, and go on to the next."""
    contribution = queries.contribution(contribution_id)
    hiding = redaction_queries.hiding(contribution, hiding_id)
    following = _after(contribution, hiding)
    try:
        places = deciding.give(
            contribution,
            hiding,
            verdict=Verdict(verdict),
            text=services.open_original(contribution, keyring=keyring(), by=current_staff()),
            everywhere="everywhere" in request.form,
            by=current_staff(),
        )
    except NothingLessExact:
        flash(_("There is no way to say this less exactly: hide it or leave it."), "error")
        return _at(contribution, hiding.id)
    if places > 1:
        flash(ngettext("Decided in %(num)s place.", "Decided in %(num)s places.", places))
    return _onward(contribution, following)


@bp.post("/<uuid:contribution_id>/one-by-one/<uuid:hiding_id>/kind")
@staff(*READERS)
@writes
def change_kind(contribution_id: uuid.UUID, hiding_id: uuid.UUID) -> ResponseReturnValue:
    """Hide it as another kind of thing than was proposed."""
    contribution = queries.contribution(contribution_id)
    hiding = redaction_queries.hiding(contribution, hiding_id)
    form = KindForm()
    if not form.validate_on_submit():
        return _screen(contribution, form)
    following = _after(contribution, hiding)
    deciding.change_kind(
        contribution,
        hiding,
        kind=HiddenKind(form.kind.data),
        text=services.open_original(contribution, keyring=keyring(), by=current_staff()),
        everywhere=bool(form.everywhere.data),
        by=current_staff(),
    )
    return _onward(contribution, following)


@bp.post("/<uuid:contribution_id>/one-by-one/undo")
@staff(*READERS)
@writes
def undo(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Take back the last step and show the proposals again."""
    contribution = queries.contribution(contribution_id)
    try:
        places = redaction_services.undo(contribution, by=current_staff())
    except redaction_services.NothingToUndo:
        flash(_("There is nothing to take back."), "error")
    else:
        flash(ngettext("Taken back in %(num)s place.", "Taken back in %(num)s places.", places))
    return redirect(url_for("hiding.show", contribution_id=contribution.id))


def _screen(contribution: Contribution, form: KindForm) -> ResponseReturnValue:
    waiting = redaction_queries.undecided(contribution)
    if not waiting:
        flash(_("Everything that was proposed is decided."))
        return redirect(url_for("inbox.show", contribution_id=contribution.id))
    text = services.open_original(contribution, keyring=keyring(), by=current_staff())
    step = _step(contribution, waiting, text)
    if not form.is_submitted():
        form.kind.data = step.hiding.kind if step.hiding.kind in BY_HAND else HiddenKind.OTHER
    page = render_template(
        "reading/one_by_one.html",
        step=step,
        form=form,
        labels=LABELS,
        reasons=REASONS,
        bands=BANDS,
        can_undo=redaction_queries.last_step(contribution) > 0,
    )
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


def _step(contribution: Contribution, waiting: Sequence[Hiding], text: str) -> Step:
    wanted = request.args.get("at", type=uuid.UUID)
    if request.view_args and "hiding_id" in request.view_args:
        wanted = request.view_args["hiding_id"]
    at = next((place for place, each in enumerate(waiting) if each.id == wanted), 0)
    hiding = waiting[at]
    accepted = redaction_queries.accepted(contribution)
    return Step(
        contribution=contribution,
        language=BY_CODE.get(contribution.language, BY_CODE["en"]),
        hiding=hiding,
        before=text[: hiding.start],
        words=text[hiding.start : hiding.end],
        after=text[hiding.end :],
        general=proposing.general_of(contribution, hiding, text),
        number=at + 1,
        waiting=len(waiting),
        same_count=deciding.same_count(contribution, hiding, text),
        following=waiting[(at + 1) % len(waiting)].id,
        working=preview(text, covers(text, accepted)),
    )


def _after(contribution: Contribution, hiding: Hiding) -> Sequence[uuid.UUID]:
    """The proposals that wait, from the one after *hiding* on and around to it."""
    waiting = [each.id for each in redaction_queries.undecided(contribution)]
    at = waiting.index(hiding.id) + 1 if hiding.id in waiting else 0
    return [*waiting[at:], *waiting[:at]]


def _onward(contribution: Contribution, following: Sequence[uuid.UUID]) -> ResponseReturnValue:
    left = {each.id for each in redaction_queries.undecided(contribution)}
    onward = next((each for each in following if each in left), None)
    return _at(contribution, onward)


def _at(contribution: Contribution, hiding_id: uuid.UUID | None) -> ResponseReturnValue:
    if hiding_id is None:
        flash(_("Everything that was proposed is decided."))
        return redirect(url_for("inbox.show", contribution_id=contribution.id))
    return redirect(url_for("hiding.show", contribution_id=contribution.id, at=hiding_id))
