"""Publishing and correcting entries."""

import uuid
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import session, writes
from feedback.core.i18n import switched_on
from feedback.core.keys import keyring
from feedback.core.paging import page_of
from feedback.core.templating import settings
from youwesaid.insights import wording as insight_words
from youwesaid.insights.answer_forms import COMPLAINTS
from youwesaid.insights.models import Answer
from youwesaid.insights.rules import Unfinished
from youwesaid.insights.services import UnsafeLink
from youwesaid.plans import wording as plan_wording
from youwesaid.tracker import (
    bulk,
    forms,
    history,
    moving,
    moving_forms,
    notices,
    queries,
    services,
    wording,
)
from youwesaid.tracker.models import Entry

bp = Blueprint("tracker_staff", __name__, url_prefix="/tracker")
#: Where the form of a move shows what an answer still needs; all else stands by the state.
_MOVE_FIELDS = {name: name for name in ("reason_code", "next_look_on", "promised_for")} | {
    "text_en": "text",
    "reason_en": "reason",
}
bp.context_processor(plan_wording.for_templates)
wording.register(bp)


@bp.get("/")
@staff(Role.EDITOR, Role.PUBLISHER, Role.LEAD, Role.VIEWER)
def listing() -> ResponseReturnValue:
    """Everything that is public, the longest late first; what can be published; what waits."""
    page = page_of(queries.by_urgency())
    return render_template(
        "tracker/staff/listing.html",
        page=page,
        listed=queries.listed(page.rows),
        candidates=bulk.candidates(),
        is_late=queries.is_late,
    )


@bp.get("/<slug>")
@staff(Role.EDITOR, Role.PUBLISHER, Role.LEAD, Role.VIEWER)
def show(slug: str) -> ResponseReturnValue:
    """One entry for staff: what is public now, its versions, what can be done."""
    return _page(queries.entry_by_slug(slug), None)


@bp.post("/<slug>/move")
@staff(Role.EDITOR, Role.PUBLISHER)
@writes
def move(slug: str) -> ResponseReturnValue:
    """Say what became of it since: an answer for a second person to sign."""
    entry = queries.entry_by_slug(slug)
    form = _move_form(entry)
    if form.validate_on_submit():
        answers = {str(answer.id): answer for answer in moving.movable(entry)}
        try:
            moving.move_on(answers[form.answer.data], move=form.move(), by=current_staff())
        except Unfinished as missing:
            form.reject(_MOVE_FIELDS.get(missing.field, "kind"), COMPLAINTS[type(missing)])
        except UnsafeLink:
            form.reject("url", _("The address must begin with https://."))
        except moving.NothingMoved:
            form.reject("kind", _("Nothing is other than it was: choose a state or add a link."))
        else:
            flash(_("Handed over. People read the old words until somebody else signs the new."))
            return redirect(url_for("tracker_staff.show", slug=slug), HTTPStatus.SEE_OTHER)
    session().rollback()
    return _page(queries.entry_by_slug(slug), form), HTTPStatus.BAD_REQUEST


@bp.get("/ready")
@staff(Role.PUBLISHER)
def ready() -> ResponseReturnValue:
    """What can be published together, to be looked at once more."""
    return render_template("tracker/staff/ready.html", candidates=bulk.candidates(), why=bulk.WORDS)


@bp.post("/ready")
@staff(Role.PUBLISHER)
@writes
def publish_ready() -> ResponseReturnValue:
    """Make public what was ticked; quotes never come along."""
    form = moving_forms.PublishForm()
    known = {str(each.insight.id): each.insight.id for each in bulk.candidates()}
    chosen = [known[each] for each in form.insight.data or () if each in known]
    entries = bulk.publish_chosen(
        chosen, by=current_staff(), keyring=keyring(), threshold=settings().count_threshold
    )
    told = sum(notices.tell_those_who_asked(entry, keyring=keyring()) for entry in entries)
    flash(
        _(
            "Public now: %(number)s. Letters that will go out: %(letters)s.",
            number=len(entries),
            letters=told,
        )
    )
    return redirect(url_for("tracker_staff.listing"), HTTPStatus.SEE_OTHER)


@bp.post("/publish/<uuid:insight_id>")
@staff(Role.PUBLISHER)
@writes
def publish(insight_id: uuid.UUID) -> ResponseReturnValue:
    """Make an insight with its signed answers public, and tell those who asked."""
    insight = queries.insight_to_publish(insight_id)
    try:
        entry = services.publish(
            insight, by=current_staff(), keyring=keyring(), threshold=settings().count_threshold
        )
    except services.NothingSigned:
        flash(_("A second person must sign the answer before it is published."), "error")
    except services.NoPlanItem:
        flash(_("Tie this to at least one item of the plan before it is published."), "error")
    except services.IdentityNotAsked:
        flash(_("First answer if someone could work out who this is."), "error")
    except services.ReviewersNotHeard:
        flash(_("No reviewer has agreed yet. Ask them, or write the public reason."), "error")
    except services.OwnReason:
        flash(_("You made some of it yourself: somebody else must check that."), "error")
    except services.BeingRewritten:
        flash(_("An answer that is public is being rewritten: have it signed first."), "error")
    else:
        told = notices.tell_those_who_asked(entry, keyring=keyring())
        flash(_("It is public now. Letters that will go out: %(number)s.", number=told))
        return redirect(url_for("tracker_staff.show", slug=entry.slug))
    return redirect(url_for("insights.show", insight_id=insight_id))


@bp.route("/<slug>/correct", methods=["GET", "POST"])
@staff(Role.PUBLISHER)
@writes
def correct(slug: str) -> ResponseReturnValue:
    """Put right what is public, with a dated note that everybody can read."""
    entry = queries.entry_by_slug(slug)
    form = forms.for_languages(switched_on())()
    if form.validate_on_submit():
        try:
            services.correct(
                entry,
                note=form.notes(),
                by=current_staff(),
                threshold=settings().count_threshold,
            )
        except (services.NothingSigned, services.BeingRewritten):
            form.reject("note_en", _("The answer is being rewritten: have it signed first."))
        except services.ReviewersNotHeard:
            form.reject("note_en", _("No reviewer has agreed to the new words yet."))
        except services.OwnReason:
            form.reject(
                "note_en", _("You made some of it yourself: somebody else must check that.")
            )
        except services.IdentityNotAsked:
            form.reject(
                "note_en", _("First answer on the insight if someone could work out who this is.")
            )
        else:
            flash(_("The correction is public now."))
            return redirect(url_for("tracker_staff.show", slug=slug))
    status = 400 if form.errors else 200
    return render_template("tracker/staff/correct.html", form=form, entry=entry), status


def _page(entry: Entry, form: moving_forms.MoveForm | None) -> str:
    return render_template(
        "tracker/staff/show.html",
        entry=entry,
        contents=queries.contents_of_entry(entry),
        plan_items=queries.insight_to_publish(entry.insight_id).plan_items,
        versions=history.history(entry),
        form=form or _move_form(entry),
        rewritten=moving.rewritten(entry),
        is_late=queries.is_late(entry),
        public_url=f"{settings().public_url.rstrip('/')}/en/changes/{entry.slug}",
    )


def _move_form(entry: Entry) -> moving_forms.MoveForm:
    answers = moving.movable(entry)
    newest = answers[0] if answers else None
    form = moving_forms.MoveForm(
        data={
            "answer": str(newest.id) if newest else "",
            "kind": newest.kind.value if newest else "",
            "text": newest.text.get("en", "") if newest else "",
            "promised_for": newest.promised_for if newest else None,
        }
    )
    form.answer.choices = [SelectChoice(str(each.id), _whose(each)) for each in answers]
    return form


def _whose(answer: Answer) -> str:
    who = answer.agency.name_in("en") if answer.agency else answer.who_answers.get("en", "")
    return f"{who}: {insight_words.KINDS[answer.kind]}"
