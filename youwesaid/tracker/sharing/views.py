"""Follow what changed, show it elsewhere, take the data: pages for people, and feeds."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.core import headers
from feedback.core.audience import public
from feedback.core.templating import settings
from feedback.stories.topics import TOPICS
from youwesaid.plans import wording as plan_wording
from youwesaid.tracker import counting, filtering
from youwesaid.tracker.sharing import (
    addresses,
    answering,
    embedding,
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
