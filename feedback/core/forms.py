"""Forms: our words for every complaint, and one submission a press."""

import re
import secrets
from collections.abc import Callable
from typing import Any

from flask_babel import get_domain, gettext, lazy_gettext, ngettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, ValidationError
from wtforms.validators import StopValidation

from feedback.core import text

_l = lazy_gettext
LONGEST_STORY = 10_000  # characters
LONGEST_LINE = 200  # characters
_SUBMISSION = re.compile(r"[0-9a-f]{32}")

#: What WTForms itself may say, so that the catalogues hold it.
LIBRARY_MESSAGES = (
    _l("Not a valid choice."),
    _l("Not a valid choice"),
    _l("Not a valid integer value."),
    _l("Not a valid date value."),
    _l("This field is required."),
    _l("Invalid Choice: could not coerce."),
)


class _Catalogue:
    """WTForms' own complaints, looked up among our words."""

    def gettext(self, string: str) -> str:
        return str(gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        # WTForms fills in the numbers itself, so the words are looked up unfilled.
        return str(get_domain().get_translations().ungettext(singular, plural, n))


class Form(FlaskForm):  # type: ignore[misc]
    """The base of all forms: cleaned text, our catalogue, errors added by rules."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """WTForms settings shared by all forms."""

        def get_translations(self, _form: Any) -> _Catalogue:
            return _Catalogue()

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            filters = list(unbound_field.kwargs.get("filters", ()))
            field_name = getattr(unbound_field.field_class, "__name__", "")
            if field_name in {"StringField", "TextAreaField", "SearchField", "EmailField"}:
                unbound_field.kwargs["filters"] = [*filters, _cleaned]
            bound = unbound_field.bind(form=form, **options)
            unbound_field.kwargs["filters"] = filters
            return bound

    def reject(self, field: str, complaint: str) -> None:
        """Put a rule's refusal beside the field that it is about."""
        self[field].errors = [*self[field].errors, complaint]


class SubmissionForm(Form):
    """A public form: carries a random id, so that two presses are one submission."""

    submission = HiddenField()

    def submission_id(self) -> str:
        """The id that this form was issued with; a new one when it was tampered with."""
        given = str(self.submission.data or "")
        return given if _SUBMISSION.fullmatch(given) else new_submission_id()

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Issue an id where the form has none yet."""
        super().process(*args, **kwargs)
        self.submission.data = self.submission_id()


def new_submission_id() -> str:
    """128 random bits as hexadecimal digits."""
    return secrets.token_hex(16)


def _cleaned(value: str | None) -> str:
    return text.clean(value or "")


def said(complaint: Any) -> Callable[[Any, Field], None]:
    """A validator: something must be written, and white space is not something."""

    def check(_form: Any, field: Field) -> None:
        if not field.data:
            raise ValidationError(str(complaint))

    return check


def readable(complaint: Any) -> Callable[[Any, Any], None]:
    """A validator that says *complaint* where a number or day is blank or cannot be read."""

    def check(_form: Any, field: Any) -> None:
        if field.data is None:
            field.errors[:] = []  # the library's own words for it
            raise StopValidation(str(complaint))

    return check


def at_most(limit: int) -> Callable[[Any, Field], None]:
    """A validator: no longer than *limit* characters; the complaint says by how many."""

    def check(_form: Any, field: Field) -> None:
        over = len(field.data or "") - limit
        if over > 0:
            raise ValidationError(
                ngettext(
                    "This is %(num)s character too long. Make it shorter, or send it in two parts.",
                    "This is %(num)s characters too long. "
                    "Make it shorter, or send it in two parts.",
                    over,
                )
            )

    return check
