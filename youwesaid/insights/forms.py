"""What editors, publishers and coders fill in about insights and answers."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from feedback.core import clock
from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.core.i18n import Language
from feedback.nlp import tokens
from feedback.stories.topics import TOPICS
from youwesaid.insights import rules, wording
from youwesaid.insights.models import AnswerKind, EvidenceKind, Reason
from youwesaid.insights.rules import AnswerDraft, Unfinished
from youwesaid.plans.spoken import SpokenForm, in_languages

LONGEST_SAID = 600  # characters
MOST_SENTENCES = 3
LONGEST_ANSWER = 3000  # characters

#: What a broken rule is told as, beside its field.
COMPLAINTS: Mapping[type[Unfinished], LazyString] = {
    rules.TextMissing: _l("Write the answer in English."),
    rules.ReasonMissing: _l("Choose a reason: every answer but “done” says why."),
    rules.ReasonTextMissing: _l("Tell the reason in plain words, in English."),
    rules.NextLookMissing: _l("Give the day on which you will look at this again."),
    rules.NextLookTooEarly: _l("The next look must come after the day of the decision."),
    rules.WhoMissing: _l("Say who answers: a role and a group, in English."),
    rules.HeardMissing: _l("Give the day on which you heard this."),
    rules.DecidedMissing: _l("Give the day of the decision."),
    rules.DecidedBeforeHeard: _l("The decision cannot come before you heard this."),
    rules.NotTied: _l("Choose at least one plan item that this is about."),
}


def _three_sentences(_form: Any, field: Any) -> None:
    if len(tokens.sentences(field.data or "")) > MOST_SENTENCES:
        raise ValidationError(_("Say it in three sentences or fewer."))


def _said_field(language: Language) -> Any:
    checks = [at_most(LONGEST_SAID)]
    if language.code == "en":
        checks += [said(_l("Write what people said, in English.")), _three_sentences]
    return TextAreaField(language.autonym, validators=checks)


def _text_field(language: Language) -> Any:
    return TextAreaField(language.autonym, validators=[at_most(LONGEST_ANSWER)])


def _line_field(language: Language) -> Any:
    return StringField(language.autonym, validators=[at_most(LONGEST_LINE)])


def _topic_field() -> SelectField:
    named = [SelectChoice(topic.key, topic.label) for topic in TOPICS]
    choices = [SelectChoice("", _l("No topic")), *named]
    return SelectField(_l("Topic"), choices=choices, default="")


def _items_field() -> SelectMultipleField:
    return SelectMultipleField(_l("Plan items"), coerce=uuid.UUID, validate_choice=False)


class PeriodForm(Form):
    """From when to when; sent in the address."""

    class Meta(Form.Meta):
        """It changes nothing, so it carries no token."""

        csrf = False

    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("To"), validators=[Optional()])


class SaidForm(SpokenForm):
    """What people said, in one to three sentences, and what it is about."""

    SPOKEN = {"said": _said_field}
    ORDER = ("said", "topic", "items")
    topic = _topic_field()


class MakeForm(SaidForm):
    """A new insight: its words, its plan items, and what is left out of its sources."""

    items = _items_field()
    left_out = SelectMultipleField(_l("Leave out"), coerce=uuid.UUID, validate_choice=False)


class TieForm(Form):
    """Plan items to tie an insight to."""

    items = _items_field()


class AnswerForm(SpokenForm):
    """What the partnership says to an insight."""

    SPOKEN = {"text": _text_field, "reason": _text_field, "who": _line_field}
    ORDER = (
        "kind",
        "text",
        "reason_code",
        "reason",
        "next_look_on",
        "who",
        "heard_on",
        "decided_on",
        "items",
    )

    kind = RadioField(
        _l("What is the answer?"),
        choices=[SelectChoice(kind.value, label) for kind, label in wording.KINDS.items()],
        validate_choice=False,
    )
    reason_code = RadioField(
        _l("Why?"),
        choices=[SelectChoice(reason.value, label) for reason, label in wording.REASONS.items()],
        validate_choice=False,
    )
    heard_on = DateField(_l("Heard on"), validators=[Optional()])
    decided_on = DateField(_l("Decided on"), validators=[Optional()])
    next_look_on = DateField(_l("Next look on"), validators=[Optional()])
    items = _items_field()
    # What was pressed: "ask" hands the answer over, anything else keeps a draft.
    do = StringField()

    def validate_kind(self, field: Any) -> None:
        """One of the eight."""
        if field.data not in set(AnswerKind):
            raise ValidationError(_("Choose one of the answers."))

    def validate_reason_code(self, field: Any) -> None:
        """One of the reasons, or none."""
        if field.data and field.data not in set(Reason):
            raise ValidationError(_("Choose one of the reasons."))

    def validate_heard_on(self, field: Any) -> None:
        """Nobody has heard it on a day that is still to come."""
        self._refuse_to_come(field)

    def validate_decided_on(self, field: Any) -> None:
        """Nor decided it then."""
        self._refuse_to_come(field)

    def validate_next_look_on(self, field: Any) -> None:
        """A promise is about a day that is still to come."""
        if self.is_asked() and field.data and field.data < clock.today():
            raise ValidationError(_("Choose a day that is still to come."))

    def _refuse_to_come(self, field: Any) -> None:
        if self.is_asked() and field.data and field.data > clock.today():
            raise ValidationError(_("The day is still to come"))

    def is_asked(self) -> bool:
        """Whether the answer is handed over to a second person."""
        return bool(self.do.data == "ask")

    def draft(self) -> AnswerDraft:
        """What was filled in."""
        return AnswerDraft(
            kind=AnswerKind(self.kind.data),
            text=self.spoken("text"),
            reason_code=Reason(self.reason_code.data) if self.reason_code.data else None,
            reason=self.spoken("reason"),
            who_answers=self.spoken("who"),
            heard_on=self.heard_on.data,
            decided_on=self.decided_on.data,
            next_look_on=self.next_look_on.data,
        )

    def complain(self, missing: list[type[Unfinished]]) -> None:
        """Put each broken rule beside its field."""
        for rule in missing:
            self.reject(rule.field, str(COMPLAINTS[rule]))


class EvidenceForm(SpokenForm):
    """Proof of an answer."""

    SPOKEN = {"text": _line_field}
    ORDER = ("kind", "text", "url")
    kind = RadioField(
        _l("What kind of proof?"),
        choices=[SelectChoice(kind.value, label) for kind, label in wording.EVIDENCE.items()],
        default=EvidenceKind.LINK.value,
    )
    url = StringField(
        _l("Address"), description=_l("It begins with https://"), validators=[at_most(1000)]
    )


class SignForm(Form):
    """The second person's word."""

    seen = HiddenField()
    note = TextAreaField(_l("What should be changed?"), validators=[at_most(LONGEST_ANSWER)])


class QuoteForm(Form):
    """Words of a working text to quote: chosen with the mouse, or typed as they stand."""

    words = StringField(
        _l("The words to quote"),
        description=_l("Select them in the text, or type them here exactly as they stand."),
    )
    start = IntegerField(validators=[Optional()], widget=HiddenInput())
    end = IntegerField(validators=[Optional()], widget=HiddenInput())


class WordingForm(Form):
    """A new wording of a plan item, why, and what people said that led to it."""

    field = RadioField(_l("Which words change?"), choices=[], validate_choice=True)
    new = TextAreaField(
        _l("New wording"),
        validators=[said(_l("Write the new wording.")), at_most(LONGEST_ANSWER)],
    )
    note = TextAreaField(
        _l("Note"),
        description=_l("Who agreed it, and why. It is public. You can leave it blank."),
        validators=[at_most(LONGEST_ANSWER)],
    )
    causes = SelectMultipleField(
        _l("What people said that led to this"), coerce=uuid.UUID, validate_choice=False
    )


def said_form(present: Mapping[str, str], topic: str | None) -> Any:
    """The form of what people said, as it is worded now."""
    made = in_languages(SaidForm)
    return made(data={**made.starting_values(said=present), "topic": topic or ""})
