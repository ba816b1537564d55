"""The pages of reviewers: a card, secret words, and answers to read. No authenticator is asked."""

import uuid
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback.accounts.roles import Guest
from feedback.core import i18n
from feedback.core.audience import public, staff
from feedback.core.db import session, writes
from feedback.core.keys import keyring
from feedback.core.templating import settings
from youwesaid.insights import wording as insight_words
from youwesaid.insights.reviewing import cards, gate, queries, services
from youwesaid.insights.reviewing.forms import CardForm, SecretForm, VerdictForm
from youwesaid.insights.reviewing.models import Review, Reviewer, ReviewVerdict
from youwesaid.insights.reviewing.wording import VERDICTS, for_templates

bp = Blueprint("reviewers", __name__, url_prefix="/reviewers")
bp.context_processor(insight_words.for_templates)
bp.context_processor(for_templates)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@writes
def sign_in() -> ResponseReturnValue:
    """The card, and the secret words after the first time. One refusal for all that is wrong."""
    gate.speak(request.args.get("words", ""))
    form = CardForm()
    if form.validate_on_submit():
        reviewer = cards.holder_of(form.card.data or "")
        if reviewer is not None and reviewer.secret is None:
            return _choose(reviewer, form.card.data or "")
        if reviewer is not None and cards.is_secret(reviewer, form.secret_password.data or ""):
            gate.let_in(reviewer)
            return redirect(url_for("reviewers.home"))
        form.reject(
            "card",
            _(
                "The code or the secret words are not right. After five wrong tries, ask the "
                "person who gave you the card for a new one."
            ),
        )
    return _answer("insights/reviewing/sign_in.html", form)


@bp.post("/first")
@public
@writes
def first() -> ResponseReturnValue:
    """The first visit: secret words are chosen."""
    gate.speak(request.args.get("words", ""))
    form = SecretForm()
    reviewer = cards.holder_of(form.card_password.data or "")
    if reviewer is None or reviewer.secret is not None:
        return redirect(url_for("reviewers.sign_in"))
    try:
        cards.choose_secret(reviewer, form.secret_password.data or "")
    except cards.EasyWords:
        form.reject("secret_password", _("Choose at least 8 letters, and not the same few."))
        return _answer("insights/reviewing/first.html", form)
    gate.let_in(reviewer)
    return redirect(url_for("reviewers.home"))


@bp.get("/")
@staff(Guest.REVIEWER)
def home() -> ResponseReturnValue:
    """What there is to read."""
    reviewer = gate.current_reviewer()
    return render_template(
        "insights/reviewing/home.html", reviews=queries.asked_of(reviewer), verdicts=VERDICTS
    )


@bp.route("/<uuid:review_id>", methods=["GET", "POST"])
@staff(Guest.REVIEWER)
@writes
def read(review_id: uuid.UUID) -> ResponseReturnValue:
    """One answer: what people said, what would be published, and three things to say."""
    reviewer = gate.current_reviewer()
    review = queries.review_of(reviewer, review_id)
    form = VerdictForm(data={"verdict": review.verdict.value if review.verdict else None})
    if not queries.is_present(review):
        return render_template("insights/reviewing/changed.html", form=form), HTTPStatus.CONFLICT
    if form.validate_on_submit():
        try:
            return _kept(review, form)
        except services.WordsMissing:
            form.reject("words", _("Write a few words, so that we can put it right."))
    page, status = _answer("insights/reviewing/read.html", form, review=review)
    return page, status


def _kept(review: Review, form: VerdictForm) -> Response:
    services.give_verdict(
        review,
        verdict=ReviewVerdict(form.verdict.data),
        words=form.words.data or "",
        language=i18n.current_language().base,
        keyring=keyring(),
    )
    return redirect(url_for("reviewers.home", kept="1"))


@bp.post("/words")
@staff(Guest.REVIEWER)
@writes
def change_words() -> ResponseReturnValue:
    """Another language from now on."""
    reviewer = gate.current_reviewer()
    chosen = request.form.get("words", "")
    if chosen in {language.code for language in i18n.switched_on()}:
        reviewer.language = chosen
        session().flush()
    return redirect(url_for("reviewers.home"))


@bp.post("/sign-out")
@staff(Guest.REVIEWER)
@writes
def sign_out() -> ResponseReturnValue:
    """Out."""
    words = gate.current_reviewer().language
    gate.let_out()
    return redirect(url_for("reviewers.sign_in", words=words))


@bp.get("/leave")
@public
def leave() -> ResponseReturnValue:
    """Away at once, and signed out, to a page that tells nothing."""
    gate.let_out()
    response = redirect(settings().leave_to, HTTPStatus.SEE_OTHER)
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


def _choose(_reviewer: Reviewer, card: str) -> ResponseReturnValue:
    form = SecretForm(formdata=None)
    form.card_password.data = card
    return _answer("insights/reviewing/first.html", form)


def _answer(template: str, form: object, **more: object) -> tuple[str, int]:
    errors = getattr(form, "errors", {})
    page = render_template(template, form=form, **more)
    return page, HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK
