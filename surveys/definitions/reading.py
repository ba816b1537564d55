"""Reading a definition from JSON: what is not known is refused by name and place."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask_babel import gettext as _

from feedback.core.text import clean
from surveys.definitions.checking import DEEPEST_RULE, At, check
from surveys.definitions.definition import SCHEMA, Definition, Page
from surveys.definitions.question import Choice, Kind, Question, Words
from surveys.definitions.rules import JOINING, Op, Rule, Value

T = TypeVar("T")
_DEFINITION = frozenset({"schema", "languages", "drafts", "title", "introduction", "pages"})
_PAGE = frozenset({"key", "heading", "show_if", "questions"})
_QUESTION = frozenset({"key", "kind", "wording", "hint", "choices", "show_if", "least", "most"})
_CHOICE = frozenset({"value", "label", "exclusive"})


def read_definition(plain: object) -> Definition:
    """The definition that *plain* JSON holds. Raises DefinitionError with place and reason."""
    at = At()
    raw = _mapping(plain, at, _DEFINITION)
    if raw.get("schema") != SCHEMA:
        raise at.into("schema").refused(_("It must be %(wanted)s.", wanted=SCHEMA))
    definition = Definition(
        languages=_many(raw, at, "languages", _text),
        drafts=_many(raw, at, "drafts", _text),
        title=_words(raw.get("title"), at.into("title")),
        introduction=_words(raw.get("introduction"), at.into("introduction")),
        pages=_many(raw, at, "pages", _page),
    )
    check(definition)
    return definition


def _page(plain: object, at: At) -> Page:
    raw = _mapping(plain, at, _PAGE)
    return Page(
        key=_text(raw.get("key"), at.into("key")),
        heading=_words(raw.get("heading"), at.into("heading")),
        show_if=_rule_or_none(raw, at),
        questions=_many(raw, at, "questions", _question),
    )


def _question(plain: object, at: At) -> Question:
    raw = _mapping(plain, at, _QUESTION)
    return Question(
        key=_text(raw.get("key"), at.into("key")),
        kind=_kind(raw.get("kind"), at.into("kind")),
        wording=_words(raw.get("wording"), at.into("wording")),
        hint=_words(raw.get("hint"), at.into("hint")),
        choices=_many(raw, at, "choices", _choice),
        show_if=_rule_or_none(raw, at),
        least=_number(raw.get("least"), at.into("least")),
        most=_number(raw.get("most"), at.into("most")),
    )


def _choice(plain: object, at: At) -> Choice:
    raw = _mapping(plain, at, _CHOICE)
    is_exclusive = raw.get("exclusive", False)
    if not isinstance(is_exclusive, bool):
        raise at.into("exclusive").refused(_("It must be true or false."))
    return Choice(
        value=_text(raw.get("value"), at.into("value")),
        label=_words(raw.get("label"), at.into("label")),
        is_exclusive=is_exclusive,
    )


def _kind(plain: object, at: At) -> Kind:
    name = _text(plain, at)
    try:
        return Kind(name)
    except ValueError:
        raise at.refused(_("There is no kind of question “%(kind)s”.", kind=name)) from None


def _rule_or_none(raw: Mapping[str, Any], at: At) -> Rule | None:
    return _rule(raw["show_if"], at.into("show_if")) if "show_if" in raw else None


def _rule(plain: object, at: At, depth: int = 1) -> Rule:
    if depth > DEEPEST_RULE:
        raise at.refused(_("The rule is nested too deeply."))
    raw = _mapping(plain, at, None)
    name = _text(raw.get("op"), at.into("op"))
    try:
        op = Op(name)
    except ValueError:
        raise at.into("op").refused(_("There is no operator “%(op)s”.", op=name)) from None
    if op in JOINING:
        _mapping(raw, at, frozenset({"op", "rules"}))
        return Rule(
            op, rules=_many(raw, at, "rules", lambda each, place: _rule(each, place, depth + 1))
        )
    allowed = {"op", "question"} | (set() if op is Op.ANSWERED else {"value"})
    _mapping(raw, at, frozenset(allowed))
    key = _text(raw.get("question"), at.into("question"))
    return Rule(op, question=key, value=_value(raw.get("value"), at.into("value")))


def _value(plain: object, at: At) -> Value:
    if isinstance(plain, list):
        return tuple(_one_value(each, at) for each in plain)
    return None if plain is None else _one_value(plain, at)


def _one_value(plain: object, at: At) -> str | int:
    if isinstance(plain, bool) or not isinstance(plain, str | int):
        raise at.refused(_("It must be a word or a whole number."))
    return plain


def _mapping(plain: object, at: At, known: frozenset[str] | None) -> Mapping[str, Any]:
    if not isinstance(plain, Mapping):
        raise at.refused(_("It must be a group of names with values."))
    for name in plain:
        if known is not None and name not in known:
            raise at.refused(_("“%(name)s” is not known here.", name=str(name)))
    return plain


def _many(
    raw: Mapping[str, Any], at: At, name: str, read: Callable[[object, At], T]
) -> tuple[T, ...]:
    plain = raw.get(name, [])
    if not isinstance(plain, list):
        raise at.into(name).refused(_("It must be a list."))
    return tuple(read(each, at.into(name, number)) for number, each in enumerate(plain, 1))


def _words(plain: object, at: At) -> Words:
    if plain is None:
        return {}
    if not isinstance(plain, Mapping):
        raise at.refused(_("It must be a text for each language."))
    return {str(code): clean(_text(text, at.into(str(code)))) for code, text in plain.items()}


def _text(plain: object, at: At) -> str:
    if not isinstance(plain, str):
        raise at.refused(_("It must be text: put it in quotes."))
    return plain


def _number(plain: object, at: At) -> int | None:
    if plain is not None and (isinstance(plain, bool) or not isinstance(plain, int)):
        raise at.refused(_("It must be a whole number."))
    return plain
