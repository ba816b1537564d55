"""What the builder's pages ask of whoever makes a survey."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional

from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from surveys.building.kinds import KINDS
from surveys.building.lines import number
from surveys.definitions.question import Kind

LONGEST_TEXT = 5_000  # characters, of one text of a survey


class StepForm(Form):
    """A form of the draft: it carries the step on which its page stands."""

    token = HiddenField()


def _is_number(_form: Any, field: Field) -> None:
    if field.data:
        try:
            number(field.data)
        except ValueError:
            raise ValidationError(str(_l("Write a number in digits."))) from None


def _text(label: Any, *validators: Callable[[Any, Field], None], hint: Any = "") -> Any:
    return TextAreaField(label, description=hint, validators=[*validators, at_most(LONGEST_TEXT)])


def _line(label: Any, *validators: Callable[[Any, Field], None], hint: Any = "") -> Any:
    return StringField(label, description=hint, validators=[*validators, at_most(LONGEST_LINE)])


class AddForm(StepForm):
    """A new question: what it asks, and how it is answered."""

    wording = _text(_l("What do you want to ask?"), said(_l("Write the question first.")))
    kind = RadioField(
        _l("How do people answer?"),
        choices=[SelectChoice(kind.value, words.name) for kind, words in KINDS.items()],
        default=Kind.SINGLE.value,
        validate_choice=True,
    )
    after = HiddenField()


class QuestionForm(StepForm):
    """One question with everything that belongs to it, but its rules."""

    wording = _text(_l("Question"))
    hint = _text(_l("Hint under it"), hint=_l("Leave this blank if the question says enough."))
    kind = SelectField(
        _l("How people answer"),
        choices=[SelectChoice(kind.value, words.name) for kind, words in KINDS.items()],
    )
    new_choices = TextAreaField(
        _l("Add answers"), description=_l("Write each on a line of its own.")
    )
    new_rows = TextAreaField(
        _l("Add statements"), description=_l("Write each on a line of its own.")
    )
    least = StringField(_l("The least that can be right"), validators=[_is_number])
    most = StringField(_l("The most that can be right"), validators=[_is_number])
    places = SelectField(
        _l("Places after the point"),
        choices=[
            SelectChoice("", _l("None: whole numbers")),
            *(SelectChoice(each, each) for each in ("1", "2", "3")),
        ],
        validate_choice=False,  # only the form of a number has it
        validators=[_is_number],
    )
    required = BooleanField(
        _l("People must answer this"),
        description=_l("Only for consent, and for a question that decides who the survey is for."),
    )
    random = BooleanField(_l("Show the answers in random order"))


class PageForm(StepForm):
    """What belongs to a page and not to its questions."""

    heading = _line(_l("Heading of the page"), hint=_l("Only when it has several questions."))
    random = BooleanField(_l("Ask the questions of this page in random order"))


class SurveyForm(StepForm):
    """The survey's own words."""

    title = _line(_l("Title"), said(_l("Give the survey a title.")))
    introduction = _text(
        _l("Introduction"),
        hint=_l("What it is about, how long it takes, who reads the answers."),
    )
    thanks = _text(_l("Thank-you words"), hint=_l("Shown after Send."))
    quick = BooleanField(
        _l("A quick one: one page, sent at once"),
        description=_l("For one short question in three taps. There is no page to check answers."),
    )


class CallForm(StepForm):
    """What a call for views owes to those whom it calls."""

    listener = _text(_l("Who will listen?"), hint=_l("A group and its role, not a name."))
    change = _text(
        _l("What can change because of what people say?"),
        hint=_l("Say also what can not change."),
    )
    reasons = _text(
        _l("Why do you ask now?"), hint=_l("Enough for people to give an answer that counts.")
    )
    hear_by = DateField(_l("By when will people hear what came of it?"), validators=[Optional()])
    decide_on = DateField(_l("When is it decided?"), validators=[Optional()])


class SectionForm(StepForm):
    """A named part of the survey."""

    title = _line(_l("Title of the section"), said(_l("Give the section a title.")))


class ExitForm(StepForm):
    """A kind page for those whom the questions are not for."""

    heading = _line(_l("Heading"), said(_l("Write a heading.")))
    body = _text(
        _l("What it says"),
        said(_l("Write what people read on this page.")),
        hint=_l("Thank them, say why they stop here, and where they can turn."),
    )


class RuleForm(StepForm):
    """What is around the lines of a rule; the lines themselves are read by ``ruling``."""

    joined = RadioField(
        _l("When there are several"),
        choices=[
            SelectChoice("all", _l("All of them must be so")),
            SelectChoice("any", _l("One of them is enough")),
        ],
        default="all",
    )
    column = SelectField(_l("Add a condition about"), choices=[], validate_choice=False)
    to = SelectField(_l("Then go on to"), choices=[], validate_choice=False)
    message = _text(_l("What people read when it is not so"))
    soft = BooleanField(_l("Only ask if they are sure: carrying on a second time is allowed"))

    def offer(
        self, *, columns: Sequence[tuple[str, str]], targets: Sequence[tuple[str, str]]
    ) -> None:
        """Fill the lists of questions and of places."""
        self.column.choices = [SelectChoice(*each) for each in columns]
        self.to.choices = [SelectChoice(*each) for each in targets]
