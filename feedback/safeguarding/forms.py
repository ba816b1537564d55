"""Forms about concerns and help lines."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Optional

from feedback.core import clock
from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.safeguarding.models import Level, Outcome, Reason

LONGEST_NOTE = 4_000  # characters

LEVELS = (
    SelectChoice(Level.NOW.value, _l("Now: life or serious harm is at risk")),
    SelectChoice(Level.TODAY.value, _l("Today: somebody must act today")),
    SelectChoice(Level.SOON.value, _l("Soon: within three working days")),
)
REASONS = (
    SelectChoice(Reason.MEANS_SOMETHING_ELSE.value, _l("The words mean something else here")),
    SelectChoice(Reason.LONG_AGO.value, _l("It is over, and nobody is in danger from it now")),
    SelectChoice(
        Reason.HELP_IS_THERE.value, _l("The right service already helps, and they say so")
    ),
    SelectChoice(Reason.NOT_A_REAL_PERSON.value, _l("It is not about a real person")),
)
OUTCOMES = (
    SelectChoice(Outcome.PASSED_TO_POLICE.value, _l("Passed to the police")),
    SelectChoice(Outcome.PASSED_TO_CHILDREN.value, _l("Passed to children's services")),
    SelectChoice(Outcome.PASSED_TO_ADULTS.value, _l("Passed to adult services")),
    SelectChoice(Outcome.ALREADY_KNOWN.value, _l("The right service already knew")),
    SelectChoice(Outcome.CANNOT_BE_FOUND.value, _l("The person cannot be found")),
    SelectChoice(Outcome.NO_HARM_FOUND.value, _l("Looked into: no harm found")),
)


class ConcernForm(Form):
    """Somebody who reads is worried about a person."""

    level = RadioField(
        _l("How soon must somebody act?"),
        choices=LEVELS,
        validators=[InputRequired(_l("Choose how soon somebody must act"))],
    )
    done = TextAreaField(
        _l("What has been done, and who was told?"),
        description=_l("Leave it blank if nothing has been done yet. This is sealed."),
        validators=[at_most(LONGEST_NOTE)],
    )
    done_by = StringField(_l("Who did it, if it was not you?"), validators=[at_most(LONGEST_LINE)])

    def chosen_level(self) -> Level:
        """The level that was chosen."""
        return Level(self.level.data)

    def note(self) -> str:
        """What was done and by whom, in one text."""
        parts = [str(self.done.data or ""), str(self.done_by.data or "")]
        return "\n".join(part for part in parts if part)


class ClearForm(Form):
    """Nobody is in danger; why, when watch phrases were met."""

    because = RadioField(_l("Why is nobody in danger?"), choices=REASONS, validators=[Optional()])

    def reason(self) -> Reason | None:
        """Why, when that was said."""
        return Reason(self.because.data) if self.because.data else None


class NoteForm(Form):
    """What was done about a concern."""

    note = TextAreaField(
        _l("What was done, by whom and when?"),
        validators=[said(_l("Write what was done")), at_most(LONGEST_NOTE)],
    )
    next_look = DateField(
        _l("Look at it again on (you can leave this blank)"), validators=[Optional()]
    )

    def validate_next_look(self, field: DateField) -> None:
        """A day to come."""
        if isinstance(field.data, date) and field.data < clock.today():
            raise ValidationError(_("Choose today or a later day"))


class OwnerForm(Form):
    """Who looks after a concern."""

    owner = SelectField(_l("Name"))


class CloseForm(Form):
    """How a concern ended."""

    outcome = RadioField(
        _l("How did it end?"),
        choices=OUTCOMES,
        validators=[InputRequired(_l("Choose how it ended"))],
    )
    note = TextAreaField(
        _l("What was found out, and who was told?"),
        validators=[said(_l("Write what was found out")), at_most(LONGEST_NOTE)],
    )

    def chosen_outcome(self) -> Outcome:
        """The outcome that was chosen."""
        return Outcome(self.outcome.data)


class SecondReaderForm(Form):
    """The second reader's word about closing a concern of level now."""

    agrees = RadioField(
        _l("Do you agree that it is closed?"),
        choices=[
            SelectChoice("yes", _l("Yes, close it")),
            SelectChoice("no", _l("No, keep it open")),
        ],
        validators=[InputRequired(_l("Choose yes or no"))],
    )
    note = TextAreaField(_l("Why?"), validators=[said(_l("Write why")), at_most(LONGEST_NOTE)])


class NumberForm(Form):
    """A corrected telephone number."""

    number = StringField(_l("Number"), validators=[at_most(LONGEST_LINE)])
