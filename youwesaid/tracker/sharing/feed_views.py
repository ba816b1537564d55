"""What changed, for feed readers and calendars: the list, narrowed like the list, and one entry."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, request

from feedback.core import headers
from feedback.core.audience import public
from feedback.core.i18n import current_language
from youwesaid.tracker import filtering, queries
from youwesaid.tracker.models import Entry
from youwesaid.tracker.sharing import addresses, answering, calendars, embedding, feeds
from youwesaid.tracker.sharing import queries as shared

bp = Blueprint("feeds", __name__, url_prefix="/<language:language>/changes")


@bp.before_request
def _for_programs() -> None:
    headers.let_programs_read(keep=headers.NO_STORE)  # what an answer may be kept for, it says


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


@bp.get("/feed.atom")
@public
def atom() -> Response:
    """What changed, as Atom; narrowed like the list."""
    return answering.of_text(feeds.atom(_feed()), feeds.ATOM_TYPE)


@bp.get("/feed.json")
@public
def json_feed() -> Response:
    """What changed, as a JSON Feed; narrowed like the list."""
    return answering.of_text(feeds.json_feed(_feed()), feeds.JSON_TYPE)


@bp.get("/<slug>/feed.atom")
@public
def entry_atom(slug: str) -> Response:
    """The versions of one entry, as Atom."""
    return answering.of_text(feeds.atom(_feed_of(slug)), feeds.ATOM_TYPE)


@bp.get("/<slug>/feed.json")
@public
def entry_json_feed(slug: str) -> Response:
    """The versions of one entry, as a JSON Feed."""
    return answering.of_text(feeds.json_feed(_feed_of(slug)), feeds.JSON_TYPE)


@bp.get("/dates.ics")
@public
def dates() -> Response:
    """Next looks and promised days, and those of other parts where nothing narrows the list."""
    asked = filtering.asked_filters(request.args)
    found = shared.all_of(shared.with_versions(queries.published(**asked.arguments())))
    others = {} if asked.address() else calendars.days_of_sources()
    return _calendar(found, others)


@bp.get("/<slug>/dates.ics")
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
