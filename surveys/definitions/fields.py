"""One class for each kind of question: its form field, its checks, its answer in words."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Field, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.core.errors import Refused
from feedback.core.forms import LONGEST_LINE, LONGEST_STORY
from feedback.core.text import clean, one_line
from surveys.definitions.question import Answer, Kind, Question

_WHOLE_NUMBER = re.compile(r"[+-]?\d{1,12}")  # the digits of any script


class NotAnAnswer(Refused):
    """What came in for a question is no answer to it; the message is said beside it."""

    def __init__(self, question: str, complaint: str) -> None:
        super().__init__(complaint)
        self.question = question


class Asked(ABC):
    """A question as it is asked in one language."""

    #: Which part of ``templates/surveys/question.html`` shows it.
    look: ClassVar[str]

    def __init__(self, question: Question, language: str) -> None:
        self.question = question
        self.language = language

    @property
    def wording(self) -> str:
        """The question itself."""
        return self.question.wording[self.language]

    @property
    def hint(self) -> str:
        """What is said under it; often nothing."""
        return self.question.hint.get(self.language, "")

    @property
    def name(self) -> str:
        """The name of its field in a form, which no other field of ours can have."""
        return f"q_{self.question.key}"

    @abstractmethod
    def field(self) -> Any:
        """Its form field, not yet bound to a form."""

    @abstractmethod
    def clean(self, given: object) -> Answer | None:
        """The answer in *given* (from a form or from JSON); None where it was left blank.

        Raises NotAnAnswer for a choice that was not offered, and for anything else that is no
        answer to this question.
        """

    def in_words(self, answer: Answer) -> str:
        """*answer* as its giver reads it, choices on lines of their own."""
        labels = {choice.value: choice.label[self.language] for choice in self.question.choices}
        values = answer if isinstance(answer, tuple) else (answer,)
        return "\n".join(labels.get(str(value), str(value)) for value in values)

    def refused(self, complaint: str) -> NotAnAnswer:
        """The refusal of what came in for this question."""
        return NotAnAnswer(self.question.key, complaint)

    def _texts(self, given: object) -> list[str]:
        """The words in *given*, without blanks, whatever it is."""
        if given is None:
            return []
        several = given if isinstance(given, list | tuple) else [given]
        if any(isinstance(each, bool) or not isinstance(each, str | int) for each in several):
            raise self.refused(_("We could not read this answer. Please answer again."))
        return [text for each in several if (text := str(each)).strip()]

    def _one_text(self, given: object) -> str:
        texts = self._texts(given)
        if len(texts) > 1:
            raise self.refused(_("We could not read this answer. Please answer again."))
        return texts[0] if texts else ""


class Information(Asked):
    """Words to read; there is nothing to answer."""

    look = "information"

    def field(self) -> Any:
        """No field."""
        return None

    def clean(self, _given: object) -> Answer | None:
        """No answer, whatever came in."""
        return None


class OneChoice(Asked):
    """One of several choices."""

    look = "radios"

    def field(self) -> Any:
        """Radio buttons that may all stay empty."""
        return RadioField(
            self.wording,
            choices=_choices(self),
            validate_choice=False,  # our own check says it in our words
            validators=[_cleaned_by(self)],
        )

    def clean(self, given: object) -> Answer | None:
        """The value that was chosen."""
        value = self._one_text(given)
        if value and value not in {choice.value for choice in self.question.choices}:
            raise self.refused(_("Choose one of these answers, or leave this blank."))
        return value or None


class AgreeScale(OneChoice):
    """How much somebody agrees, in five steps."""


class Rating(OneChoice):
    """Five steps, each with words and a face."""

    look = "faces"


class YesNo(OneChoice):
    """Yes, no, or rather not say."""


class _CheckBoxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SeveralChoices(Asked):
    """Any of the choices, or the one that goes with no other."""

    look = "checkboxes"

    def field(self) -> Any:
        """Check boxes."""
        return _CheckBoxes(
            self.wording,
            choices=_choices(self),
            validate_choice=False,
            validators=[_cleaned_by(self)],
        )

    def clean(self, given: object) -> Answer | None:
        """The values that were chosen, each once, in the order of the choices."""
        values = set(self._texts(given))
        if values - {choice.value for choice in self.question.choices}:
            raise self.refused(_("Choose any of these answers, or leave this blank."))
        alone = [choice for choice in self.question.choices if choice.is_exclusive]
        for choice in alone:
            if choice.value in values and len(values) > 1:
                label = choice.label[self.language]
                raise self.refused(_("Choose “%(choice)s”, or the others. Not both.", choice=label))
        return tuple(each.value for each in self.question.choices if each.value in values) or None


class ShortText(Asked):
    """A few words on one line."""

    look = "line"
    longest: ClassVar[int] = LONGEST_LINE

    def field(self) -> Any:
        """A text box of one line."""
        return StringField(self.wording, validators=[_cleaned_by(self)])

    def clean(self, given: object) -> Answer | None:
        """The words."""
        words = self._tidy(self._one_text(given))
        over = len(words) - self.longest
        if over > 0:
            complaint = ngettext(
                "This is %(num)s character too long. Make it shorter.",
                "This is %(num)s characters too long. Make it shorter.",
                over,
            )
            raise self.refused(complaint)
        return words or None

    def _tidy(self, words: str) -> str:
        return one_line(words)


class LongText(ShortText):
    """As many words as somebody wants."""

    look = "box"
    longest = LONGEST_STORY

    def field(self) -> Any:
        """A text box of several lines."""
        return TextAreaField(self.wording, validators=[_cleaned_by(self)])

    def _tidy(self, words: str) -> str:
        return clean(words)


class Number(Asked):
    """A whole number, in the digits of any script."""

    look = "number"

    def field(self) -> Any:
        """A short text box: number boxes of browsers lose what they cannot read."""
        return StringField(self.wording, validators=[_cleaned_by(self)])

    def clean(self, given: object) -> Answer | None:
        """The number."""
        typed = one_line(self._one_text(given))
        if not typed:
            return None
        if not _WHOLE_NUMBER.fullmatch(typed):
            raise self.refused(_("Write a whole number in digits, such as 3."))
        number = int(typed)
        least, most = self.question.least, self.question.most
        if least is not None and number < least:
            raise self.refused(_("Write %(least)s or more.", least=least))
        if most is not None and number > most:
            raise self.refused(_("Write %(most)s or less.", most=most))
        return number


BY_KIND: Mapping[Kind, type[Asked]] = {
    Kind.INFORMATION: Information,
    Kind.SINGLE: OneChoice,
    Kind.SEVERAL: SeveralChoices,
    Kind.AGREE: AgreeScale,
    Kind.RATING: Rating,
    Kind.YES_NO: YesNo,
    Kind.SHORT_TEXT: ShortText,
    Kind.LONG_TEXT: LongText,
    Kind.NUMBER: Number,
}


def asked(question: Question, language: str) -> Asked:
    """*question* as it is asked in *language*, one of the survey's own."""
    return BY_KIND[question.kind](question, language)


def _choices(question: Asked) -> list[Any]:
    return [
        SelectChoice(choice.value, choice.label[question.language])
        for choice in question.question.choices
    ]


def _cleaned_by(question: Asked) -> Callable[[Any, Field], None]:
    """A validator: what came in is an answer to *question*."""

    def check(_form: Any, field: Field) -> None:
        try:
            question.clean(field.raw_data)
        except NotAnAnswer as problem:
            raise ValidationError(str(problem)) from problem

    return check
