"""Reviewers and their cards, what each said of an answer, and doing without them in public."""

import uuid
from typing import Any

from babel import Locale
from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring
from feedback.core.spoken import in_languages
from feedback.core.templating import settings
from youwesaid.insights import queries as insights
from youwesaid.insights import wording as insight_words
from youwesaid.insights.models import Answer
from youwesaid.insights.pages import EDITORS
from youwesaid.insights.reviewing import cards, queries, services
from youwesaid.insights.reviewing.forms import ReasonForm, ReviewerForm, SendForm
from youwesaid.insights.reviewing.models import Reviewer
from youwesaid.insights.reviewing.wording import OUTCOMES, VERDICTS

bp = Blueprint("reviewing", __name__, url_prefix="/reviewing")
bp.context_processor(insight_words.for_templates)


@bp.app_template_global("reviewers_say")
def reviewers_say(answer: Answer) -> str:
    """What reviewers say of *answer* as it is worded now, in words."""
    return str(OUTCOMES[queries.outcome_of(answer)])


@bp.get("/")
@staff(*EDITORS)
def listing() -> ResponseReturnValue:
    """Who reviews."""
    found = queries.reviewers()
    return render_template(
        "insights/reviewing/listing.html",
        reviewers=found,
        waiting=queries.waiting_counts([each.id for each in found]),
        shut={each.id for each in found if cards.is_shut(each)},
        languages_by_code=BY_CODE,
    )


@bp.route("/new", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def add() -> ResponseReturnValue:
    """One more reviewer, and their card: shown once."""
    form = ReviewerForm()
    form.offer()
    if form.validate_on_submit():
        reviewer, code = cards.add_reviewer(
            name=form.name.data or "", language=form.reads_in.data, by=current_staff()
        )
        return _card(reviewer, code)
    page = render_template("insights/reviewing/new.html", form=form)
    return page, 400 if form.errors else 200


@bp.post("/<uuid:reviewer_id>/card")
@staff(*EDITORS)
@writes
def new_card(reviewer_id: uuid.UUID) -> ResponseReturnValue:
    """A new card: the old one and the secret words are over."""
    reviewer = queries.reviewer_by_id(reviewer_id)
    return _card(reviewer, cards.give_new_card(reviewer, by=current_staff()))


@bp.post("/<uuid:reviewer_id>/let-go")
@staff(*EDITORS)
@writes
def let_go(reviewer_id: uuid.UUID) -> ResponseReturnValue:
    """They review no more."""
    cards.let_go(queries.reviewer_by_id(reviewer_id), by=current_staff())
    flash(_("Their card, secret words and name are deleted."))
    return redirect(url_for("reviewing.listing"))


@bp.get("/answers/<uuid:answer_id>")
@staff(*EDITORS)
def show(answer_id: uuid.UUID) -> ResponseReturnValue:
    """What reviewers say of one answer."""
    return _show(insights.answer_by_id(answer_id))


@bp.post("/answers/<uuid:answer_id>/send")
@staff(*EDITORS)
@writes
def send(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Ask reviewers."""
    answer = insights.answer_by_id(answer_id)
    form = _send_form()
    chosen = [each for each in queries.reviewers() if str(each.id) in (form.reviewers.data or [])]
    try:
        number = services.send_to_reviewers(answer, chosen, by=current_staff())
    except services.NobodyChosen:
        form.reviewers.errors = [_("Choose at least one reviewer.")]
    except services.TextMissing:
        form.reviewers.errors = [_("Write the answer first, in English.")]
    except services.IdentityNotAsked:
        form.reviewers.errors = [_("First answer if someone could work out who this is.")]
    else:
        flash(_("Reviewers who are asked now: %(number)s", number=number))
        return redirect(url_for("reviewing.show", answer_id=answer_id))
    return _show(answer, send_form=form, status=400)


@bp.post("/answers/<uuid:answer_id>/explain")
@staff(*EDITORS)
@writes
def explain(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Say in public why this is published though no reviewer agreed."""
    answer = insights.answer_by_id(answer_id)
    form: Any = in_languages(ReasonForm)()
    if not form.validate_on_submit():
        return _show(answer, reason_form=form, status=400)
    services.explain(answer, reason=form.spoken("why"), by=current_staff())
    flash(_("The reason is kept. It is public when the answer is."))
    return redirect(url_for("reviewing.show", answer_id=answer_id))


@bp.get("/danger")
@staff(Role.LEAD)
def for_leads() -> ResponseReturnValue:
    """What reviewers wrote that may be about danger."""
    found = [(each, services.words_of(each, keyring())) for each in queries.for_leads()]
    return render_template("insights/reviewing/danger.html", found=found, languages_by_code=BY_CODE)


@bp.post("/danger/<uuid:review_id>/read")
@staff(Role.LEAD)
@writes
def lead_read(review_id: uuid.UUID) -> ResponseReturnValue:
    """A lead has read it."""
    services.note_lead_read(queries.review_by_id(review_id), by=current_staff())
    return redirect(url_for("reviewing.for_leads"))


def _show(
    answer: Answer, *, send_form: Any = None, reason_form: Any = None, status: int = 200
) -> ResponseReturnValue:
    kept = queries.overruling_of(answer)
    made = in_languages(ReasonForm)
    values = made.starting_values(why=kept.reason) if kept else {}
    page = render_template(
        "insights/reviewing/show.html",
        answer=answer,
        insight=answer.insight,
        reviews=[(each, services.words_of(each, keyring()), queries.is_present(each))
                 for each in queries.reviews_of(answer)],
        outcome=OUTCOMES[queries.outcome_of(answer)],
        verdicts=VERDICTS,
        overruling=kept,
        form=send_form or reason_form or _send_form(),
        send_form=send_form or _send_form(),
        reason_form=reason_form or made(formdata=None, data=values),
        must_agree=settings().reviewers_must_agree,
        languages_by_code=BY_CODE,
    )  # fmt: skip
    return page, status


def _send_form() -> SendForm:
    form = SendForm()
    form.offer(list(queries.reviewers()))
    return form


def _card(reviewer: Reviewer, code: str) -> ResponseReturnValue:
    """The card in the language of who gets it."""
    reads_in = BY_CODE[reviewer.language]
    address = f"{settings().staff_url.rstrip('/')}{url_for('reviewers.sign_in')}"
    with force_locale(Locale.parse(reads_in.locale)):
        words = [
            _("Your card"),
            _("Open this page:"),
            _("Type this code:"),
            _("Then choose secret words. Only you know them."),
            _("Keep this card in a safe place. It opens nothing but what you are asked to read."),
        ]
    return render_template(
        "insights/reviewing/card.html",
        reviewer=reviewer,
        code=code,
        address=f"{address}?words={reviewer.language}",
        words=words,
        reads_in=reads_in,
        days=cards.UNUSED_FOR.days,
    )
