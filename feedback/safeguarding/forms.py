"""Forms about concerns and help lines."""

from datetime import UTC, date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import to_user_timezone, to_utc
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
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
from feedback.safeguarding.acts import Call
from feedback.safeguarding.levels import RAISED, USUAL
from feedback.safeguarding.models import Level, Outcome, Reason, Result, Urgency, Way

LONGEST_NOTE = 4_000  # characters
_LONGEST_REST = timedelta(weeks=4)  # of a concern that waits for a day; then somebody looks again
_SKEW = timedelta(minutes=5)  # between the clock of a desk and ours

LEVEL_WORDS = {
    Level.L1: _l("1: a complaint, or how work is done"),
    Level.L2: _l("2: harm, and the person can raise it themselves"),
    Level.L3: _l("3: somebody in a service means to do harm"),
    Level.L4: _l("4: serious, or not clear"),
    Level.ATTACK: _l("It attacks or hunts for somebody who can be known"),
}
LEVELS = [SelectChoice(level.value, LEVEL_WORDS[level]) for level in RAISED]
URGENCY_WORDS = {
    Urgency.NOW: _l("Now: life or serious harm is at risk"),
    Urgency.TODAY: _l("Today: somebody must act today"),
    Urgency.SOON: _l("Soon: in the next working days"),
}
URGENCIES = [SelectChoice(each.value, URGENCY_WORDS[each]) for each in Urgency]
AS_PROPOSED = SelectChoice("", _l("As soon as the level says"))
WAYS = (
    SelectChoice(Way.PHONE.value, _l("By telephone")),
    SelectChoice(Way.IN_PERSON.value, _l("In person")),
    SelectChoice(Way.SECURE_MAIL.value, _l("By secure e-mail")),
    SelectChoice(Way.ONLINE_FORM.value, _l("With their online form")),
    SelectChoice(Way.LETTER.value, _l("By letter")),
)
RESULTS = (
    SelectChoice(Result.TOOK_IT_ON.value, _l("They took it on")),
    SelectChoice(Result.GAVE_ADVICE.value, _l("They said what to do")),
    SelectChoice(Result.WILL_CALL_BACK.value, _l("They will call back")),
    SelectChoice(Result.NO_ANSWER.value, _l("Nobody answered")),
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
    SelectChoice(Outcome.SIGNPOSTED.value, _l("They were told where to take it")),
    SelectChoice(Outcome.RAISED_BY_THEM.value, _l("They raised it themselves, and that is sure")),
    SelectChoice(Outcome.MANAGER_ACTED.value, _l("The manager of the service acted")),
    SelectChoice(Outcome.TARGET_PROTECTED.value, _l("Whoever protects that person knows")),
    SelectChoice(Outcome.PASSED_TO_POLICE.value, _l("Passed to the police")),
    SelectChoice(Outcome.PASSED_TO_CHILDREN.value, _l("Passed to children's services")),
    SelectChoice(Outcome.PASSED_TO_ADULTS.value, _l("Passed to adult services")),
    SelectChoice(Outcome.ALREADY_KNOWN.value, _l("The right service already knew")),
    SelectChoice(Outcome.CANNOT_BE_FOUND.value, _l("The person cannot be found")),
    SelectChoice(Outcome.NO_HARM_FOUND.value, _l("Looked into: no harm found")),
)


def wall_clock() -> datetime:
    """This minute, as the clock on the wall shows it."""
    local: datetime = to_user_timezone(clock.now())
    return local.replace(second=0, microsecond=0, tzinfo=None)


def _utc(typed: datetime) -> datetime:
    stored: datetime = to_utc(typed)
    return stored.replace(tzinfo=UTC)


class ConcernForm(Form):
    """Somebody who reads is worried about a person."""

    level = RadioField(
        _l("Who must act?"),
        choices=LEVELS,
        validators=[InputRequired(_l("Choose a level"))],
    )
    urgency = SelectField(
        _l("How soon?"), choices=[AS_PROPOSED, *URGENCIES], validators=[Optional()]
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

    def chosen_urgency(self) -> Urgency | None:
        """How soon, when that was said."""
        return Urgency(self.urgency.data) if self.urgency.data else None

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
        """A day to come, and not so late that the concern is forgotten until then."""
        if not isinstance(field.data, date):
            return
        if field.data < clock.today():
            raise ValidationError(_("Choose today or a later day"))
        if field.data > clock.today() + _LONGEST_REST:
            raise ValidationError(_("Choose a day in the next four weeks"))


class CallForm(Form):
    """Whom somebody called, how, when, and what came of it."""

    whom = StringField(
        _l("Whom did you call?"),
        description=_l("Name, role and number. This is sealed."),
        validators=[said(_l("Write whom you called")), at_most(LONGEST_LINE)],
    )
    way = SelectField(_l("How?"), choices=WAYS)
    done_at = DateTimeLocalField(
        _l("When?"),
        validators=[InputRequired(_l("Give a day and a time"))],
    )
    result = RadioField(
        _l("What came of it?"),
        choices=RESULTS,
        validators=[InputRequired(_l("Choose what came of it"))],
    )
    note = TextAreaField(
        _l("What was said? (you can leave this blank)"), validators=[at_most(LONGEST_NOTE)]
    )

    def validate_done_at(self, field: DateTimeLocalField) -> None:
        """Not a time to come."""
        if isinstance(field.data, datetime) and _utc(field.data) > clock.now() + _SKEW:
            raise ValidationError(_("Give a time that has been"))

    def call(self) -> Call:
        """The call."""
        typed = self.done_at.data
        return Call(
            whom=str(self.whom.data),
            way=Way(self.way.data),
            result=Result(self.result.data),
            done_at=_utc(typed) if typed else clock.now(),
        )


class LevelForm(Form):
    """Another level, or another urgency."""

    level = SelectField(_l("Level"), choices=LEVELS)
    urgency = SelectField(_l("How soon?"), choices=URGENCIES)
    note = TextAreaField(
        _l("Why is it another one?"), validators=[said(_l("Write why")), at_most(LONGEST_NOTE)]
    )


class ReopenForm(Form):
    """Why a closed concern is opened again."""

    note = TextAreaField(
        _l("Why is it opened again?"), validators=[said(_l("Write why")), at_most(LONGEST_NOTE)]
    )


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
    is_hidden = BooleanField(_l("The working text does not show who it is about"))

    def usual_first(self, level: Level) -> None:
        """Put how a concern of *level* usually ends first."""
        usual = USUAL[level].value
        first = [choice for choice in OUTCOMES if choice.value == usual]
        self.outcome.choices = [*first, *(choice for choice in OUTCOMES if choice not in first)]

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
