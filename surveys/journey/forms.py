"""The forms of answering a survey: every answer travels in the page until Send."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField

from feedback.core.forms import Form, SubmissionForm, new_submission_id
from feedback.core.i18n import BY_CODE
from surveys.definitions.answering import sorted_answers
from surveys.definitions.definition import Definition
from surveys.definitions.fields import Asked, asked
from surveys.definitions.routing import Path, Step, path_of

Given = Mapping[str, Sequence[str]]
CHECK = "-check"  # the page before Send; no page of a survey can be called that
_MOST_GIVEN = 400  # values of one question: more than any has choices


class JourneyForm(SubmissionForm):
    """What travels beside the answers. Buttons add ``back``, ``skip`` and ``change``."""

    version = HiddenField()  # whoever began on an older version finishes on it
    at = HiddenField()  # the page that is shown: its key, CHECK, or nothing before the first
    seen = HiddenField()  # keys of the pages that were shown
    changing = HiddenField()  # came from the check page, and goes back to it
    before = HiddenField()  # why the page that asks "did you mean this as a new one?" was shown

    def version_id(self) -> uuid.UUID | None:
        """The version that was begun; None where that cannot be read."""
        try:
            return uuid.UUID(hex=self.version.data or "")
        except ValueError:
            return None


class Journey:
    """One person's way through a survey, as it travels in the page. Nothing of it is stored."""

    def __init__(self, definition: Definition, *, language: str, sent: MultiDict[str, str]) -> None:
        self.definition = definition
        self.language = definition.language_for(language)
        self.spoken = BY_CODE[self.language]
        self.form = JourneyForm(formdata=sent)
        self.given: dict[str, list[str]] = {}
        for question in self._all():
            values = [value for value in sent.getlist(question.name)[:_MOST_GIVEN] if value.strip()]
            if values:
                self.given[question.question.key] = values

    @property
    def at(self) -> str:
        """The page that is shown."""
        return str(self.form.at.data or "")

    def path(self) -> Path:
        """The pages that the answers so far lead to; what is no answer counts as none."""
        found = sorted_answers(self.definition, self.given, self.language)
        return path_of(self.definition, found.answers)

    def asked_on(self, step: Step) -> list[Asked]:
        """The questions of *step* in the language of the journey."""
        return [asked(question, self.language) for question in step.questions]

    def page_form(self, step: Step) -> Form:
        """The form of one page, filled with what was given."""
        return page_form(self.asked_on(step), self.given)

    def carried(self, *, without: Step | None = None) -> Iterator[tuple[str, str]]:
        """Everything to travel on in hidden fields, but the questions that a page shows itself."""
        for field in self.form:
            if field.data:
                yield field.name, str(field.data)
        shown = {question.key for question in without.questions} if without else set()
        for question in self._all():
            if question.question.key not in shown:
                for value in self.given.get(question.question.key, ()):
                    yield question.name, value

    def arrive(self, at: str) -> None:
        """Note that this page is shown now."""
        seen = set(str(self.form.seen.data or "").split())
        known = {page.key for page in self.definition.pages}
        self.form.seen.data = " ".join(sorted((seen | {at}) & known))
        self.form.at.data = at
        self.form.before.data = ""
        if at == CHECK:
            self.form.changing.data = ""

    def following(self) -> Step | None:
        """The page after this one; None for the check page.

        Somebody who changes an answer goes back to check, unless the change opened a page that
        they have not been shown.
        """
        if self.at == CHECK:
            return None
        path = self.path()
        if not self.form.changing.data:
            return path.after(self.at)
        seen = set(str(self.form.seen.data or "").split())
        unseen = (step for step in path.steps if step.page.key not in seen)
        return next(unseen, None)

    def skip(self, step: Step) -> None:
        """Leave the closed questions of *step* blank. Words that were written stay."""
        for question in step.questions:
            if question.is_closed:
                self.given.pop(question.key, None)

    def answered(self) -> list[tuple[Step, Asked, str]]:
        """Every question on the path with its answer in words, empty where it was left blank."""
        path = self.path()
        rows = []
        for step in path.steps:
            for question in self.asked_on(step):
                answer = path.answers.get(question.question.key)
                if question.question.asks:
                    words = "" if answer is None else question.in_words(answer)
                    rows.append((step, question, words))
        return rows

    def begin_again(self) -> None:
        """What is sent from now on is another submission."""
        self.form.submission.data = new_submission_id()

    def written(self) -> str:
        """All words that were written, as one text."""
        texts = (question.key for question in self.definition.questions() if question.is_text)
        return "\n\n".join("\n".join(self.given[key]) for key in texts if key in self.given)

    def _all(self) -> list[Asked]:
        questions = (question for question in self.definition.questions() if question.asks)
        return [asked(question, self.language) for question in questions]


def page_form(questions: Sequence[Asked], given: Given) -> Form:
    """A form with a field for each of *questions*, filled with what was *given*."""
    fields: dict[str, Any] = {
        question.name: question.field() for question in questions if question.question.asks
    }
    sent = MultiDict(
        (question.name, value)
        for question in questions
        for value in given.get(question.question.key, ())
    )
    # The token, where there is one, belongs to the page and not to the questions.
    form: Form = type("PageForm", (Form,), fields)(formdata=sent, meta={"csrf": False})
    return form


def with_fields(form: Form, questions: Sequence[Asked]) -> list[tuple[Asked, Field | None]]:
    """Each of *questions* beside its field; None for what cannot be answered."""
    return [
        (question, form[question.name] if question.question.asks else None)
        for question in questions
    ]
