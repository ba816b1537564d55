"""Every change to a draft, one function each: the JSON before it and after it, and nothing else.

Keys stay what they are. What a function is called is kept beside each step of a draft.
"""

from collections.abc import Mapping
from typing import Any

from surveys.building import mentions, naming
from surveys.building.places import (
    Plain,
    copied,
    index_of,
    page,
    page_keys,
    pages,
    part,
    place_of,
    put,
    put_text,
    question,
    source_of,
)
from surveys.building.standard import begun, with_kind
from surveys.definitions.question import Kind
from surveys.definitions.rules import Op


def add_question(
    plain: Plain, *, key: str, page_key: str, kind: Kind, wording: str, after: str = ""
) -> Plain:
    """A new question on a page of its own, after the question *after*; at the end without one."""
    changed = copied(plain)
    source = source_of(changed)
    added = {"key": key, "wording": {source: wording}, **begun(kind, changed["languages"])}
    number = place_of(changed, after)[0] + 1 if after else len(pages(changed))
    made: Plain = {"key": page_key, "questions": [added]}
    section = pages(changed)[number - 1].get("section", "") if number else ""
    put(made, "section", section)
    pages(changed).insert(number, made)
    return changed


def edit_question(plain: Plain, key: str, **parts: Any) -> Plain:
    """The question *key* with these *parts* of its JSON; what says nothing is left out."""
    changed = copied(plain)
    found = question(changed, key)
    for name, value in parts.items():
        if name == "wording":
            found[name] = value
        else:
            put(found, name, value)
    return changed


def set_kind(plain: Plain, key: str, kind: Kind) -> Plain:
    """The question *key* asked in another kind, with as much of it as fits."""
    changed = copied(plain)
    number, place = place_of(changed, key)
    asked = pages(changed)[number]["questions"]
    asked[place] = with_kind(asked[place], kind, changed["languages"])
    return changed


def copy_question(plain: Plain, key: str, *, new: str, page_key: str) -> Plain:
    """The question *key* once more, on a page of its own after it, under the key *new*."""
    changed = copied(plain)
    number, place = place_of(changed, key)
    beside = pages(changed)[number]
    made: Plain = {
        "key": page_key,
        "questions": [
            mentions.renamed({"pages": [beside]}, key, new)["pages"][0]["questions"][place]
        ],
    }
    put(made, "section", beside.get("section", ""))
    pages(changed).insert(number + 1, made)
    return changed


def remove_question(plain: Plain, key: str) -> Plain:
    """Without the question *key*, and without everything that looked at its answer.

    A page on which nothing is left goes too, with the skips that led to it.
    """
    changed = mentions.without_question(plain, key)
    number, place = place_of(changed, key)
    emptied = pages(changed)[number]
    del emptied["questions"][place]
    if emptied["questions"]:
        return changed
    del pages(changed)[number]
    return _without_unused_sections(mentions.without_target(changed, str(emptied["key"])))


def move_question(plain: Plain, key: str, *, up: bool) -> Plain:
    """The question *key* one place further up or down.

    On a page of several it changes places with its neighbour; at the edge of one it gets a page of
    its own; alone on a page, it goes past the next page with everything that the page has.
    """
    changed = copied(plain)
    number, place = place_of(changed, key)
    held = pages(changed)
    asked = held[number]["questions"]
    step = -1 if up else 1
    if 0 <= place + step < len(asked):
        asked[place], asked[place + step] = asked[place + step], asked[place]
    elif len(asked) > 1:
        made = _own_page(changed, asked.pop(place), held[number])
        held.insert(number if up else number + 1, made)
    elif 0 <= number + step < len(held):
        _past(held, number, number + step)
    return _without_unused_sections(changed)


def _past(held: list[Plain], number: int, other: int) -> None:
    """A page past the next one; past the edge of its section it joins the section there first."""
    page_moved, beside = held[number], held[other]
    if page_moved.get("section", "") != beside.get("section", ""):
        put(page_moved, "section", beside.get("section", ""))
    else:
        held[number], held[other] = beside, page_moved


def _without_unused_sections(plain: Plain) -> Plain:
    used = {each.get("section") for each in pages(plain)}
    put(plain, "sections", [each for each in plain.get("sections", ()) if each["key"] in used])
    return plain


def _own_page(plain: Plain, asked: Plain, beside: Plain) -> Plain:
    from_page: Plain = {name: beside[name] for name in ("section", "show_if") if name in beside}
    return {
        "key": free_page_key(plain, str(asked["key"])),
        **copied(from_page),
        "questions": [asked],
    }


def free_page_key(plain: Plain, key: str) -> str:
    """The key of a new page whose first question is *key*."""
    return naming.numbered(key, page_keys(plain))


def split_page(plain: Plain, key: str) -> Plain:
    """A new page that begins with the question *key*; its skips come after both."""
    changed = copied(plain)
    number, place = place_of(changed, key)
    first = pages(changed)[number]
    if place == 0:
        return changed
    made = _own_page(changed, first["questions"][place], first)
    made["questions"] = first["questions"][place:]
    first["questions"] = first["questions"][:place]
    for name in ("skips", "random"):
        if name in first:
            made[name] = first.pop(name) if name == "skips" else first[name]
    pages(changed).insert(number + 1, made)
    return changed


def join_pages(plain: Plain, key: str) -> Plain:
    """The page of the question *key* on one page with the page before it.

    What was shown only sometimes still is: each page's rule becomes one of its questions.
    """
    changed = copied(plain)
    number = place_of(changed, key)[0]
    if number == 0:
        return changed
    before, joined = pages(changed)[number - 1], pages(changed)[number]
    if before.get("show_if") != joined.get("show_if"):
        for each in (before, joined):
            rule = each.pop("show_if", None)
            for asked in each["questions"]:
                put(asked, "show_if", both(rule, asked.get("show_if")))
    before["questions"] += joined["questions"]
    put(before, "heading", before.get("heading") or joined.get("heading"))
    put(before, "skips", [*before.get("skips", ()), *joined.get("skips", ())])
    del pages(changed)[number]
    return _leading_to(changed, str(joined["key"]), str(before["key"]))


def both(one: Plain | None, other: Plain | None) -> Plain | None:
    """The rule that holds when both do."""
    if one is None or other is None or one == other:
        return one or other
    return {"op": Op.AND.value, "rules": [one, other]}


def _leading_to(plain: Plain, old: str, new: str) -> Plain:
    for each in pages(plain):
        for skip in each.get("skips", ()):
            if skip.get("to") == old:
                skip["to"] = new
    return plain


def edit_page(plain: Plain, key: str, *, heading: str, is_random: bool) -> Plain:
    """What the page *key* says above its questions, and whether their order is random."""
    changed = copied(plain)
    found = page(changed, key)
    put_text(found, "heading", source_of(changed), heading, is_needed=False)
    put(found, "random", is_random)
    return changed


def edit_survey(plain: Plain, *, is_quick: bool, **words: str) -> Plain:
    """The survey's own texts by name (title, introduction, thanks), and whether it is quick."""
    changed = copied(plain)
    for name, text in words.items():
        put_text(changed, name, source_of(changed), text, is_needed=name == "title")
    put(changed, "quick", is_quick)
    return changed


def edit_call(plain: Plain, *, days: Mapping[str, str], **words: str) -> Plain:
    """What a call for views owes to people; *days* are hear_by and decide_on in ISO 8601."""
    changed = copied(plain)
    call: Plain = dict(changed.get("call") or {})
    for name, text in words.items():
        put_text(call, name, source_of(changed), text, is_needed=False)
    for name, day in days.items():
        put(call, name, day)
    changed["call"] = call
    return changed


def remove_call(plain: Plain) -> Plain:
    """The survey is no call for views."""
    changed = copied(plain)
    changed.pop("call", None)
    return changed


def add_section(plain: Plain, *, key: str, title: str, page_key: str) -> Plain:
    """A section that begins with a page, and goes as far as what that page was in did."""
    changed = copied(plain)
    changed.setdefault("sections", []).append({"key": key, "title": {source_of(changed): title}})
    start = index_of(pages(changed), "key", page_key)
    was = pages(changed)[start].get("section", "")
    for each in pages(changed)[start:]:
        if each.get("section", "") != was:
            break
        each["section"] = key
    return _without_unused_sections(changed)


def edit_section(plain: Plain, key: str, *, title: str) -> Plain:
    """The section *key* under another title."""
    changed = copied(plain)
    put_text(part(changed, "sections", key), "title", source_of(changed), title, is_needed=True)
    return changed


def remove_section(plain: Plain, key: str) -> Plain:
    """Without the section *key*: its pages join the one before."""
    changed = copied(plain)
    before = ""
    for each in pages(changed):
        if each.get("section", "") == key:
            put(each, "section", before)
        before = each.get("section", "")
    put(changed, "sections", [each for each in changed["sections"] if each.get("key") != key])
    return changed


def add_exit(plain: Plain, *, key: str, heading: str, body: str) -> Plain:
    """A kind page for those whom the questions are not for."""
    changed = copied(plain)
    source = source_of(changed)
    made = {"key": key, "heading": {source: heading}, "body": {source: body}}
    changed.setdefault("exits", []).append(made)
    return changed


def edit_exit(plain: Plain, key: str, *, heading: str, body: str) -> Plain:
    """What the exit *key* says."""
    changed = copied(plain)
    found = part(changed, "exits", key)
    put_text(found, "heading", source_of(changed), heading, is_needed=True)
    put_text(found, "body", source_of(changed), body, is_needed=True)
    return changed


def remove_exit(plain: Plain, key: str) -> Plain:
    """Without the exit *key*, and without the skips that led to it."""
    changed = mentions.without_target(plain, key)
    put(changed, "exits", [each for each in changed["exits"] if each.get("key") != key])
    return changed


def rename_question(plain: Plain, key: str, *, new: str) -> Plain:
    """The same question under a new key: its answers begin a column of their own."""
    return mentions.renamed(plain, key, new)
