"""Telling a story: every answer travels in the page, and nothing is kept before Send.

Pages after the topic answer posts, so that no address and no history holds an answer. The
browser's own Back therefore asks before it sends anything again; the page's Back keeps the words.
"""

from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.contributions import arrivals, queries
from feedback.contributions.queries import UnknownReceipt
from feedback.contributions.receiving import SentDifferently
from feedback.core.audience import public
from feedback.core.db import writing
from feedback.core.forms import LONGEST_STORY, new_submission_id
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.references import NotAReceipt
from feedback.stories import receipt_views, services
from feedback.stories.blueprint import bp
from feedback.stories.forms import HeldForm, StoryForm, is_switching
from feedback.stories.services import TakenBack
from feedback.stories.topics import TOPICS

__all__ = ["bp"]


@bp.get("/tell")
@public
def start() -> ResponseReturnValue:
    """Are you safe to do this now?"""
    entry = queries.entry_named(request.args.get("about", ""))
    return render_template("stories/start.html", entry=entry)


@bp.route("/tell/topic", methods=["GET", "POST"])
@public
def topic() -> ResponseReturnValue:
    """What is it about?"""
    return _topic_page(StoryForm())


@bp.route("/tell/words", methods=["GET", "POST"])
@public
def words() -> ResponseReturnValue:
    """The words themselves."""
    form = StoryForm()
    if request.method == "GET":
        form.about.data = request.args.get("about")
        if not form.entry_slug():
            return redirect(url_for("stories.topic"), HTTPStatus.SEE_OTHER)
    return _without_subject(form) or _words_page(form)


@bp.post("/tell/check")
@public
def check() -> ResponseReturnValue:
    """What was written, once more before it goes."""
    form = StoryForm()
    return _unanswered(form) or _page("stories/check.html", form, topics=_by_key())


@bp.post("/tell/send")
@public
def send() -> ResponseReturnValue:
    """Keep it; the answer is the thank-you page, made after the synced commit."""
    form = StoryForm()
    if is_switching():
        return _same_in_this_language(form)
    unanswered = _unanswered(form)
    if unanswered is not None:
        return unanswered
    try:
        with writing():
            received = services.send(
                form.story(language=current_language().base), keyring=keyring()
            )
    except SentDifferently:
        return _kept_page(form, "differently")
    except TakenBack:
        return _kept_page(form, "taken_back")
    except (UnknownReceipt, NotAReceipt):
        return _kept_page(form, "unknown")
    arrivals.announce()
    return receipt_views.thanks(received, is_more=bool(form.receipt.data))


@bp.get("/tell/check")
@bp.get("/tell/send")
@public
def begin() -> ResponseReturnValue:
    """An address of the journey opened without its answers: from the start, then."""
    return redirect(url_for("stories.start"), HTTPStatus.SEE_OTHER)


def _same_in_this_language(form: StoryForm) -> ResponseReturnValue:
    """Whatever page the last press of Send led to, without sending anything."""
    if form.before.data:
        return _kept_page(form, form.before.data)
    if request.form.get("sitting"):
        return receipt_views.after(HeldForm())
    return _unanswered(form) or _words_page(form)


def _without_subject(form: StoryForm) -> ResponseReturnValue | None:
    """The page of topics where none was chosen; None when there is one."""
    if form.has_subject():
        return None
    form.reject("topic", _("Choose what it is about. You can say that you are not sure."))
    return _topic_page(form, HTTPStatus.BAD_REQUEST)


def _unanswered(form: StoryForm) -> ResponseReturnValue | None:
    """The page of the first question that still needs an answer; None when all have theirs."""
    missing = _without_subject(form)
    if missing is not None:
        return missing
    return None if form.validate() else _words_page(form, HTTPStatus.BAD_REQUEST)


def _topic_page(form: StoryForm, status: int = HTTPStatus.OK) -> ResponseReturnValue:
    choices = [
        {"value": each.key, "label": each.label, "icon": each.icon,
         "chosen": each.key == form.topic.data}
        for each in TOPICS
    ]  # fmt: skip
    return _page("stories/topic.html", form, status, choices=choices)


def _words_page(form: StoryForm, status: int = HTTPStatus.OK) -> ResponseReturnValue:
    return _page("stories/words.html", form, status, limit=LONGEST_STORY, language_form="journey")


def _kept_page(form: StoryForm, why: str) -> ResponseReturnValue:
    """Nothing was kept, nothing is lost: the person says what they meant."""
    form.submission.data = new_submission_id()
    form.before.data = why
    if why == "unknown":
        form.receipt.data = ""
        form.topic.data = form.topic.data or "not_sure"
    return _page("stories/kept.html", form, HTTPStatus.CONFLICT, why=why)


def _page(
    template: str, form: StoryForm, status: int = HTTPStatus.OK, **more: Any
) -> ResponseReturnValue:
    # A page that holds answers changes its language by sending them along.
    if request.method == "POST":
        more["language_form"] = "journey"
    entry = queries.entry_named(form.entry_slug() or "")
    return render_template(template, form=form, entry=entry, **more), status


def _by_key() -> dict[str, Any]:
    return {each.key: each.label for each in TOPICS}
