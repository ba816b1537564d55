"""Somebody with the plainest of browsers: real HTTP, forms, no JavaScript, no cookie."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.support.pages import fields_of

SECONDS = 10.0


@dataclass
class Visitor:
    """One visitor of the site at *base*; ``page`` and ``status`` are of the last answer."""

    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 0
    answered: dict[str, str] = field(default_factory=dict)
    page: BeautifulSoup = field(default_factory=lambda: BeautifulSoup("", "html.parser"))

    def get(self, path: str) -> BeautifulSoup:
        """Ask for a page. Raises OSError or HTTPException where the site does not answer."""
        return self.ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> BeautifulSoup:
        """Send a form."""
        return self.ask("POST", path, urlencode(fields).encode())

    def ask(self, method: str, path: str, body: bytes | None = None) -> BeautifulSoup:
        """One request and its whole answer."""
        site = urlsplit(self.base)
        connection = http.client.HTTPConnection(site.netloc, timeout=SECONDS)
        sent = dict(self.headers)
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            connection.request(method, urljoin("/", path), body=body, headers=sent)
            response = connection.getresponse()
            text = response.read().decode("utf-8", errors="replace")
        finally:
            connection.close()
        self.status, self.answered = response.status, dict(response.getheaders())
        self.page = BeautifulSoup(text, "html.parser")
        return self.page

    def send(self, form_id: str = "journey", **changes: str) -> BeautifulSoup:
        """Send a form of the present page to where it goes, with *changes* typed into it."""
        form = self.page.select_one(f"form#{form_id}")
        assert form is not None, f"no form {form_id} on this page ({self.status})"
        return self.post(str(form["action"]), fields_of(self.page, form_id) | changes)

    def write(self, words: str, *, language: str = "en", topic: str = "being_heard") -> None:
        """Walk to the page before Send, with *words* written."""
        self.get(f"/{language}/tell/topic")
        self.send(topic=topic)
        self.send(words=words)
