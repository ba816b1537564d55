"""Somebody who fills in forms as a browser without JavaScript does."""

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag
from sqlalchemy import select

from feedback.core.db import session
from surveys.versions.models import SurveyResponse
from tests.support.client import CheckedClient, soup


class Visitor:
    """Reads a page, fills its form, presses its buttons."""

    def __init__(self, client: CheckedClient, path: str) -> None:
        self.client = client
        self.path = path
        self.status = 200
        self.page: BeautifulSoup = client.page(path)
        self.filled: dict[str, list[str]] = {}

    @property
    def heading(self) -> str:
        """The first heading."""
        return " ".join(self.page.select_one("h1").text.split())

    def fill(self, **answers: str | list[str]) -> "Visitor":
        """Write or choose *answers* by question key; what is not on the page is a mistake."""
        for key, value in answers.items():
            name = f"q_{key}"
            boxes = self.page.select(f'[name="{name}"]:not([type=hidden])')
            assert any(_is_there(box) for box in boxes), f"no {key} here"
            self.filled[name] = [value] if isinstance(value, str) else value
        return self

    def press(self, label: str = "", *, status: int = 200, form: str = "journey") -> "Visitor":
        """Press the button called *label*; without a name the one that Enter presses."""
        button = self._button(label, form)
        owner = self.page.select_one(f"form#{form}")
        fields = self._fields(owner, form)
        if button.get("name"):
            fields.setdefault(str(button["name"]), []).append(str(button.get("value", "")))
        target = str(button.get("formaction") or owner.get("action") or self.path)
        return self.post(target, fields, status=status)

    def post(self, path: str, fields: dict[str, list[str]], *, status: int = 200) -> "Visitor":
        """Send *fields*, whatever the page says."""
        response = self.client.post(path, data=fields)
        assert response.status_code == status, f"{path}: {response.status_code} {response.text}"
        self.path, self.status, self.filled = path, response.status_code, {}
        self.page = soup(response)
        self.size = len(response.data)
        self.sent = (path, fields)
        return self

    def carried(self, form: str = "journey") -> dict[str, list[str]]:
        """Everything that the form would send now."""
        return self._fields(self.page.select_one(f"form#{form}"), form)

    def _button(self, label: str, form: str) -> Tag:
        owned = [
            button
            for button in self.page.select("button[type=submit]")
            if button.get("form") == form
            or (button.get("form") is None and button.find_parent("form", id=form))
        ]
        if not label:
            return owned[0]
        texts = {" ".join(button.text.split()): button for button in owned}
        found = [button for text, button in texts.items() if text.startswith(label)]
        assert found, f"no button {label!r} among {list(texts)}"
        return found[0]

    def _fields(self, owner: Tag, form: str) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        for field in owner.select("input, textarea, select"):
            name = str(field.get("name") or "")
            kind = field.get("type", "text")
            if not name or name in self.filled or kind == "file" or not _is_there(field):
                continue
            if kind in {"radio", "checkbox"} and not field.has_attr("checked"):
                continue
            fields.setdefault(name, []).append(_value(field))
        return fields | self.filled


def _is_there(field: Tag) -> bool:
    """Whether a browser without JavaScript has that field: what is in a template is none."""
    return field.find_parent("template") is None


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.text.lstrip("\r\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen["value"])
    return str(field["value"])


def responses() -> Sequence[SurveyResponse]:
    """Every response that is kept now."""
    session().rollback()  # look at what is there now
    return session().scalars(select(SurveyResponse)).all()


def answers_of(response: SurveyResponse) -> dict[str, object]:
    """The closed answers of *response* by question."""
    return {answer.question: answer.value for answer in response.answers}


def receipt_code(visitor: Visitor) -> str:
    """The code on the thank-you page."""
    return visitor.page.select_one("bdi.code").text


def to_check(visitor: Visitor) -> Visitor:
    """*visitor*, having carried on to the check page."""
    while not visitor.page.select_one("#answers"):
        visitor.press()
    return visitor
