"""Answering an insight: the kind, the words, the plan item, what helps, and how it will look."""

import uuid
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback.accounts.gate import current_staff
from feedback.core import clock
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from youwesaid.insights import (
    advising,
    answer_forms,
    queries,
    rules,
    services,
    showing,
    suggesting,
    waiting,
)
from youwesaid.insights.models import Answer, AnswerKind, Insight
from youwesaid.insights.pages import EDITORS, bp
from youwesaid.insights.rules import AnswerDraft, Unfinished
from youwesaid.partnership import queries as partnership
from youwesaid.plans import queries as plans
from youwesaid.plans.spoken import in_languages

#: From deciding to looking again, unless the writer says otherwise: a quarter of a year.
_UNTIL_NEXT_LOOK = timedelta(days=91)


@bp.get("/next")
@staff(*EDITORS)
def answer_next() -> ResponseReturnValue:
    """The next insight that nobody has begun to answer; then the one after it, and so on."""
    found = waiting.next_unanswered()
    if found is None:
        flash(_("Nothing waits for an answer."))
        return redirect(url_for("insights.listing"))
    return redirect(url_for("insights.answer", insight_id=found.id, on="yes"))


@bp.route("/<uuid:insight_id>/answer", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def answer(insight_id: uuid.UUID) -> ResponseReturnValue:
    """Answer an insight: the kind, the words, the reason, the plan item, the dates."""
    insight = queries.insight_by_id(insight_id)
    made = in_languages(answer_forms.AnswerForm)
    member, today = current_staff().id, clock.today()
    before = waiting.usual(member)
    usual = made.starting_values(who=before.who, joint=insight.joint)
    plain = {
        "heard_on": insight.period_end,
        "decided_on": today,
        "next_look_on": _usual_look() if request.method == "GET" else None,
        "agency": str(before.agency_id or ""),
        "post": str(before.post_id or ""),
        "on": request.args.get("on", ""),
    }
    form = made(data={**usual, **plain})
    form.drop_stale("who")  # they came from an earlier answer, and stand in a closed fold
    return _answering(insight, None, form)


@bp.route("/answers/<uuid:answer_id>", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def edit_answer(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Write an answer anew; a signed one needs its second person again."""
    present = queries.answer_by_id(answer_id)
    insight = queries.insight_by_id(present.insight_id)
    return _answering(insight, present, _form_of(insight, present))


def _answering(insight: Insight, present: Answer | None, form: Any) -> ResponseReturnValue:
    form.offer(partnership.agencies(), current_language().code)
    if form.do.data == "preview":
        return _page(insight, present, form)
    if form.validate_on_submit():
        form.settle(usual_look=_usual_look() if present is None else None)
        form.check_post()
        draft = form.draft() if not form.errors else None
        if draft is not None and _may_go(insight, form, draft):
            return _kept(insight, present, form, draft)
    return _page(insight, present, form)


def _usual_look() -> date:
    return clock.today() + _UNTIL_NEXT_LOOK


def _may_go(insight: Insight, form: Any, draft: AnswerDraft) -> bool:
    """Whether *draft* can be kept, or handed over when that is asked; tells why it cannot."""
    if not form.is_asked():
        return True
    form.complain(
        rules.unfinished(
            draft,
            is_tied=bool(insight.plan_items or form.items.data),
            is_joined=bool(form.spoken("joint").get("en"))
            or not rules.needs_joint_line(insight, draft.agency_id),
        )
    )
    if not form.errors and advising.vague(draft) and not form.as_it_is.data:
        form.reject("as_it_is", _("A promise in it has no day. Give one, or say that it stays."))
    return not form.errors


def _page(insight: Insight, present: Answer | None, form: Any) -> ResponseReturnValue:
    draft = form.draft() if form.kind.data in set(AnswerKind) else None
    page = render_template(
        "insights/answer.html",
        form=form,
        insight=insight,
        answer=present,
        quotes=showing.quotes(insight, keyring()),
        others=[each for each in insight.answers if each is not present],
        needs_joint=bool(insight.joint) or len(rules.agencies_answering(insight)) > 0,
        suggested=suggesting.for_insight(insight),
        pickable=plans.items_to_tie(),
        seen=showing.as_seen(insight, draft, form) if draft else None,
        advice=advising.advice(insight, draft, present=present) if draft else None,
        prompts=advising.PROMPTS,
        left=waiting.left_to_answer() if form.on.data == "yes" else None,
    )
    return page, 400 if form.errors else 200


def _kept(insight: Insight, present: Answer | None, form: Any, draft: AnswerDraft) -> Response:
    member = current_staff()
    if form.items.data:
        services.tie(insight, plans.items_by_id(form.items.data), by=member)
    if form.spoken("joint") != insight.joint:
        services.change_joint(insight, joint=form.spoken("joint"), by=member)
    if present is None:
        present = services.answer_insight(insight, draft=draft, by=member)
    else:
        services.change_answer(present, draft=draft, by=member)
    if form.is_asked():
        services.ask_sign_off(present, by=member)
        flash(_("The answer waits for a second person now."))
    else:
        flash(_("The draft is kept."))
    return redirect(_what_comes_next(insight, form))


def _what_comes_next(insight: Insight, form: Any) -> str:
    if form.on.data != "yes":
        return url_for("insights.show", insight_id=insight.id)
    following = waiting.next_unanswered(after=insight)
    if following is None:
        flash(_("That was the last one: nothing waits for an answer."))
        return url_for("insights.listing")
    return url_for("insights.answer", insight_id=following.id, on="yes")


def _form_of(insight: Insight, present: Answer) -> Any:
    made = in_languages(answer_forms.AnswerForm)
    spoken = made.starting_values(
        text=present.text,
        reason=present.reason,
        who=present.who_answers,
        effect=present.effect,
        joint=insight.joint,
    )
    plain = {
        "kind": present.kind.value,
        "reason_code": present.reason_code.value if present.reason_code else None,
        "heard_on": present.heard_on,
        "decided_on": present.decided_on,
        "next_look_on": present.next_look_on,
        "promised_for": present.promised_for,
        "agency": str(present.agency_id or ""),
        "post": str(present.post_id or ""),
        "involved_at": present.involved_at,
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
        flash(answer_forms.COMPLAINTS[type(missing)], "error")
        return redirect(url_for("insights.edit_answer", answer_id=answer_id))
    flash(_("The answer waits for a second person now."))
    return redirect(url_for("insights.show", insight_id=present.insight_id))
