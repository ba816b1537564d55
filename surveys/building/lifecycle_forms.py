"""A new survey, and when surveys take answers."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional, ValidationError

from feedback.core.forms import LONGEST_LINE, Form, at_most, said


class ScheduleForm(Form):
    """From which day to which day, and how many, may answer."""

    opens_on = DateField(
        _l("First day"),
        description=_l("It opens by itself on this day. Leave this blank to open it by hand."),
        validators=[Optional()],
    )
    closes_on = DateField(
        _l("Last day"), description=_l("It closes by itself after it."), validators=[Optional()]
    )
    cap = IntegerField(
        _l("Most responses"),
        description=_l("It closes by itself when so many have answered."),
        validators=[Optional()],
    )


class NewForm(Form):
    """A new survey: what it begins with, its title, its address."""

    begin = RadioField(
        _l("What do you want to begin with?"),
        choices=[
            SelectChoice("empty", _l("Nothing: an empty survey")),
            SelectChoice("library", _l("A ready-made survey")),
            SelectChoice("own", _l("A copy of one of your own")),
        ],
        default="empty",
    )
    ready = SelectField(
        _l("Which ready-made survey?"),
        description=_l("Leave the title blank to keep its own title in every language."),
        choices=[],
        validate_choice=False,
    )
    copied = SelectField(_l("Which of your own?"), choices=[], validate_choice=False)
    title = StringField(
        _l("Title"),
        description=_l("What people read first. You can change it later."),
        validators=[at_most(LONGEST_LINE)],
    )
    slug = StringField(
        _l("Address"),
        description=_l(
            "Short, and telling nothing about the subject, such as k7: it can be seen over a "
            "shoulder. It cannot be changed later."
        ),
        validators=[said(_l("Give the survey an address."))],
    )

    def validate_title(self, field: StringField) -> None:
        """Only a ready-made survey has a title already."""
        if not field.data and self.begin.data != "library":
            raise ValidationError(gettext("Give the survey a title."))

    def offer(self, *, ready: list[tuple[str, Any]], own: list[tuple[str, Any]]) -> None:
        """Fill the lists of surveys."""
        self.ready.choices = [SelectChoice(*each) for each in ready]
        self.copied.choices = [SelectChoice(*each) for each in own]
