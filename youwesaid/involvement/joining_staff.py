"""Invitations to take part, for staff: writing them, and reaching those who said yes."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.audit.services import record
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.errors import Refused
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring
from youwesaid.involvement import joining, queries, wording
from youwesaid.involvement.forms import InterestStateForm, OpportunityForm
from youwesaid.involvement.joining import Invitation
from youwesaid.involvement.models import InterestState, Opportunity, OpportunityState
from youwesaid.partnership import queries as partnership
from youwesaid.plans import queries as plans
from youwesaid.plans import wording as plan_wording
from youwesaid.plans.spoken import in_languages

bp = Blueprint("joining_staff", __name__, url_prefix="/involvement/invitations")
bp.context_processor(wording.for_templates)
bp.context_processor(plan_wording.for_templates)
#: Who writes invitations, and who may open how to reach somebody.
WRITERS = (Role.LEAD, Role.EDITOR)

_COMPLAINTS: dict[type[Refused], tuple[str, Any]] = {
    joining.TitleMissing: ("title_en", _l("Give it a title, in English.")),
    joining.AboutMissing: ("about_en", _l("Say what people would do, in English.")),
    joining.ThanksMissing: (
        "thanks_en",
        _l("Say what people get for their time, in English, even if it is only thanks."),
    ),
    joining.ClosesTooEarly: ("closes_on", _l("This day is over. Choose one that is to come.")),
}


@bp.get("/")
@staff(*WRITERS)
def listing() -> ResponseReturnValue:
    """All invitations, open ones first."""
    found = queries.opportunities()
    return render_template(
        "involvement/invitations.html",
        opportunities=[(each, queries.interests_in(each)) for each in found],
        is_open=joining.is_open,
    )


@bp.route("/new", methods=["GET", "POST"])
@staff(*WRITERS)
@writes
def new() -> ResponseReturnValue:
    """Write an invitation."""
    return _writing(in_languages(OpportunityForm)(), None)


@bp.route("/<uuid:opportunity_id>/edit", methods=["GET", "POST"])
@staff(*WRITERS)
@writes
def edit(opportunity_id: uuid.UUID) -> ResponseReturnValue:
    """Write an invitation anew, open or shut it."""
    present = queries.opportunity_by_id(opportunity_id)
    made = in_languages(OpportunityForm)
    spoken = made.starting_values(
        title=present.titles, about=present.about, when=present.when_where, thanks=present.thanks
    )
    names = ("help_offered", "stages", "first_on", "closes_on")
    form = made(
        data={
            **spoken,
            **{name: getattr(present, name) for name in names},
            "state": present.state.value,
            "agency": present.agency.key,
            "items": [str(item.id) for item in present.plan_items],
        }
    )
    return _writing(form, present)


def _writing(form: Any, present: Opportunity | None) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            written = joining.write_opportunity(
                said=_said(form), by=current_staff(), opportunity=present
            )
        except tuple(_COMPLAINTS) as refusal:
            field, words = _COMPLAINTS[type(refusal)]
            form.reject(field, str(words))
        else:
            flash(_("The invitation is kept."))
            return redirect(url_for("joining_staff.show", opportunity_id=written.id))
    page = render_template(
        "involvement/invitation_edit.html",
        form=form,
        opportunity=present,
        pickable=plans.items_to_tie(),
    )
    return page, 400 if form.errors else 200


def _said(form: Any) -> Invitation:
    return Invitation(
        titles=form.spoken("title"),
        about=form.spoken("about"),
        when_where=form.spoken("when"),
        thanks=form.spoken("thanks"),
        agency=partnership.agency_by_key(form.agency.data),
        closes_on=form.closes_on.data,
        first_on=form.first_on.data,
        state=OpportunityState(form.state.data),
        help_offered=form.help_offered.data or (),
        stages=form.stages.data or (),
        plan_items=plans.items_by_id(form.items.data or ()),
    )


@bp.get("/<uuid:opportunity_id>")
@staff(*WRITERS)
def show(opportunity_id: uuid.UUID) -> ResponseReturnValue:
    """One invitation, and who would like to join; their details stay locked."""
    opportunity = queries.opportunity_by_id(opportunity_id)
    return render_template(
        "involvement/invitation.html",
        opportunity=opportunity,
        interests=queries.interests_in(opportunity),
        is_open=joining.is_open(opportunity),
        spoken=BY_CODE,
    )


@bp.post("/interest/<uuid:interest_id>")
@staff(*WRITERS)
@writes
def reach(interest_id: uuid.UUID) -> ResponseReturnValue:
    """How to reach somebody, safely; that it was opened is written into the log."""
    return _reaching(interest_id, InterestStateForm(formdata=None))


@bp.post("/interest/<uuid:interest_id>/state")
@staff(*WRITERS)
@writes
def note(interest_id: uuid.UUID) -> ResponseReturnValue:
    """Say what became of it."""
    form = InterestStateForm()
    if not form.validate_on_submit():
        return _reaching(interest_id, form)
    interest = queries.interest_by_id(interest_id)
    joining.note_interest(interest, state=InterestState(form.state.data), by=current_staff())
    flash(_("That is written down."))
    return redirect(url_for("joining_staff.show", opportunity_id=interest.opportunity_id))


def _reaching(interest_id: uuid.UUID, form: InterestStateForm) -> ResponseReturnValue:
    interest = queries.interest_by_id(interest_id)
    details = joining.details_of(interest, keyring())
    record(
        verb="interest.opened",
        thing="opportunity",
        thing_id=interest.opportunity_id,
        actor=current_staff(),
    )
    if not form.errors:
        form.state.data = interest.state.value
    page = render_template(
        "involvement/reach.html",
        interest=interest,
        details=details,
        form=form,
        spoken=BY_CODE.get(interest.spoken),
    )
    return page, 400 if form.errors else 200
