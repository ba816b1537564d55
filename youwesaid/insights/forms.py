"""What editors, publishers and coders fill in about insights and answers."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
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
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.core.i18n import Language
from feedback.nlp import tokens
from feedback.stories.topics import TOPICS
from youwesaid.insights.models import Insight
from youwesaid.insights.wording import AGES
from youwesaid.partnership.models import Locality
from youwesaid.plans.spoken import SpokenForm, in_languages

LONGEST_SAID = 600  # characters
MOST_SENTENCES = 3
LONGEST_ANSWER = 3000  # characters


class Checkboxes(SelectMultipleField):
    """Several choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _three_sentences(_form: Any, field: Any) -> None:
    if len(tokens.sentences(field.data or "")) > MOST_SENTENCES:
        raise ValidationError(_("Say it in three sentences or fewer."))


def _said_field(language: Language) -> Any:
    checks = [at_most(LONGEST_SAID)]
    if language.code == "en":
        checks += [said(_l("Write what people said, in English.")), _three_sentences]
    return TextAreaField(language.autonym, validators=checks)


def text_field(language: Language) -> Any:
    return TextAreaField(language.autonym, validators=[at_most(LONGEST_ANSWER)])


def line_field(language: Language) -> Any:
    return StringField(language.autonym, validators=[at_most(LONGEST_LINE)])


def _topic_field() -> SelectField:
    named = [SelectChoice(topic.key, topic.label) for topic in TOPICS]
    choices = [SelectChoice("", _l("No topic")), *named]
    return SelectField(_l("Topic"), choices=choices, default="")


def items_field() -> SelectMultipleField:
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
    ORDER = ("said", "topic", "localities", "age_groups", "items")
    topic = _topic_field()
    localities = Checkboxes(
        _l("Which parts of the area?"), choices=[], description=_l("None: the whole area.")
    )
    age_groups = Checkboxes(
        _l("How old are the people?"),
        choices=[SelectChoice(age.key, age.label) for age in AGES],
        description=_l("None: people of all ages."),
    )

    def offer(self, localities: Sequence[Locality], language: str) -> None:
        """The parts of the area that can be chosen, named in *language*; only those are taken."""
        self.localities.choices = [
            SelectChoice(each.key, each.name_in(language)) for each in localities
        ]


class MakeForm(SaidForm):
    """A new insight: its words, its plan items, and what is left out of its sources."""

    items = items_field()
    left_out = SelectMultipleField(_l("Leave out"), coerce=uuid.UUID, validate_choice=False)


class TieForm(Form):
    """Plan items to tie an insight to."""

    items = items_field()


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


def said_form(insight: Insight) -> Any:
    """The form of what people said, as it is worded now."""
    made = in_languages(SaidForm)
    plain = {
        "topic": insight.topic or "",
        "localities": insight.localities,
        "age_groups": insight.age_groups,
    }
    return made(data={**made.starting_values(said=insight.said), **plain})
