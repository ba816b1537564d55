"""Finding one's way in the JSON of a definition that may lack much."""

import copy
from collections.abc import Iterator
from typing import Any

from surveys.definitions.definition import END
from surveys.definitions.question import DOT

#: The JSON of a definition, perhaps of one that is not finished.
Plain = dict[str, Any]


class NoSuchPlace(LookupError):
    """The draft has nothing of that name: it may have been taken away meanwhile."""


def copied(plain: Plain) -> Plain:
    """A copy that can be changed without changing *plain*."""
    return copy.deepcopy(dict(plain))


def source_of(plain: Plain) -> str:
    """The language in which the survey is written."""
    return str(next(iter(plain.get("languages") or ()), "en"))


def pages(plain: Plain) -> list[Plain]:
    """The pages themselves, so that what is done to the list is done to *plain*."""
    found: list[Plain] = plain.setdefault("pages", [])
    return found


def questions(plain: Plain) -> Iterator[Plain]:
    """Every question in order."""
    for page in plain.get("pages") or ():
        yield from page.get("questions") or ()


def question(plain: Plain, key: str) -> Plain:
    """The question called *key*. Raises NoSuchPlace."""
    return _named(list(questions(plain)), "key", key)


def page(plain: Plain, key: str) -> Plain:
    """The page called *key*. Raises NoSuchPlace."""
    return _named(plain.get("pages") or [], "key", key)


def part(plain: Plain, group: str, key: str) -> Plain:
    """The section or exit called *key*; *group* is "sections" or "exits". Raises NoSuchPlace."""
    return _named(plain.get(group) or [], "key", key)


def place_of(plain: Plain, key: str) -> tuple[int, int]:
    """The index of the page that asks the question *key*, and of it on the page.

    Raises NoSuchPlace.
    """
    for number, each in enumerate(plain.get("pages") or ()):
        for place, asked in enumerate(each.get("questions") or ()):
            if asked.get("key") == key:
                return number, place
    raise NoSuchPlace(key)


def index_of(parts: list[Plain], name: str, value: str) -> int:
    """The index of the part whose *name* is *value*. Raises NoSuchPlace."""
    for index, each in enumerate(parts):
        if each.get(name) == value:
            return index
    raise NoSuchPlace(value)


def _named(parts: list[Plain], name: str, value: str) -> Plain:
    return parts[index_of(parts, name, value)]


def question_keys(plain: Plain) -> frozenset[str]:
    """The keys of all questions."""
    return frozenset(str(each.get("key", "")) for each in questions(plain))


def page_keys(plain: Plain) -> frozenset[str]:
    """Everything that a skip may lead to: names that no new page or exit may have."""
    named = [*(plain.get("pages") or ()), *(plain.get("exits") or ())]
    return frozenset({END, *(str(each.get("key", "")) for each in named)})


def root_of(column: str) -> str:
    """The key of the question that a column belongs to."""
    return column.partition(DOT)[0]


def put(holder: Plain, name: str, value: Any) -> None:
    """Set *name*, or leave it out where it says nothing; a number says something even when 0."""
    if value is None or value is False or value in ("", [], {}):
        holder.pop(name, None)
    else:
        holder[name] = value


def put_text(holder: Plain, name: str, language: str, text: str, *, is_needed: bool) -> None:
    """Set a text in the source language.

    One that is blank and not needed is gone in every language: there is nothing to translate.
    """
    words = dict(holder.get(name) or {})
    if text:
        words[language] = text
    elif is_needed:
        words.pop(language, None)
    else:
        words = {}
    if words or is_needed:
        holder[name] = words
    else:
        holder.pop(name, None)
