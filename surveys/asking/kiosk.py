"""A shared tablet: pages that clear themselves between people, and show nothing of a turn again.

The journey itself knows nothing of tablets. Its pages carry the code of the link (``by``) and the
turn (``turn``); this module looks at both before the journey does.
"""

import uuid
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException

from feedback.core.audience import public
from feedback.core.db import writing
from feedback.core.i18n import current_language, speak, switched_on
from feedback.safeguarding.queries import help_groups
from feedback.stories.forms import is_switching
from surveys.asking.forms import travelling
from surveys.asking.opening import languages_to
from surveys.asking.views import bp
from surveys.journey.files import expect_files
from surveys.journey.views import bp as journey
from surveys.versions import links, queries, turns
from surveys.versions.models import LinkMode, SurveyLink

IDLE_SECONDS = 90  # of nobody pressing anything
WRITING_SECONDS = 300  # on a page with a box to write in: a key pressed there is not seen here
THANKS_SECONDS = 20
_TEXT_BOX = b"<textarea"
_GONE = '"cache", "cookies", "storage"'  # the cache too: what Back would show is part of it


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's turn at a tablet, as its pages carry it."""

    link: SurveyLink
    key: uuid.UUID

    @property
    def over_url(self) -> str:
        """Where the turn ends and the next one begins."""
        return url_for("ways.over", code=self.link.code, turn=self.key)

    def carried(self) -> list[tuple[str, str]]:
        """What each page of the turn hands to the next one."""
        return [("by", self.link.code), ("turn", self.key.hex)]


@bp.get("/k/<code>")
@public
def kiosk(code: str) -> ResponseReturnValue:
    """The first page of a tablet, in all languages of the survey: whoever comes next begins."""
    link = links.link_by_code(code)
    if link.mode is not LinkMode.KIOSK:
        return redirect(url_for("ways.open_link", code=link.code), HTTPStatus.SEE_OTHER)
    survey = queries.public_survey(link.survey.slug)
    speak(switched_on()[0].code)
    greetings = []
    for offered in languages_to(survey):
        with force_locale(offered.locale):
            greetings.append((offered, _("Have your say"), _("Start")))
    return render_template(
        "surveys/asking/kiosk.html",
        slug=survey.slug,
        greetings=greetings,
        carried=[("by", link.code), ("turn", turns.new_turn())],
    )


@bp.get("/k/<code>/over/<uuid:turn>")
@public
def over(code: str, turn: uuid.UUID) -> ResponseReturnValue:
    """End a turn, wipe what the browser kept, and begin the next.

    Asking for a page changes something here: a browser that nobody touches can only ask, and
    somebody who walked away must not leave answers behind.
    """
    link = links.link_by_code(code)
    if link.mode is LinkMode.KIOSK:
        with writing():
            turns.end_turn(turn)
    response = redirect(url_for("ways.kiosk", code=link.code), HTTPStatus.SEE_OTHER)
    response.headers["Clear-Site-Data"] = _GONE
    return response


@journey.before_request
def _look_at_the_turn() -> ResponseReturnValue | None:
    """Nothing of a turn that is over; the help page of one that is not."""
    if request.endpoint == "surveys.send":
        expect_files()  # before anybody reads the form, which is here
    link = _kiosk_link()
    if link is None:
        return None
    key = turns.turn_id(request.form.get("turn", ""))
    if key is None or turns.is_over(key):
        return redirect(url_for("ways.kiosk", code=link.code), HTTPStatus.SEE_OTHER)
    g.kiosk_turn = Turn(link, key)
    if "kiosk_help" in request.form and not is_switching():
        return _help_page()
    return None


@journey.context_processor
def _turn_for_templates() -> dict[str, Turn | None]:
    return {"kiosk": g.get("kiosk_turn")}


@journey.after_request
def _clear_when_nobody_is_there(response: Response) -> Response:
    """Every page of a turn goes back to the start by itself; a header, so no script is needed."""
    turn: Turn | None = g.get("kiosk_turn")
    if turn is not None and response.mimetype == "text/html":
        response.headers["Refresh"] = f"{_seconds(response)}; url={turn.over_url}"
    return response


def _seconds(response: Response) -> int:
    is_sent = request.endpoint == "surveys.send" and response.status_code == HTTPStatus.OK
    if is_sent and not is_switching():
        return THANKS_SECONDS
    return WRITING_SECONDS if _TEXT_BOX in response.get_data() else IDLE_SECONDS


def _kiosk_link() -> SurveyLink | None:
    """The tablet from which this request says that it comes."""
    try:
        code = request.values.get("by", "")
        link = links.link_by_code(code) if code else None
    except (NoResultFound, HTTPException):
        return None  # no such link, or a form that cannot be read: the view says so
    return link if link is not None and link.mode is LinkMode.KIOSK else None


def _help_page() -> ResponseReturnValue:
    """Whom to call, without leaving the turn: the answers travel through this page too."""
    return render_template(
        "surveys/asking/kiosk_help.html",
        groups=help_groups(),
        fields=[*travelling(request.form), ("turn", request.form.get("turn", ""))],
        others=[pair for pair in request.form.items() if pair[0] in {"code", "which", "sitting"}],
        here=current_language().code,
        language_form="journey",
    )
