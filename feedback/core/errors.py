"""Rules that refuse, and the pages for everything that goes wrong. No refusal loses words."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

_WORDS_FROM = 60  # a field longer than this is somebody's words and is shown, not hidden
_NOT_KEPT = {"csrf_token"}


class Refused(Exception):
    """A rule of the product said no. Each rule is a subclass whose name says which."""


@dataclass(frozen=True, slots=True)
class KeptField:
    """One field of a form that could not be taken, to be sent again."""

    name: str
    value: str
    is_words: bool


def init_app(app: Flask) -> None:
    """Register one handler for each family of errors."""
    app.register_error_handler(NoResultFound, _missing)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(DBAPIError, _busy)
    app.register_error_handler(HTTPException, _http)


def _missing(_error: NoResultFound) -> ResponseReturnValue:
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
    if isinstance(error, InternalServerError) and error.original_exception is not None:
        cause = type(error.original_exception).__name__
        current_app.logger.error("unexpected: %s at %s", cause, request.endpoint)
    body, status = _page(HTTPStatus(error.code or 500))
    response = current_app.make_response((body, status))
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _page(status: HTTPStatus) -> tuple[str, int]:
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
    try:
        pairs = list(request.form.items(multi=True))
    except HTTPException:
        return []
    return [
        KeptField(name, value, is_words=len(value) > _WORDS_FROM or "\n" in value)
        for name, value in pairs
        if name not in _NOT_KEPT and "password" not in name
    ]


def explained(status: HTTPStatus) -> tuple[str, str]:
    """A heading and what to do, in the reader's language."""
    if status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}:
        return _("We could not read that"), _("Please check what you sent and try again.")
    if status == HTTPStatus.UNAUTHORIZED:
        return _("Please sign in"), _("You are not signed in, or your time ran out.")
    if status == HTTPStatus.FORBIDDEN:
        return _("This page is not open to you"), _("Go back, or ask for help.")
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return _("We cannot find that page"), _("Check the address, or start from the home page.")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return _("That does not work here"), _("Go back and use the buttons on the page.")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _("That is too long"), _("Go back and send it in shorter parts.")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _("Please wait a little"), _("Too many tries at once. Try again in a minute.")
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return _("We could not keep this just now"), _("It has not been sent. Please try again.")
    return _("Something went wrong"), _("It has not been sent. Please try again in a minute.")
