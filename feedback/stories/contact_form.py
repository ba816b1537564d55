"""The form that asks, only of those who are safe, how to reach them."""

import re

import phonenumbers
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import ValidationError

from feedback.contributions.contacts import ContactDetails, Way, When
from feedback.core.forms import LONGEST_LINE, Form, at_most
from feedback.core.text import one_line
from feedback.outbox.addresses import NotAnAddress, address
from feedback.stories.forms import HeldForm, OneOrNone, SeveralOrNone

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class ReachForm(Form):
    """How to reach somebody. Nothing is kept unless they say that it is safe."""

    safe = OneOrNone(
        _l("Is it safe for us to contact you?"),
        choices=[
            SelectChoice("yes", _l("Yes, it is safe")),
            SelectChoice("no", _l("No, or I am not sure")),
        ],
    )
    way = OneOrNone(
        _l("How should we contact you?"),
        choices=[
            SelectChoice(Way.EMAIL.value, _l("E-mail")),
            SelectChoice(Way.CALL.value, _l("Phone call")),
            SelectChoice(Way.TEXT.value, _l("Text message")),
        ],
    )
    address = StringField(_l("Your e-mail address or phone number"))
    when = SeveralOrNone(
        _l("When is it safe?"),
        choices=[
            SelectChoice(When.ANY_TIME.value, _l("Any time")),
            SelectChoice(When.MORNING.value, _l("In the morning")),
            SelectChoice(When.AFTERNOON.value, _l("In the afternoon")),
            SelectChoice(When.EVENING.value, _l("In the evening")),
        ],
    )
    note = StringField(
        _l("What should we say if someone else answers?"), validators=[at_most(LONGEST_LINE)]
    )

    def validate_safe(self, field: OneOrNone) -> None:
        """Nothing is kept without an answer to this."""
        if not field.data:
            raise ValidationError(_("Tell us if it is safe. If you are not sure, choose No."))

    def validate_way(self, field: OneOrNone) -> None:
        """A way is needed, once contact is safe."""
        if self.is_safe() and not field.data:
            raise ValidationError(_("Choose how we should contact you."))

    def validate_address(self, field: StringField) -> None:
        """Put a number into its international form; refuse what cannot be reached."""
        if not self.is_safe():
            return
        given = one_line(field.data or "")
        if not given:
            raise ValidationError(_("Type your e-mail address or phone number."))
        field.data = _email(given) if self.way.data == Way.EMAIL else _phone(given)

    def is_safe(self) -> bool:
        """Whether its giver says that we may."""
        return bool(self.safe.data == "yes")

    def details(self) -> ContactDetails:
        """What to keep, of a valid form that says that it is safe."""
        return ContactDetails(
            way=Way(self.way.data),
            address=self.address.data or "",
            when=tuple(When(time) for time in self.when.data or ()),
            note=one_line(self.note.data or ""),
        )


class ContactForm(ReachForm, HeldForm):
    """How to tell somebody what happens, behind their receipt."""


def _email(given: str) -> str:
    problem = ValidationError(_("Check the e-mail address. It looks like name@example.org."))
    if len(given) > LONGEST_LINE or not _EMAIL.fullmatch(given):
        raise problem
    try:
        return address(given)  # an address that no letter can go to is no promise to keep
    except NotAnAddress:
        raise problem from None


def _phone(given: str) -> str:
    problem = ValidationError(_("Check the phone number. Use digits, such as 01632 960 001."))
    try:
        number = phonenumbers.parse(given, "GB")
    except phonenumbers.NumberParseException:
        raise problem from None
    if not phonenumbers.is_possible_number(number):
        raise problem
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
