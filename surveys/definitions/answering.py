"""What somebody's answers come to, whatever their form brought: checked, and on a path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from babel.lists import format_list
from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from surveys.definitions.definition import Definition
from surveys.definitions.fields import NotAnAnswer, asked
from surveys.definitions.piping import filled_in
from surveys.definitions.question import DOT, Answer, Kind, Question
from surveys.definitions.routing import Path, path_of


@dataclass(frozen=True, slots=True)
class Taken:
    """The path that somebody took, and its answers by column."""

    path: Path
    closed: Mapping[str, Any]  # by column, as JSON
    texts: Mapping[str, str]  # by column

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not self.closed and not self.texts


@dataclass(frozen=True, slots=True)
class Sorted:
    """Answers that are some, by column, and what is wrong with the others, by question key."""

    answers: Mapping[str, Answer]
    problems: Mapping[str, NotAnAnswer]


def sorted_answers(definition: Definition, answers: Mapping[str, object], language: str) -> Sorted:
    """*answers* as they came in, sorted; those to questions that do not exist are dropped."""
    shown_in = definition.language_for(language)
    came_for = {str(name).partition(DOT)[0] for name in answers}
    good: dict[str, Answer] = {}
    problems: dict[str, NotAnAnswer] = {}
    for question in definition.questions():
        if question.key not in came_for:
            continue
        try:
            good |= asked(question, shown_in).answers(answers)
        except NotAnAnswer as problem:
            problems[question.key] = problem
    return Sorted(good, problems)


def problems_on(
    definition: Definition, path: Path, found: Sorted, language: str
) -> dict[str, NotAnAnswer]:
    """What keeps the answers on *path* from being sent, by question key, in the path's order."""
    problems: dict[str, NotAnAnswer] = {}
    said = in_words(definition, path.answers, definition.language_for(language))
    for step in path.steps:
        for question in step.questions:
            check = path.failed.get(question.key)
            if question.key in found.problems:
                problems[question.key] = found.problems[question.key]
            elif check is not None and not check.is_soft:
                message = filled_in(check.message[definition.language_for(language)], said)
                problems[question.key] = NotAnAnswer(question.key, message)
            elif question.key in path.lacking:
                problems[question.key] = NotAnAnswer(question.key, _lacking(question))
    return problems


def _lacking(question: Question) -> str:
    if question.kind is Kind.CONSENT:
        return str(_("Tick the box if you agree. Without that we cannot go on."))
    return str(_("Choose an answer. We need this one to know which questions are for you."))


def taken(definition: Definition, answers: Mapping[str, object], language: str) -> Taken:
    """What *answers* come to, without any to a question that was not shown.

    Of somebody whom the questions are not for, nothing is taken. Raises NotAnAnswer where one to a
    shown question is none, breaks a check, or may not stay blank.
    """
    found = sorted_answers(definition, answers, language)
    path = path_of(definition, found.answers)
    for problem in problems_on(definition, path, found, language).values():
        raise problem
    if path.exit is not None:
        return Taken(replace(path, answers={}), {}, {})
    closed: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for question in definition.questions():
        for column in question.closed_columns():
            if column in path.answers:
                answer = path.answers[column]
                closed[column] = list(answer) if isinstance(answer, tuple) else answer
        for column in question.text_columns():
            if column in path.answers:
                texts[column] = str(path.answers[column])
    return Taken(path, closed, texts)


def in_words(
    definition: Definition, answers: Mapping[str, Answer], language: str
) -> Callable[[str], str]:
    """What gives an answer in words by its column, for texts that repeat it; "" for none."""

    def said(column: str) -> str:
        answer = answers.get(column)
        question = definition.question_with(column)
        if answer is None or question is None:
            return ""
        if column in question.text_columns():
            return str(answer)
        speaking = asked(question, language)
        if not isinstance(answer, tuple):
            return speaking.in_words(answer)
        labels = speaking.labels()
        place = BY_CODE[language].tag.replace("-", "_")
        return str(format_list([labels[value] for value in answer], locale=place))

    return said
