"""Columns of answers across all versions: the same key is the same column at any time."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.definitions.definition import Definition
from surveys.definitions.question import DOT, ONE_CHOICE, OTHER, Kind, Question
from surveys.definitions.wording import plain_text

#: Kinds of which each answer is one of a few, so that the counts add up to those who answered.
ADDING_UP = ONE_CHOICE | {Kind.MATRIX, Kind.CONSENT}


@dataclass(frozen=True, slots=True)
class Column:
    """One column in its newest wording, with every choice that it ever had.

    *row* is what a matrix says of it, or what a choice with a box to say which is called.
    """

    name: str
    question: Question
    wording: str
    row: str
    labels: dict[str, str]  # by value

    @property
    def title(self) -> str:
        """The question, and the row where there is one."""
        return f"{self.wording} – {self.row}" if self.row else self.wording

    @property
    def is_text(self) -> bool:
        """Whether it was answered in somebody's own words."""
        return self.name in self.question.text_columns()

    @property
    def is_asked_of_all(self) -> bool:
        """Whether everybody is asked who is shown the question: not so "other, say which"."""
        return not self.is_text or self.question.is_text

    @property
    def adds_up(self) -> bool:
        """Whether nobody is counted under two of its answers."""
        return not self.is_text and self.question.kind in ADDING_UP

    @property
    def has_choices(self) -> bool:
        """Whether its answers are among a few that are known before."""
        return not self.is_text and bool(self.labels)


def columns_of(definitions: Sequence[Definition], language: str) -> list[Column]:
    """Every column that was ever asked, worded in *language*; the newest definition comes first.

    What is not asked any more comes after what is.
    """
    found: dict[str, Column] = {}
    for definition in definitions:
        for question in definition.questions():
            for name in question.columns():
                _add(found, name, question, definition, language)
    return list(_together(found))


def _add(
    found: dict[str, Column], name: str, question: Question, definition: Definition, language: str
) -> None:
    if name not in found:
        wording = plain_text(question.wording, definition, language)
        row = _row_of(question, name, definition, language)
        found[name] = Column(name, question, wording, row, {})
    labels = found[name].labels
    for choice in question.choices:
        labels.setdefault(choice.value, plain_text(choice.label, definition, language))


def _row_of(question: Question, name: str, definition: Definition, language: str) -> str:
    part = name.partition(DOT)[2]
    labels = {row.key: row.label for row in question.rows}
    if question.other and question.kind is not Kind.MATRIX:
        labels[OTHER] = question.other.label
    return plain_text(labels[part], definition, language) if part else ""


def _together(found: dict[str, Column]) -> Sequence[Column]:
    """Rows of a matrix that an older version had stand with those of the newest."""
    order = {key: place for place, key in enumerate(_keys(found))}
    return sorted(found.values(), key=lambda column: order[column.question.key])


def _keys(found: dict[str, Column]) -> list[str]:
    return list(dict.fromkeys(column.question.key for column in found.values()))
