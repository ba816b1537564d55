"""Follow without an account: by letter, or behind a number."""

import contextlib

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from feedback.contributions import queries as contributions
from feedback.contributions.queries import UnknownReceipt
from feedback.core.audience import public
from feedback.core.db import writes
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.templating import settings
from feedback.stories.forms import is_switching
from youwesaid.tracker import queries as tracker
from youwesaid.tracker import wording
from youwesaid.tracker.following import queries, services
from youwesaid.tracker.following.forms import FollowForm, FollowWithCodeForm
from youwesaid.tracker.following.services import NoSuchFollower
from youwesaid.tracker.models import Entry

bp = Blueprint("following", __name__, url_prefix="/<language:language>/follow")
wording.register(bp)
#: For the page behind a receipt, which stands below this room.
bp.add_app_template_global(queries.with_receipt, "followed_with")


@bp.route("/", methods=["GET", "POST"])
@public
@writes
def start() -> ResponseReturnValue:
    """Ask for letters about everything, a topic or an entry; or choose a way without an address."""
    form = FollowForm(data=request.args)
    entry = _entry(form.wanted_entry())
    if not is_switching() and form.validate_on_submit():
        # A machine is told the same as a person, and nothing is kept of it.
        if not form.suspicions([]):
            services.ask(
                address=form.address.data or "",
                topic=form.wanted_topic(),
                entry=entry,
                spoken=current_language().code,
                keyring=keyring(),
            )
        return render_template("tracker/following/asked.html")
    page = render_template(
        "tracker/following/start.html",
        form=form,
        entry=entry,
        said=tracker.listed([entry])[0].contents.said if entry else None,
        has_mail=bool(settings().mail_server),
        language_form="follow",
    )
    return page, 400 if form.errors else 200


@bp.route("/with-number", methods=["GET", "POST"])
@public
@writes
def with_code() -> ResponseReturnValue:
    """Find an entry again behind the number of a receipt."""
    form = FollowWithCodeForm(data=request.args)
    entry = _entry(form.wanted_entry())
    if entry is None:
        return render_template("tracker/following/gone.html"), 404
    if not is_switching() and form.validate_on_submit():
        try:
            receipt = contributions.receipt_by_code(form.tidy_code(), keyring())
        except UnknownReceipt:
            form.reject("code", form.nothing_held())
        else:
            if request.form.get("do") == "stop":
                services.unfollow_with_receipt(receipt, entry)
                return render_template("tracker/following/stopped.html", by_code=True)
            services.follow_with_receipt(receipt, entry)
            return render_template("tracker/following/kept.html", entry=entry)
    page = render_template(
        "tracker/following/with_code.html", form=form, entry=entry, language_form="follow"
    )
    return page, 400 if form.errors else 200


@bp.route("/<token>", methods=["GET", "POST"])
@public
@writes
def one(token: str) -> ResponseReturnValue:
    """Behind a link in a letter: agree, see what is new, or stop. Opening it changes nothing."""
    try:
        subscription = services.by_token(token, keyring())
    except NoSuchFollower:
        return render_template("tracker/following/gone.html"), 404
    if request.form.get("do") == "stop":
        services.stop_all(subscription)
        return render_template("tracker/following/stopped.html", by_code=False)
    if request.form.get("do") == "agree":
        services.agree(subscription)
    everything = queries.of_address(subscription.address_mac) if subscription.confirmed_on else ()
    return render_template(
        "tracker/following/one.html",
        subscription=subscription,
        followed=[(each, queries.followed(each)) for each in everything],
        token=token,
        token_of=lambda each: services.token_of(each, keyring()),
    )


@bp.post("/<token>/less")
@public
@writes
def stop_one(token: str) -> ResponseReturnValue:
    """Stop following one of several things."""
    with contextlib.suppress(NoSuchFollower):
        services.stop(services.by_token(token, keyring()))
    return render_template("tracker/following/stopped.html", by_code=False)


@bp.post("/<token>/stop")
@public
@writes
def stop_at_once(token: str) -> ResponseReturnValue:
    """What a mail program presses for somebody (RFC 8058); pressed twice, it is true."""
    with contextlib.suppress(NoSuchFollower):
        services.stop_all(services.by_token(token, keyring()))
    return Response(_("You get no more letters."), mimetype="text/plain")


def _entry(slug: str | None) -> Entry | None:
    if slug is None:
        return None
    try:
        return tracker.entry_by_slug(slug)
    except NoResultFound:
        return None
