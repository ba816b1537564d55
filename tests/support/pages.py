"""What a browser would do with a page: send its forms, read its code; and what that left behind."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from sqlalchemy import func, select

from feedback.core.db import session
from feedback.core.references import from_bytes


def fields_of(page: BeautifulSoup, form_id: str = "journey") -> dict[str, str]:
    """What the form would send: hidden fields, text boxes and chosen options."""
    form = page.select_one(f"form#{form_id}")
    assert form is not None, f"no form {form_id}"
    sent = {
        str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input[type=hidden]")
    }
    for box in form.select("textarea"):
        # A browser drops the line feed right after the opening tag.
        sent[str(box["name"])] = box.get_text().removeprefix("\r\n").removeprefix("\n")
    for line in form.select("input[type=text]"):
        sent[str(line["name"])] = str(line.get("value", ""))
    for ticked in form.select("input[checked]"):
        sent[str(ticked["name"])] = str(ticked["value"])
    return sent


def receipt_shown(page: BeautifulSoup) -> str:
    """The 18 digits on a thank-you page, without spaces."""
    digits = page.select_one(".code-digits")
    assert isinstance(digits, Tag)
    return "".join(digits.get_text().split())


def how_many(table: Any) -> int:
    """The rows of *table* at this moment, seen from outside earlier transactions."""
    session().rollback()
    return session().scalar(select(func.count()).select_from(table)) or 0


def only(table: Any) -> Any:
    """The one row of *table* at this moment."""
    session().rollback()
    return session().scalars(select(table)).one()


#: A code that could be one and was never given to anybody.
NOBODYS = from_bytes(b"nobody was ever given this one!!")

#: A way to reach somebody that is safe.
REACH = {"save": "y", "shown": "y", "safe": "yes", "way": "call", "address": "01632 960 001"}
