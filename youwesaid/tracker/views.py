"""See what changed: the list, one entry, and its versions."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from feedback.core.audience import public
from feedback.core.paging import page_of
from youwesaid.plans import wording as plan_wording
from youwesaid.tracker import counting, filtering, history, posters, queries, wording
from youwesaid.tracker.formats import offering
from youwesaid.tracker.models import Entry

bp = Blueprint("tracker", __name__, url_prefix="/<language:language>/changes")
wording.register(bp)
bp.context_processor(plan_wording.for_templates)
LONGEST_NUMBER = 6  # digits of a version


@bp.get("/")
@public
def entries() -> ResponseReturnValue:
    """Every entry, most recently changed first; "cannot" stands beside "done"."""
    asked = filtering.asked_filters(request.args)
    page = page_of(queries.published(**asked.arguments()))
    return render_template(
        "tracker/entries.html",
        page=page,
        listed=queries.listed(page.rows),
        facets=filtering.facets(asked),
        asked=asked,
        tally=counting.tally(**asked.without("state")),
        kinds=counting,
        is_late=queries.is_late,
    )


@bp.get("/<slug>")
@public
def entry(slug: str) -> ResponseReturnValue:
    """One entry: what people said, what we did, why not, when we look again, and its versions."""
    found = queries.entry_by_slug(slug)
    versions = history.history(found)
    return render_template(
        "tracker/entry.html",
        **_shown(found, versions[0]),
        versions=versions,
        is_late=queries.is_late(found),
        offer=offering.offered(versions[0].contents),
        quotes=found.quotes,
    )


@bp.get("/<slug>/versions/<int:number>")
@public
def version(slug: str, number: int) -> ResponseReturnValue:
    """One entry as it was, and what that version changed."""
    found = queries.entry_by_slug(slug)
    dated = history.version_of(found, number)
    return render_template(
        "tracker/version.html", **_shown(found, dated), newest=len(found.versions)
    )


@bp.get("/<slug>/compare")
@public
def compare(slug: str) -> ResponseReturnValue:
    """What differs between any two versions."""
    found = queries.entry_by_slug(slug)
    newest = len(found.versions)
    first, second = _number("first", max(1, newest - 1)), _number("second", newest)
    older, newer, changed = history.compared(found, first, second)
    return render_template(
        "tracker/compare.html",
        entry=found,
        older=older,
        newer=newer,
        changed=changed,
        versions=history.history(found),
    )


@bp.get("/<slug>/poster")
@public
def poster(slug: str) -> ResponseReturnValue:
    """A sheet of paper for a wall: what was said, what we say, and the way here."""
    found = queries.entry_by_slug(slug)
    return render_template(
        "tracker/poster.html",
        **_shown(found, history.history(found)[0]),
        code=posters.drawn(found),
        typed=posters.typed_address(found),
    )


def _shown(found: Entry, dated: history.Dated) -> dict[str, Any]:
    return {
        "entry": found,
        "dated": dated,
        "contents": dated.contents,
        "iso": date.fromisoformat,
        "standing": offering.words_standing(dated.contents),
    }


def _number(name: str, otherwise: int) -> int:
    asked = request.args.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else otherwise
