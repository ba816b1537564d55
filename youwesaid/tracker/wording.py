"""Words of the tracker that stand for stored values, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from feedback.core.i18n import BY_CODE, current_language
from feedback.stories.topics import TOPICS
from youwesaid.insights import wording as insight_words
from youwesaid.tracker.contents import Contents, Texts, in_language
from youwesaid.tracker.models import Entry, EntryVersion, PublicState, VersionKind

VERSIONS = {
    VersionKind.FIRST: _l("First published"),
    VersionKind.UPDATE: _l("Updated"),
    VersionKind.CORRECTION: _l("Corrected"),
    VersionKind.QUOTE_PULLED: _l("A quote was taken down, because the person asked us to"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list was narrowed to."""

    topic: str | None = None
    state: PublicState | None = None
    item: str | None = None

    def arguments(self) -> dict[str, Any]:
        """For the query."""
        return {"topic": self.topic, "state": self.state, "item": self.item}

    def address(self, **changed: str | None) -> dict[str, str]:
        """The arguments of the same list with some filters changed; None takes one away."""
        kept = {"topic": self.topic, "state": self.state, "item": self.item, **changed}
        return {name: str(value) for name, value in kept.items() if value}


@dataclass(frozen=True, slots=True)
class Dated:
    """One version as readers see it."""

    version: EntryVersion
    said_before: Texts | None  # the wording that a later version changed


def asked_filters(arguments: Mapping[str, str], *, topics: Sequence[str]) -> Filters:
    """The filters in an address; what makes no sense is left out."""
    topic, state = arguments.get("topic"), arguments.get("state")
    return Filters(
        topic=topic if topic in topics else None,
        state=PublicState(state) if state in set(PublicState) else None,
        item=(arguments.get("item") or "")[:60] or None,
    )


def history(entry: Entry) -> Sequence[Dated]:
    """Every version, newest first, with the wording that it replaced where that changed."""
    shown = []
    before: Contents | None = None
    for version in entry.versions:
        contents = Contents.from_plain(version.contents)
        changed = before is not None and dict(before.said) != dict(contents.said)
        shown.append(Dated(version, before.said if before and changed else None))
        before = contents
    return list(reversed(shown))


def said_here(texts: Texts) -> Markup:
    """A text in the reader's language; English, marked as such, where there is no other."""
    words, code = in_language(texts, current_language().code)
    if code == current_language().code:
        return Markup("<span>{}</span>").format(words)
    language = BY_CODE[code]
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        language.tag, language.direction, words
    )


def topic_name(key: str | None) -> str:
    """The plain name of a topic; empty for none."""
    return next((str(topic.label) for topic in TOPICS if topic.key == key), "")


def language_tag(code: str) -> str:
    """The lang attribute of words in the language *code*."""
    return BY_CODE[code].tag if code in BY_CODE else code


def word_for(kind: str, value: str) -> str:
    """The public word of a stored value: *kind* is answer, reason, evidence or version."""
    tables: dict[str, Mapping[Any, Any]] = {
        "answer": insight_words.KINDS,
        "reason": insight_words.REASONS,
        "evidence": insight_words.EVIDENCE,
        "version": VERSIONS,
    }
    return str(tables[kind].get(value, ""))


def register(bp: Blueprint) -> None:
    """Give the templates these words."""
    for function in (said_here, topic_name, word_for, language_tag):
        bp.add_app_template_global(function)
    bp.add_app_template_global(insight_words.heard_from, "heard_words")
