"""What somebody's answers come to, whatever their form brought: checked, and on a path."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.definitions.definition import Definition
from surveys.definitions.fields import NotAnAnswer, asked
from surveys.definitions.question import Answer
from surveys.definitions.routing import Path, path_of


@dataclass(frozen=True, slots=True)
class Taken:
    """The path that somebody took, and its answers by column."""

    path: Path
    closed: Mapping[str, Any]  # by question key, as JSON
    texts: Mapping[str, str]  # by question key

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not self.closed and not self.texts


@dataclass(frozen=True, slots=True)
class Sorted:
    """Answers that are some, and what is wrong with the others, each by question key."""

    answers: Mapping[str, Answer]
    problems: Mapping[str, NotAnAnswer]


def sorted_answers(definition: Definition, answers: Mapping[str, object], language: str) -> Sorted:
    """*answers* as they came in, sorted; those to questions that do not exist are dropped."""
    shown_in = definition.language_for(language)
    good: dict[str, Answer] = {}
    problems: dict[str, NotAnAnswer] = {}
    for question in definition.questions():
        try:
            answer = asked(question, shown_in).clean(answers.get(question.key))
        except NotAnAnswer as problem:
            problems[question.key] = problem
        else:
            if answer is not None:
                good[question.key] = answer
    return Sorted(good, problems)


def taken(definition: Definition, answers: Mapping[str, object], language: str) -> Taken:
    """What *answers* come to, without any to a question that was not shown.

    Raises NotAnAnswer where one to a shown question is none.
    """
    found = sorted_answers(definition, answers, language)
    path = path_of(definition, found.answers)
    for step in path.steps:
        for question in step.questions:
            if question.key in found.problems:
                raise found.problems[question.key]
    closed: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for question in definition.questions():
        answer = path.answers.get(question.key)
        if answer is None:
            continue
        if question.is_text:
            texts[question.key] = str(answer)
        else:
            closed[question.key] = list(answer) if isinstance(answer, tuple) else answer
    return Taken(path, closed, texts)
