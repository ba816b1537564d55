"""Every text of a definition's JSON by its place, to be read and written one by one.

Drafts that lack much are welcome: what is not there has no texts, and nothing is refused.
A place is a path of keys, such as ``questions.asked.choices.yes.label``; checks are counted from 1.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from surveys.definitions.question import Words

#: The JSON of a definition, perhaps of one that is not finished.
Plain = Mapping[str, Any]


class NoSuchText(LookupError):
    """The survey has no text at that place."""


class Part(StrEnum):
    """What a text is, for those who write or translate it."""

    TITLE = "title"
    INTRODUCTION = "introduction"
    LISTENER = "listener"
    CHANGE = "change"
    REASONS = "reasons"
    SECTION = "section"
    HEADING = "heading"
    WORDING = "wording"
    HINT = "hint"
    CHOICE = "choice"
    ALT = "alt"
    ROW = "row"
    MESSAGE = "message"
    EXIT_HEADING = "exit_heading"
    EXIT_BODY = "exit_body"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in all its languages, and whether the survey is not whole without it."""

    path: str
    words: Words
    is_needed: bool
    part: Part

    @property
    def question(self) -> str:
        """The key of the question that it belongs to; blank for the survey's own texts."""
        first, _dot, rest = self.path.partition(".")
        return rest.partition(".")[0] if first == "questions" else ""


class Change(NamedTuple):
    """What a text is to be in one language; blank takes it away."""

    path: str
    language: str
    text: str


class _Slot(NamedTuple):
    """Where a text is, or would be: *holder* is the group that has it under *name*."""

    path: str
    holder: Mapping[str, Any]
    name: str
    is_needed: bool
    part: Part

    def words(self) -> Words:
        found = self.holder.get(self.name)
        return found if isinstance(found, Mapping) else {}


def texts(plain: Plain) -> Iterator[Text]:
    """Each text in reading order; one that is not needed and has no words is left out."""
    for slot in _slots(plain):
        words = slot.words()
        if slot.is_needed or any(text.strip() for text in words.values()):
            yield Text(slot.path, words, slot.is_needed, slot.part)


def text_at(plain: Plain, path: str) -> Words:
    """The text at *path* by language, empty where nobody wrote one. Raises NoSuchText."""
    found = next((slot for slot in _slots(plain) if slot.path == path), None)
    if found is None:
        raise NoSuchText(path)
    return found.words()


def with_text(plain: Plain, path: str, language: str, text: str) -> dict[str, Any]:
    """A copy of *plain* with that text; blank takes it away. Raises NoSuchText."""
    return with_texts(plain, [Change(path, language, text)])


def with_texts(plain: Plain, changes: Iterable[Change]) -> dict[str, Any]:
    """A copy of *plain* with all *changes*. Raises NoSuchText for the first that has no place."""
    changed = copy.deepcopy(dict(plain))
    slots: dict[str, _Slot] = {}
    for slot in _slots(changed):
        slots.setdefault(slot.path, slot)
    for path, language, text in changes:
        if path not in slots:
            raise NoSuchText(path)
        _write(slots[path], language, text)
    return changed


def without_language(plain: Plain, language: str) -> dict[str, Any]:
    """A copy of *plain* that no longer has *language*: no text, no variant, no mention."""
    gone = [Change(text.path, language, "") for text in texts(plain) if language in text.words]
    changed = with_texts(plain, gone)
    for name in ("languages", "drafts"):
        if language in changed.get(name, ()):
            changed[name] = [code for code in changed[name] if code != language]
    for question in _questions(changed):
        if language in question.get("variants", {}):
            del question["variants"][language]
            if not question["variants"]:
                del question["variants"]
    return changed


def source_of(plain: Plain) -> str:
    """The code of the language that the survey was written in; blank where none is named."""
    return next(iter(plain.get("languages") or ()), "")


def _write(slot: _Slot, language: str, text: str) -> None:
    holder: Any = slot.holder
    words = {code: said for code, said in slot.words().items() if code != language}
    if text.strip():
        words[language] = text
    if words or slot.is_needed:
        holder[slot.name] = words
    else:
        holder.pop(slot.name, None)


def _slots(plain: Plain) -> Iterator[_Slot]:
    yield _Slot("title", plain, "title", True, Part.TITLE)
    yield _Slot("introduction", plain, "introduction", False, Part.INTRODUCTION)
    call = plain.get("call")
    if isinstance(call, Mapping):
        for part in (Part.LISTENER, Part.CHANGE, Part.REASONS):
            yield _Slot(f"call.{part}", call, part.value, False, part)
    for section in _all(plain, "sections"):
        yield _Slot(f"sections.{_key(section)}.title", section, "title", True, Part.SECTION)
    for page in _all(plain, "pages"):
        yield _Slot(f"pages.{_key(page)}.heading", page, "heading", False, Part.HEADING)
        for question in _all(page, "questions"):
            yield from _in_question(question)
    for each in _all(plain, "exits"):
        path = f"exits.{_key(each)}"
        yield _Slot(f"{path}.heading", each, "heading", True, Part.EXIT_HEADING)
        yield _Slot(f"{path}.body", each, "body", True, Part.EXIT_BODY)
    yield _Slot("thanks", plain, "thanks", False, Part.THANKS)


def _in_question(question: Plain) -> Iterator[_Slot]:
    path = f"questions.{_key(question)}"
    yield _Slot(f"{path}.wording", question, "wording", True, Part.WORDING)
    yield _Slot(f"{path}.hint", question, "hint", False, Part.HINT)
    for choice in _all(question, "choices"):
        place = f"{path}.choices.{choice.get('value', '')}"
        yield _Slot(f"{place}.label", choice, "label", True, Part.CHOICE)
        yield _Slot(f"{place}.alt", choice, "alt", bool(choice.get("picture")), Part.ALT)
    for row in _all(question, "rows"):
        yield _Slot(f"{path}.rows.{_key(row)}.label", row, "label", True, Part.ROW)
    for number, check in enumerate(_all(question, "checks"), 1):
        yield _Slot(f"{path}.checks.{number}.message", check, "message", True, Part.MESSAGE)


def _questions(plain: Plain) -> Iterator[Any]:
    for page in _all(plain, "pages"):
        yield from _all(page, "questions")


def _all(holder: Plain, name: str) -> Iterator[Any]:
    parts = holder.get(name)
    if isinstance(parts, list | tuple):
        yield from (part for part in parts if isinstance(part, Mapping))


def _key(holder: Plain) -> str:
    return str(holder.get("key", ""))
