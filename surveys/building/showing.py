"""A draft as the builder shows it: the outline, what refers to what, and what is to be mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from surveys.building import places
from surveys.building.kinds import KINDS
from surveys.building.mentions import How, Mention
from surveys.building.queries import Draft
from surveys.definitions.definition import END, DefinitionError, Page
from surveys.definitions.question import Question
from surveys.definitions.texts import Part, texts
from surveys.definitions.wording import condition_in_words, plain_text, skip_in_words

#: What a text is called where something in it repeats an answer.
_PARTS = {
    Part.TITLE: _l("the title"),
    Part.INTRODUCTION: _l("the introduction"),
    Part.THANKS: _l("the thank-you words"),
    Part.HEADING: _l("the heading of a page"),
    Part.WORDING: _l("the words of a question"),
    Part.HINT: _l("the hint of a question"),
    Part.CHOICE: _l("an answer of a question"),
    Part.ROW: _l("a statement of a question"),
    Part.MESSAGE: _l("the message of a check"),
    Part.EXIT_HEADING: _l("the heading of an exit page"),
    Part.EXIT_BODY: _l("the words of an exit page"),
}
_HOW: dict[How, LazyString] = {
    How.SHOWS_QUESTION: _l("“%(name)s” is shown because of it."),
    How.SHOWS_PAGE: _l("The page of “%(name)s” is shown because of it."),
    How.SHOWS_CHOICE: _l("Answers of “%(name)s” are shown because of it."),
    How.CHECKS: _l("A check of “%(name)s” looks at it."),
    How.SKIPS: _l("After “%(name)s”, people go on somewhere else because of it."),
}


#: What the parts of a fault's place are called; those with a number, counted from 1.
_FAULTY: dict[str, LazyString] = {
    "title": _l("Title"),
    "introduction": _l("Introduction"),
    "thanks": _l("Thank-you words"),
    "heading": _l("Heading"),
    "body": _l("What it says"),
    "wording": _l("Question"),
    "hint": _l("Hint under it"),
    "rows": _l("Statements"),
    "choices": _l("Answers to choose from"),
    "checks": _l("What an answer must be"),
    "message": _l("What people read when it is not so"),
    "alt": _l("What the picture shows"),
    "show_if": _l("When it is shown"),
    "skips": _l("Where people go on"),
    "listener": _l("Who will listen?"),
    "change": _l("What can change because of what people say?"),
    "reasons": _l("Why do you ask now?"),
    "hear_by": _l("By when will people hear what came of it?"),
    "decide_on": _l("When is it decided?"),
}
_NUMBERED: dict[str, LazyString] = {
    "rows": _l("Statement %(number)s"),
    "choices": _l("Answer %(number)s"),
    "checks": _l("Check %(number)s"),
}


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question of the outline."""

    question: Question
    number: int | None  # none for words to read
    words: str
    faults: int

    @property
    def at(self) -> str:
        """Where the builder edits it."""
        return f"questions.{self.question.key}"

    @property
    def picture(self) -> str:
        """The picture of its kind."""
        return KINDS[self.question.kind].picture

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return str(KINDS[self.question.kind].name)


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of the outline; *section* is the title of a section that begins here."""

    page: Page
    number: int
    section: str
    section_key: str
    heading: str
    rows: Sequence[QuestionRow]
    condition: str
    skips: Sequence[str]
    faults: int


def outline(draft: Draft) -> list[PageRow]:
    """Every page with its questions, numbered as people see them."""
    found: list[PageRow] = []
    number, before = 0, ""
    for place, page in enumerate(draft.definition.pages, 1):
        rows = []
        for question in page.questions:
            number += question.asks
            rows.append(_question_row(draft, question, number))
        starts = bool(page.section) and page.section != before
        found.append(_page_row(draft, page, place, rows, starts=starts))
        before = page.section
    return found


def _question_row(draft: Draft, question: Question, number: int) -> QuestionRow:
    return QuestionRow(
        question=question,
        number=number if question.asks else None,
        words=_said(draft, question),
        faults=sum(1 for fault in draft.faults if fault.question == question.key),
    )


def _page_row(
    draft: Draft, page: Page, place: int, rows: Sequence[QuestionRow], *, starts: bool
) -> PageRow:
    definition, source = draft.definition, draft.source
    section = next((each for each in definition.sections if each.key == page.section), None)
    return PageRow(
        page=page,
        number=place,
        section=plain_text(section.title, definition, source) if section and starts else "",
        section_key=page.section if starts else "",
        heading=plain_text(page.heading, definition, source),
        rows=rows,
        condition=condition_in_words(page.show_if, definition, source) if page.show_if else "",
        skips=[
            skip_in_words(each.rule, place_called(draft, each.to), definition, source)
            for each in page.skips
        ],
        faults=sum(1 for each in draft.faults if each.page == page.key and not each.question),
    )


def _said(draft: Draft, question: Question | None) -> str:
    if question is None:
        return str(_("a question that is gone"))
    return plain_text(question.wording, draft.definition, draft.source) or question.key


def called(draft: Draft, key: str) -> str:
    """A question or a page by what it asks first."""
    page = next((each for each in draft.definition.pages if each.key == key), None)
    if page is not None and page.questions and draft.definition.question(key) is None:
        return plain_text(page.heading, draft.definition, draft.source) or _said(
            draft, page.questions[0]
        )
    return _said(draft, draft.definition.question(key))


def place_called(draft: Draft, target: str) -> str:
    """Where a skip leads to, in words."""
    if target == END:
        return str(_("the end"))
    leave = draft.definition.exit(target)
    if leave is not None:
        heading = plain_text(leave.heading, draft.definition, draft.source)
        return str(_("the exit page “%(heading)s”", heading=heading))
    pages = [each.key for each in draft.definition.pages]
    if target not in pages:
        return target
    number, name = pages.index(target) + 1, _page_called(draft, target)
    return str(_("page %(number)s, “%(heading)s”", number=number, heading=name))


def _page_called(draft: Draft, key: str) -> str:
    page = next(each for each in draft.definition.pages if each.key == key)
    heading = plain_text(page.heading, draft.definition, draft.source)
    return heading or _said(draft, page.questions[0] if page.questions else None)


def targets(draft: Draft, page_key: str) -> list[tuple[str, str]]:
    """Where people can be sent on to after a page: later pages, exits, the end."""
    keys = [each.key for each in draft.definition.pages]
    later = keys[keys.index(page_key) + 1 :] if page_key in keys else []
    places = [*later, *(each.key for each in draft.definition.exits), END]
    return [(each, place_called(draft, each)) for each in places]


def mention_in_words(draft: Draft, mention: Mention) -> str:
    """What would be lost with whatever is looked at."""
    if mention.how is How.REPEATS:
        text = next(each for each in texts(draft.plain) if each.path == mention.place)
        return str(_("The answer is repeated in %(text)s.", text=_PARTS[text.part]))
    name = called(draft, mention.place)
    if mention.how in {How.SKIPS, How.SHOWS_PAGE}:
        name = _page_called(draft, mention.place)
    return str(_HOW[mention.how]) % {"name": name}


@dataclass(frozen=True, slots=True)
class ShownFault:
    """Something to mend, and where the builder mends it."""

    where: str
    part: str  # of that place; often empty
    why: str
    at: str


def faults_shown(draft: Draft) -> list[ShownFault]:
    """Everything that stands in the way of publishing, each with its place."""
    return [
        ShownFault(_where(draft, fault), _faulty(fault.place), fault.why, _at(draft, fault))
        for fault in draft.faults
    ]


def _faulty(place: str) -> str:
    """What is at fault there, in words: the innermost part that has a name."""
    for step in reversed(place.split(" > ")):
        name, _space, number = step.partition(" ")
        if number and name in _NUMBERED:
            return str(_NUMBERED[name]) % {"number": number}
        if name in _FAULTY:
            return str(_FAULTY[name])
    return ""


def _where(draft: Draft, fault: DefinitionError) -> str:
    if fault.question:
        return called(draft, fault.question)
    if fault.page:
        return _page_called(draft, fault.page)
    group, _dot, key = _at(draft, fault).partition(".")
    return place_called(draft, key) if group == "exits" else str(_("The survey"))


def _at(draft: Draft, fault: DefinitionError) -> str:
    if fault.question:
        return f"questions.{fault.question}"
    if fault.page:
        return f"pages.{fault.page}"
    group, _space, number = fault.place.partition(" > ")[0].partition(" ")
    if group in {"sections", "exits"} and number.isdigit():
        parts = draft.plain.get(group) or []
        place = int(number) - 1
        return f"{group}.{parts[place]['key']}" if place < len(parts) else "survey"
    return "call" if group == "call" else "survey"


def label_of(draft: Draft, key: str, group: str, name: str) -> str:
    """The label of a choice or a row. Raises NoSuchPlace."""
    parts = places.question(draft.plain, key).get(group) or []
    found = parts[places.index_of(parts, "key" if group == "rows" else "value", name)]
    return str(found.get("label", {}).get(draft.source, "")) or name


def title_of(draft: Draft, group: str, key: str) -> str:
    """The title of a section or the heading of an exit. Raises NoSuchPlace."""
    found = places.part(draft.plain, group, key)
    words = found.get("title") or found.get("heading") or {}
    return str(words.get(draft.source, "")) or key
