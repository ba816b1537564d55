"""The form into which staff type what somebody answered elsewhere."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from feedback.contributions.models import Channel
from feedback.core import clock
from feedback.core.forms import LONGEST_LINE, LONGEST_STORY, Form, SubmissionForm, at_most
from feedback.core.text import one_line
from surveys.asking.typing import Typed
from surveys.definitions.asked import PREFIX, NotAnAnswer

LARGEST_GROUP = 1_000  # people
FIRST_YEAR = 1990  # nothing older than that is typed in
MOST_GIVEN = 400  # values of one part of a question
CHANNELS = (
    SelectChoice(Channel.PAPER.value, _l("On a paper form")),
    SelectChoice(Channel.PHONE.value, _l("In a phone call")),
    SelectChoice(Channel.LETTER.value, _l("In a letter or e-mail")),
    SelectChoice(Channel.EVENT.value, _l("At an event")),
    SelectChoice(Channel.GROUP_SESSION.value, _l("In a group session")),
    SelectChoice(Channel.PANEL.value, _l("With a panel")),
    SelectChoice(Channel.STAFF.value, _l("Together with me, on my device")),
)
INTERPRETERS = (
    SelectChoice("", _l("Nobody: in their own words")),
    SelectChoice("professional", _l("A professional interpreter")),
    SelectChoice("family", _l("Somebody of their family")),
    SelectChoice("friend", _l("A friend")),
    SelectChoice("staff", _l("A member of staff")),
)
#: What stays for the next paper of the same batch.
STAYS = ("channel", "received_on", "batch", "interpreter", "led_by", "with_receipt")


class TypingForm(SubmissionForm):
    """What is said about the paper; its answers are in a form of their own."""

    language = HiddenField()
    version = HiddenField()
    channel = SelectField(_l("How were they asked?"), choices=CHANNELS)
    received_on = DateField(
        _l("When did it come?"), default=clock.today, validators=[InputRequired(_l("Give a day"))]
    )
    batch = StringField(
        _l("Batch (you can leave this blank)"),
        description=_l("One name for papers that came together, such as “Library, June”."),
        validators=[at_most(LONGEST_LINE)],
    )
    interpreter = SelectField(_l("Who put it into words?"), choices=INTERPRETERS)
    people_count = IntegerField(
        _l("How many people? (only for a group; you can leave this blank)"),
        validators=[
            Optional(),
            NumberRange(min=1, max=LARGEST_GROUP, message=_l("Give a number from 1 to 1000")),
        ],
    )
    led_by = StringField(
        _l("Who led the group? (you can leave this blank)"), validators=[at_most(LONGEST_LINE)]
    )
    margin = TextAreaField(
        _l("What else is written on it? (you can leave this blank)"),
        description=_l("Words in the margin, or said on the phone. They are read like a letter."),
        validators=[at_most(LONGEST_STORY)],
    )
    with_receipt = BooleanField(
        _l("Make a receipt number to hand over"),
        description=_l("Only when you can give it to the person. We cannot show it again."),
    )

    def validate_received_on(self, field: DateField) -> None:
        """Not a day to come, and not the year 26 for 2026: charts would show every month since."""
        if not isinstance(field.data, date):
            return
        if field.data > clock.today():
            raise ValidationError(_("Choose today or an earlier day"))
        if field.data.year < FIRST_YEAR:
            raise ValidationError(_("There is no such day. Check the day, the month and the year."))

    def typed(self, given: Mapping[str, Sequence[str]], *, language: str, is_meant: bool) -> Typed:
        """What was typed, with the answers *given*."""
        return Typed(
            submission_id=uuid.UUID(hex=self.submission_id()),
            given=given,
            language=language,
            channel=Channel(self.channel.data),
            received_on=self.received_on.data or clock.today(),
            batch=one_line(str(self.batch.data or "")),
            interpreter=str(self.interpreter.data or ""),
            people_count=self.people_count.data,
            led_by=one_line(str(self.led_by.data or "")),
            margin=str(self.margin.data or ""),
            with_receipt=bool(self.with_receipt.data),
            is_meant=is_meant,
        )

    def for_next(self) -> "TypingForm":
        """A form for the next paper of the same batch."""
        kept = {name: self[name].data for name in STAYS}
        return TypingForm(
            formdata=None, language=self.language.data, version=self.version.data, **kept
        )


def answers_in(sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """The answers that a form brought, by part of a question; blanks left out."""
    given = {}
    for name in sent:
        values = [each for each in sent.getlist(name)[:MOST_GIVEN] if each.strip()]
        if name.startswith(PREFIX) and values:
            given[name.removeprefix(PREFIX)] = values
    return given


def refuse(form: Form, problem: NotAnAnswer) -> None:
    """Say beside its field, or that of its whole question, what cannot be read."""
    part = f"{PREFIX}{problem.part}"
    form.reject(part if part in form else f"{PREFIX}{problem.question}", str(problem))
