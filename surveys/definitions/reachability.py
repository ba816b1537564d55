"""Pages, questions, skips and exits that nobody can come to, and checks that nothing passes."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _

from surveys.definitions.definition import Definition, DefinitionError, Page
from surveys.definitions.domains import Domain, State, join, narrowed
from surveys.definitions.places import At, pages_of, questions_on
from surveys.definitions.question import AGREED, SEVERAL_VALUES, TEXT_KINDS, Kind, Question

Faults = Iterator[DefinitionError]
Finding = Generator[DefinitionError, None, State | None]


def find(definition: Definition) -> Faults:
    """Everything in *definition* that can never be: all its names must be known already.

    The answers that can lead to each page are worked out from front to back. Where two ways meet,
    what is known of both is kept, so that nothing possible is ever called impossible.
    """
    walk = _Walk(
        {
            column: _whole(question, column)
            for question in definition.questions()
            for column in question.columns()
        }
    )
    arriving: list[State | None] = [{}]
    for at, page in pages_of(definition):
        here = join([*arriving, *walk.waiting.pop(page.key, [])])
        if here is None:
            yield at.refused(_("Nobody can come to this page: every way leads past it."))
            arriving = []
            continue
        shown: State | None = narrowed(here, page.show_if, walk.universe, holds=True)
        passed = narrowed(here, page.show_if, walk.universe, holds=False)
        if shown is None:
            yield at.into("show_if").refused(_("This can never be true where the page stands."))
        else:
            known = yield from walk.ask(at, page, shown)
            shown = yield from walk.skip(at, page, known or {})
        arriving = [passed, shown]
    for number, each in enumerate(definition.exits, 1):
        if each.key not in walk.waiting:
            yield At().into("exits", number).refused(_("No skip leads to this page."))


@dataclass(slots=True)
class _Walk:
    """Everybody at once, on the way through the pages."""

    universe: dict[str, Domain]
    waiting: dict[str, list[State | None]] = field(default_factory=dict)  # by where they skip to

    def ask(self, at: At, page: Page, state: State) -> Finding:
        """What is known after the questions of *page*, with the faults that were found."""
        known = dict(state)
        for place, question in questions_on(at, page):
            shown = narrowed(known, question.show_if, self.universe, holds=True)
            if shown is None:
                yield place.into("show_if").refused(
                    _("This can never be true where the question stands.")
                )
            else:
                yield from self._choices(place, question, shown)
                yield from self._checks(place, question)
            for column in question.columns():
                known[column] = self._answered(question, column, is_shown=shown is not None)
        return known

    def skip(self, at: At, page: Page, state: State) -> Finding:
        """What is known of those who go on to the next page, with the faults that were found."""
        left: State | None = state
        for number, skip in enumerate(page.skips, 1):
            taken = None
            if left is not None:
                taken = narrowed(left, skip.rule, self.universe, holds=True)
                left = narrowed(left, skip.rule, self.universe, holds=False)
            if taken is None:
                yield at.into("skips", number).refused(_("This skip can never be taken."))
            else:
                self.waiting.setdefault(skip.to, []).append(taken)
        return left

    def _answered(self, question: Question, column: str, *, is_shown: bool) -> Domain:
        """What *column* can hold after its page."""
        if not is_shown:
            return Domain(may_be_answered=False)
        must_be = question.is_required and question.show_if is None
        return self.universe[column].meet(Domain(may_be_blank=not must_be))

    def _choices(self, at: At, question: Question, state: State) -> Faults:
        for number, choice in enumerate(question.choices, 1):
            if narrowed(state, choice.show_if, self.universe, holds=True) is None:
                yield (
                    at.into("choices", number)
                    .into("show_if")
                    .refused(_("This can never be true where the question stands."))
                )

    def _checks(self, at: At, question: Question) -> Faults:
        """Checks that no answer passes: each by itself, and all that must hold together."""
        answered = {
            column: self.universe[column].meet(Domain(may_be_blank=False))
            for column in question.columns()[:1]
        }
        together: State | None = answered
        for number, check in enumerate(question.checks, 1):
            if narrowed(answered, check.rule, self.universe, holds=True) is None:
                yield at.into("checks", number).refused(_("No answer can pass this check."))
            elif not check.is_soft and together is not None:
                together = narrowed(together, check.rule, self.universe, holds=True)
                if together is None:
                    yield at.into("checks", number).refused(
                        _("No answer can pass this check and those before it.")
                    )


def _whole(question: Question, column: str) -> Domain:
    """What *column* can hold before any rule: bounds are of numbers, or of how many are chosen."""
    if column in question.text_columns() or question.kind in TEXT_KINDS | {Kind.DATE}:
        return Domain()
    if question.kind is Kind.NUMBER:
        return Domain(
            low=None if question.least is None else (question.least, True),
            high=None if question.most is None else (question.most, True),
        )
    if question.kind in SEVERAL_VALUES:
        return Domain(low=(1, True), high=(len(question.choices), True))
    values = {choice.value for choice in question.choices} or {AGREED}
    return Domain(values=frozenset(values))
