"""Answering an insight, proving the answer, and the second person's signature."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.errors import Refused
from feedback.core.keys import keyring
from youwesaid.insights import forms, queries, rules, services, showing, suggesting
from youwesaid.insights.models import Answer, EvidenceKind, Insight
from youwesaid.insights.pages import EDITORS, bp
from youwesaid.insights.rules import AnswerDraft, Unfinished
from youwesaid.plans import queries as plans
from youwesaid.plans.spoken import in_languages

#: Why a signature is refused, in words for the page.
_REFUSALS: dict[type[Refused], Any] = {
    rules.SameSigner: _l("You wrote this answer. Somebody else must sign it."),
    rules.NotAPublisher: _l("Only a publisher can sign."),
    rules.NotForSignOff: _l("This answer is not waiting to be signed. It may have been changed."),
    rules.ChangedSince: _l("The answer was changed while you read it. Please read it again."),
}


@bp.route("/<uuid:insight_id>/answer", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def answer(insight_id: uuid.UUID) -> ResponseReturnValue:
    """Answer an insight: the kind, the words, the reason, the plan item, the dates."""
    insight = queries.insight_by_id(insight_id)
    made = in_languages(forms.AnswerForm)
    usual = made.starting_values(who=queries.last_who(current_staff().id))
    days = {"heard_on": insight.period_end, "decided_on": clock.today()}
    form = made(data={**usual, **days})
    form.drop_stale("who")  # they came from an earlier answer, and stand in a closed fold
    return _answering(insight, None, form)


@bp.route("/answers/<uuid:answer_id>", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def edit_answer(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Write an answer anew; a signed one needs its second person again."""
    present = queries.answer_by_id(answer_id)
    insight = queries.insight_by_id(present.insight_id)
    return _answering(insight, present, _form_of(present))


def _answering(insight: Insight, present: Answer | None, form: Any) -> ResponseReturnValue:
    if form.validate_on_submit():
        draft = form.draft()
        is_tied = bool(insight.plan_items or form.items.data)
        missing = rules.unfinished(draft, is_tied=is_tied) if form.is_asked() else []
        if not missing:
            return _kept(insight, present, form, draft)
        form.complain(missing)
    page = render_template(
        "insights/answer.html",
        form=form,
        insight=insight,
        answer=present,
        quotes=showing.quotes(insight, keyring()),
        suggested=suggesting.for_insight(insight),
        pickable=plans.items_to_tie(),
    )
    return page, 400 if form.errors else 200


def _kept(insight: Insight, present: Answer | None, form: Any, draft: AnswerDraft) -> Response:
    member = current_staff()
    if form.items.data:
        services.tie(insight, plans.items_by_id(form.items.data), by=member)
    if present is None:
        present = services.answer_insight(insight, draft=draft, by=member)
    else:
        services.change_answer(present, draft=draft, by=member)
    if form.is_asked():
        services.ask_sign_off(present, by=member)
        flash(_("The answer waits for a second person now."))
    else:
        flash(_("The draft is kept."))
    return redirect(url_for("insights.show", insight_id=insight.id))


def _form_of(present: Answer) -> Any:
    made = in_languages(forms.AnswerForm)
    spoken = made.starting_values(text=present.text, reason=present.reason, who=present.who_answers)
    plain = {
        "kind": present.kind.value,
        "reason_code": present.reason_code.value if present.reason_code else None,
        "heard_on": present.heard_on,
        "decided_on": present.decided_on,
        "next_look_on": present.next_look_on,
    }
    return made(data={**spoken, **plain})


@bp.post("/answers/<uuid:answer_id>/hand-over")
@staff(*EDITORS)
@writes
def hand_over(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Ask a second person to sign a draft."""
    present = queries.answer_by_id(answer_id)
    try:
        services.ask_sign_off(present, by=current_staff())
    except Unfinished as missing:
        flash(forms.COMPLAINTS[type(missing)], "error")
        return redirect(url_for("insights.edit_answer", answer_id=answer_id))
    flash(_("The answer waits for a second person now."))
    return redirect(url_for("insights.show", insight_id=present.insight_id))


@bp.route("/answers/<uuid:answer_id>/sign-off", methods=["GET", "POST"])
@staff(Role.PUBLISHER)
@writes
def sign_off(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Read an answer that somebody else wrote, and sign it or send it back."""
    present = queries.answer_by_id(answer_id)
    insight = queries.insight_by_id(present.insight_id)
    form = forms.SignForm(data={"seen": rules.fingerprint(present)})
    if form.validate_on_submit():
        try:
            return _decided(present, form)
        except rules.NoteMissing:
            form.reject("note", _("Write what should be changed."))
        except Unfinished as missing:
            form.reject("note", str(forms.COMPLAINTS[type(missing)]))
        except tuple(_REFUSALS) as refusal:
            flash(_REFUSALS[type(refusal)], "error")
            return redirect(url_for("insights.sign_off", answer_id=answer_id))
    page = render_template(
        "insights/sign_off.html",
        form=form,
        answer=present,
        insight=insight,
        is_own=rules.had_a_hand(present, current_staff().id),
        quotes=showing.quotes(insight, keyring()),
    )
    return page, 400 if form.errors else 200


def _decided(present: Answer, form: forms.SignForm) -> Response:
    if request.form.get("do") == "send_back":
        services.send_back(present, note=form.note.data or "", by=current_staff())
        flash(_("The answer is back with its writer."))
    else:
        services.sign(present, by=current_staff(), seen=form.seen.data or "")
        flash(_("Signed. It can be published now."))
    return redirect(url_for("insights.show", insight_id=present.insight_id))


@bp.route("/answers/<uuid:answer_id>/evidence", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def evidence(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Add proof to an answer."""
    present = queries.answer_by_id(answer_id)
    form = in_languages(forms.EvidenceForm)()
    if form.validate_on_submit():
        try:
            services.add_evidence(
                present,
                kind=EvidenceKind(form["kind"].data),
                text=form.spoken("text"),
                url=form["url"].data,
                by=current_staff(),
            )
        except services.ProofMissing:
            form.reject("text_en", _("Say what it is, in English."))
        except services.LinkMissing:
            form.reject("url", _("Give the address of the page."))
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
