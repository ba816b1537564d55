"""One person's way through a survey, as it travels in the page. Nothing of it is stored."""

import secrets
import uuid
import zlib
from collections.abc import Iterator
from typing import Any

from werkzeug.datastructures import MultiDict

from feedback.contributions.spam import Suspicion
from feedback.core.forms import Form, new_submission_id
from feedback.core.i18n import BY_CODE
from surveys.definitions import ordering
from surveys.definitions.answering import Sorted, in_words, problems_on, sorted_answers
from surveys.definitions.asked import PREFIX
from surveys.definitions.definition import Definition
from surveys.definitions.fields import BY_KIND, Asked, NotAnAnswer, asked
from surveys.definitions.piping import filled_in
from surveys.definitions.question import Question, Words
from surveys.definitions.routing import Path, Step, path_of
from surveys.journey.forms import CHECK, EXIT, JourneyForm, page_form

_MOST_GIVEN = 400  # values of one part: more than any question has choices


class Journey:
    """The answers so far, the page that is shown, and where the way leads from there."""

    def __init__(
        self,
        definition: Definition,
        *,
        version_id: uuid.UUID,
        language: str,
        sent: MultiDict[str, str],
    ) -> None:
        self.definition = definition
        self.version_id = version_id
        self.language = definition.language_for(language)
        self.spoken = BY_CODE[self.language]
        self.form = JourneyForm(formdata=sent)
        self.form.drop_strangers()
        self.form.version.data = version_id.hex
        if not self.form.seed() and ordering.is_shuffled(definition):
            self.form.order.data = secrets.token_hex(4)
        self.given: dict[str, list[str]] = {}
        for name in sent:
            if name.startswith(PREFIX):
                values = [each for each in sent.getlist(name)[:_MOST_GIVEN] if each.strip()]
                if values:
                    self.given[name.removeprefix(PREFIX)] = values
        self._drop_unknown()
        self._walked: tuple[Sorted, Path] | None = None

    def _drop_unknown(self) -> None:
        known = {part for question in self.definition.questions() for part in parts_of(question)}
        self.given = {part: values for part, values in self.given.items() if part in known}

    @property
    def at(self) -> str:
        """The page that is shown."""
        return str(self.form.at.data or "")

    def path(self) -> Path:
        """The pages that the answers so far lead to; what is no answer counts as none."""
        return self._walk()[1]

    def _walk(self) -> tuple[Sorted, Path]:
        if self._walked is None:
            found = sorted_answers(self.definition, self.given, self.language)
            self._walked = found, path_of(self.definition, found.answers)
        return self._walked

    def said(self, column: str) -> str:
        """An earlier answer in words, for texts that repeat it."""
        return in_words(self.definition, self.path().answers, self.language)(column)

    def text(self, words: Words) -> str:
        """*words* of the survey in the language of the journey, with earlier answers put in."""
        return filled_in(words.get(self.language, ""), self.said)

    def asked_one(self, question: Question) -> Asked:
        """*question* as this person is asked it."""
        shown = ordering.choices_in_order(question, seed=self.form.seed())
        return asked(shown, self.language, self.said)

    def asked_on(self, step: Step) -> list[Asked]:
        """The questions of *step* in the order in which this person sees them."""
        ordered = ordering.questions_in_order(
            step.questions,
            is_random=step.page.is_random,
            seed=self.form.seed(),
            page=step.page.key,
        )
        return [self.asked_one(question) for question in ordered]

    def page_form(self, step: Step) -> Form:
        """The form of one page, filled with what was given."""
        return page_form(self.asked_on(step), self.given)

    def problems(self) -> dict[str, NotAnAnswer]:
        """What keeps the answers from being sent, by question key."""
        found, path = self._walk()
        return problems_on(self.definition, path, found, self.language)

    def problems_of(self, step: Step) -> list[NotAnAnswer]:
        """What is wrong with the answers on one page."""
        here = {question.key for question in step.questions}
        return [problem for key, problem in self.problems().items() if key in here]

    def doubts(self, step: Step) -> dict[str, str]:
        """What is asked about unlikely answers on one page, by question key: once, and kindly."""
        warned = set(str(self.form.warned.data or "").split())
        failed = self.path().failed
        return {
            question.key: self.text(failed[question.key].message)
            for question in step.questions
            if question.key in failed
            and failed[question.key].is_soft
            and question.key not in warned
        }

    def note_doubts(self, keys: Iterator[str] | dict[str, str]) -> None:
        """From now on, these answers are meant."""
        warned = set(str(self.form.warned.data or "").split())
        self.form.warned.data = " ".join(sorted(warned | set(keys)))

    def carried(self, *, without: Step | None = None) -> Iterator[tuple[str, str]]:
        """Everything to travel on in hidden fields, but the questions that a page shows itself."""
        for field in self.form:
            if field.data:
                yield field.name, str(field.data)
        shown = {
            part
            for question in (without.questions if without else ())
            for part in parts_of(question)
        }
        for part, values in self.given.items():
            if part not in shown:
                for value in values:
                    yield f"{PREFIX}{part}", value

    def arrive(self, at: str) -> bool:
        """Note that this page is shown now; whether for the first time."""
        seen = set(str(self.form.seen.data or "").split())
        known = {page.key for page in self.definition.pages} | {CHECK}
        self.form.seen.data = " ".join(sorted((seen | {at}) & known))
        self.form.at.data = at
        self.form.before.data = ""
        if at == CHECK:
            self.form.changing.data = ""
        return at in known and at not in seen

    def following(self) -> Step | None:
        """The page after this one; None for the check page, or the end that is not for sending.

        Somebody who changes an answer goes back to check, unless the change opened a page that
        they have not been shown.
        """
        if self.at in {CHECK, EXIT}:
            return None
        path = self.path()
        if not self.form.changing.data:
            return path.after(self.at)
        seen = set(str(self.form.seen.data or "").split())
        unseen = (step for step in path.steps if step.page.key not in seen)
        return next(unseen, None)

    def step_before(self) -> Step | None:
        """The page before this one; None before the first."""
        path = self.path()
        return path.last if self.at in {CHECK, EXIT} else path.before(self.at)

    def skip(self, step: Step) -> None:
        """Leave the closed questions of *step* blank. Words that were written stay."""
        for question in step.questions:
            if question.is_closed:
                for part in parts_of(question):
                    self.given.pop(part, None)
        self._walked = None

    def answered(self) -> list[tuple[Step, Asked, str]]:
        """Every question on the path with its answer in words, empty where it was left blank."""
        path = self.path()
        return [
            (step, question, question.all_in_words(path.answers))
            for step in path.steps
            for question in self.asked_on(step)
            if question.question.asks
        ]

    def files(self) -> list[Asked]:
        """Photos and recordings to be asked for on the last page."""
        return [self.asked_one(question) for question in self.path().files]

    def section_of(self, step: Step) -> dict[str, Any] | None:
        """Which part of the survey *step* is in: its title, its number, and of how many."""
        keys = [each.page.section for each in self.path().steps if each.page.section]
        order = list(dict.fromkeys(keys))
        found = [each for each in self.definition.sections if each.key == step.page.section]
        if not found:
            return None
        number = order.index(step.page.section) + 1
        return {"title": found[0].title[self.language], "number": number, "last": len(order)}

    def suspicions(self) -> list[Suspicion]:
        """Why this press of Send may be a machine's."""
        return self.form.suspicions([self.written()], is_quick=self.definition.is_quick)

    def begin_again(self) -> None:
        """What is sent from now on is another submission."""
        self.form.submission.data = new_submission_id()

    def written(self) -> str:
        """All words that were written, as one text."""
        texts = (part for each in self.definition.questions() for part in each.text_columns())
        return "\n\n".join("\n".join(self.given[part]) for part in texts if part in self.given)


def parts_of(question: Question) -> tuple[str, ...]:
    """The names, without prefix, under which a form brings the answer to *question*."""
    return BY_KIND[question.kind](question, "").parts()


def shown_as(question: Question) -> str:
    """What a page says of a question that is on it: its key, and which choices were offered."""
    if all(choice.show_if is None for choice in question.choices):
        return question.key
    offered = " ".join(choice.value for choice in question.choices)
    return f"{question.key}:{zlib.crc32(offered.encode()):x}"
