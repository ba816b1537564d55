"""The rows of an XLSForm's sheets for the questions of a survey."""

import re
from collections.abc import Callable, Iterator, Mapping

from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from surveys.definitions.definition import Definition
from surveys.definitions.question import DOT, OTHER, Check, Choice, Kind, Question, Words
from surveys.definitions.rules import Op, Rule
from surveys.exchange.form_names import Names, language_name
from surveys.exchange.xpath import Expressions, every, literal, number, opposite, some

#: One row of a sheet: what stands under each heading.
FormRow = dict[str, str]

_PIPED = re.compile(r"\{\{\s*([^{}|]+?)\s*\|[^{}]*\}\}")
_PLAIN_TYPES = {
    Kind.INFORMATION: "note",
    Kind.SHORT_TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.DATE: "date",
    Kind.CONSENT: "acknowledge",
    Kind.PHOTO: "image",
    Kind.VOICE: "audio",
}
_LIST_TYPES = {Kind.SEVERAL: "select_multiple", Kind.RANKING: "rank"}
_APPEARANCES = {Kind.LONG_TEXT: "multiline", Kind.LIST: "minimal", Kind.AGREE: "likert"}
#: The longer side of a photo in pixels, as large as one that is sent in here is kept.
_PHOTO = "max-pixels=1600"


class Rows:
    """Makes the rows of one survey."""

    def __init__(self, definition: Definition, names: Names, expressions: Expressions) -> None:
        self._languages = definition.languages
        self._names = names
        self._expressions = expressions

    def words(self, head: str, words: Words) -> FormRow:
        """A text under a heading for each language of the survey, with what is piped into it."""
        return {
            f"{head}::{language_name(code)}": self._piped(words[code])
            for code in self._languages
            if words.get(code)
        }

    def question(self, question: Question, shown: str = "") -> Iterator[FormRow]:
        """The rows that ask *question*, where *shown* and its own rule hold."""
        relevant = every([shown, self._expressions.of(question.show_if)])
        if question.kind is Kind.MATRIX:
            yield from self._matrix(question, relevant)
        else:
            row = self._asked(question, question.key, question.wording)
            yield row | self.words("hint", question.hint) | _filled({"relevant": relevant})
        yield from self._other(question)

    def choices(self, question: Question) -> Iterator[FormRow]:
        """The rows of the choices of *question*, whose list bears its name."""
        for choice in question.choices:
            row = {"list_name": self._names.columns[question.key], "name": choice.value}
            yield row | self.words("label", _label(choice))

    def _matrix(self, question: Question, relevant: str) -> Iterator[FormRow]:
        """A row with the names of the choices, then one question for each row of the table."""
        shown = _filled({"relevant": relevant})
        head = {"type": self._type(question), "name": self._names.columns[question.key]}
        head |= self.words("label", question.wording) | self.words("hint", question.hint)
        yield head | {"appearance": "label"} | self._offered(question) | shown
        for row in question.rows:
            asked = self._asked(question, f"{question.key}{DOT}{row.key}", row.label)
            yield asked | {"appearance": "list-nolabel"} | shown

    def _other(self, question: Question) -> Iterator[FormRow]:
        """The box to say which, asked when that choice is taken."""
        if question.other is None:
            return
        columns = question.closed_columns()
        chosen = (
            f"selected({self._expressions.reference(column)}, {literal(question.other.value)})"
            for column in columns
        )
        row = {"type": "text", "name": self._names.columns[f"{question.key}{DOT}{OTHER}"]}
        yield row | self.words("label", question.other.label) | {"relevant": " or ".join(chosen)}

    def _asked(self, question: Question, column: str, label: Words) -> FormRow:
        row = {"type": self._type(question), "name": self._names.columns[column]}
        row |= self.words("label", label) | self._constraint(question, column)
        more = {
            "required": "yes" if question.is_required else "",
            "appearance": _APPEARANCES.get(question.kind, ""),
            "parameters": _parameters(question),
        }
        return row | _filled(more) | self._offered(question)

    def _type(self, question: Question) -> str:
        if question.kind is Kind.NUMBER:
            return "decimal" if question.places else "integer"
        if question.kind in _PLAIN_TYPES:
            return _PLAIN_TYPES[question.kind]
        list_name = self._names.columns[question.key]
        return f"{_LIST_TYPES.get(question.kind, 'select_one')} {list_name}"

    def _offered(self, question: Question) -> FormRow:
        """Which choices are offered, where that depends on an answer."""
        rules = every(
            f"name != {literal(choice.value)} or {self._expressions.of(choice.show_if)}"
            for choice in question.choices
            if choice.show_if
        )
        return _filled({"choice_filter": rules})

    def _constraint(self, question: Question, column: str) -> FormRow:
        checks = [each for each in question.checks if _is_about(each, question, column)]
        parts = [self._checked(each.rule, column) for each in checks]
        messages = [each.message for each in checks]
        for part, message in self._bounds(question):
            parts.append(part)
            messages.append(message)
        if not parts:
            return {}
        said = {
            code: " ".join(message[code] for message in messages if message.get(code))
            for code in self._languages
        }
        return {"constraint": every(parts)} | self.words("constraint_message", said)

    def _checked(self, rule: Rule, column: str) -> str:
        """*rule* of a check: blanks that it would have to compare with break nothing."""
        compared = (leaf for leaf in rule.leaves() if leaf.op is not Op.ANSWERED)
        others = {name: None for leaf in compared for name in (leaf.question, leaf.other) if name}
        blanks = [f"{self._reference(name)} = ''" for name in others if name != column]
        return some([*blanks, self._expressions.of(rule, own=column)])

    def _bounds(self, question: Question) -> Iterator[tuple[str, Words]]:
        """What is checked without a rule, as this site says it."""
        if question.least is not None:
            least = number(question.least)
            yield f". >= {least}", self._said(lambda _c: _("Write %(least)s or more.", least=least))
        if question.most is not None:
            most = number(question.most)
            yield f". <= {most}", self._said(lambda _c: _("Write %(most)s or less.", most=most))
        for choice in question.choices:
            if choice.is_exclusive:
                alone = f"selected(., {literal(choice.value)}) and count-selected(.) > 1"
                yield opposite(alone), self._alone(choice)

    def _alone(self, choice: Choice) -> Words:
        return self._said(
            lambda code: _(
                "Choose “%(choice)s”, or the others. Not both.",
                choice=choice.label.get(code, choice.value),
            )
        )

    def _said(self, sentence: Callable[[str], str]) -> Words:
        """Our own *sentence* in each language of the survey."""
        said: dict[str, str] = {}
        for code in self._languages:
            language = BY_CODE.get(code, BY_CODE["en"])
            with force_locale(language.locale):
                said[code] = str(sentence(code))
        return said

    def _piped(self, text: str) -> str:
        """*text* with references to answers, and nothing else that looks like one."""
        plain = text.replace("${", "$\u200b{")
        return _PIPED.sub(lambda found: self._reference(found[1]), plain)

    def _reference(self, column: str) -> str:
        return self._expressions.reference(column)


def _filled(row: Mapping[str, str]) -> FormRow:
    return {head: cell for head, cell in row.items() if cell}


def _label(choice: Choice) -> Words:
    """The words of a choice, with what its picture shows where it has one."""
    return {
        code: f"{text} ({choice.alt[code]})" if choice.alt.get(code) else text
        for code, text in choice.label.items()
    }


def _parameters(question: Question) -> str:
    if question.kind is Kind.PHOTO:
        return _PHOTO
    # A form would mix in those that stay last here.
    stays = any(choice.is_exclusive or choice.is_other for choice in question.choices)
    is_mixed = question.is_random and question.choices and not stays
    return "randomize=true" if is_mixed else ""


def _is_about(check: Check, question: Question, column: str) -> bool:
    """Whether a hard *check* of *question* belongs beside the answer in *column*."""
    if check.is_soft:
        return False
    looked_at = check.rule.columns() & frozenset(question.columns())
    first = question.columns()[:1]
    return column in (looked_at or first)
