"""Follow what changed, show it elsewhere, take the data: pages for people, and feeds."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.core import headers
from feedback.core.audience import public
from feedback.core.i18n import current_language
from feedback.core.templating import settings
from feedback.stories.topics import TOPICS
from youwesaid.plans import wording as plan_wording
from youwesaid.tracker import counting, filtering, queries
from youwesaid.tracker.models import Entry
from youwesaid.tracker.sharing import (
    addresses,
    answering,
    calendars,
    embedding,
    feeds,
    packaging,
    snapshots,
)
from youwesaid.tracker.sharing import queries as shared
from youwesaid.tracker.sharing.operations import OPERATIONS

bp = Blueprint("sharing", __name__, url_prefix="/<language:language>")
bp.context_processor(plan_wording.for_templates)


@bp.get("/share")
@public
def follow() -> ResponseReturnValue:
    """How to follow what changed, to show it elsewhere, and to take the data."""
    used = counting.by_topic()
    return render_template(
        "sharing/follow.html",
        topics=[topic for topic in TOPICS if used.get(topic.key)],
        priorities=[item for item, _number in counting.by_priority()],
        frame=embedding.frame_code() if settings().embed_sites else "",
        fragment=embedding.fragment_code(embedding.shown(filtering.asked_filters({}))),
        files=packaging.file_names(),
        snapshots=[snapshots.record_of(each) for each in shared.all_snapshots()],
        absolute=addresses.absolute,
    )


@bp.get("/share/api")
@public
def api() -> ResponseReturnValue:
    """The API in plain words."""
    return render_template(
        "sharing/api.html",
        operations=OPERATIONS,
        base=addresses.absolute(addresses.API),
        about=addresses.absolute(addresses.API + "/openapi.json"),
    )


@bp.get("/share/list")
@public
def embedded() -> ResponseReturnValue:
    """A short list for a frame on another site; sites are named in the settings."""
    headers.let_be_framed(settings().embed_sites)
    asked = filtering.asked_filters(request.args)
    return render_template(
        "sharing/embedded.html",
        listed=embedding.shown(asked),
        more=embedding.list_address(asked),
        entry_page=addresses.entry_page,
        is_framed=True,
        help_page=addresses.absolute(url_for("front.help_now")),
    )


@bp.get("/share/fragment")
@public
def fragment() -> ResponseReturnValue:
    """The same list as a piece of a page, for a server to put into a page of its own."""
    asked = filtering.asked_filters(request.args)
    code = embedding.fragment_code(embedding.shown(asked), asked)
    return answering.of_text(code.encode(), "text/html")


def _feed() -> feeds.Feed:
    asked = filtering.asked_filters(request.args)
    found = shared.with_versions(queries.published(**asked.arguments()).limit(feeds.MOST))
    return feeds.feed_of_entries(
        shared.all_of(found),
        name="&".join(f"{name}={word}" for name, word in sorted(asked.address().items())),
        home=embedding.list_address(asked),
        address=_own_address(),
    )


def _feed_of(slug: str) -> feeds.Feed:
    entry = queries.entry_by_slug(slug)
    home = addresses.entry_page(slug, current_language().code)
    return feeds.feed_of_versions(entry, home=home, address=_own_address())


def _own_address() -> str:
    return addresses.absolute(request.full_path.rstrip("?"))


@bp.get("/changes/feed.atom")
@public
def atom() -> Response:
    """What changed, as Atom; narrowed like the list."""
    return answering.of_text(feeds.atom(_feed()), feeds.ATOM_TYPE)


@bp.get("/changes/feed.json")
@public
def json_feed() -> Response:
    """What changed, as a JSON Feed; narrowed like the list."""
    return answering.of_text(feeds.json_feed(_feed()), feeds.JSON_TYPE)


@bp.get("/changes/<slug>/feed.atom")
@public
def entry_atom(slug: str) -> Response:
    """The versions of one entry, as Atom."""
    return answering.of_text(feeds.atom(_feed_of(slug)), feeds.ATOM_TYPE)


@bp.get("/changes/<slug>/feed.json")
@public
def entry_json_feed(slug: str) -> Response:
    """The versions of one entry, as a JSON Feed."""
    return answering.of_text(feeds.json_feed(_feed_of(slug)), feeds.JSON_TYPE)


@bp.get("/changes/dates.ics")
@public
def dates() -> Response:
    """Next looks and promised days, and those of other parts where nothing narrows the list."""
    asked = filtering.asked_filters(request.args)
    found = shared.all_of(shared.with_versions(queries.published(**asked.arguments())))
    others = {} if asked.address() else calendars.days_of_sources()
    return _calendar(found, others)


@bp.get("/changes/<slug>/dates.ics")
@public
def entry_dates(slug: str) -> Response:
    """The days of one entry."""
    return _calendar([queries.entry_by_slug(slug)], {})


def _calendar(
    entries: Sequence[Entry], others: Mapping[str, Sequence[calendars.Happening]]
) -> Response:
    days = {"tracker": calendars.days_of(entries), **others}
    made = calendars.calendar(days, address=_own_address())
    return answering.of_text(made, calendars.CALENDAR_TYPE)
