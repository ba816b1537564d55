"""Where something is in a definition, and every text with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from surveys.definitions.definition import Call, Definition, DefinitionError, Page
from surveys.definitions.question import Question, Words


@dataclass(frozen=True, slots=True)
class At:
    """A place in a definition, in its own names and counted from 1."""

    path: str = ""
    page: str = ""
    question: str = ""

    def into(self, name: str, number: int | None = None) -> "At":
        """The place one step further in."""
        step = name if number is None else f"{name} {number}"
        return replace(self, path=f"{self.path} > {step}" if self.path else step)

    def refused(self, why: str) -> DefinitionError:
        """The refusal of what is at this place."""
        place = self.path or str(_("the survey"))
        return DefinitionError(place, why, page=self.page, question=self.question)


def pages_of(definition: Definition) -> Iterator[tuple[At, Page]]:
    """Each page with its place."""
    for number, page in enumerate(definition.pages, 1):
        yield replace(At().into("pages", number), page=page.key), page


def questions_on(at: At, page: Page) -> Iterator[tuple[At, Question]]:
    """Each question of *page*, which is at *at*, with its place."""
    for number, question in enumerate(page.questions, 1):
        yield replace(at.into("questions", number), question=question.key), question


def questions_of(definition: Definition) -> Iterator[tuple[At, Question]]:
    """Each question with its place."""
    for at, page in pages_of(definition):
        yield from questions_on(at, page)


Text = tuple[At, Words, bool]


def texts_of(definition: Definition) -> Iterator[Text]:
    """Each text with its place, and whether it may not be blank."""
    yield At().into("title"), definition.title, True
    yield At().into("introduction"), definition.introduction, False
    yield At().into("thanks"), definition.thanks, False
    for number, section in enumerate(definition.sections, 1):
        yield At().into("sections", number).into("title"), section.title, True
    for number, each in enumerate(definition.exits, 1):
        at = At().into("exits", number)
        yield at.into("heading"), each.heading, True
        yield at.into("body"), each.body, True
    if definition.call:
        yield from _texts_of_call(definition.call)
    for at, page in pages_of(definition):
        yield at.into("heading"), page.heading, False
        for place, question in questions_on(at, page):
            yield from texts_in(place, question)


def _texts_of_call(call: Call) -> Iterator[Text]:
    at = At().into("call")
    yield at.into("listener"), call.listener, True
    yield at.into("change"), call.change, True
    yield at.into("reasons"), call.reasons, False


def texts_in(at: At, question: Question) -> Iterator[Text]:
    """Each text of *question*, which is at *at*."""
    yield at.into("wording"), question.wording, True
    yield at.into("hint"), question.hint, False
    for number, choice in enumerate(question.choices, 1):
        place = at.into("choices", number)
        yield place.into("label"), choice.label, True
        yield place.into("alt"), choice.alt, bool(choice.picture)
    for number, row in enumerate(question.rows, 1):
        yield at.into("rows", number).into("label"), row.label, True
    for number, check in enumerate(question.checks, 1):
        yield at.into("checks", number).into("message"), check.message, True
