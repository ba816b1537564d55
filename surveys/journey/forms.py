"""The forms of answering a survey: every answer travels in the page until Send."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField

from feedback.contributions.guarding import GuardedForm
from feedback.core.forms import Form
from surveys.definitions.asked import PREFIX
from surveys.definitions.fields import Asked

Given = Mapping[str, Sequence[str]]
CHECK = "-check"  # the page before Send; no page of a survey can be called that
EXIT = "-exit"  # where the questions end for those whom they are not for

#: What other rooms let travel with the answers. The journey hands it on and never looks at it:
#: the short link, the turn at a shared tablet, the code under which answers were saved.
TRAVELLING = ("by", "turn", "kept")
_TRAVELS = re.compile(r"[0-9A-Za-z-]{1,40}")
_SEED = re.compile(r"[0-9a-f]{8}")


class JourneyForm(GuardedForm):
    """What travels beside the answers. Buttons add ``back``, ``skip`` and ``change``."""

    version = HiddenField()  # whoever began on an older version finishes on it
    at = HiddenField()  # the page that is shown: its key, CHECK, EXIT, or nothing before the first
    seen = HiddenField()  # keys of the pages that were shown
    changing = HiddenField()  # came from the check page, and goes back to it
    before = HiddenField()  # why the page that asks "did you mean this as a new one?" was shown
    order = HiddenField()  # the seed of what comes in random order
    warned = HiddenField()  # keys of questions whose answers were doubted once
    by = HiddenField()
    turn = HiddenField()
    kept = HiddenField()

    def version_id(self) -> uuid.UUID | None:
        """The version that was begun; None where that cannot be read."""
        try:
            return uuid.UUID(hex=self.version.data or "")
        except ValueError:
            return None

    def seed(self) -> str:
        """The seed of random order; "" where there is none, or none of ours."""
        given = str(self.order.data or "")
        return given if _SEED.fullmatch(given) else ""

    def drop_strangers(self) -> None:
        """Let nothing travel that no room of ours can have written."""
        for name in TRAVELLING:
            if not _TRAVELS.fullmatch(str(self[name].data or "")):
                self[name].data = ""


def page_form(questions: Sequence[Asked], given: Given) -> Form:
    """A form with the fields of *questions*, filled with what was *given* for their parts."""
    fields: dict[str, Any] = {}
    for question in questions:
        fields |= question.fields()
    sent = MultiDict(
        (f"{PREFIX}{part}", value)
        for question in questions
        for part in question.parts()
        for value in given.get(part, ())
    )
    # The token, where there is one, belongs to the page and not to the questions.
    form: Form = type("PageForm", (Form,), fields)(formdata=sent, meta={"csrf": False})
    return form


def with_fields(form: Form, questions: Sequence[Asked]) -> list[tuple[Asked, Field | None]]:
    """Each of *questions* beside its field; None for what cannot be answered on its page."""
    fields = {field.name: field for field in form}
    return [(question, fields.get(question.name)) for question in questions]
