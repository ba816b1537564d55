"""Who looks at a question, a choice, a page or an exit: rules, skips and texts that repeat answers.

Nothing that others refer to goes away in silence, and nothing is left pointing at what is gone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveys.building.places import Plain, copied, questions, root_of
from surveys.definitions.rules import JOINING
from surveys.definitions.texts import texts

#: A place for an answer in a text, as ``surveys.definitions.piping`` writes it.
_PIPED = re.compile(r"\{\{\s*([^{}|\s]*)\s*\|?([^{}]*)\}\}")


class How(StrEnum):
    """How one place refers to another."""

    SHOWS_QUESTION = "shows_question"
    SHOWS_PAGE = "shows_page"
    SHOWS_CHOICE = "shows_choice"
    CHECKS = "checks"
    SKIPS = "skips"
    REPEATS = "repeats"


@dataclass(frozen=True, slots=True)
class Mention:
    """*how* something refers to what is asked about; *place* is its key, or a text's path."""

    how: How
    place: str


#: A test of one leaf of a rule: whether it looks at what is asked about.
Test = Callable[[Plain], bool]


def of_question(plain: Plain, key: str) -> list[Mention]:
    """Everything that looks at the answer to the question *key*, but for its own checks."""
    found = [
        mention
        for mention in _in_rules(plain, _looks_at(key))
        if not (mention.how is How.CHECKS and mention.place == key)
    ]
    return found + _repeated(plain, key)


def of_choice(plain: Plain, key: str, value: str) -> list[Mention]:
    """Every rule that compares with that choice."""
    return list(_in_rules(plain, lambda leaf: _looks_at(key)(leaf) and value in _values(leaf)))


def of_row(plain: Plain, key: str, row: str) -> list[Mention]:
    """Everything that looks at the answer to one row of a matrix."""
    column = f"{key}.{row}"
    found = list(_in_rules(plain, lambda leaf: column in (leaf.get("question"), leaf.get("other"))))
    return found + _repeated(plain, column)


def of_target(plain: Plain, key: str) -> list[Mention]:
    """Every page that skips to the page or exit *key*."""
    return [
        Mention(How.SKIPS, str(page["key"]))
        for page in plain.get("pages") or ()
        if any(skip.get("to") == key for skip in page.get("skips") or ())
    ]


def without_question(plain: Plain, key: str) -> Plain:
    """A copy in which nothing looks at the answer to *key* any more."""
    changed = copied(plain)
    _prune(changed, lambda rule: pruned(rule, _looks_at(key)))
    return _unpiped(changed, lambda column: root_of(column) == key)


def without_choice(plain: Plain, key: str, value: str) -> Plain:
    """A copy in which no rule compares with that choice of *key* any more."""
    changed = copied(plain)

    def rest(rule: Plain) -> Plain | None:
        return pruned(_less(rule, key, value), lambda leaf: _is_empty(leaf, key, value))

    _prune(changed, rest)
    return changed


def without_row(plain: Plain, key: str, row: str) -> Plain:
    """A copy in which nothing looks at the answer to that row of *key* any more."""
    column = f"{key}.{row}"
    changed = copied(plain)
    _prune(
        changed,
        lambda rule: pruned(rule, lambda leaf: column in (leaf.get("question"), leaf.get("other"))),
    )
    return _unpiped(changed, lambda each: each == column)


def without_target(plain: Plain, key: str) -> Plain:
    """A copy in which no page skips to *key* any more."""
    changed = copied(plain)
    for page in changed.get("pages") or ():
        _keep(page, "skips", [each for each in page.get("skips", ()) if each.get("to") != key])
    return changed


def renamed(plain: Plain, key: str, new: str) -> Plain:
    """A copy in which the question *key* is called *new*, wherever something looks at it."""
    changed = copied(plain)

    def called(column: str) -> str:
        return new + column[len(key) :] if root_of(column) == key else column

    for leaf in _leaves_of(changed):
        for name in {"question", "other"} & leaf.keys():
            leaf[name] = called(str(leaf[name]))
    _rewrite(changed, lambda found: f"{{{{{called(found[1])}|{found[2]}}}}}")
    for question in questions(changed):
        if question.get("key") == key:
            question["key"] = new
    return changed


def pruned(rule: Plain | None, is_gone: Test) -> Plain | None:
    """*rule* without the leaves that are gone; None where nothing is left of it."""
    if rule is None:
        return None
    if rule.get("op") not in JOINING:
        return None if is_gone(rule) else rule
    rest = [left for each in rule.get("rules", ()) if (left := pruned(each, is_gone))]
    return {**rule, "rules": rest} if rest else None


def leaves(rule: Plain | None) -> Iterator[Plain]:
    """The nodes of a rule that ask an answer."""
    if not rule:
        return
    if rule.get("op") not in JOINING:
        yield rule
    for each in rule.get("rules") or ():
        yield from leaves(each)


def _looks_at(key: str) -> Test:
    return lambda leaf: (
        key
        in {root_of(str(leaf.get(name, ""))) for name in ("question", "other") if leaf.get(name)}
    )


def _values(leaf: Plain) -> list[Any]:
    value = leaf.get("value")
    return value if isinstance(value, list) else [value]


def _less(rule: Plain, key: str, value: str) -> Plain:
    """*rule* whose lists of values lack *value*."""
    if rule.get("op") in JOINING:
        return {**rule, "rules": [_less(each, key, value) for each in rule.get("rules", ())]}
    if not _looks_at(key)(rule) or not isinstance(rule.get("value"), list):
        return rule
    return {**rule, "value": [each for each in rule["value"] if each != value]}


def _is_empty(leaf: Plain, key: str, value: str) -> bool:
    return _looks_at(key)(leaf) and (leaf.get("value") == value or leaf.get("value") == [])


def _holders(plain: Plain) -> Iterator[tuple[How, str, Plain, str]]:
    """Every place that has or may have a rule: how it is used, where, the holder and the name."""
    for page in plain.get("pages") or ():
        yield How.SHOWS_PAGE, str(page.get("key")), page, "show_if"
        for question in page.get("questions") or ():
            key = str(question.get("key"))
            yield How.SHOWS_QUESTION, key, question, "show_if"
            for choice in question.get("choices") or ():
                yield How.SHOWS_CHOICE, key, choice, "show_if"
            for check in question.get("checks") or ():
                yield How.CHECKS, key, check, "rule"
        for skip in page.get("skips") or ():
            yield How.SKIPS, str(page.get("key")), skip, "rule"


def _leaves_of(plain: Plain) -> Iterator[Plain]:
    for _how, _place, holder, name in _holders(plain):
        yield from leaves(holder.get(name))


def _in_rules(plain: Plain, test: Test) -> Iterator[Mention]:
    seen: set[Mention] = set()
    for how, place, holder, name in _holders(plain):
        mention = Mention(how, place)
        if mention not in seen and any(test(leaf) for leaf in leaves(holder.get(name))):
            seen.add(mention)
            yield mention


def _prune(plain: Plain, rest: Callable[[Plain], Plain | None]) -> None:
    """Put in place of every rule what *rest* leaves of it.

    A skip or a check that would lose its whole rule goes: without one it would hold for everybody.
    """
    for how, _place, holder, name in list(_holders(plain)):
        rule = holder.get(name)
        if rule is None:
            continue
        left = rest(rule)
        if left is None and how in (How.SKIPS, How.CHECKS):
            holder["gone"] = True
        elif left is None:
            del holder[name]
        else:
            holder[name] = left
    for page in plain.get("pages") or ():
        _keep(page, "skips", [each for each in page.get("skips", ()) if "gone" not in each])
        for question in page.get("questions") or ():
            checks = [each for each in question.get("checks", ()) if "gone" not in each]
            _keep(question, "checks", checks)


def _keep(holder: Plain, name: str, parts: list[Plain]) -> None:
    if parts:
        holder[name] = parts
    else:
        holder.pop(name, None)


def _repeated(plain: Plain, column: str) -> list[Mention]:
    found = []
    for text in texts(plain):
        columns = {match[1] for words in text.words.values() for match in _PIPED.finditer(words)}
        if any(each == column or root_of(each) == column for each in columns):
            found.append(Mention(How.REPEATS, text.path))
    return found


def _unpiped(plain: Plain, is_gone: Callable[[str], bool]) -> Plain:
    """*plain* with the fallback in place of each answer that cannot be repeated any more."""
    _rewrite(plain, lambda found: found[2] if is_gone(found[1]) else found[0])
    return plain


def _rewrite(plain: Plain, said: Callable[[re.Match[str]], str]) -> None:
    """Say something else for each answer that a text of *plain* repeats."""
    for text in texts(plain):
        words: Any = text.words  # a part of the definition that the text was found in
        for language in text.words:
            words[language] = _PIPED.sub(said, words[language])
