"""Kinds of questions that are answered in several boxes: dates, tables, rankings."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from feedback.core.text import one_line
from surveys.definitions.asked import Asked, PartsField
from surveys.definitions.question import DOT, Answer

_CANONICAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY, _YEAR = re.compile(r"\d{1,2}"), re.compile(r"\d{4}")  # the digits of any script


class InParts(Asked):
    """A question whose form has several boxes."""

    def fields(self) -> dict[str, Any]:
        """One field for all of them."""
        return {self.name: PartsField(self.wording, self.parts())}

    def part(self, name: str) -> str:
        """The part called *name*."""
        return f"{self.question.key}{DOT}{name}"


class Date(InParts):
    """A day, in three boxes."""

    look = "date"

    def parts(self) -> tuple[str, ...]:
        """Day, month and year."""
        return (self.part("day"), self.part("month"), self.part("year"))

    def answers(self, given: Mapping[str, object]) -> dict[str, Answer]:
        """The date, from its parts or whole (ISO 8601)."""
        whole = self.clean(given.get(self.question.key))
        if whole is None:
            whole = self._joined(
                [one_line(self.one_text(given.get(each))) for each in self.parts()]
            )
        return {} if whole is None else {self.question.key: whole}

    def clean(self, given: object) -> Answer | None:
        """The date, given whole."""
        whole = self.one_text(given)
        if not whole:
            return None
        if not _CANONICAL.fullmatch(whole):
            raise self._no_such_day()
        return self._day(*(int(each) for each in whole.split("-")))

    def in_words(self, answer: Answer) -> str:
        """The date in words."""
        place = BY_CODE[self.language].tag.replace("-", "_")
        return str(format_date(date.fromisoformat(str(answer)), "long", locale=place))

    def _joined(self, typed: list[str]) -> Answer | None:
        day, month, year = typed
        if not any(typed):
            return None
        if not day:
            raise self.refused(_("Write the day too, such as 27."), self.part("day"))
        if not month:
            raise self.refused(_("Write the month too, such as 3."), self.part("month"))
        if not _YEAR.fullmatch(year):
            raise self.refused(
                _("Write the year with four digits, such as 1987."), self.part("year")
            )
        if not (_DAY.fullmatch(day) and _DAY.fullmatch(month)):
            raise self.refused(_("Write the day and the month in digits, such as 27 and 3."))
        return self._day(int(year), int(month), int(day))

    def _day(self, year: int, month: int, day: int) -> str:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            raise self._no_such_day() from None

    def _no_such_day(self) -> Exception:
        return self.refused(_("There is no such day. Check the day, the month and the year."))


class Matrix(InParts):
    """The same choices for each row: each row is a question of its own."""

    look = "matrix"

    def rows(self) -> list[tuple[str, str]]:
        """The part of each row, and its words."""
        return [(self.part(row.key), self.text(row.label)) for row in self.question.rows]

    def answers(self, given: Mapping[str, object]) -> dict[str, Answer]:
        """The value chosen in each row that was answered."""
        found = {each: self.clean(given.get(each)) for each in self.parts()}
        return {column: answer for column, answer in found.items() if answer is not None}

    def clean(self, given: object) -> Answer | None:
        """The value chosen in one row."""
        return self.value_of(given, self.question.choices)

    def all_in_words(self, answers: Mapping[str, Answer]) -> str:
        """Each row that was answered, on a line of its own."""
        return "\n".join(
            _("%(row)s: %(answer)s", row=label, answer=self.in_words(answers[column]))
            for column, label in self.rows()
            if column in answers
        )


class Ranking(InParts):
    """Choices in order of rank, each with a number beside it: nothing has to be dragged."""

    look = "ranking"

    def parts(self) -> tuple[str, ...]:
        """A number for each choice."""
        return tuple(self.part(choice.value) for choice in self.question.choices)

    def answers(self, given: Mapping[str, object]) -> dict[str, Answer]:
        """The choices that have a number, in its order; or given whole, in order."""
        whole = self.clean(given.get(self.question.key)) or self._ranked(given)
        return {} if whole is None else {self.question.key: whole}

    def clean(self, given: object) -> Answer | None:
        """The values in order, given whole."""
        values = self.texts_of(given)
        known = {choice.value for choice in self.question.choices}
        if set(values) - known or len(set(values)) < len(values):
            raise self.refused(_("We could not read this answer. Please answer again."))
        return tuple(values) or None

    def in_words(self, answer: Answer) -> str:
        """The choices in order, numbered."""
        labels = self.labels()
        values = answer if isinstance(answer, tuple) else (answer,)
        return "\n".join(
            f"{rank}. {labels.get(str(value), value)}" for rank, value in enumerate(values, 1)
        )

    def _ranked(self, given: Mapping[str, object]) -> Answer | None:
        ranks: dict[int, str] = {}
        for choice in self.question.choices:
            typed = self.one_text(given.get(self.part(choice.value)))
            if not typed:
                continue
            rank = int(typed) if _DAY.fullmatch(typed) else 0
            if not 1 <= rank <= len(self.question.choices):
                raise self.refused(
                    _("Choose a number from the list, or leave it blank."), self.part(choice.value)
                )
            if rank in ranks:
                raise self.refused(
                    _("You gave number %(rank)s twice. Give each number once.", rank=rank),
                    self.part(choice.value),
                )
            ranks[rank] = choice.value
        return tuple(ranks[rank] for rank in sorted(ranks)) or None
