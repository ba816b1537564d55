"""Who makes up the partnership: its agencies, their posts, its localities."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring
from feedback.core.spoken import in_languages
from feedback.outbox.addresses import NotAnAddress
from youwesaid.partnership import queries, services
from youwesaid.partnership.forms import AgencyForm, KeyedForm, NamesForm, PostForm
from youwesaid.partnership.models import Agency, Locality, Post

bp = Blueprint("partnership", __name__, url_prefix="/partnership")
KEEPERS = (Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR)

_IN_USE = _l("Something names it, so it stays.")
_BROKEN = (services.NameMissing, services.NotAKey, services.KeyTaken)


@bp.get("/")
@staff(*KEEPERS)
def listing() -> ResponseReturnValue:
    """The agencies with their posts, and the localities."""
    agencies = queries.agencies(with_former=True)
    mailboxes = {
        post.id: services.mailbox_of(post, keyring()) for each in agencies for post in each.posts
    }
    return render_template(
        "partnership/listing.html",
        agencies=agencies,
        localities=queries.localities(),
        mailboxes=mailboxes,
    )


@bp.route("/agencies/new", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def add_agency() -> ResponseReturnValue:
    """One more agency."""
    form: Any = in_languages(KeyedForm)()
    if form.validate_on_submit():
        try:
            services.add_agency(form.given(), by=current_staff())
        except _BROKEN as refusal:
            form.complain(refusal)
        else:
            return _back(_("The agency is kept."))
    return _page(form, _("Add an agency"))


@bp.route("/agencies/<key>", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def change_agency(key: str) -> ResponseReturnValue:
    """Other names, another place, or it has left."""
    agency = queries.agency_by_key(key)
    form: Any = _filled(AgencyForm, agency, is_partner=agency.is_partner)
    if form.validate_on_submit():
        services.change_agency(
            agency,
            names=form.spoken("name"),
            position=form.position.data or 0,
            is_partner=form.is_partner.data,
            by=current_staff(),
        )
        return _back(_("The agency is kept."))
    away = url_for("partnership.remove_agency", key=key)
    return _page(form, _("Change an agency"), away=away)


@bp.post("/agencies/<key>/remove")
@staff(*KEEPERS)
@writes
def remove_agency(key: str) -> ResponseReturnValue:
    """Delete an agency that was a mistake."""
    try:
        services.remove_agency(queries.agency_by_key(key), by=current_staff())
    except services.InUse:
        return _back(
            _("Posts or answers name this agency, so it stays. Say that it has left instead."),
            kind="error",
        )
    return _back(_("It is removed."))


@bp.route("/agencies/<key>/posts/new", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def add_post(key: str) -> ResponseReturnValue:
    """One more post of an agency."""
    agency = queries.agency_by_key(key)
    form: Any = in_languages(PostForm)()
    if form.validate_on_submit():
        try:
            services.add_post(
                agency,
                names=form.spoken("name"),
                position=form.position.data or 0,
                mailbox=form.mailbox.data or "",
                keyring=keyring(),
                by=current_staff(),
            )
        except NotAnAddress:
            form.reject("mailbox", _("This is not an email address."))
        else:
            return _back(_("The post is kept."))
    return _page(form, _("Add a post"), of=agency)


@bp.route("/posts/<uuid:post_id>", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def change_post(post_id: uuid.UUID) -> ResponseReturnValue:
    """Other names, place or mailbox of a post."""
    post = queries.post_by_id(post_id)
    form: Any = _filled(PostForm, post, mailbox=services.mailbox_of(post, keyring()))
    if form.validate_on_submit():
        try:
            services.change_post(
                post,
                names=form.spoken("name"),
                position=form.position.data or 0,
                mailbox=form.mailbox.data or "",
                keyring=keyring(),
                by=current_staff(),
            )
        except NotAnAddress:
            form.reject("mailbox", _("This is not an email address."))
        else:
            return _back(_("The post is kept."))
    away = url_for("partnership.remove_post", post_id=post_id)
    return _page(form, _("Change a post"), away=away, of=post.agency)


@bp.post("/posts/<uuid:post_id>/remove")
@staff(*KEEPERS)
@writes
def remove_post(post_id: uuid.UUID) -> ResponseReturnValue:
    """Delete a post that owns nothing."""
    try:
        services.remove_post(queries.post_by_id(post_id), by=current_staff())
    except services.InUse:
        return _back(str(_IN_USE), kind="error")
    return _back(_("It is removed."))


@bp.route("/localities/new", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def add_locality() -> ResponseReturnValue:
    """One more part of the area."""
    form: Any = in_languages(KeyedForm)()
    if form.validate_on_submit():
        try:
            services.add_locality(form.given(), by=current_staff())
        except _BROKEN as refusal:
            form.complain(refusal)
        else:
            return _back(_("The area is kept."))
    return _page(form, _("Add an area"))


@bp.route("/localities/<key>", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def change_locality(key: str) -> ResponseReturnValue:
    """Other names or another place in the list."""
    locality = queries.locality_by_key(key)
    form: Any = _filled(NamesForm, locality)
    if form.validate_on_submit():
        services.change_locality(
            locality,
            names=form.spoken("name"),
            position=form.position.data or 0,
            by=current_staff(),
        )
        return _back(_("The area is kept."))
    away = url_for("partnership.remove_locality", key=key)
    return _page(form, _("Change an area"), away=away)


@bp.post("/localities/<key>/remove")
@staff(*KEEPERS)
@writes
def remove_locality(key: str) -> ResponseReturnValue:
    """Delete an area that nothing names."""
    try:
        services.remove_locality(queries.locality_by_key(key), by=current_staff())
    except services.InUse:
        return _back(str(_IN_USE), kind="error")
    return _back(_("It is removed."))


def _filled(form: Any, present: Agency | Post | Locality, **more: Any) -> Any:
    made = in_languages(form)
    names = made.starting_values(name=present.names)
    return made(data={**names, "position": present.position, **more})


def _back(words: str, kind: str = "message") -> Response:
    flash(words, kind)
    return redirect(url_for("partnership.listing"))


def _page(
    form: Any, heading: str, *, away: str = "", of: Agency | None = None
) -> ResponseReturnValue:
    page = render_template(
        "partnership/form.html", form=form, heading=heading, away=away, agency=of
    )
    return page, 400 if form.errors else 200
