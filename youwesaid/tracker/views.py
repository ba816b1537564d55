"""See what changed: the list and one entry."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from feedback.core.audience import public
from feedback.core.i18n import current_language
from feedback.core.paging import page_of
from feedback.stories.topics import TOPICS
from youwesaid.plans import wording as plan_wording
from youwesaid.tracker import queries, wording
from youwesaid.tracker.contents import in_language
from youwesaid.tracker.models import PublicState

bp = Blueprint("tracker", __name__, url_prefix="/<language:language>/changes")
wording.register(bp)
bp.context_processor(plan_wording.for_templates)


@bp.get("/")
@public
def entries() -> ResponseReturnValue:
    """Every entry, most recently changed first; "cannot" stands beside "done"."""
    asked = wording.asked_filters(request.args, topics=[topic.key for topic in TOPICS])
    page = page_of(queries.published(**asked.arguments()))
    return render_template(
        "tracker/entries.html",
        page=page,
        listed=queries.listed(page.rows),
        counts=queries.count_by_state(),
        topics=[topic for topic in TOPICS if topic.key in set(queries.topics_used())],
        states=list(PublicState),
        asked=asked,
        priorities=queries.priorities_touched(),
        is_late=queries.is_late,
    )


@bp.get("/<slug>")
@public
def entry(slug: str) -> ResponseReturnValue:
    """One entry: what people said, what we did, why not, when we look again, and its versions."""
    found = queries.entry_by_slug(slug)
    contents = queries.contents_of_entry(found)
    return render_template(
        "tracker/entry.html",
        entry=found,
        contents=contents,
        versions=wording.history(found),
        is_late=queries.is_late(found),
        english_only=in_language(contents.said, current_language().code)[1]
        != current_language().code,
        quotes=found.quotes,
        iso=date.fromisoformat,
    )
