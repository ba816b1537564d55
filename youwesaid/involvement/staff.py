"""The register of engagement, for staff: activities, support, thanks."""

import uuid
from decimal import Decimal
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
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
from feedback.core.paging import page_of
from feedback.core.templating import settings
from youwesaid.involvement import queries, services, wording
from youwesaid.involvement.forms import (
    ActivityForm,
    IncentiveForm,
    RegisterForm,
    SettleForm,
    SupportForm,
)
from youwesaid.involvement.models import (
    Activity,
    ActivityKind,
    ActivityState,
    IncentiveKind,
    Met,
    SupportKind,
)
from youwesaid.involvement.services import ActivityFacts
from youwesaid.partnership import queries as partnership
from youwesaid.plans import queries as plans
from youwesaid.plans import wording as plan_wording
from youwesaid.plans.spoken import in_languages

bp = Blueprint("involvement", __name__, url_prefix="/involvement")
bp.context_processor(wording.for_templates)
bp.context_processor(plan_wording.for_templates)
#: Who keeps the register: those who engage people, and those who answer them.
KEEPERS = (Role.CODER, Role.LEAD, Role.EDITOR)
READERS = (*KEEPERS, Role.PUBLISHER, Role.VIEWER, Role.ADMINISTRATOR)
_PENCE = 100

#: Where each broken rule is told, and in which words.
_COMPLAINTS: dict[type[Refused], tuple[str, Any]] = {
    services.TitleMissing: ("title_en", _l("Give it a title, in English.")),
    services.NobodyNamed: ("whom", _l("Say which people it is for.")),
    services.EndsBeforeStart: ("ends_on", _l("The last day cannot come before the first.")),
    services.NotHeldYet: ("state", _l("The first day is still to come: it is planned.")),
}


@bp.get("/")
@staff(*READERS)
def listing() -> ResponseReturnValue:
    """The register: who was, and will be, engaged by whom."""
    form = RegisterForm(request.args)
    wanted = queries.activities(agency_key=form.agency.data or None, state=form.wanted_state())
    page = page_of(wanted)
    return render_template(
        "involvement/listing.html",
        form=form,
        page=page,
        twice={each.id: queries.same_people(each) for each in page.rows if _is_ahead(each)},
        support=queries.support_between(clock.today().replace(month=1, day=1), clock.today()),
        has_agencies=bool(partnership.agencies()),
    )


def _is_ahead(activity: Activity) -> bool:
    return activity.state is ActivityState.PLANNED


@bp.route("/new", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def new() -> ResponseReturnValue:
    """Write an activity down before it happens, so that partners see it."""
    return _writing(in_languages(ActivityForm)(), None)


@bp.route("/<uuid:activity_id>/edit", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def edit(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Write it anew: that it was held, how many came, what came of it."""
    activity = queries.activity_by_id(activity_id)
    made = in_languages(ActivityForm)
    spoken = made.starting_values(title=activity.titles, came=activity.came_of_it)
    plain = {
        name: getattr(activity, name)
        for name in ("whom", "whom_exactly", "localities", "stages", "starts_on", "ends_on",
                     "place", "people_count", "is_public")
    }  # fmt: skip
    words = {"kind": activity.kind.value, "state": activity.state.value}
    form = made(
        data={
            **spoken,
            **plain,
            **words,
            "agency": activity.agency.key,
            "items": [str(item.id) for item in activity.plan_items],
        }
    )
    return _writing(form, activity)


def _writing(form: Any, activity: Activity | None) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            written = services.write_activity(
                facts=_facts(form), by=current_staff(), activity=activity
            )
        except tuple(_COMPLAINTS) as refusal:
            field, words = _COMPLAINTS[type(refusal)]
            form.reject(field, str(words))
        else:
            flash(_("The activity is in the register."))
            return redirect(url_for("involvement.show", activity_id=written.id))
    page = render_template(
        "involvement/edit.html", form=form, activity=activity, pickable=plans.items_to_tie()
    )
    return page, 400 if form.errors else 200


def _facts(form: Any) -> ActivityFacts:
    return ActivityFacts(
        titles=form.spoken("title"),
        kind=ActivityKind(form.kind.data),
        state=ActivityState(form.state.data),
        agency=partnership.agency_by_key(form.agency.data),
        whom=form.whom.data or (),
        whom_exactly=form.whom_exactly.data or "",
        localities=form.localities.data or (),
        stages=form.stages.data or (),
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        place=form.place.data or "",
        people_count=form.people_count.data,
        came_of_it=form.spoken("came"),
        is_public=form.is_public.data,
        plan_items=plans.items_by_id(form.items.data or ()),
    )


@bp.get("/<uuid:activity_id>")
@staff(*READERS)
def show(activity_id: uuid.UUID) -> ResponseReturnValue:
    """One activity: who, when, support, thanks, what came of it, and who asks the same people."""
    activity = queries.activity_by_id(activity_id)
    return render_template(
        "involvement/show.html",
        activity=activity,
        twice=queries.same_people(activity),
        localities={each.key: each for each in partnership.localities()},
        public_count=queries.people_of(activity, threshold=settings().count_threshold),
        support_form=SupportForm(formdata=None),
        incentive_form=IncentiveForm(formdata=None),
        settle_form=SettleForm(formdata=None),
    )


@bp.route("/<uuid:activity_id>/support", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def support(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Write down support that somebody asked for; not who."""
    activity = queries.activity_by_id(activity_id)
    form = SupportForm()
    if form.validate_on_submit():
        services.note_support(
            activity,
            kind=SupportKind(form.kind.data),
            detail=form.detail.data or "",
            people=form.people.data or 1,
            by=current_staff(),
        )
        return _back(activity, _("The request is written down."))
    page = render_template("involvement/support.html", form=form, activity=activity)
    return page, 400 if form.errors else 200


@bp.route("/support/<uuid:support_request_id>", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def settle(support_request_id: uuid.UUID) -> ResponseReturnValue:
    """Say whether support was given, and why not."""
    asked = queries.support_by_id(support_request_id)
    form = SettleForm(data={"met": asked.met.value, "why_not": asked.why_not})
    if form.validate_on_submit():
        try:
            services.settle_support(
                asked, met=Met(form.met.data), why_not=form.why_not.data or "", by=current_staff()
            )
        except services.WhyNotMissing:
            form.reject("why_not", _("Say why it was not met in full."))
        else:
            return _back(asked.activity, _("That is written down."))
    page = render_template("involvement/settle.html", form=form, asked=asked)
    return page, 400 if form.errors else 200


@bp.route("/<uuid:activity_id>/thanks", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def thanks(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what was offered for people's time."""
    activity = queries.activity_by_id(activity_id)
    form = IncentiveForm()
    if form.validate_on_submit():
        try:
            services.offer_incentive(
                activity,
                kind=IncentiveKind(form.kind.data),
                pence=int((form.pounds.data or Decimal(0)) * _PENCE),
                offered=form.offered.data or 0,
                taken=form.taken.data or 0,
                benefits_note_on=form.benefits_note_on.data,
                by=current_staff(),
            )
        except services.MoreTakenThanOffered:
            form.reject("taken", _("More people took it than were offered it."))
        else:
            return _back(activity, _("That is written down."))
    page = render_template("involvement/thanks.html", form=form, activity=activity, given=None)
    return page, 400 if form.errors else 200


@bp.route("/thanks/<uuid:incentive_id>", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def change_thanks(incentive_id: uuid.UUID) -> ResponseReturnValue:
    """Say how many took it, and when they were told about benefits."""
    given = queries.incentive_by_id(incentive_id)
    names = ("offered", "taken", "benefits_note_on")
    form = IncentiveForm(
        data={
            "kind": given.kind.value,
            "pounds": Decimal(given.pence) / _PENCE,
            **{name: getattr(given, name) for name in names},
        }
    )
    if form.validate_on_submit():
        try:
            services.change_incentive(
                given, by=current_staff(), **{name: form[name].data for name in names}
            )
        except services.MoreTakenThanOffered:
            form.reject("taken", _("More people took it than were offered it."))
        else:
            return _back(given.activity, _("That is written down."))
    page = render_template(
        "involvement/thanks.html", form=form, activity=given.activity, given=given
    )
    return page, 400 if form.errors else 200


@bp.route("/<uuid:activity_id>/standards", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def standards(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Look at an activity against the seven standards for engagement."""
    activity = queries.activity_by_id(activity_id)
    if request.method == "POST":
        answers = {
            key: {
                "mark": _mark(request.form.get(f"mark-{key}", "")),
                "words": request.form.get(f"words-{key}", "")[:1000].strip(),
            }
            for key in wording.STANDARDS
        }
        services.check_standards(activity, answers=answers, by=current_staff())
        return _back(activity, _("The check is kept."))
    return render_template("involvement/standards.html", activity=activity)


def _mark(given: str) -> str:
    return given if given in {"yes", "partly", "no"} else ""


def _back(activity: Activity, words: str) -> Response:
    flash(words)
    return redirect(url_for("involvement.show", activity_id=activity.id))
