"""The lists of choices of an XLSForm, made such that every value stands for one thing."""

from collections.abc import Iterable

from flask_babel import gettext as _

from feedback.core.lines import Verb
from surveys.exchange.columns import Record, Table
from surveys.exchange.found import FoundChoice
from surveys.exchange.report import Report

#: Columns of a choice that are no column to filter by.
_OWN = frozenset({"list_name", "label", "name", "image", "audio", "video"})
#: Choices of one list; no person reads as many.
MOST_READ = 5_000


class _Lists:
    """The lists, as far as they were read."""

    def __init__(self, report: Report) -> None:
        self.found: dict[str, list[FoundChoice]] = {}
        self._report = report
        self._rows: set[tuple[object, ...]] = set()
        self._values: set[tuple[str, str]] = set()
        self._next: dict[tuple[str, str], int] = {}

    def take(self, record: Record) -> None:
        name, label = record["list_name"], record.said("label")
        value = record["name"] or next(iter(label.values()), "")
        if not name or not value:
            return
        choices = self.found.setdefault(name, [])
        if self._is_repetition(record) or len(choices) >= MOST_READ:
            why = (
                _("The list has this choice already.")
                if len(choices) < MOST_READ
                else _("The list is too long to be chosen from.")
            )
            self._report.add(Verb.REFUSED, record.place, f"{name}: {value}", why=[why])
            return
        if (name, value) in self._values:
            value = self._another(record, name, value)
        self._values.add((name, value))
        columns = _filters(record) | {"name": value}
        choices.append(FoundChoice(value=value, label=label, place=record.place, columns=columns))

    def _is_repetition(self, record: Record) -> bool:
        """Whether the same choice stands there twice, with the same words and the same filters."""
        row = (
            record["list_name"],
            record["name"],
            tuple(sorted(record.said("label").items())),
            tuple(sorted(_filters(record).items())),
        )
        if row in self._rows:
            return True
        self._rows.add(row)
        return False

    def _another(self, record: Record, name: str, value: str) -> str:
        number = self._next.get((name, value), 2)
        while (name, f"{value}_{number}") in self._values:
            number += 1
        self._next[name, value] = number + 1
        other = f"{value}_{number}"
        self._report.add(
            Verb.CHANGED,
            record.place,
            f"{name}: {value}",
            was=value,
            now=other,
            why=[_("Two choices of the list have this name, and are not the same.")],
        )
        return other


def lists_of(tables: Iterable[Table], report: Report) -> dict[str, list[FoundChoice]]:
    """The choices of each list by its name, in the order of the file."""
    lists = _Lists(report)
    for table in tables:
        for record in table.records:
            lists.take(record)
    return lists.found


def _filters(record: Record) -> dict[str, str]:
    return {name: text for name, text in record.cells.items() if name not in _OWN}
