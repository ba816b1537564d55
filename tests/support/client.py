"""A client that inspects every page that it is given."""

import re
from collections import Counter
from typing import Any

import lxml.html
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback.accounts.models import Staff
from feedback.core.headers import FOR_PROGRAMS, HEADERS, RECORDING

#: The only addresses that programs of other sites may read.
FOR_ANY_PROGRAM = re.compile(
    r"^/api/v1(/|$)|^/data/|/changes/([\w-]+/)?(feed\.(atom|json)|dates\.ics)$|/share/fragment$"
)
PIECE = re.compile(r"/[a-z-]+/share/fragment")

_FIELDS = "//input[not(@type='hidden' or @type='submit')] | //textarea | //select"


class CheckedClient(FlaskClient):
    """Fails a test whose page breaks a rule that holds for all pages."""

    member: Staff

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, inspect, and give back the response."""
        response = super().open(*args, **kwargs)
        inspect(response)
        return response

    def page(self, path: str, *, status: int = 200, **kwargs: Any) -> BeautifulSoup:
        """The parsed page at *path*, which must answer *status*."""
        response = self.get(path, **kwargs)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return soup(response)

    def submit(self, path: str, *, status: int = 200, **fields: Any) -> BeautifulSoup:
        """The parsed page that answers a posted form."""
        response = self.post(path, data=fields)
        assert response.status_code == status, f"{path}: {response.status_code} {response.text}"
        return soup(response)


def soup(response: TestResponse) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(response.text, "html.parser")


def expected_headers(response: TestResponse) -> dict[str, str]:
    """What every answer carries, with what differs on the few of its kind."""
    path = response.request.path
    if FOR_ANY_PROGRAM.search(path) and "Access-Control-Allow-Origin" in response.headers:
        return {**HEADERS, **FOR_PROGRAMS}
    records = b"data-recorder" in response.data  # that page, and no other, may use the microphone
    return {**HEADERS, **(RECORDING if records else {})}


def inspect(response: TestResponse) -> None:
    """Headers on everything; on pages one heading, a language, a direction, no doubled ids."""
    for name, value in expected_headers(response).items():
        assert response.headers.get(name, "") == value, f"{name} on {response.request.path}"
    if response.mimetype != "text/html" or 300 <= response.status_code < 400:
        return
    if PIECE.fullmatch(response.request.path):
        return  # for a page of somebody else's
    if response.request.method in {"HEAD", "OPTIONS"}:
        return  # no page to look at
    # lxml, not Beautiful Soup: every page of every test comes by here.
    page = lxml.html.document_fromstring(response.data.decode())
    where = f"{response.request.method} {response.request.path}"
    assert len(page.findall(".//h1")) == 1, f"{where}: {len(page.findall('.//h1'))} first headings"
    assert page.get("lang"), f"{where}: no language"
    assert page.get("dir") in {"ltr", "rtl"}, f"{where}: no direction"
    doubled = {each for each, times in Counter(page.xpath("//@id")).items() if times > 1}
    assert not doubled, f"{where}: ids used twice: {doubled}"
    assert not page.xpath("//*[@style or @onclick] | //script[not(@src)]"), f"{where}: inline style"
    labelled = set(page.xpath("//label/@for"))
    unlabelled = [
        field.get("name")
        for field in page.xpath(_FIELDS)
        if not (
            field.get("id") in labelled
            or field.get("aria-label")
            or field.get("aria-labelledby")
            or next(field.iterancestors("label"), None) is not None
        )
    ]
    assert not unlabelled, f"{where}: fields without a label: {unlabelled}"
