"""A question as it is asked in one language: what all kinds have in common."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any, ClassVar

from flask_babel import gettext as _
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core.errors import Refused
from surveys.definitions.piping import filled_in
from surveys.definitions.question import Answer, Choice, Question, Variant, Words

_SENTENCE_END = re.compile(r"(?<=[.?!۔؟।])\s+")
#: What stands before a question's parts in a form: no other field of ours can be called that.
PREFIX = "q_"


class NotAnAnswer(Refused):
    """What came in for a question is no answer to it; the message is said beside it.

    *part* is the part of the question that it is about, where that is not the whole.
    """

    def __init__(self, question: str, complaint: str, part: str = "") -> None:
        super().__init__(complaint)
        self.question = question
        self.part = part or question


def nothing_said(_column: str) -> str:
    """Without answers every place in a text for one holds its fallback."""
    return ""


class Asked(ABC):
    """A question as it is asked in one language.

    *said* gives an earlier answer in words by its column, for texts that repeat it.
    """

    #: Which part of ``templates/surveys/question.html`` shows it.
    look: ClassVar[str]

    def __init__(
        self, question: Question, language: str, said: Callable[[str], str] = nothing_said
    ) -> None:
        self.question = question
        self.language = language
        self._said = said

    def text(self, words: Words) -> str:
        """*words* in the language of the question, with earlier answers put in."""
        return filled_in(words.get(self.language, ""), self._said)

    @property
    def wording(self) -> str:
        """The question itself."""
        return self.text(self.question.wording)

    @property
    def hint(self) -> str:
        """What is said under it; often nothing."""
        return self.text(self.question.hint)

    @property
    def variant(self) -> Variant:
        """The question in another form, such as a recording; often there is none."""
        return self.question.variants.get(self.language, Variant())

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """The picture for each sentence of the question, by digest, and the sentence (Easy Read).

        What is left of the question when there are no more pictures stands beside the last one.
        """
        pictures = self.variant.pictures
        parts = [part for part in _SENTENCE_END.split(self.wording) if part]
        beside = parts[: len(pictures)]
        if len(parts) > len(pictures) > 0:
            beside[-1] = " ".join(parts[len(pictures) - 1 :])
        return list(zip_longest(pictures, beside, fillvalue=""))

    @property
    def name(self) -> str:
        """The name of its field in a form."""
        return f"{PREFIX}{self.question.key}"

    def parts(self) -> tuple[str, ...]:
        """The names, without prefix, under which a form brings its answer."""
        return self.question.columns()

    def labels(self) -> dict[str, str]:
        """What can be chosen, in words, by value."""
        return {choice.value: self.text(choice.label) for choice in self.question.choices}

    @abstractmethod
    def fields(self) -> dict[str, Any]:
        """Its form fields by name, not yet bound to a form; the first has the question's name."""

    @abstractmethod
    def clean(self, given: object) -> Answer | None:
        """The answer in *given* (from a form or from JSON); None where it was left blank.

        Raises NotAnAnswer for a choice that was not offered, and for anything else that is no
        answer to this question.
        """

    def answers(self, given: Mapping[str, object]) -> dict[str, Answer]:
        """Its answers by column, found in *given* by part or by column. Raises NotAnAnswer."""
        answer = self.clean(given.get(self.question.key))
        return {} if answer is None else {self.question.key: answer}

    def in_words(self, answer: Answer) -> str:
        """*answer* of one column as its giver reads it, choices on lines of their own."""
        labels = self.labels()
        values = answer if isinstance(answer, tuple) else (answer,)
        return "\n".join(labels.get(str(value), str(value)) for value in values)

    def all_in_words(self, answers: Mapping[str, Answer]) -> str:
        """Everything that was answered, of all its columns, as its giver reads it."""
        answer = answers.get(self.question.key)
        return "" if answer is None else self.in_words(answer)

    def refused(self, complaint: str, part: str = "") -> NotAnAnswer:
        """The refusal of what came in for this question."""
        return NotAnAnswer(self.question.key, complaint, part)

    def select_choices(self) -> list[Any]:
        """What can be chosen, for a form field."""
        return [SelectChoice(value, label) for value, label in self.labels().items()]

    def texts_of(self, given: object) -> list[str]:
        """The words in *given*, without blanks, whatever it is."""
        if given is None:
            return []
        several = given if isinstance(given, list | tuple) else [given]
        if any(
            isinstance(each, bool) or not isinstance(each, str | int | float) for each in several
        ):
            raise self.refused(_("We could not read this answer. Please answer again."))
        return [text for each in several if (text := str(each)).strip()]

    def one_text(self, given: object) -> str:
        """The words in *given*, when there is no more than one."""
        texts = self.texts_of(given)
        if len(texts) > 1:
            raise self.refused(_("We could not read this answer. Please answer again."))
        return texts[0] if texts else ""

    def value_of(self, given: object, choices: tuple[Choice, ...]) -> str | None:
        """The one of *choices* that *given* names."""
        value = self.one_text(given)
        if value and value not in {choice.value for choice in choices}:
            raise self.refused(_("Choose one of these answers, or leave this blank."))
        return value or None


class PartsField(Field):
    """The field of a question with several parts; ``values`` has what came in, by part."""

    def __init__(self, label: str, parts: tuple[str, ...], **more: Any) -> None:
        super().__init__(label, **more)
        self.parts = parts
        self.values: dict[str, str] = {}

    def process(self, formdata: Any, *_args: Any, **_more: Any) -> None:
        """Take what came in for each part."""
        self.process_errors = []
        self.values = {
            part: str(formdata.get(f"{PREFIX}{part}", "")) if formdata else ""
            for part in self.parts
        }
        self.data = self.values
