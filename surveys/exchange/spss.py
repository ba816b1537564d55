"""Answers for SPSS: numbers with names, and the syntax that reads them. No tables, no page.

Written after IBM SPSS Statistics Command Syntax Reference: GET DATA, VARIABLE LABELS, VALUE LABELS,
MISSING VALUES and MRSETS; names hold at most 64 bytes, labels of variables 256, of values 120.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from surveys.definitions.question import SEVERAL_VALUES, Kind
from surveys.results.columns import Column

LONGEST_NAME = 64  # bytes
LONGEST_LABEL = 250  # bytes, of 256
LONGEST_VALUE_LABEL = 120  # bytes
LONGEST_TEXT = 32_767  # bytes
NO_ANSWER = -9
NO_ANSWER_LABEL = "No answer"
_RESERVED = frozenset(
    ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"]
)
_UNFIT = re.compile(r"[^a-z0-9_]")


class Form(StrEnum):
    """How SPSS reads a variable."""

    CODE = "F8.0"
    NUMBER = "F12.6"
    DAY = "SDATE10"
    TEXT = "A"


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: what it stands for and how an answer becomes its cell."""

    name: str
    label: str
    form: Form
    column: str
    codes: Mapping[str, int] = field(default_factory=dict)  # of one choice
    labels: Mapping[str, str] = field(default_factory=dict)
    part: str = ""  # one choice of several: chosen or not, or its place

    def cell(self, answer: Any) -> object:
        """*answer* as this variable holds it."""
        if self.form is Form.CODE:
            return self._code(answer)
        return "" if answer is None else answer

    @property
    def is_flag(self) -> bool:
        """Whether it says of one choice whether it was chosen."""
        return bool(self.part) and not self.codes

    def _code(self, answer: Any) -> int:
        if answer is None:
            return NO_ANSWER
        if not self.part:
            return self.codes.get(str(answer), NO_ANSWER)
        values = [str(value) for value in answer] if isinstance(answer, list | tuple) else []
        if self.codes:  # a ranking: the place that it was given
            return values.index(self.part) + 1 if self.part in values else NO_ANSWER
        return int(self.part in values)


def variables_of(columns: Sequence[Column], facts: Sequence[str]) -> list[Variable]:
    """The variables for *columns*, after the row's number and the *facts* about it.

    The codes of choices follow the order in which versions brought them, so that a choice keeps
    its code when later versions add others.
    """
    naming = _Naming()
    found = [Variable(naming.one("row"), "Row of this file", Form.NUMBER, "row")]
    found += [Variable(naming.one(fact), fact.capitalize(), Form.TEXT, fact) for fact in facts]
    for column in columns:
        found.extend(_of(column, naming))
    return found


def _of(column: Column, naming: "_Naming") -> Iterator[Variable]:
    kind = column.question.kind
    if column.is_text:
        yield Variable(naming.one(column.name), column.title, Form.TEXT, column.name)
    elif kind in SEVERAL_VALUES:
        places = {str(n): n for n in range(1, len(column.labels) + 1)}
        codes = places if kind is Kind.RANKING else {}
        for value, label in column.labels.items():
            name = naming.one(f"{column.name}_{value}")
            text = f"{column.title}: {label}"
            yield Variable(name, text, Form.CODE, column.name, codes, {}, value)
    elif kind in (Kind.NUMBER, Kind.DATE):
        form = Form.NUMBER if kind is Kind.NUMBER else Form.DAY
        yield Variable(naming.one(column.name), column.title, form, column.name)
    else:
        labels = dict(column.labels) or {"yes": "Yes"}
        yield Variable(
            naming.one(column.name), column.title, Form.CODE, column.name, codes_of(labels), labels
        )


def codes_of(labels: Mapping[str, str]) -> dict[str, int]:
    """The number of each value: itself where all are numbers, else its place."""
    numbers = {value: int(value) for value in labels if value.isdecimal()}
    if len(set(numbers.values())) == len(labels):
        return numbers
    return {value: place for place, value in enumerate(labels, 1)}


class _Naming:
    """Names that SPSS takes, each once; it does not tell large letters from small ones."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def one(self, wanted: str) -> str:
        plain = _UNFIT.sub("_", wanted.lower()).rstrip("_") or "v"
        if not plain[0].isalpha() or plain in _RESERVED:
            plain = f"v_{plain}"
        name, number = plain[:LONGEST_NAME].rstrip("_"), 1
        while name in self._taken:
            number += 1
            ending = f"_{number}"
            name = plain[: LONGEST_NAME - len(ending)].rstrip("_") + ending
        self._taken.add(name)
        return name


def syntax(variables: Sequence[Variable], *, file: str, widths: Mapping[str, int]) -> str:
    """The syntax that reads the CSV *file*; *widths* are bytes of text variables by name."""
    return "\n\n".join(
        [
            "* Run this in the folder of the CSV file. Encoding: UTF-8.",
            "SET UNICODE=ON.",
            _get_data(variables, file, widths),
            _variable_labels(variables),
            *_value_labels(variables),
            *_missing(variables),
            *_sets(variables),
            "EXECUTE.\n",
        ]
    )


def _get_data(variables: Sequence[Variable], file: str, widths: Mapping[str, int]) -> str:
    lines = [f"  {each.name} {_format(each, widths)}" for each in variables]
    return (
        "\n".join(
            [
                f"GET DATA /TYPE=TXT /FILE={quoted(file)} /ENCODING='UTF8' /ARRANGEMENT=DELIMITED",
                "  /DELCASE=LINE /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='\"' /VARIABLES=",
                *lines,
            ]
        )
        + "."
    )


def _format(variable: Variable, widths: Mapping[str, int]) -> str:
    if variable.form is not Form.TEXT:
        return variable.form.value
    return f"A{min(max(widths.get(variable.name, 1), 1), LONGEST_TEXT)}"


def _variable_labels(variables: Sequence[Variable]) -> str:
    lines = [f"  {each.name} {quoted(_short(each.label, LONGEST_LABEL))}" for each in variables]
    return "VARIABLE LABELS\n" + "\n".join(lines) + "."


def _value_labels(variables: Sequence[Variable]) -> Iterator[str]:
    for each in variables:
        if each.form is not Form.CODE:
            continue
        labels = {each.codes[value]: label for value, label in each.labels.items()}
        if each.is_flag:
            labels = {0: "Not chosen", 1: "Chosen"}
        labels[NO_ANSWER] = NO_ANSWER_LABEL
        lines = [
            f"  {code} {quoted(_short(label, LONGEST_VALUE_LABEL))}"
            for code, label in labels.items()
        ]
        yield f"VALUE LABELS {each.name}\n" + "\n".join(lines) + "."


def _missing(variables: Sequence[Variable]) -> Iterator[str]:
    names = [each.name for each in variables if each.form is Form.CODE]
    if names:
        yield "MISSING VALUES\n  " + "\n  ".join(names) + f"\n  ({NO_ANSWER})."


def _sets(variables: Sequence[Variable]) -> Iterator[str]:
    """Several choices belong together: the variables of one question are one set."""
    flags: dict[str, list[Variable]] = {}
    for each in variables:
        if each.is_flag:
            flags.setdefault(each.column, []).append(each)
    naming = _Naming()
    for column, several in flags.items():
        title = several[0].label.partition(": ")[0]
        yield "\n".join(
            [
                f"MRSETS /MDGROUP NAME=${naming.one(column)[: LONGEST_NAME - 1]}",
                f"  LABEL={quoted(_short(title, LONGEST_LABEL))}",
                "  CATEGORYLABELS=VARLABELS",
                "  VARIABLES=" + "\n    ".join(each.name for each in several),
                "  VALUE=1.",
            ]
        )


def quoted(text: str) -> str:
    """*text* in the syntax: quotes are doubled, and it stays on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _short(text: str, most: int) -> str:
    """*text* in at most so many bytes of UTF-8, without half a letter."""
    return text.encode()[:most].decode(errors="ignore")
