"""Taking part, for the public: invitations, and what people already took part in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.core import references
from feedback.core.audience import public
from feedback.core.db import writes
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.templating import settings
from feedback.stories.forms import is_switching
from youwesaid.involvement import joining, queries, wording
from youwesaid.involvement.forms import InterestForm, TakeBackForm
from youwesaid.involvement.models import Opportunity
from youwesaid.plans import wording as plan_wording

bp = Blueprint("joining", __name__, url_prefix="/<language:language>/take-part")
bp.context_processor(wording.for_templates)
bp.context_processor(plan_wording.for_templates)


@bp.get("/")
@public
def listing() -> ResponseReturnValue:
    """Invitations that are open, and what people took part in."""
    held = queries.public_activities()
    threshold = settings().count_threshold
    return render_template(
        "involvement/public/listing.html",
        opportunities=queries.open_opportunities(),
        held=[(each, queries.people_of(each, threshold=threshold)) for each in held],
    )


@bp.get("/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One invitation: what, when, what help and thanks there are."""
    opportunity = queries.opportunity_by_slug(slug)
    if not joining.is_open(opportunity):
        return render_template("involvement/public/shut.html"), 410
    return render_template("involvement/public/show.html", opportunity=opportunity)


@bp.route("/<slug>/yes", methods=["GET", "POST"])
@public
@writes
def yes(slug: str) -> ResponseReturnValue:
    """How to reach somebody who would like to take part: nothing else is asked."""
    opportunity = queries.opportunity_by_slug(slug)
    if not joining.is_open(opportunity):
        return render_template("involvement/public/shut.html"), 410
    form = InterestForm()
    if form.sent.data and is_switching():  # the thank-you page, in another language
        return _thanked(form)
    if not is_switching() and form.validate_on_submit():
        _keep(opportunity, form)
        return _thanked(form)
    page = render_template(
        "involvement/public/yes.html", opportunity=opportunity, form=form, language_form="reach"
    )
    return page, 400 if form.errors else 200


def _keep(opportunity: Opportunity, form: InterestForm) -> None:
    joining.show_interest(
        opportunity,
        submission=form.submission_id(),
        details=form.details(),
        spoken=current_language().code,
        is_suspect=bool(form.suspicions([form.note.data or ""])),
        keyring=keyring(),
    )


def _thanked(form: InterestForm) -> ResponseReturnValue:
    code = joining.code_of(form.submission_id(), keyring())
    return render_template(
        "involvement/public/thanks.html",
        code=references.grouped(code),
        submission=form.submission_id(),
        language_form="reach",
    )


@bp.route("/take-back", methods=["GET", "POST"])
@public
@writes
def take_back() -> ResponseReturnValue:
    """Delete somebody's details because they ask: first the number, then for real."""
    form = TakeBackForm()
    interest = None
    if not is_switching() and form.validate_on_submit() and (code := form.tidy_code()):
        try:
            interest = joining.interest_by_code(code, keyring())
        except joining.NothingHeld:
            if form.sure.data:  # pressed twice: it is true
                return render_template("involvement/public/taken_back.html")
            form.reject("code", _("We hold nothing under that number. Check it and try again."))
        else:
            if form.sure.data:
                joining.take_back(interest)
                return render_template("involvement/public/taken_back.html")
    page = render_template(
        "involvement/public/take_back.html", form=form, interest=interest, language_form="back"
    )
    return page, 400 if form.errors else 200
