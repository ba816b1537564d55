"""Reading a plan file: YAML in, a document that holds only plain values out, or one sentence."""

import math
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from flask_babel import gettext as _

from feedback.core.errors import Refused

SCHEMA_VERSION = 1
LARGEST_FILE = 1024 * 1024  # bytes; the longest plan seen is 30 kB
#: Lists whose entries become plan items, in the order of the file.
ITEM_SECTIONS = ("aims", "principles", "priorities", "outcomes", "actions", "measures")
#: All lists whose entries carry an id; ids are unique in the whole file.
KEYED_SECTIONS = (
    *ITEM_SECTIONS,
    "groups", "statuses", "reporting", "reviews", "data_sources", "involvement", "duties",
)  # fmt: skip
_WORDED = ("ref", "title", "text", "statement", "name", "kind", "owner", "due", "status", "rag")
#: Addresses of pages of a plan, which no item of it can have.
RESERVED = frozenset(
    {"about", "foundations", "outcomes", "actions", "measures", "groups", "reporting", "hearing",
     "unheard", "versions"}
)  # fmt: skip
_LONGEST_NUMBER = 100  # characters
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class UnreadablePlan(Refused):
    """The file is not a plan that can be imported; the message names the place and the mend."""


class _Loader(yaml.SafeLoader):
    """Plain values only: dates stay the words that were printed, and nothing is shared."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise UnreadablePlan(
                _(
                    "Line %(line)s uses the YAML short cut *%(name)s: write the value out.",
                    line=event.start_mark.line + 1,
                    name=event.anchor,
                )
            )
        return super().compose_node(parent, index)

    def construct_yaml_int(self, node: Any) -> int:
        # 1:59:59: a number to the base of 60, and one of a megabyte takes half a minute.
        if len(node.value) > _LONGEST_NUMBER:
            raise ValueError(node.tag)
        return int(super().construct_yaml_int(node))

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        names = Counter(str(key.value) for key, _value in node.value)
        doubled = sorted(name for name, times in names.items() if times > 1)
        if doubled:
            raise UnreadablePlan(
                _(
                    "“%(name)s” is there twice near line %(line)s: keep one of the two.",
                    name=doubled[0],
                    line=node.start_mark.line + 1,
                )
            )
        return super().construct_mapping(node, deep=deep)


_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_plan_file(path: Path) -> dict[str, Any]:
    """The document in the file at *path*. Raises UnreadablePlan with a sentence to show."""
    try:
        raw = path.read_bytes()
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise UnreadablePlan(_("The file cannot be read: %(why)s.", why=why)) from None
    return read_plan(raw)


def read_plan(raw: bytes) -> dict[str, Any]:
    """The document in the bytes of a YAML file. Raises UnreadablePlan."""
    if len(raw) > LARGEST_FILE:
        raise UnreadablePlan(_("The file is larger than 1 MB: a plan file is far smaller."))
    try:
        document = yaml.load(raw.decode("utf-8-sig"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError:
        raise UnreadablePlan(_("The file is not UTF-8 text: save it as UTF-8.")) from None
    except RecursionError:
        raise UnreadablePlan(_("The file is nested too deeply to be a plan.")) from None
    except yaml.YAMLError as problem:
        raise UnreadablePlan(_not_yaml(problem)) from None
    except (ValueError, TypeError, AttributeError, LookupError):
        # Such as a date-like number that does not exist, or !!bool before something else.
        raise UnreadablePlan(_("A value in the file cannot be read: put it in quotes.")) from None
    return checked(document)


def _not_yaml(problem: yaml.YAMLError) -> str:
    mark = getattr(problem, "problem_mark", None)
    if mark is None:
        return str(_("The file is not YAML: save it again from its source."))
    words = _(
        "Line %(line)s is not YAML: check the indents, and put text with a colon in quotes.",
        line=mark.line + 1,
    )
    return str(words)


def checked(document: Any) -> dict[str, Any]:
    """*document*, when it is a plan that can be imported. Raises UnreadablePlan."""
    if not isinstance(document, dict):
        raise UnreadablePlan(
            _("The file holds no plan: it starts with schema_version and plan, each on a line.")
        )
    _check_plain(document, "")
    if document.get("schema_version") != SCHEMA_VERSION:
        raise UnreadablePlan(
            _("schema_version must be %(wanted)s on its own line.", wanted=SCHEMA_VERSION)
        )
    _check_head(document)
    _check_vision(document)
    _check_labels(document)
    own = (document.get("vision") or {}).get("id")
    seen: dict[str, str] = {own: "vision"} if own else {}
    for section in KEYED_SECTIONS:
        for key in _keys_of(document, section):
            if key in seen:
                raise UnreadablePlan(
                    _(
                        "The id %(id)s is used twice, in %(first)s and in %(second)s: "
                        "change one of them.",
                        id=key,
                        first=seen[key],
                        second=section,
                    )
                )
            seen[key] = section
    return document


def _check_head(document: dict[str, Any]) -> None:
    plan = document.get("plan")
    if not isinstance(plan, dict) or not isinstance(plan.get("id"), str):
        raise UnreadablePlan(
            _("plan.id is missing: give the plan an id under plan, such as dg-2024.")
        )
    if not _KEY.fullmatch(plan["id"]):
        raise UnreadablePlan(
            _("plan.id may hold letters, digits, dots and hyphens only, such as dg-2024.")
        )
    if not isinstance(plan.get("title"), str) or not plan["title"].strip():
        raise UnreadablePlan(_("plan.title is missing: write the title of the plan under plan."))


def _check_vision(document: dict[str, Any]) -> None:
    vision = document.get("vision")
    if vision is not None and not isinstance(vision, dict):
        raise UnreadablePlan(_("vision must have id and text under it."))
    for name in ("id", "text"):
        if not isinstance((vision or {}).get(name), str | None):
            raise UnreadablePlan(
                _("%(name)s of %(id)s must be words: put them in quotes.", name=name, id="vision")
            )


def _check_labels(document: dict[str, Any]) -> None:
    labels = document.get("labels")
    if labels is not None and not (
        isinstance(labels, dict) and all(isinstance(word, str) for word in labels.values())
    ):
        raise UnreadablePlan(_("labels must name sections, each with one word or phrase."))


def _keys_of(document: dict[str, Any], section: str) -> list[str]:
    """The ids of a list, after a look at each entry."""
    entries = document.get(section)
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise UnreadablePlan(
            _("%(section)s must be a list: start each entry with a hyphen.", section=section)
        )
    return [
        _key_of(entry, section=section, number=number) for number, entry in enumerate(entries, 1)
    ]


def _key_of(entry: Any, *, section: str, number: int) -> str:
    key = entry.get("id") if isinstance(entry, dict) else None
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise UnreadablePlan(
            _(
                "Number %(number)s in %(section)s has no id: give it one of letters, digits "
                "and hyphens.",
                number=number,
                section=section,
            )
        )
    if section in ITEM_SECTIONS and key in RESERVED:
        raise UnreadablePlan(
            _("The id %(id)s is the address of a page: choose another one.", id=key)
        )
    for name in _WORDED:
        if isinstance(entry.get(name), bool | list | dict):
            raise UnreadablePlan(
                _("%(name)s of %(id)s must be words: put them in quotes.", name=name, id=key)
            )
    return key


def _check_plain(value: Any, place: str) -> None:
    """Refuse what cannot be kept as it is: keys that are not words, odd characters, infinity."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise UnreadablePlan(
                    _("“%(name)s” in %(place)s must be in quotes.", name=name, place=place or "-")
                )
            _check_plain(inner, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            _check_plain(inner, f"{place} {number}")
    elif isinstance(value, str) and any(_is_odd(character) for character in value):
        raise UnreadablePlan(
            _("%(place)s holds a character that cannot be kept: type it again.", place=place)
        )
    elif not _is_plain(value):
        raise UnreadablePlan(_("%(place)s must be words: put them in quotes.", place=place))


def _is_plain(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int | bool | None)


def _is_odd(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"}
