"""Which pages a person is shown, worked out on the server from what they answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from feedback.core import clock
from surveys.definitions.definition import END, Definition, Exit, Page
from surveys.definitions.holding import Answers, can_be_asked, holds
from surveys.definitions.question import CHOICE_KINDS, DOT, OTHER, Answer, Check, Question


@dataclass(frozen=True, slots=True)
class Step:
    """One page with those of its questions that are shown, each with the choices offered now.

    Photos and recordings are not among them: they are asked for on the last page.
    """

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
    def is_required(self) -> bool:
        """Whether the way on is closed without an answer to something on it."""
        return any(question.is_required for question in self.questions)

    @property
    def asks_one(self) -> bool:
        """Whether no more than one thing is asked on it."""
        return sum(1 for question in self.questions if question.asks) <= 1


@dataclass(frozen=True, slots=True)
class Path:
    """The pages that one person is shown, and those of their answers that stand on them."""

    places: Mapping[str, int]  # of every page of the definition, shown or not
    steps: tuple[Step, ...]
    answers: Answers  # by column
    files: tuple[Question, ...] = ()  # photos and recordings to be asked for on the last page
    exit: Exit | None = None  # where it ends when the questions are not for this person
    failed: Mapping[str, Check] = field(default_factory=dict)  # the check that an answer broke
    lacking: tuple[str, ...] = ()  # questions that may not stay blank and did

    def step(self, key: str) -> Step | None:
        """The step of the page called *key*, when it is on the path."""
        return next((step for step in self.steps if step.page.key == key), None)

    def step_asking(self, key: str) -> Step | None:
        """The step with the question called *key*, when it is on the path."""
        return next(
            (step for step in self.steps if any(each.key == key for each in step.questions)), None
        )

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


def path_of(definition: Definition, answers: Answers, *, today: date | None = None) -> Path:
    """The path of somebody who gave *answers*.

    Rules look only at answers to questions that were shown: one that was smuggled in for a hidden
    question, or a choice that is not offered, opens nothing and is not among the path's answers.
    An answer that broke a check does not stand either, unless the check only asks whether it is
    meant.
    """
    walk = _Walk(answers, today or clock.today())
    target = ""
    for page in definition.pages:
        if target and page.key != target:
            continue
        target = ""
        if not walk.visit(page):
            continue
        target = walk.skip_after(page)
        found = definition.exit(target) if target else None
        if found is not None or target == END:
            return walk.path(definition, found)
    return walk.path(definition, None)


class _Walk:
    """Somebody on the way through the pages."""

    def __init__(self, answers: Answers, today: date) -> None:
        self.given = answers
        self.today = today
        self.standing: dict[str, Answer] = {}
        self.steps: list[Step] = []
        self.files: list[Question] = []
        self.failed: dict[str, Check] = {}
        self.lacking: list[str] = []

    def visit(self, page: Page) -> bool:
        """Show what is to be shown of *page*; whether there was anything."""
        if not holds(page.show_if, self.standing, today=self.today):
            return False
        shown: list[Question] = []
        files = len(self.files)
        for question in page.questions:
            offered = self._offered(question)
            if offered is not None and question.is_file:
                self.files.append(question)
            elif offered is not None:
                shown.append(offered)
                self._answer(offered)
        if shown:
            self.steps.append(Step(page, tuple(shown)))
        return bool(shown) or len(self.files) > files

    def skip_after(self, page: Page) -> str:
        """Where the first skip of *page* that applies leads to; "" for the next page."""
        return next(
            (each.to for each in page.skips if holds(each.rule, self.standing, today=self.today)),
            "",
        )

    def path(self, definition: Definition, found: Exit | None) -> Path:
        """The way so far, as the whole of it."""
        places = {page.key: place for place, page in enumerate(definition.pages)}
        return Path(
            places,
            tuple(self.steps),
            self.standing,
            () if found else tuple(self.files),
            found,
            self.failed,
            tuple(self.lacking),
        )

    def _offered(self, question: Question) -> Question | None:
        """*question* with the choices offered now; None where it is not shown."""
        if not holds(question.show_if, self.standing, today=self.today):
            return None
        if question.kind not in CHOICE_KINDS or all(not each.show_if for each in question.choices):
            return question
        offered = tuple(
            each
            for each in question.choices
            if holds(each.show_if, self.standing, today=self.today)
        )
        return replace(question, choices=offered) if offered else None

    def _answer(self, question: Question) -> None:
        """Let the answer to *question* stand, as far as it may."""
        found = {
            column: answer
            for column in question.columns()
            if column in self.given
            and (answer := _still_offered(question, column, self.given[column])) is not None
        }
        if question.other and not _chose(found.get(question.key), question.other.value):
            found.pop(f"{question.key}{DOT}{OTHER}", None)
        if found:
            broken = self._broken(question, found)
            if broken is not None:
                self.failed[question.key] = broken
            if broken is None or broken.is_soft:
                self.standing |= found
        if question.is_required and not found:
            self.lacking.append(question.key)

    def _broken(self, question: Question, found: Answers) -> Check | None:
        """The check that its answer breaks, if one does: a hard one before a soft one."""
        answers = self.standing | dict(found)
        broken = [
            check
            for check in question.checks
            if can_be_asked(check.rule, answers)
            and not holds(check.rule, answers, today=self.today)
        ]
        return min(broken, key=lambda check: check.is_soft) if broken else None


def _still_offered(question: Question, column: str, answer: Answer) -> Answer | None:
    """*answer* without choices that are not offered; None where nothing of it is left."""
    if not question.choices or column not in question.closed_columns():
        return answer
    offered = {choice.value for choice in question.choices}
    if isinstance(answer, tuple):
        return tuple(value for value in answer if value in offered) or None
    return answer if answer in offered else None


def _chose(answer: Answer | None, value: str) -> bool:
    return value in answer if isinstance(answer, tuple) else answer == value
