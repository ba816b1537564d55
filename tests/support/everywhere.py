"""Asking for everything that a site has: every link, every form, every file, and what is in it."""

import io
import re
import uuid
import zipfile
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from lxml.html import FormElement
from sqlalchemy import Connection, Uuid, select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from youwesaid.tables import METADATA

EACH_QUESTION = 6
EACH = 2  # addresses of one view: what shows one thing shows the next
_HTML = "text/html"


@dataclass(frozen=True)
class Sending:
    """A form of a page: where it goes and what a browser would send."""

    address: str
    fields: Mapping[str, str | list[str]]


@dataclass
class Everywhere:
    """A walk by somebody; *look* is given every answer with the view that gave it."""

    browser: FlaskClient
    app: Flask
    look: Callable[[str, str, TestResponse], None]
    visits: Counter[str] = field(default_factory=Counter)
    reached: set[str] = field(default_factory=set)  # views that answered with a page or a file
    seen: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)  # views that a form was sent to
    forms: dict[str, list[Sending]] = field(default_factory=lambda: defaultdict(list))

    def walk(self, start: str = "/") -> None:
        """Follow every link from *start*, at most EACH of one view."""
        waiting = deque([start])
        while waiting:
            address = waiting.popleft()
            view = self.view_of(address)
            is_question = "?" in address  # what a form asks of a view
            kind = f"{view}?" if is_question else str(view)
            most = EACH_QUESTION if is_question else EACH
            if view is None or address in self.seen or self.visits[kind] >= most:
                continue
            self.seen.add(address)
            self.visits[kind] += 1
            waiting.extend(self.take(view, address, self.browser.get(address)))

    def walk_again(self) -> None:
        """Once more from the start, for what the forms have made since."""
        self.seen.clear()
        self.visits = Counter(dict.fromkeys(self.reached, EACH - 1))
        self.visits.update({f"{view}?": EACH_QUESTION for view in self.reached})
        self.walk()

    def try_addresses(self, ids: Mapping[str, list[object]]) -> None:
        """Ask for views that no link led to, with things that exist in their addresses."""
        for rule in list(self.app.url_map.iter_rules()):
            if "GET" in (rule.methods or ()) and rule.endpoint not in self.reached:
                for address in _addresses(self.app, rule, ids):
                    self.walk(address)

    def send_forms(self, *, leave_out: re.Pattern[str]) -> None:
        """Send every form as it stands, once for each view and set of fields."""
        for view in sorted(set(self.forms) - self.sent):
            if not leave_out.match(view):
                self.sent.add(view)
                self._send(view, self.forms[view][0])

    def _send(self, view: str, sending: Sending) -> None:
        answer = self.browser.post(sending.address, data=dict(sending.fields))
        self.take(view, sending.address, answer)
        onward = self.view_of(answer.location) if answer.location else None
        if onward and answer.location:
            self.take(onward, answer.location, self.browser.get(answer.location))

    def take(self, view: str, address: str, answer: TestResponse) -> list[str]:
        """Look at an answer; the addresses that it leads to."""
        self.look(view, address, answer)
        if answer.location:
            return [answer.location]
        if answer.status_code < 400:
            self.reached.add(view)
        if answer.mimetype != _HTML:
            return []
        page = html.fromstring(answer.data)
        links = [str(link) for link in page.xpath("//a/@href")]
        for form in page.forms:
            if form.method == "POST":
                self._note_form(form, address)
            else:
                to = urlsplit(form.get("action") or address).path
                links += [f"{to}?{urlencode(fields)}" for fields in _each_choice(form)]
        return [link for link in links if link.startswith("/") and not link.startswith("//")]

    def view_of(self, address: str, method: str = "GET") -> str | None:
        """The view at *address*; None for files of the site itself and other sites."""
        try:
            adapter = self.app.url_map.bind("localhost")
            endpoint, _values = adapter.match(urlsplit(address).path, method=method)
        except HTTPException:
            return None
        return None if endpoint == "static" else str(endpoint)

    def _note_form(self, form: FormElement, address: str) -> None:
        fields = _fields(form)
        pressed = form.xpath(".//button[not(@type='button')] | .//input[@type='submit']")
        for button in pressed or [form]:
            to = button.get("formaction") or form.get("action") or address
            named = {button.get("name"): button.get("value", "")} if button.get("name") else {}
            self._keep(Sending(str(to), fields | named))

    def _keep(self, sending: Sending) -> None:
        view = self.view_of(sending.address, "POST")
        if view is not None and sending not in self.forms[view]:
            self.forms[view].append(sending)


def ids_of(connection: Connection) -> dict[str, list[object]]:
    """Some ids of every table, by the name that an address gives them: "contribution_id"."""
    found: dict[str, list[object]] = {}
    for table in METADATA.sorted_tables:
        key = table.columns.get("id")
        if key is not None and isinstance(key.type, Uuid):
            found[f"{table.name}_id"] = list(
                connection.scalars(select(key).order_by(key).limit(EACH))
            )
        for name in ("slug", "key", "code", "digest", "number"):
            column = table.columns.get(name)
            if column is not None:
                rows = connection.scalars(select(column).distinct().limit(EACH))
                found.setdefault(name, []).extend(rows)
    return found


def parts(answer: TestResponse) -> Iterator[bytes]:
    """The bytes of an answer, and of everything inside where it is a packed file."""
    yield str(answer.headers).encode()
    yield from unpacked(answer.data)


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes themselves, and those of each part of a packed file (XLSX, DOCX, QDPX)."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield packed.read(name)


def _addresses(app: Flask, rule: Rule, ids: Mapping[str, list[object]]) -> Iterator[str]:
    for number in range(EACH):
        values = {}
        for name in rule.arguments:
            converter = rule._converters[name]
            if type(converter).__name__ == "AnyConverter":
                values[name] = sorted(converter.items)[number % len(converter.items)]
                continue
            known = ids.get(name) or [uuid.UUID(int=7)]
            if type(converter).__name__ == "LanguageConverter":
                known = ["en"]
            if type(converter).__name__ == "IntegerConverter":
                known = [1]
            values[name] = known[number % len(known)]
        with app.test_request_context():
            yield app.url_map.bind("localhost").build(rule.endpoint, values)
        if not rule.arguments:
            return


def _each_choice(form: FormElement) -> Iterator[dict[str, str]]:
    """What a form that only asks may ask for: once for each of its radio buttons."""
    sent = {str(name): str(value) for name, value in form.form_values()}
    yield sent
    for choice in form.xpath(".//input[@type='radio' and @name and not(@checked)]"):
        yield sent | {choice.name: choice.get("value", "")}


def _fields(form: FormElement) -> dict[str, str | list[str]]:
    """What a browser would send; what is blank is written into, all boxes are ticked."""
    sent = {str(name): str(value) for name, value in form.form_values()}
    for box in form.xpath(".//textarea[@name] | .//input[@type='text' and @name]"):
        is_number = box.get("inputmode") in {"numeric", "decimal"}
        sent[box.name] = sent.get(box.name) or ("3" if is_number else f"Some words: {box.name}")
    for place, box in enumerate(form.xpath(".//select[@name]")):
        options = [str(option) for option in box.value_options if option]
        if options and not sent.get(box.name):  # each another one: two people, two themes
            sent[box.name] = options[place % len(options)]
    for choice in form.xpath(".//input[@type='radio' and @name]"):
        sent.setdefault(choice.name, choice.get("value", "y"))
    ticked: dict[str, list[str]] = defaultdict(list)
    for box in form.xpath(".//input[@type='checkbox' and @name]"):
        ticked[box.name].append(box.get("value", "y"))
    return {**sent, **ticked}
