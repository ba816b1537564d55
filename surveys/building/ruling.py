"""The editor of a rule: which questions it may look at, what its form says, how a line is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from feedback.core.text import one_line
from surveys.building.lines import (
    BARE,
    COMPARING,
    COUNTING,
    How,
    Line,
    Lines,
    is_day,
    number,
    ways,
)
from surveys.building.panels import Part
from surveys.building.parts import Place
from surveys.building.places import root_of
from surveys.definitions.definition import Definition
from surveys.definitions.question import Kind, Question
from surveys.definitions.rules import TODAY
from surveys.definitions.wording import column_in_words, plain_text

MOST_LINES = 20

#: The ways in words, and those that are said in another way of days.
WAYS: Mapping[How, LazyString] = {
    How.IS: _l("is"),
    How.IS_NOT: _l("is not"),
    How.HAS: _l("includes"),
    How.HAS_NOT: _l("does not include"),
    How.MORE: _l("is more than"),
    How.AT_LEAST: _l("is at least"),
    How.LESS: _l("is less than"),
    How.AT_MOST: _l("is at most"),
    How.FEWEST: _l("has at least so many choices"),
    How.MOST: _l("has at most so many choices"),
    How.SHORTEST: _l("has at least so many letters"),
    How.LONGEST: _l("has at most so many letters"),
    How.MATCHES: _l("has this form (a pattern)"),
    How.ANSWERED: _l("has been answered"),
    How.BLANK: _l("has been left blank"),
}
_OF_DAYS: Mapping[How, LazyString] = {
    How.MORE: _l("is after"),
    How.AT_LEAST: _l("is on or after"),
    How.LESS: _l("is before"),
    How.AT_MOST: _l("is on or before"),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as the form shows it."""

    line: Line
    words: str
    ways: Sequence[tuple[str, str]]
    choices: Sequence[tuple[str, str]]
    others: Sequence[tuple[str, str]]
    is_day: bool
    is_today: bool
    complaint: str

    @property
    def value(self) -> str:
        """What is written in the box; nothing where today is ticked."""
        return "" if self.is_today or not self.line.values else self.line.values[0]


def columns_for(definition: Definition, place: Place) -> Sequence[str]:
    """The columns of answers that a rule at *place* may look at, in order.

    Those of earlier pages and of earlier questions of the same page; a check sees its own question
    too, and a skip its whole page.
    """
    found: list[str] = []
    for page in definition.pages:
        if place.group == "pages" and page.key == place.key and place.name == "show_if":
            return found
        for question in page.questions:
            if question.key == place.key and place.group == "questions":
                return [*question.columns(), *found] if place.name == "checks" else found
            found += question.columns()
        if place.group == "pages" and page.key == place.key:
            return found
    return found


def offered(definition: Definition, columns: Sequence[str]) -> list[tuple[str, str]]:
    """*columns* with their questions in words, numbered as the outline numbers them."""
    asking = [each.key for each in definition.questions() if each.asks]
    return [
        (each, _numbered(definition, asking, each)) for each in columns if root_of(each) in asking
    ]


def _numbered(definition: Definition, asking: Sequence[str], column: str) -> str:
    words = column_in_words(column, definition, definition.languages[0])
    number = asking.index(root_of(column)) + 1
    return str(_("%(number)s. %(question)s", number=number, question=words))


def kinds_of(definition: Definition) -> dict[str, Kind]:
    """Of each column, the kind of question that it belongs to."""
    return {
        column: question.kind
        for question in definition.questions()
        for column in question.columns()
    }


def posted(sent: MultiDict[str, str]) -> Lines:
    """The lines that a form sent, in the order of its rows; what cannot be read is left out."""
    lines = []
    for place in range(MOST_LINES):
        column, how = sent.get(f"column-{place}"), sent.get(f"how-{place}", "")
        if column and how in set(How):
            lines.append(_line(sent, place, column, How(how)))
    return Lines(tuple(lines), sent.get("joined") == "any")


def _line(sent: MultiDict[str, str], place: int, column: str, how: How) -> Line:
    if how in BARE:
        return Line(column, how)
    other = sent.get(f"other-{place}", "") if how in COMPARING else ""
    if other:
        return Line(column, how, (), other)
    if sent.get(f"today-{place}"):
        return Line(column, how, (TODAY,))
    typed = sent.getlist(f"value-{place}")
    return Line(column, how, tuple(value for each in typed if (value := one_line(each))))


def begun(definition: Definition, column: str) -> Line | None:
    """A new line about *column*, in the way that is meant most often, so that what is then ticked
    counts. None for an unknown column."""
    question = definition.question_with(column)
    if question is None or column not in question.columns():
        return None
    return Line(column, ways(question, column)[0])


def complaints(lines: Lines, definition: Definition) -> dict[int, str]:
    """What is missing or wrong, by the place of the line."""
    found = {}
    for place, line in enumerate(lines.lines):
        question = definition.question_with(line.column)
        complaint = _complaint(line, question)
        if complaint:
            found[place] = complaint
    return found


def _complaint(line: Line, question: Question | None) -> str:
    if question is None:
        return str(_("This question is not there any more. Take this condition away."))
    if line.how not in ways(question, line.column):
        return str(_("This cannot be asked of this question. Choose another way."))
    return "" if line.how in BARE or line.other else _of_values(line, question)


def _of_values(line: Line, question: Question) -> str:
    if not line.values:
        return str(_("Say with which answer, or choose “has been answered”."))
    if question.kind is Kind.DATE and not all(is_day(each) for each in line.values):
        return str(_("Choose a day."))
    if question.kind is Kind.NUMBER or line.how in COUNTING:
        return "" if _is_number(line.values[0]) else str(_("Write a number in digits."))
    return ""


def _is_number(written: str) -> bool:
    try:
        number(written)
    except ValueError:
        return False
    return True


def shown(
    lines: Lines,
    definition: Definition,
    columns: Sequence[str],
    complaints_by_place: Mapping[int, str],
) -> list[ShownLine]:
    """Every line with what its form offers."""
    return [
        _shown(line, definition, columns, complaints_by_place.get(place, ""))
        for place, line in enumerate(lines.lines)
    ]


def _shown(line: Line, definition: Definition, columns: Sequence[str], complaint: str) -> ShownLine:
    source = definition.languages[0]
    question = definition.question_with(line.column)
    is_date = question is not None and question.kind is Kind.DATE
    words = {**WAYS, **_OF_DAYS} if is_date else WAYS
    possible = ways(question, line.column) if question else (line.how,)
    is_text = question is not None and line.column in question.text_columns()
    choices = question.choices if question and not is_text else ()
    return ShownLine(
        line=line,
        words=column_in_words(line.column, definition, source),
        ways=[(how.value, str(words[how])) for how in dict.fromkeys((*possible, line.how))],
        choices=[(each.value, plain_text(each.label, definition, source)) for each in choices],
        others=_comparable(definition, question, line.column, columns),
        is_day=is_date,
        is_today=TODAY in line.values,
        complaint=complaint,
    )


def _comparable(
    definition: Definition, question: Question | None, column: str, columns: Sequence[str]
) -> list[tuple[str, str]]:
    """Other numbers beside a number, other days beside a day."""
    if question is None or question.kind not in {Kind.NUMBER, Kind.DATE}:
        return []
    kinds = kinds_of(definition)
    same = [each for each in columns if each != column and kinds.get(each) is question.kind]
    return offered(definition, same)


def repeatable(definition: Definition, part: Part) -> list[tuple[str, str]]:
    """Answers that the words of a question may repeat: those to earlier questions, not too long."""
    if part.question is None:
        return []
    place = Place(group="questions", key=part.key, name="show_if")
    kinds = kinds_of(definition)
    columns = columns_for(definition, place)
    return offered(definition, [each for each in columns if kinds[each] is not Kind.LONG_TEXT])
