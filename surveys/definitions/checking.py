"""Whether a definition makes sense: every text there, every name known, every rule answerable."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from surveys.definitions.definition import Definition, DefinitionError
from surveys.definitions.question import (
    CHOICE_KINDS,
    FIXED_VALUES,
    ONE_CHOICE,
    Kind,
    Question,
    Words,
)
from surveys.definitions.rules import JOINING, Op, Rule, Value

LONGEST_TEXT = 5_000  # characters
MOST_QUESTIONS = 500
MOST_CHOICES = 300
FEWEST_CHOICES = 2
DEEPEST_RULE = 10
#: Keys and values: short, of one alphabet, safe as names of form fields and of columns.
NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class At:
    """A place in a definition, in its own names and counted from 1."""

    path: str = ""

    def into(self, name: str, number: int | None = None) -> "At":
        """The place one step further in."""
        step = name if number is None else f"{name} {number}"
        return At(f"{self.path} > {step}" if self.path else step)

    def refused(self, why: str) -> DefinitionError:
        """The refusal of what is at this place."""
        return DefinitionError(self.path or str(_("the survey")), why)


def check(definition: Definition) -> None:
    """Raise DefinitionError for the first thing in *definition* that cannot be used."""
    _check_languages(definition)
    for at, words, is_needed in _texts(definition):
        _check_words(at, words, definition.languages, is_needed=is_needed)
    _check_names(definition)
    for at, question in _places(definition):
        _check_choices(at, question)
        _check_bounds(at, question)
    _check_rules(definition)


def _places(definition: Definition) -> Iterator[tuple[At, Question]]:
    for number, page in enumerate(definition.pages, 1):
        for place, question in enumerate(page.questions, 1):
            yield At().into("pages", number).into("questions", place), question


def _check_languages(definition: Definition) -> None:
    at = At().into("languages")
    if not definition.languages:
        raise at.refused(_("Name at least one language."))
    for code in (*definition.languages, *definition.drafts):
        if code not in BY_CODE:
            raise at.refused(_("There is no language %(code)s.", code=code))
    if len(set(definition.languages)) < len(definition.languages):
        raise at.refused(_("Name each language once."))
    if set(definition.drafts) - set(definition.languages):
        raise At().into("drafts").refused(_("Only languages of the survey can be drafts."))


def _texts(definition: Definition) -> Iterator[tuple[At, Words, bool]]:
    """Each text with its place, and whether it may not be blank."""
    yield At().into("title"), definition.title, True
    yield At().into("introduction"), definition.introduction, False
    for number, page in enumerate(definition.pages, 1):
        yield At().into("pages", number).into("heading"), page.heading, False
    for at, question in _places(definition):
        yield at.into("wording"), question.wording, True
        yield at.into("hint"), question.hint, False
        for number, choice in enumerate(question.choices, 1):
            yield at.into("choices", number).into("label"), choice.label, True


def _check_words(at: At, words: Words, languages: tuple[str, ...], *, is_needed: bool) -> None:
    if not words and not is_needed:
        return
    for code in languages:
        if not words.get(code, "").strip():
            raise at.into(code).refused(_("The text is missing in this language."))
        if len(words[code]) > LONGEST_TEXT:
            raise at.into(code).refused(_("The text is too long."))
    for code in words:
        if code not in languages:
            raise at.into(code).refused(_("The survey does not name this language."))


def _check_names(definition: Definition) -> None:
    if not any(question.asks for question in definition.questions()):
        raise At().into("pages").refused(_("The survey asks nothing."))
    if sum(1 for _each in definition.questions()) > MOST_QUESTIONS:
        raise At().into("pages").refused(_("The survey has too many questions."))
    pages: set[str] = set()
    for number, page in enumerate(definition.pages, 1):
        at = At().into("pages", number)
        _check_name(at.into("key"), page.key, pages)
        if not page.questions:
            raise at.into("questions").refused(_("The page is empty."))
    questions: set[str] = set()
    for at, question in _places(definition):
        _check_name(at.into("key"), question.key, questions)
        values: set[str] = set()
        for number, choice in enumerate(question.choices, 1):
            _check_name(at.into("choices", number).into("value"), choice.value, values)


def _check_name(at: At, name: str, taken: set[str]) -> None:
    if not NAME.fullmatch(name):
        raise at.refused(
            _("“%(name)s” must be small letters a to z, digits and _, 40 at most.", name=name)
        )
    if name in taken:
        raise at.refused(_("“%(name)s” is there twice.", name=name))
    taken.add(name)


def _check_choices(at: At, question: Question) -> None:
    at = at.into("choices")
    values = {choice.value for choice in question.choices}
    if question.kind not in CHOICE_KINDS:
        if question.choices:
            raise at.refused(_("A question of kind %(kind)s has none.", kind=question.kind.value))
        return
    if not FEWEST_CHOICES <= len(question.choices) <= MOST_CHOICES:
        raise at.refused(_("There must be 2 to %(most)s.", most=MOST_CHOICES))
    fixed = FIXED_VALUES.get(question.kind)
    if fixed and values != set(fixed):
        raise at.refused(_("The values must be: %(values)s.", values=", ".join(fixed)))
    exclusive = [choice for choice in question.choices if choice.is_exclusive]
    if exclusive and question.kind is not Kind.SEVERAL:
        raise at.refused(_("Only a question with several choices has an exclusive one."))
    if len(exclusive) == len(question.choices):
        raise at.refused(_("Not all can be exclusive."))


def _check_bounds(at: At, question: Question) -> None:
    bounds = [bound for bound in (question.least, question.most) if bound is not None]
    if bounds and question.kind is not Kind.NUMBER:
        raise at.refused(_("Only a number has a least and a most."))
    if len(bounds) == 2 and bounds[0] > bounds[1]:  # noqa: PLR2004 - least and most
        raise at.refused(_("The least is more than the most."))


def _check_rules(definition: Definition) -> None:
    everywhere = {question.key: question for question in definition.questions()}
    earlier: dict[str, Question] = {}
    for number, page in enumerate(definition.pages, 1):
        at = At().into("pages", number)
        rules = [(at.into("show_if"), page.show_if)]
        for place, question in enumerate(page.questions, 1):
            rules.append((at.into("questions", place).into("show_if"), question.show_if))
        for place_of_rule, rule in rules:
            if rule is not None:
                _check_rule(place_of_rule, rule, earlier, everywhere)
        # What is asked on a page is known only after it: its own rules cannot look at it.
        earlier |= {question.key: question for question in page.questions}


def _check_rule(
    at: At,
    rule: Rule,
    earlier: Mapping[str, Question],
    everywhere: Mapping[str, Question],
    depth: int = 1,
) -> None:
    if depth > DEEPEST_RULE:
        raise at.refused(_("The rule is nested too deeply."))
    if rule.op in JOINING:
        if not rule.rules or (rule.op is Op.NOT and len(rule.rules) > 1):
            raise at.refused(_("“%(op)s” joins no rules, or too many.", op=rule.op.value))
        for number, inner in enumerate(rule.rules, 1):
            _check_rule(at.into("rules", number), inner, earlier, everywhere, depth + 1)
        return
    question = earlier.get(rule.question)
    if question is None and rule.question in everywhere:
        raise at.refused(_("“%(key)s” is not asked on an earlier page.", key=rule.question))
    if question is None:
        raise at.refused(_("There is no question “%(key)s”.", key=rule.question))
    _check_value(at, rule, question)


def _check_value(at: At, rule: Rule, question: Question) -> None:
    compared: Mapping[Op, bool] = {
        Op.ANSWERED: question.asks,
        Op.CONTAINS: question.kind is Kind.SEVERAL,
        Op.EQUALS: question.kind in ONE_CHOICE or question.kind is Kind.NUMBER,
        Op.ONE_OF: question.kind in ONE_CHOICE or question.kind is Kind.NUMBER,
    }
    if not compared[rule.op]:
        raise at.refused(
            _(
                "“%(op)s” cannot be asked of “%(key)s”, which is of kind %(kind)s.",
                op=rule.op.value,
                key=question.key,
                kind=question.kind.value,
            )
        )
    if rule.op is Op.ANSWERED:
        return
    if isinstance(rule.value, tuple) is not (rule.op is Op.ONE_OF) or rule.value in (None, ()):
        raise at.into("value").refused(_("“one_of” needs a list, the others one value."))
    known = {choice.value for choice in question.choices}
    for value in _each(rule.value):
        if (type(value) is not int) if question.kind is Kind.NUMBER else (value not in known):
            raise at.into("value").refused(
                _("“%(key)s” has no answer “%(value)s”.", key=question.key, value=str(value))
            )


def _each(value: Value) -> tuple[str | int | None, ...]:
    return value if isinstance(value, tuple) else (value,)
