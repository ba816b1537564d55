"""Random order that is the same all through one person's journey, worked out from its seed."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from surveys.definitions.definition import Definition
from surveys.definitions.question import Kind, Question

T = TypeVar("T")


def is_shuffled(definition: Definition) -> bool:
    """Whether anything in *definition* comes in random order, so that a seed is needed."""
    return any(
        page.is_random or any(q.is_random for q in page.questions) for page in definition.pages
    )


def shuffled(parts: Sequence[T], name: Callable[[T], str], *, seed: str, of: str) -> tuple[T, ...]:
    """*parts* of one page or question in the order that *seed* gives; without one as they are."""
    if not seed:
        return tuple(parts)

    def place(part: T) -> bytes:
        return hashlib.sha256(f"{seed}/{of}/{name(part)}".encode()).digest()

    return tuple(sorted(parts, key=place))


def questions_in_order(
    questions: Sequence[Question], *, is_random: bool, seed: str, page: str
) -> tuple[Question, ...]:
    """The questions of the page called *page* as they are shown."""
    if not is_random:
        return tuple(questions)
    return shuffled(questions, lambda each: each.key, seed=seed, of=page)


def choices_in_order(question: Question, *, seed: str) -> Question:
    """*question* with its choices, or the rows of a matrix, as they are shown.

    Choices that go with no other, and "other, say which", stay last.
    """
    if not question.is_random or not seed:
        return question
    if question.kind is Kind.MATRIX:
        rows = shuffled(question.rows, lambda row: row.key, seed=seed, of=question.key)
        return replace(question, rows=rows)
    free = [each for each in question.choices if not (each.is_exclusive or each.is_other)]
    last = tuple(each for each in question.choices if each.is_exclusive or each.is_other)
    moved = shuffled(free, lambda choice: choice.value, seed=seed, of=question.key)
    return replace(question, choices=moved + last)
