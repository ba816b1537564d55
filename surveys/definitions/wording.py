"""Rules in words, for everybody who reads a survey without a computer following its rules."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.core.i18n import BY_CODE
from feedback.core.text import one_line
from surveys.definitions.definition import Definition
from surveys.definitions.question import DOT, Kind, Words
from surveys.definitions.rules import COUNTING, JOINING, ORDERING, TODAY, Op, Rule

_PIPED = re.compile(r"\{\{[^{}|]*\|([^{}]*)\}\}")


def rule_in_words(rule: Rule, definition: Definition, language: str) -> str:
    """When something is shown, as a whole sentence in *language*."""
    with _speaking(language):
        return str(
            _("Shown only when %(condition)s.", condition=_words(rule, definition, language))
        )


def condition_in_words(rule: Rule, definition: Definition, language: str) -> str:
    """What *rule* asks, as a clause in *language* for a sentence of the caller's own.

    Such as: “Did people ask what you wanted?” is “Yes”.
    """
    with _speaking(language):
        return _words(rule, definition, language)


def check_in_words(rule: Rule, definition: Definition, language: str) -> str:
    """What must be true of an answer, as a whole sentence in *language*."""
    with _speaking(language):
        condition = _words(rule, definition, language)
        return str(_("The answer is taken only when %(condition)s.", condition=condition))


def skip_in_words(rule: Rule | None, to: str, definition: Definition, language: str) -> str:
    """Where people go on after a page, as a whole sentence in *language*; *to* as on the paper."""
    with _speaking(language):
        if rule is None:
            return str(_("Go on to %(place)s.", place=to))
        condition = _words(rule, definition, language)
        return str(_("When %(condition)s, go on to %(place)s.", condition=condition, place=to))


def column_in_words(column: str, definition: Definition, language: str) -> str:
    """The question of a column as it is asked in *language*; a matrix's row beside it."""
    question = definition.question_with(column)
    if question is None:
        return column
    wording = plain_text(question.wording, definition, language)
    part = column.partition(DOT)[2]
    if not part:
        return wording
    if question.kind is Kind.MATRIX:
        labels = (row.label for row in question.rows if row.key == part)
    else:
        labels = (choice.label for choice in question.choices if choice.is_other)
    label = next((plain_text(label, definition, language) for label in labels), part)
    return f"{wording} – {label}"


def value_in_words(value: object, column: str, definition: Definition, language: str) -> str:
    """A value that an answer is compared with, as somebody who answers in *language* reads it."""
    question = definition.question_with(column)
    for choice in question.choices if question else ():
        if choice.value == value:
            return plain_text(choice.label, definition, language)
    if question is not None and question.kind is Kind.DATE:
        return _day(str(value), language)
    return str(value)


def plain_text(words: Words, definition: Definition, language: str) -> str:
    """A text on one line in *language*, else in the source; with the fallback of what is piped."""
    codes = (language, definition.language_for(language), *definition.languages, *words)
    text = next((words[code] for code in codes if words.get(code)), "")
    return one_line(_PIPED.sub(r"\1", text))


def _locale(language: str) -> Locale:
    return Locale.parse((BY_CODE.get(language) or BY_CODE["en"]).locale)


def _speaking(language: str) -> AbstractContextManager[None]:
    speaking: AbstractContextManager[None] = force_locale(_locale(language))
    return speaking


def _words(rule: Rule, definition: Definition, language: str, *, is_so: bool = True) -> str:
    """The clause of *rule*, or of its opposite; a rule that says *not* turns what is inside."""
    if rule.op is Op.NOT:
        return _words(rule.rules[0], definition, language, is_so=not is_so)
    if rule.op not in JOINING:
        return _leaf(rule, definition, language, is_so=is_so)
    parts = [
        _bracketed(each, definition, language, is_so=is_so, alone=len(rule.rules) == 1)
        for each in rule.rules
    ]
    # Not (a and b) is not a or not b.
    return _listed(parts, language, are_all=(rule.op is Op.AND) is is_so)


def _bracketed(
    rule: Rule, definition: Definition, language: str, *, is_so: bool, alone: bool
) -> str:
    clause = _words(rule, definition, language, is_so=is_so)
    inner = rule
    while inner.op is Op.NOT:
        inner = inner.rules[0]
    return f"({clause})" if inner.op in JOINING and len(inner.rules) > 1 and not alone else clause


def _listed(parts: Sequence[str], language: str, *, are_all: bool) -> str:
    locale = _locale(language)
    return str(
        format_list(parts, "standard", locale) if are_all else format_list(parts, "or", locale)
    )


def _day(iso: str, language: str) -> str:
    if iso == TODAY:
        return str(_("today"))
    try:
        return str(format_date(date.fromisoformat(iso), format="long", locale=_locale(language)))
    except ValueError:
        return iso


def _leaf(rule: Rule, definition: Definition, language: str, *, is_so: bool) -> str:
    asked = column_in_words(rule.question, definition, language)
    question = definition.question_with(rule.question)
    is_date = question is not None and question.kind is Kind.DATE
    sentences = _ABOUT_DAYS if is_date and rule.op in ORDERING else _SENTENCES
    sentence = sentences[rule.op][0 if is_so else 1]
    return str(sentence) % {"question": asked, "answer": _compared(rule, definition, language)}


def _compared(rule: Rule, definition: Definition, language: str) -> str:
    """What the answer is compared with: the answer to another question, or one of a few values."""
    if rule.other:
        other = column_in_words(rule.other, definition, language)
        return str(_("the answer to “%(question)s”", question=other))
    values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    words = [value_in_words(each, rule.question, definition, language) for each in values]
    quoted = words if rule.op in _BARE else [f"“{each}”" for each in words]
    return _listed(quoted, language, are_all=False)


#: Operators whose value is a number, and no answer that somebody gives.
_BARE = COUNTING | ORDERING

#: For each operator its clause, and that of its opposite, which is also true of no answer.
_SENTENCES: dict[Op, tuple[object, object]] = {
    Op.ANSWERED: (_l("“%(question)s” is answered"), _l("“%(question)s” is left blank")),
    Op.EQUALS: (
        _l("“%(question)s” is %(answer)s"),
        _l("“%(question)s” is not %(answer)s"),
    ),
    Op.ONE_OF: (
        _l("“%(question)s” is %(answer)s"),
        _l("“%(question)s” is not %(answer)s"),
    ),
    Op.CONTAINS: (
        _l("%(answer)s is chosen for “%(question)s”"),
        _l("%(answer)s is not chosen for “%(question)s”"),
    ),
    Op.LESS: (
        _l("“%(question)s” is less than %(answer)s"),
        _l("“%(question)s” is not less than %(answer)s"),
    ),
    Op.AT_MOST: (
        _l("“%(question)s” is %(answer)s or less"),
        _l("“%(question)s” is not %(answer)s or less"),
    ),
    Op.MORE: (
        _l("“%(question)s” is more than %(answer)s"),
        _l("“%(question)s” is not more than %(answer)s"),
    ),
    Op.AT_LEAST: (
        _l("“%(question)s” is %(answer)s or more"),
        _l("“%(question)s” is not %(answer)s or more"),
    ),
    Op.FEWEST_CHOSEN: (
        _l("the number of choices for “%(question)s” is %(answer)s or more"),
        _l("the number of choices for “%(question)s” is less than %(answer)s"),
    ),
    Op.MOST_CHOSEN: (
        _l("the number of choices for “%(question)s” is %(answer)s or less"),
        _l("the number of choices for “%(question)s” is more than %(answer)s"),
    ),
    Op.SHORTEST: (
        _l("the number of characters in “%(question)s” is %(answer)s or more"),
        _l("the number of characters in “%(question)s” is less than %(answer)s"),
    ),
    Op.LONGEST: (
        _l("the number of characters in “%(question)s” is %(answer)s or less"),
        _l("the number of characters in “%(question)s” is more than %(answer)s"),
    ),
    Op.MATCHES: (
        _l("“%(question)s” has the form %(answer)s"),
        _l("“%(question)s” does not have the form %(answer)s"),
    ),
}
_ABOUT_DAYS: dict[Op, tuple[object, object]] = {
    Op.LESS: (
        _l("“%(question)s” is before %(answer)s"),
        _l("“%(question)s” is not before %(answer)s"),
    ),
    Op.AT_MOST: (
        _l("“%(question)s” is on or before %(answer)s"),
        _l("“%(question)s” is not on or before %(answer)s"),
    ),
    Op.MORE: (
        _l("“%(question)s” is after %(answer)s"),
        _l("“%(question)s” is not after %(answer)s"),
    ),
    Op.AT_LEAST: (
        _l("“%(question)s” is on or after %(answer)s"),
        _l("“%(question)s” is not on or after %(answer)s"),
    ),
}
