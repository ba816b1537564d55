"""A client that inspects every page that it is given."""

from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback.accounts.models import Staff
from feedback.core.headers import HEADERS, RECORDING


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


def inspect(response: TestResponse) -> None:
    """Headers on everything; on pages one heading, a language, a direction, no doubled ids."""
    records = b"data-recorder" in response.data  # that page, and no other, may use the microphone
    for name, value in (HEADERS | (RECORDING if records else {})).items():
        assert response.headers.get(name) == value, f"{name} on {response.request.path}"
    if response.mimetype != "text/html" or 300 <= response.status_code < 400:
        return
    if response.request.method in {"HEAD", "OPTIONS"}:
        return  # no page to look at
    page = soup(response)
    where = f"{response.request.method} {response.request.path}"
    assert len(page.select("h1")) == 1, f"{where}: {len(page.select('h1'))} first headings"
    root = page.select_one("html")
    assert root is not None, f"{where}: not a page"
    assert root.get("lang"), f"{where}: no language"
    assert root.get("dir") in {"ltr", "rtl"}, f"{where}: no direction"
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    doubled = {each for each in ids if ids.count(each) > 1}
    assert not doubled, f"{where}: ids used twice: {doubled}"
    assert not page.select("[style], [onclick], script:not([src])"), f"{where}: inline style"
    unlabelled = [
        field.get("name")
        for field in page.select("input:not([type=hidden]):not([type=submit]), textarea, select")
        if not (
            page.select_one(f'label[for="{field.get("id")}"]')
            or field.get("aria-label")
            or field.get("aria-labelledby")
            or field.find_parent("label")
        )
    ]
    assert not unlabelled, f"{where}: fields without a label: {unlabelled}"
