"""The numbers that Word prints before paragraphs and keeps out of their text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DEEPEST = 9


@dataclass(slots=True)
class Level:
    """How one level of a list is printed."""

    shape: str
    pattern: str  # such as "%1.%2"
    start: int


@dataclass(slots=True)
class Numbers:
    """The lists of a document, with the numbers they have come to."""

    lists: Mapping[str, Mapping[int, Level]]
    at: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Any) -> "Numbers":
        """The lists of *book*; none where it has no numbering."""
        try:
            part = book.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return cls({})
        shapes = {each.get(qn("w:abstractNumId")): _levels(each)
                  for each in part.findall(qn("w:abstractNum"))}  # fmt: skip
        lists = {}
        for each in part.findall(qn("w:num")):
            wanted = each.find(qn("w:abstractNumId"))
            lists[each.get(qn("w:numId"))] = shapes.get(
                wanted.get(qn("w:val")) if wanted is not None else None, {}
            )
        return cls(lists)

    def mark_of(self, paragraph: Any, style: Any) -> tuple[str, int]:
        """The mark that is printed before *paragraph*, and its depth; empty where there is none."""
        properties = _numbering(paragraph.find(qn("w:pPr")))
        while properties is None and style is not None:
            properties, style = _numbering(style.element.find(qn("w:pPr"))), style.base_style
        if properties is None:
            return "", 0
        number = _value(properties.find(qn("w:numId"))) or ""
        depth = _whole(_value(properties.find(qn("w:ilvl"))))
        level = self.lists.get(number, {}).get(depth)
        if number in {"", "0"} or level is None:
            return ("", 0) if number in {"", "0"} else ("•", depth)
        return self._counted(number, depth, level), depth

    def _counted(self, number: str, depth: int, level: Level) -> str:
        levels = self.lists[number]
        starts = [levels[each].start if each in levels else 1 for each in range(_DEEPEST)]
        counts = self.at.setdefault(number, [start - 1 for start in starts])
        counts[depth] += 1
        counts[depth + 1 :] = [start - 1 for start in starts[depth + 1 :]]
        if level.shape in {"bullet", "none"}:
            return "•" if level.shape == "bullet" else ""
        printed = level.pattern
        for each in range(_DEEPEST):
            shape = levels[each].shape if each in levels else "decimal"
            printed = printed.replace(f"%{each + 1}", _figure(max(counts[each], 1), shape))
        return printed.strip()


def _levels(abstract: Any) -> dict[int, Level]:
    return {
        _whole(level.get(qn("w:ilvl"))): Level(
            _value(level.find(qn("w:numFmt"))) or "decimal",
            _value(level.find(qn("w:lvlText"))) or "",
            int(_value(level.find(qn("w:start"))) or 1),
        )
        for level in abstract.findall(qn("w:lvl"))
    }


def _figure(count: int, shape: str) -> str:
    if shape in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if shape == "upperLetter" else letter
    if shape in {"lowerRoman", "upperRoman"}:
        roman, left = "", min(count, 39)
        for worth, letters in _ROMANS:
            while left >= worth:
                roman, left = roman + letters, left - worth
        return roman.upper() if shape == "upperRoman" else roman
    return str(count)


def _numbering(properties: Any) -> Any:
    return properties.find(qn("w:numPr")) if properties is not None else None


def _value(element: Any) -> str | None:
    return element.get(qn("w:val")) if element is not None else None


def _whole(text: str | None) -> int:
    return min(int(text), _DEEPEST - 1) if text and text.isdigit() else 0
