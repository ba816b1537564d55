"""The second person's signature, and the proof that an answer is true."""

import uuid
from typing import Any, cast

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core import uploads
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.errors import Refused
from feedback.core.keys import keyring
from youwesaid.insights import answer_forms, files, identity, queries, rules, services, showing
from youwesaid.insights.evidence_views import sent
from youwesaid.insights.models import Answer, AnswerState, EvidenceKind, Insight
from youwesaid.insights.pages import EDITORS, READERS_OF_INSIGHTS, bp
from youwesaid.insights.rules import Unfinished
from youwesaid.plans.spoken import in_languages

#: Why a signature is refused, in words for the page.
_REFUSALS: dict[type[Refused], Any] = {
    rules.SameSigner: _l("You wrote this answer. Somebody else must sign it."),
    rules.NotAPublisher: _l("Only a publisher can sign."),
    rules.NotForSignOff: _l("This answer is not waiting to be signed. It may have been changed."),
    rules.ChangedSince: _l("The answer was changed while you read it. Please read it again."),
}


@bp.route("/answers/<uuid:answer_id>/sign-off", methods=["GET", "POST"])
@staff(Role.PUBLISHER)
@writes
def sign_off(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Read an answer that somebody else wrote, and sign it or send it back."""
    present = queries.answer_by_id(answer_id)
    insight = queries.insight_by_id(present.insight_id)
    form = answer_forms.SignForm(data={"seen": rules.fingerprint(present)})
    if form.validate_on_submit():
        try:
            return _decided(present, form)
        except rules.NoteMissing:
            form.reject("note", _("Write what should be changed."))
        except rules.SomebodyWouldKnow:
            form.reject("would_know", _("Send it back then, and say which words must change."))
        except Unfinished as missing:
            form.reject("note", str(answer_forms.COMPLAINTS[type(missing)]))
        except tuple(_REFUSALS) as refusal:
            flash(_REFUSALS[type(refusal)], "error")
            return redirect(url_for("insights.sign_off", answer_id=answer_id))
    page = render_template(
        "insights/sign_off.html",
        form=form,
        answer=present,
        insight=insight,
        is_own=rules.had_a_hand(present, current_staff().id),
        asks_identity=not identity.may_be_public(insight),
        clues=showing.clues(insight, keyring()).said,
        quotes=showing.quotes(insight, keyring()),
    )
    return page, 400 if form.errors else 200


def _decided(present: Answer, form: answer_forms.SignForm) -> Response:
    member, would_know = current_staff(), form.would_know.data
    if request.form.get("do") == "send_back":
        services.send_back(present, note=form.note.data or "", by=member)
        flash(_("The answer is back with its writer."))
    elif would_know == "yes":
        raise rules.SomebodyWouldKnow
    else:
        services.sign(present, by=member, seen=form.seen.data or "")
    if would_know in {"no", "yes"}:
        identity.answer_about_said(
            present.insight, somebody_would_know=would_know == "yes", by=member
        )
    if present.state is AnswerState.SIGNED:
        _say_signed(present.insight)
    return redirect(url_for("insights.show", insight_id=present.insight_id))


def _say_signed(insight: Insight) -> None:
    """Say that it can be published only where no question and no signature is open."""
    if not identity.may_be_public(insight):
        flash(_("Signed"))
        flash(_("First answer if someone could work out who this is."), "error")
    elif any(each.state is not AnswerState.SIGNED for each in insight.answers):
        flash(_("Signed"))
    else:
        flash(_("Signed. It can be published now."))


@bp.route("/answers/<uuid:answer_id>/evidence", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def evidence(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Add proof to an answer."""
    present = queries.answer_by_id(answer_id)
    cast("uploads.Request", request).most_of_a_file = files.LARGEST
    form = in_languages(answer_forms.EvidenceForm)()
    if form.validate_on_submit():
        try:
            services.add_evidence(
                present,
                kind=EvidenceKind(form["kind"].data),
                text=form.spoken("text"),
                url=form["url"].data,
                content=_uploaded(),
                by=current_staff(),
            )
        except services.ProofMissing:
            form.reject("text_en", _("Say what it is, in English."))
        except services.LinkMissing:
            form.reject("url", _("Give the address of the page, or a file."))
        except files.NotProof as problem:
            form.reject("file", str(problem))
        except services.UnsafeLink:
            form.reject("url", _("Only whole addresses that begin with https:// can be shown."))
        else:
            flash(_("The proof is kept."))
            return redirect(url_for("insights.show", insight_id=present.insight_id))
    page = render_template("insights/evidence.html", form=form, answer=present)
    return page, 400 if form.errors else 200


@bp.post("/evidence/<uuid:evidence_id>/remove")
@staff(*EDITORS)
@writes
def remove_evidence(evidence_id: uuid.UUID) -> ResponseReturnValue:
    """Take proof away from an answer."""
    proof = queries.evidence_by_id(evidence_id)
    insight_id = proof.answer.insight_id
    services.remove_evidence(proof, by=current_staff())
    return redirect(url_for("insights.show", insight_id=insight_id))


def _uploaded() -> bytes | None:
    arrived = request.files.get("file")
    return arrived.read() if arrived is not None and arrived.filename else None


@bp.get("/evidence/<uuid:evidence_id>/file")
@staff(*READERS_OF_INSIGHTS)
def evidence_file(evidence_id: uuid.UUID) -> Response:
    """A file of proof for staff, before and after it is public."""
    file = queries.evidence_by_id(evidence_id).file
    if file is None:
        abort(404)
    return sent(file.content, media_type=file.media_type, digest=file.digest)
