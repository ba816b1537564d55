"""How answers to programs are made: JSON with an ETag, pages with links, refusals in words."""

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, request
from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from feedback.core import headers
from feedback.core.db import session
from feedback.core.errors import explained
from feedback.core.i18n import current_language
from feedback.core.templating import settings
from youwesaid.tracker.sharing import addresses
from youwesaid.tracker.sharing.asking import Asked, speak_as_asked
from youwesaid.tracker.sharing.shapes import plain

T = TypeVar("T")
JSON_TYPE, PROBLEM_TYPE = "application/json", "application/problem+json"


def of_bytes(content: bytes, media_type: str, *, keep: str = headers.KEEP_MINUTES) -> Response:
    """An answer that any program may read, with its checksum: 304 where it is known already."""
    headers.let_programs_read(keep=keep)
    response = Response(content, content_type=media_type)
    response.add_etag()
    response.make_conditional(request)
    return response


def of_text(content: bytes, media_type: str) -> Response:
    """The same of words in the language of the address."""
    response = of_bytes(content, f"{media_type}; charset=utf-8")
    response.headers["Content-Language"] = current_language().tag
    return response


def of_json(value: object, asked: Asked) -> Response:
    """An answer of the API, in the language that was asked for."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    response = of_bytes(body, JSON_TYPE)
    response.headers["Content-Language"] = asked.language.tag
    response.vary.add("Accept-Language")
    return response


def one(record: Any, asked: Asked) -> Response:
    """One record."""
    return of_json(plain(record, language=asked.language.code), asked)


def several(records: Sequence[Any], asked: Asked) -> Response:
    """The asked page of a list that is at hand whole."""
    start = (asked.page - 1) * asked.per_page
    return _page(records[start : start + asked.per_page], len(records), asked)


def selected(
    statement: Select[T], made: Callable[[Sequence[T]], Sequence[Any]], asked: Asked
) -> Response:
    """The asked page of what a statement finds."""
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    start = (asked.page - 1) * asked.per_page
    rows = session().scalars(statement.limit(asked.per_page).offset(start)).all()
    return _page(made(rows), session().scalar(counted) or 0, asked)


def _page(records: Sequence[Any], total: int, asked: Asked) -> Response:
    last = max(1, -(-total // asked.per_page))
    if asked.page > last:
        return refusal(HTTPStatus.NOT_FOUND, _("There are only %(last)s pages of that.", last=last))
    listed = {
        "total": total,
        "page": asked.page,
        "pages": last,
        "licence": settings().licence_url,
        "records": [plain(each, language=asked.language.code) for each in records],
    }
    response = of_json(listed, asked)
    response.headers["Link"] = ", ".join(_links(asked.page, last))
    return response


def _links(page: int, last: int) -> Sequence[str]:
    pages = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    return [
        f'<{_address(number)}>; rel="{name}"'
        for name, number in pages.items()
        if 1 <= number <= last
    ]


def _address(page: int) -> str:
    question = {**request.args.to_dict(), "page": page}
    return addresses.absolute(f"{request.path}?{urlencode(question)}")


def takes_json() -> bool:
    """Whether the program takes JSON at all."""
    accepted = request.accept_mimetypes
    return not accepted or bool(accepted.best_match([JSON_TYPE]))


def refusal(
    status: HTTPStatus, detail: str | None = None, *, wrong: Mapping[str, str] | None = None
) -> Response:
    """A problem in words (RFC 9457); *wrong* says by parameter what it takes."""
    headers.let_programs_read()
    title, advice = explained(status)
    if status in _TITLES:
        title, advice = _TITLES[status]()
    problem: dict[str, Any] = {
        "type": addresses.absolute(f"/en/share/api#problem-{int(status)}"),
        "title": title,
        "status": int(status),
        "detail": detail or advice,
    }
    if wrong:
        problem["parameters"] = [{"name": name, "takes": says} for name, says in wrong.items()]
    body = json.dumps(problem, ensure_ascii=False).encode()
    response = Response(body, status, content_type=PROBLEM_TYPE)
    response.headers["Content-Language"] = current_language().tag
    response.vary.add("Accept-Language")
    return response


def of_refusals(status: HTTPStatus) -> Response:
    """What answers a request under the API that no view took."""
    speak_as_asked()
    return refusal(status)


_TITLES: Mapping[HTTPStatus, Callable[[], tuple[str, str]]] = {
    HTTPStatus.NOT_FOUND: lambda: (
        _("There is nothing of that name"),
        _("Check the address. The list of all addresses is on the page about our data."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: lambda: (
        _("This can only be read"),
        _("Ask with GET, HEAD or OPTIONS. Nothing can be changed here."),
    ),
    HTTPStatus.NOT_ACCEPTABLE: lambda: (
        _("We only have JSON here"),
        _("Leave out Accept, or accept application/json."),
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: lambda: (
        _("We do not know what you asked for"),
        _("The parameters listed here take other values."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: lambda: (
        _("We cannot answer just now"),
        _("Please try again in a minute."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: lambda: (
        _("Something went wrong"),
        _("This is a fault of ours. Please try again in a minute."),
    ),
}
