"""Publishing and correcting entries."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import switched_on
from feedback.core.keys import keyring
from feedback.core.paging import page_of
from feedback.core.templating import settings
from youwesaid.tracker import forms, history, notices, queries, services, wording

bp = Blueprint("tracker_staff", __name__, url_prefix="/tracker")
wording.register(bp)


@bp.get("/")
@staff(Role.EDITOR, Role.PUBLISHER, Role.LEAD, Role.VIEWER)
def listing() -> ResponseReturnValue:
    """What can be published, what is late, and everything that is public."""
    page = page_of(queries.published())
    return render_template(
        "tracker/staff/listing.html",
        page=page,
        listed=queries.listed(page.rows),
        late=queries.listed(queries.late()),
        ready=queries.ready_to_publish(),
    )


@bp.get("/<slug>")
@staff(Role.EDITOR, Role.PUBLISHER, Role.LEAD, Role.VIEWER)
def show(slug: str) -> ResponseReturnValue:
    """One entry for staff: what is public now, its versions, what can be done."""
    entry = queries.entry_by_slug(slug)
    return render_template(
        "tracker/staff/show.html",
        entry=entry,
        contents=queries.contents_of_entry(entry),
        versions=history.history(entry),
        public_url=f"{settings().public_url.rstrip('/')}/en/changes/{entry.slug}",
    )


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
        except services.IdentityNotAsked:
            form.reject(
                "note_en", _("First answer on the insight if someone could work out who this is.")
            )
        else:
            flash(_("The correction is public now."))
            return redirect(url_for("tracker_staff.show", slug=slug))
    status = 400 if form.errors else 200
    return render_template("tracker/staff/correct.html", form=form, entry=entry), status
