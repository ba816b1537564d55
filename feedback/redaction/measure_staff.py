"""How the detectors do, and the partnership's own places: for leads."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE
from feedback.core.named_files import download
from feedback.redaction import measuring, places_list, queries
from feedback.redaction.forms import SmallPlaceForm
from feedback.redaction.kinds import BANDS, LABELS, REASONS
from feedback.redaction.staff import bp

__all__ = ["bp"]


@bp.get("/detectors")
@staff(Role.LEAD)
def detectors() -> ResponseReturnValue:
    """What each detector proposed, and what people said to it."""
    return render_template(
        "redaction/detectors.html",
        measures=measuring.measures(),
        missed=measuring.missed(),
        fewest=measuring.FEWEST,
        labels=LABELS,
        reasons=REASONS,
        bands=BANDS,
        autonyms={code: language.autonym for code, language in BY_CODE.items()},
    )


@bp.get("/detectors.csv")
@staff(Role.LEAD)
def detectors_csv() -> ResponseReturnValue:
    """The same numbers as a table; they hold nobody's words."""
    return download(measuring.as_csv())


@bp.route("/places", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def places() -> ResponseReturnValue:
    """The list, and one more for it."""
    form = SmallPlaceForm()
    if form.validate_on_submit():
        try:
            places_list.add(name=str(form.name.data), may_stay=form.may_stay(), by=current_staff())
        except places_list.ListedAlready:
            form.reject("name", _("This place is on the list already"))
        except places_list.TooShort:
            form.reject("name", _("This name is too short: it would be found everywhere"))
        else:
            flash(_("The place is on the list. It holds for what comes from now on."))
            return redirect(url_for("redaction.places"))
    page = render_template("redaction/places.html", form=form, places=queries.small_places())
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


@bp.post("/places/<uuid:place_id>/remove")
@staff(Role.LEAD)
@writes
def remove_place(place_id: uuid.UUID) -> ResponseReturnValue:
    """Take a place off the list."""
    places_list.remove(queries.small_place(place_id), by=current_staff())
    flash(_("The place is off the list."))
    return redirect(url_for("redaction.places"))
