"""The form by which an entry moves on, and the one that publishes what is ready."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional

from feedback.core.forms import LONGEST_LINE, Form, at_most
from youwesaid.insights.models import AnswerKind, Reason
from youwesaid.insights.wording import KINDS, REASONS
from youwesaid.tracker.moving import Move

LONGEST_TEXT = 2_000  # characters
_KINDS = [SelectChoice(kind.value, words) for kind, words in KINDS.items()]
_REASONS = [SelectChoice("", _l("As before"))]
_REASONS += [SelectChoice(reason.value, words) for reason, words in REASONS.items()]


class MoveForm(Form):
    """What became of it since: the state, the words, the proof."""

    answer = SelectField(_l("Whose answer"))
    kind = RadioField(_l("What we say now"), choices=_KINDS)
    url = StringField(
        _l("Link to what shows it"),
        description=_l("It begins with https://."),
        validators=[at_most(LONGEST_LINE)],
    )
    proof = StringField(
        _l("What the link shows"),
        description=_l("You can leave this blank: then the name of the site is shown."),
        validators=[at_most(LONGEST_LINE)],
    )
    text = TextAreaField(
        _l("Our words, in English"),
        description=_l("Other languages fall away when these change, and wait for translators."),
        validators=[at_most(LONGEST_TEXT)],
    )
    reason_code = SelectField(_l("Why"), choices=_REASONS, default="")
    reason = TextAreaField(_l("The reason in plain words"), validators=[at_most(LONGEST_TEXT)])
    next_look_on = DateField(
        _l("We look again by"),
        description=_l("Blank: as before, or in three months."),
        validators=[Optional()],
    )
    promised_for = DateField(_l("Promised for"), validators=[Optional()])

    def move(self) -> Move:
        """What was filled in."""
        code = self.reason_code.data
        return Move(
            kind=AnswerKind(self.kind.data),
            text=self.text.data or "",
            url=self.url.data or "",
            proof=self.proof.data or "",
            reason_code=Reason(code) if code else None,
            reason=self.reason.data or "",
            next_look_on=_day(self.next_look_on.data),
            promised_for=_day(self.promised_for.data),
        )


class PublishForm(Form):
    """What is to be published together."""

    insight = SelectMultipleField(_l("Publish these"))


def _day(day: object) -> date | None:
    return day if isinstance(day, date) else None
