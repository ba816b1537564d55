"""Reading a definition from JSON: what is not known is refused by name and place."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from surveys.definitions.checking import check
from surveys.definitions.definition import SCHEMA, Call, Definition, Exit, Page, Section, Skip
from surveys.definitions.places import At
from surveys.definitions.question import Check, Choice, Kind, Question, Row, Variant
from surveys.definitions.reading_rules import (
    many,
    mapping,
    number,
    read_rule,
    rule_or_none,
    text,
    truth,
    words,
)

_TEXTS = {"title", "introduction", "thanks"}
_DEFINITION = frozenset(
    {"schema", "languages", "drafts", "sections", "exits", "call", "quick", "pages", *_TEXTS}
)
_PAGE = frozenset({"key", "heading", "section", "show_if", "questions", "skips", "random"})
_QUESTION = frozenset(
    {
        *("key", "kind", "wording", "hint", "choices", "rows", "show_if", "checks"),
        *("least", "most", "places", "required", "random", "variants"),
    }
)
_CHOICE = frozenset({"value", "label", "exclusive", "other", "picture", "alt", "show_if"})
_CALL = frozenset({"listener", "change", "reasons", "hear_by", "decide_on"})


def read_definition(plain: object) -> Definition:
    """The definition that *plain* JSON holds. Raises DefinitionError with place and reason."""
    definition = read_draft(plain)
    check(definition)
    return definition


def read_draft(plain: object) -> Definition:
    """The definition that *plain* JSON holds, which may lack much and make no sense yet.

    Raises DefinitionError where it has another shape than a definition.
    """
    at = At()
    raw = mapping(plain, at, _DEFINITION)
    if raw.get("schema") != SCHEMA:
        raise at.into("schema").refused(_("It must be %(wanted)s.", wanted=SCHEMA))
    return Definition(
        languages=many(raw, at, "languages", text),
        drafts=many(raw, at, "drafts", text),
        **{name: words(raw.get(name), at.into(name)) for name in _TEXTS},
        sections=many(raw, at, "sections", _section),
        exits=many(raw, at, "exits", _exit),
        call=_call(raw["call"], at.into("call")) if raw.get("call") is not None else None,
        is_quick=truth(raw, at, "quick"),
        pages=many(raw, at, "pages", _page),
    )


def _section(plain: object, at: At) -> Section:
    raw = mapping(plain, at, frozenset({"key", "title"}))
    return Section(
        key=_key(raw, at),
        title=words(raw.get("title"), at.into("title")),
    )


def _exit(plain: object, at: At) -> Exit:
    raw = mapping(plain, at, frozenset({"key", "heading", "body"}))
    return Exit(
        key=_key(raw, at),
        heading=words(raw.get("heading"), at.into("heading")),
        body=words(raw.get("body"), at.into("body")),
    )


def _call(plain: object, at: At) -> Call:
    raw = mapping(plain, at, _CALL)
    return Call(
        listener=words(raw.get("listener"), at.into("listener")),
        change=words(raw.get("change"), at.into("change")),
        reasons=words(raw.get("reasons"), at.into("reasons")),
        hear_by=text(raw.get("hear_by", ""), at.into("hear_by")),
        decide_on=text(raw.get("decide_on", ""), at.into("decide_on")),
    )


def _page(plain: object, at: At) -> Page:
    raw = mapping(plain, at, _PAGE)
    key = _key(raw, at)
    at = replace(at, page=key)
    return Page(
        key=key,
        heading=words(raw.get("heading"), at.into("heading")),
        section=text(raw.get("section", ""), at.into("section")),
        show_if=rule_or_none(raw, at),
        questions=many(raw, at, "questions", _question),
        skips=many(raw, at, "skips", _skip),
        is_random=truth(raw, at, "random"),
    )


def _skip(plain: object, at: At) -> Skip:
    raw = mapping(plain, at, frozenset({"to", "rule"}))
    return Skip(to=text(raw.get("to"), at.into("to")), rule=rule_or_none(raw, at, "rule"))


def _question(plain: object, at: At) -> Question:
    raw = mapping(plain, at, _QUESTION)
    key = _key(raw, at)
    at = replace(at, question=key)
    return Question(
        key=key,
        kind=_kind(raw.get("kind"), at.into("kind")),
        wording=words(raw.get("wording"), at.into("wording")),
        hint=words(raw.get("hint"), at.into("hint")),
        choices=many(raw, at, "choices", _choice),
        rows=many(raw, at, "rows", _row),
        show_if=rule_or_none(raw, at),
        checks=many(raw, at, "checks", _check),
        **{name: number(raw.get(name), at.into(name)) for name in ("least", "most", "places")},
        is_required=truth(raw, at, "required"),
        is_random=truth(raw, at, "random"),
        variants=_variants(raw.get("variants"), at.into("variants")),
    )


def _choice(plain: object, at: At) -> Choice:
    raw = mapping(plain, at, _CHOICE)
    return Choice(
        value=text(raw.get("value"), at.into("value")),
        label=words(raw.get("label"), at.into("label")),
        is_exclusive=truth(raw, at, "exclusive"),
        is_other=truth(raw, at, "other"),
        picture=text(raw.get("picture", ""), at.into("picture")),
        alt=words(raw.get("alt"), at.into("alt")),
        show_if=rule_or_none(raw, at),
    )


def _row(plain: object, at: At) -> Row:
    raw = mapping(plain, at, frozenset({"key", "label"}))
    return Row(key=_key(raw, at), label=words(raw.get("label"), at.into("label")))


def _check(plain: object, at: At) -> Check:
    raw = mapping(plain, at, frozenset({"rule", "message", "soft"}))
    return Check(
        rule=read_rule(raw.get("rule"), at.into("rule")),
        message=words(raw.get("message"), at.into("message")),
        is_soft=truth(raw, at, "soft"),
    )


def _variants(plain: object, at: At) -> Mapping[str, Variant]:
    raw = mapping({} if plain is None else plain, at, None)
    return {str(code): _variant(each, at.into(str(code))) for code, each in raw.items()}


def _variant(plain: object, at: At) -> Variant:
    raw = mapping(plain, at, frozenset({"audio", "video", "pictures"}))
    return Variant(
        audio=text(raw.get("audio", ""), at.into("audio")),
        video=text(raw.get("video", ""), at.into("video")),
        pictures=many(raw, at, "pictures", text),
    )


def _key(raw: Mapping[str, Any], at: At) -> str:
    return text(raw.get("key"), at.into("key"))


def _kind(plain: object, at: At) -> Kind:
    name = text(plain, at)
    try:
        return Kind(name)
    except ValueError:
        raise at.refused(_("There is no kind of question “%(kind)s”.", kind=name)) from None
