"""Which pages a person is shown, worked out on the server from what they answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.definitions.definition import Definition, Page
from surveys.definitions.question import Answer, Question
from surveys.definitions.rules import Op, Rule

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Step:
    """One page with those of its questions that are shown."""

    page: Page
    questions: tuple[Question, ...]

    @property
    def asks(self) -> bool:
        """Whether anything on it can be answered."""
        return any(question.asks for question in self.questions)

    @property
    def has_closed(self) -> bool:
        """Whether anything on it is chosen rather than written."""
        return any(question.is_closed for question in self.questions)

    @property
    def asks_one(self) -> bool:
        """Whether no more than one thing is asked on it."""
        return sum(1 for question in self.questions if question.asks) <= 1


@dataclass(frozen=True, slots=True)
class Path:
    """The pages that one person is shown, and those of their answers that stand on them."""

    places: Mapping[str, int]  # of every page of the definition, shown or not
    steps: tuple[Step, ...]
    answers: Answers

    def step(self, key: str) -> Step | None:
        """The step of the page called *key*, when it is on the path."""
        return next((step for step in self.steps if step.page.key == key), None)

    def after(self, key: str) -> Step | None:
        """The step after the page called *key* (shown or not); the first for an unknown one."""
        place = self._place(key)
        return next((step for step in self.steps if self._place(step.page.key) > place), None)

    def before(self, key: str) -> Step | None:
        """The step before the page called *key* (shown or not); none for an unknown one."""
        place = self._place(key)
        earlier = [step for step in self.steps if self._place(step.page.key) < place]
        return earlier[-1] if earlier else None

    def number_of(self, step: Step) -> tuple[int, int]:
        """Which of the pages that ask something it is, counted from 1, and of how many."""
        asking = [each.page.key for each in self.steps if each.asks]
        here = self._place(step.page.key)
        return sum(1 for key in asking if self._place(key) <= here), len(asking)

    @property
    def is_one_by_one(self) -> bool:
        """Whether each page asks just one thing."""
        return all(step.asks_one for step in self.steps)

    @property
    def last(self) -> Step | None:
        """The last step."""
        return self.steps[-1] if self.steps else None

    def _place(self, key: str) -> int:
        return self.places.get(key, -1)


def path_of(definition: Definition, answers: Answers) -> Path:
    """The path of somebody who gave *answers*.

    Rules look only at answers to questions that were shown: one that was smuggled in for a hidden
    question opens nothing and is not among the path's answers.
    """
    steps: list[Step] = []
    standing: dict[str, Answer] = {}
    for page in definition.pages:
        shown = tuple(each for each in page.questions if holds(each.show_if, standing))
        if not shown or not holds(page.show_if, standing):
            continue
        steps.append(Step(page, shown))
        standing |= {each.key: answers[each.key] for each in shown if each.key in answers}
    places = {page.key: place for place, page in enumerate(definition.pages)}
    return Path(places, tuple(steps), standing)


def holds(rule: Rule | None, answers: Answers) -> bool:
    """Whether *rule* is true of *answers*; no rule always is, and a missing answer equals none."""
    if rule is None:
        return True
    match rule.op:
        case Op.AND:
            return all(holds(each, answers) for each in rule.rules)
        case Op.OR:
            return any(holds(each, answers) for each in rule.rules)
        case Op.NOT:
            return not holds(rule.rules[0], answers)
        case Op.ANSWERED:
            return rule.question in answers
        case _:
            return _compares(rule, answers.get(rule.question))


def _compares(rule: Rule, answer: Answer | None) -> bool:
    if answer is None:
        return False
    if rule.op is Op.CONTAINS:
        return isinstance(answer, tuple) and rule.value in answer
    if rule.op is Op.ONE_OF:
        return isinstance(rule.value, tuple) and answer in rule.value
    return answer == rule.value
