"""What everything in a survey is called in an XLSForm, whose names are those of XML elements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feedback.core.i18n import BY_CODE
from surveys.definitions.definition import Definition
from surveys.definitions.question import DOT

#: Names that XForms keep for themselves at the top of a form.
_RESERVED = frozenset({"meta", "instanceid", "instancename", "data"})


@dataclass(frozen=True, slots=True)
class Names:
    """Names by column of answers, and by key for what holds no answer; all of them differ."""

    columns: Mapping[str, str]
    pages: Mapping[str, str]
    reached: Mapping[str, str]  # by page key: the hidden value that says a page was shown
    sections: Mapping[str, str]
    exits: Mapping[str, str]
    introduction: str
    thanks: str


def names_of(definition: Definition) -> Names:
    """The names of *definition*: the same for the same keys, whatever the texts are."""
    naming = _Naming()
    questions = list(definition.questions())
    columns = naming.give((each.key, each.key) for each in questions)
    for question in questions:
        parts = [column for column in question.columns() if DOT in column]
        columns |= naming.give((column, column.replace(DOT, "_")) for column in parts)
    pages = [page.key for page in definition.pages]
    return Names(
        columns=columns,
        pages=naming.give((key, f"page_{key}") for key in pages),
        reached=naming.give((key, f"reached_{key}") for key in pages),
        sections=naming.give((each.key, f"section_{each.key}") for each in definition.sections),
        exits=naming.give((each.key, f"exit_{each.key}") for each in definition.exits),
        introduction=naming.one("introduction"),
        thanks=naming.one("thanks"),
    )


def language_name(code: str) -> str:
    """How an XLSForm names a language: its own name, and its code as machines know it.

    Easy Read has no code of its own: it is English under another name.
    """
    language = BY_CODE.get(code)
    return f"{language.autonym} ({language.base})" if language else f"{code} ({code})"


class _Naming:
    def __init__(self) -> None:
        self._taken = set(_RESERVED)

    def give(self, wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
        return {key: self.one(name) for key, name in wanted}

    def one(self, wanted: str) -> str:
        """*wanted*, else something close to it that is no other name."""
        start = f"q_{wanted}" if wanted[0].isdigit() or wanted in _RESERVED else wanted
        name, number = start, 1
        while name in self._taken:
            number += 1
            name = f"{start}_{number}"
        self._taken.add(name)
        return name
