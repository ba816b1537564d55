"""Rules that refuse, and the pages for everything that goes wrong. No refusal loses words."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import TracebackType

from flask import Flask, Response, current_app, render_template, request
from flask.sansio.app import App
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from feedback.core.audience import Side
from feedback.core.headers import same_origin

_WORDS_FROM = 60  # a field longer than this is somebody's words and is shown, not hidden
_NOT_KEPT = {"csrf_token"}
_FRAMES = 8  # how many calls the log names, the last ones
_NOT_OUR_NAME = _l("This site does not answer to that name. Check the address.")


class Refused(Exception):
    """A rule of the product said no. Each rule is a subclass whose name says which."""


@dataclass(frozen=True, slots=True)
class KeptField:
    """One field of a form that could not be taken, to be sent again."""

    name: str
    value: str
    is_words: bool


ExcInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def place_of(problem: BaseException) -> str:
    """The kind of *problem* and the lines that led to it, without its message.

    Messages of errors repeat values, and values may be people's words: none is ever logged.
    """
    frames = traceback.extract_tb(problem.__traceback__)[-_FRAMES:]
    lines = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(problem).__name__} at {lines}"


def init_app(app: Flask) -> None:
    """Register one handler for each family of errors."""

    def log_place(exc_info: ExcInfo) -> None:
        if exc_info[1] is not None:
            app.logger.error("unexpected at %s: %s", request.endpoint, place_of(exc_info[1]))

    # Flask's own would write the address, the message and the whole traceback.
    app.log_exception = log_place  # type: ignore[method-assign]
    app.register_error_handler(NoResultFound, missing)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(DBAPIError, _busy)
    app.register_error_handler(HTTPException, _http)


def missing(_error: Exception) -> ResponseReturnValue:
    """The page for an address that names nothing; parts register it for errors of their own."""
    return _page(HTTPStatus.NOT_FOUND)


def _stale(_error: CSRFError) -> ResponseReturnValue:
    return _page(HTTPStatus.BAD_REQUEST)


def _busy(error: DBAPIError) -> ResponseReturnValue:
    # The statement's parameters may be people's words: the class is all that is logged.
    cause = type(error.orig).__name__
    current_app.logger.error("database refused: %s at %s", cause, request.endpoint)
    return _page(HTTPStatus.SERVICE_UNAVAILABLE)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    if isinstance(error, SecurityError):
        # No page of ours: its links would lead to the name that we have just refused.
        return Response(f"{_NOT_OUR_NAME}\n", HTTPStatus.BAD_REQUEST, mimetype="text/plain")
    body, status = _page(HTTPStatus(error.code or 500))
    response = current_app.make_response((body, status))
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(allowed)
    return response


def answer_under(app: App, prefix: str, refusal: Callable[[HTTPStatus], Response]) -> None:
    """Let *refusal* make what answers a request under the address *prefix* that goes wrong."""
    app.extensions.setdefault("refusals", {})[prefix] = refusal


def _page(status: HTTPStatus) -> tuple[str | Response, int]:
    refusals: dict[str, Callable[[HTTPStatus], Response]]
    refusals = current_app.extensions.get("refusals", {})
    for prefix, refusal in refusals.items():
        if request.path == prefix or request.path.startswith(f"{prefix}/"):
            return refusal(status), int(status)
    heading, message = explained(status)
    kept = kept_fields()
    template = "errors/kept_words.html" if kept else "errors/error.html"
    page = render_template(
        template, heading=heading, message=message, what_to_do="", fields=kept, status=int(status)
    )
    return page, int(status)


def kept_fields() -> list[KeptField]:
    """Everything that was typed into the form now refused, when it can be read at all."""
    if request.method != "POST" or request.endpoint is None:
        return []
    if current_app.extensions["side"] is Side.STAFF and not same_origin():
        return []  # another site's words, and our token beside them would be its button
    try:
        pairs = list(request.form.items(multi=True))
    except HTTPException:
        return []
    return [
        KeptField(name, value, is_words=len(value) > _WORDS_FROM or "\n" in value)
        for name, value in pairs
        if name not in _NOT_KEPT and "password" not in name
    ]


_EXPLAINED = {
    400: (_l("We could not read that"), _l("Please check what you sent and try again.")),
    401: (_l("Please sign in"), _l("You are not signed in, or your time ran out.")),
    403: (_l("This page is not open to you"), _l("Go back, or ask for help.")),
    404: (_l("We cannot find that page"), _l("Check the address, or start from the home page.")),
    405: (_l("That does not work here"), _l("Go back and use the buttons on the page.")),
    413: (_l("That is too long"), _l("Go back and send it in shorter parts.")),
    429: (_l("Please wait a little"), _l("Too many tries at once. Try again in a minute.")),
    503: (
        _l("We could not keep this just now"),
        _l("It has not been sent. Please try again."),
    ),
}
_OTHER = (_l("Something went wrong"), _l("It has not been sent. Please try again in a minute."))


def explained(status: HTTPStatus) -> tuple[str, str]:
    """A heading and what to do, in the reader's language."""
    heading, message = _EXPLAINED.get(status, _OTHER)
    return str(heading), str(message)
