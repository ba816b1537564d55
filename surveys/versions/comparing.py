"""What differs between two definitions of one survey, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveys.definitions.definition import TEXTS, Definition
from surveys.definitions.question import Question


class Differs(StrEnum):
    """One way in which a version differs from the one before it."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    CHOICES = "choices"
    RULES = "rules"
    MOVED = "moved"
    SURVEY = "survey"  # title, introduction, thanks, sections, exits, the call for views
    PAGES = "pages"  # headings, skips, what stands together
    LANGUAGES_ADDED = "languages_added"
    LANGUAGES_REMOVED = "languages_removed"
    TRANSLATIONS = "translations"


@dataclass(frozen=True, slots=True)
class Difference:
    """*what* differs; *words* names the question as it is asked, or the languages."""

    what: Differs
    words: str = ""
    key: str = ""


def is_wording_only(before: Definition, after: Definition) -> bool:
    """Whether keys, kinds, choices, order and rules are the same, so that only words differ."""
    return bool(bare(before.to_json()) == bare(after.to_json()))


def bare(plain: Any) -> Any:
    """*plain* without its words, its languages and other forms of its questions."""
    if isinstance(plain, list):
        return [bare(part) for part in plain]
    if not isinstance(plain, dict):
        return plain
    left_out = TEXTS | {"languages", "drafts", "variants"}
    return {name: bare(part) for name, part in plain.items() if name not in left_out}


def reworded(before: Definition, after: Definition) -> Sequence[Question]:
    """The questions of *after* that *before* asks in other words of the source language."""
    source = after.languages[0]
    found = []
    for question in after.questions():
        was = before.question(question.key)
        if was and question.asks and _words(was, source) != _words(question, source):
            found.append(question)
    return found


def _words(question: Question, source: str) -> tuple[str, ...]:
    labels = [choice.label.get(source, "") for choice in question.choices]
    rows = [row.label.get(source, "") for row in question.rows]
    return (question.wording.get(source, ""), *labels, *rows)


def differences(before: Definition | None, after: Definition) -> Sequence[Difference]:
    """What is other in *after*, in reading order; all of its questions where nothing was before."""
    if before is None:
        return [_about(Differs.ADDED, each, after) for each in after.questions()]
    found = [*_of_the_survey(before, after), *_of_questions(before, after)]
    found += [
        _about(Differs.REMOVED, each, before)
        for each in before.questions()
        if after.question(each.key) is None
    ]
    return [*found, *_of_languages(before, after, has_others=bool(found))]


def _about(what: Differs, question: Question, definition: Definition) -> Difference:
    words = question.wording.get(definition.languages[0], "") if definition.languages else ""
    return Difference(what, words, question.key)


def _of_the_survey(before: Definition, after: Definition) -> list[Difference]:
    source = after.languages[0]
    own = [_own(each, source) for each in (before, after)]
    found = [Difference(Differs.SURVEY)] if own[0] != own[1] else []
    pages = [_pages(each, source) for each in (before, after)]
    return [*found, Difference(Differs.PAGES)] if pages[0] != pages[1] else found


def _own(definition: Definition, source: str) -> Any:
    plain = definition.to_json()
    return _in(source, {name: part for name, part in plain.items() if name not in _NOT_OWN})


_NOT_OWN = frozenset({"pages", "languages", "drafts", "schema"})


def _pages(definition: Definition, source: str) -> Any:
    """What belongs to pages and not to their questions, of those pages where there is any."""
    pages = ({**page.to_json(), "questions": None} for page in definition.pages)
    return {
        page["key"]: _in(source, page)
        for page in pages
        if page.keys() & {"skips", "heading", "show_if", "random"}
    }


def _in(source: str, plain: Any) -> Any:
    """*plain* with its texts in the source language only."""
    if isinstance(plain, list):
        return [_in(source, part) for part in plain]
    if not isinstance(plain, dict):
        return plain
    return {
        name: part.get(source) if name in TEXTS and isinstance(part, dict) else _in(source, part)
        for name, part in plain.items()
    }


def _of_questions(before: Definition, after: Definition) -> list[Difference]:
    source = after.languages[0]
    kept = [each.key for each in after.questions() if before.question(each.key)]
    was_at = [each.key for each in before.questions() if after.question(each.key)]
    found = []
    for question in after.questions():
        was = before.question(question.key)
        kinds = [Differs.ADDED] if was is None else _between(was, question, source)
        if was is not None and kept.index(question.key) != was_at.index(question.key):
            kinds.append(Differs.MOVED)
        found += [_about(kind, question, after) for kind in kinds]
    return found


def _between(was: Question, now: Question, source: str) -> list[Differs]:
    before, after = was.to_json(), now.to_json()
    asked = ("wording", "hint")
    chosen = ("choices", "rows", "least", "most", "places", "random", "kind")
    ruled = ("show_if", "checks", "required")
    ways = ((Differs.REWORDED, asked), (Differs.CHOICES, chosen), (Differs.RULES, ruled))
    return [
        way
        for way, names in ways
        if any(_in(source, {n: before.get(n)}) != _in(source, {n: after.get(n)}) for n in names)
    ]


def _of_languages(before: Definition, after: Definition, *, has_others: bool) -> list[Difference]:
    added = [code for code in after.languages if code not in before.languages]
    removed = [code for code in before.languages if code not in after.languages]
    found = [Difference(Differs.LANGUAGES_ADDED, ", ".join(added))] if added else []
    found += [Difference(Differs.LANGUAGES_REMOVED, ", ".join(removed))] if removed else []
    if not found and not has_others and before.digest != after.digest:
        found.append(Difference(Differs.TRANSLATIONS))
    return found
