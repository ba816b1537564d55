"""A survey as the parts of a document, in one language: what a committee reads and agrees to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from babel import Locale
from babel.dates import format_date
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.core.i18n import BY_CODE, Language
from surveys.definitions.definition import END, Definition, Page
from surveys.definitions.piping import filled_in
from surveys.definitions.question import Check, Choice, Kind, Question, Words
from surveys.definitions.wording import (
    check_in_words,
    column_in_words,
    rule_in_words,
    skip_in_words,
)


class Look(StrEnum):
    """How a part looks."""

    TITLE = "title"
    HEADING = "heading"
    QUESTION = "question"
    TEXT = "text"
    NOTE = "note"  # ours, about what stands there
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph. The same survey has the same parts, one by one, in each language."""

    look: Look
    text: str


KINDS: Mapping[Kind, object] = {
    Kind.INFORMATION: _l("Only to read."),
    Kind.SINGLE: _l("Choose one."),
    Kind.SEVERAL: _l("Choose any that fit."),
    Kind.LIST: _l("Choose one from a list."),
    Kind.PICTURES: _l("Choose one picture."),
    Kind.AGREE: _l("Choose how much you agree."),
    Kind.RATING: _l("Choose one of five faces, each with words."),
    Kind.YES_NO: _l("Choose yes or no, or rather not say."),
    Kind.MATRIX: _l("Choose one answer for each line."),
    Kind.RANKING: _l("Put in order, first what matters most."),
    Kind.SHORT_TEXT: _l("Write a few words."),
    Kind.LONG_TEXT: _l("Write as much as you want."),
    Kind.NUMBER: _l("Write a number."),
    Kind.DATE: _l("Write a day, a month and a year."),
    Kind.CONSENT: _l("Tick to agree."),
    Kind.PHOTO: _l("Add a photo. What it says about place and time is taken out."),
    Kind.VOICE: _l("Say it in a recording of up to three minutes."),
}


def parts_of(definition: Definition, code: str) -> Sequence[Part]:
    """Everything that *definition* says and asks, in the language *code*."""
    language = BY_CODE.get(code, BY_CODE["en"])
    with force_locale(Locale.parse(language.locale)):
        return list(_Parts(definition, language).all())


class _Parts:
    def __init__(self, definition: Definition, language: Language) -> None:
        self._definition = definition
        self._code = language.code
        self._numbers = {
            question.key: number
            for number, question in enumerate(
                (each for each in definition.questions() if each.asks), 1
            )
        }

    def all(self) -> Iterator[Part]:
        yield from self._said(Look.TITLE, self._definition.title)
        if self._definition.drafts:
            note = _("A machine made this translation. No native speaker has checked it.")
            yield Part(Look.NOTE, str(note) if self._code in self._definition.drafts else "")
        yield from self._call()
        yield from self._said(Look.TEXT, self._definition.introduction)
        section = ""
        for number, page in enumerate(self._definition.pages, 1):
            yield from self._section(page, section)
            section = page.section
            yield from self._page(page, number)
        yield from self._ends()

    def _said(self, look: Look, words: Words) -> Iterator[Part]:
        """A text of the survey, where it has one in any language."""
        if any(words.values()):
            yield Part(look, self._words(words))

    def _words(self, words: Words) -> str:
        codes = (self._code, *self._definition.languages)
        text = next((words[code] for code in codes if words.get(code)), "")
        return filled_in(text, self._place_of_answer)

    def _place_of_answer(self, column: str) -> str:
        asked = column_in_words(column, self._definition, self._code)
        return str(_("[the answer to “%(question)s”]", question=asked))

    def _call(self) -> Iterator[Part]:
        call = self._definition.call
        if call is None:
            return
        yield from self._named(_("Who will listen"), call.listener)
        yield from self._named(_("What can change"), call.change)
        yield from self._named(_("Why we ask"), call.reasons)
        for heading, day in (
            (_("The day of the decision"), call.decide_on),
            (_("When people hear what came of it"), call.hear_by),
        ):
            if day:
                yield Part(Look.HEADING, str(heading))
                yield Part(Look.TEXT, self._day(day))

    def _named(self, heading: str, words: Words) -> Iterator[Part]:
        if any(words.values()):
            yield Part(Look.HEADING, str(heading))
            yield Part(Look.TEXT, self._words(words))

    def _day(self, iso: str) -> str:
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        locale = Locale.parse(BY_CODE.get(self._code, BY_CODE["en"]).tag, sep="-")
        return str(format_date(day, "long", locale=locale))

    def _section(self, page: Page, before: str) -> Iterator[Part]:
        titles = {section.key: section.title for section in self._definition.sections}
        if page.section != before and page.section in titles:
            yield from self._said(Look.HEADING, titles[page.section])

    def _page(self, page: Page, number: int) -> Iterator[Part]:
        last = len(self._definition.pages)
        yield Part(Look.HEADING, str(_("Page %(number)s of %(last)s", number=number, last=last)))
        yield from self._said(Look.TEXT, page.heading)
        if page.show_if:
            yield Part(Look.NOTE, rule_in_words(page.show_if, self._definition, self._code))
        if page.is_random:
            yield Part(Look.NOTE, str(_("The questions of this page come in any order.")))
        for question in page.questions:
            yield from self._question(question)
        for skip in page.skips:
            to = self._place(skip.to)
            text = skip_in_words(skip.rule, to, self._definition, self._code)
            yield Part(Look.NOTE, text)

    def _place(self, to: str) -> str:
        if to == END:
            return str(_("the end"))
        found = self._definition.exit(to)
        if found is not None:
            return str(_("the page “%(heading)s”", heading=self._words(found.heading)))
        numbers = {page.key: number for number, page in enumerate(self._definition.pages, 1)}
        return str(_("page %(number)s", number=numbers.get(to, to)))

    def _question(self, question: Question) -> Iterator[Part]:
        wording = self._words(question.wording)
        number = self._numbers.get(question.key)
        yield Part(Look.QUESTION, f"{number}. {wording}" if number else wording)
        yield from self._said(Look.TEXT, question.hint)
        yield Part(Look.NOTE, " ".join(self._how(question)))
        if question.show_if:
            yield Part(Look.NOTE, rule_in_words(question.show_if, self._definition, self._code))
        for row in question.rows:
            yield from self._said(Look.QUESTION, row.label)
        for choice in question.choices:
            yield Part(Look.CHOICE, self._choice(choice))
        for check in question.checks:
            yield from self._check(check)

    def _how(self, question: Question) -> Iterator[str]:
        yield str(KINDS[question.kind])
        if question.least is not None:
            yield str(_("%(least)s or more.", least=question.least))
        if question.most is not None:
            yield str(_("%(most)s or less.", most=question.most))
        if question.is_random:
            yield str(_("The choices come in any order."))
        if question.is_required:
            yield str(_("This one needs an answer."))
        elif question.asks:
            yield str(_("It can be left blank."))

    def _choice(self, choice: Choice) -> str:
        notes = []
        if any(choice.alt.values()):
            notes.append(str(_("The picture shows: %(alt)s.", alt=self._words(choice.alt))))
        if choice.is_exclusive:
            notes.append(str(_("It goes with no other choice.")))
        if choice.is_other:
            notes.append(str(_("There is room to say which.")))
        if choice.show_if:
            notes.append(rule_in_words(choice.show_if, self._definition, self._code))
        label = self._words(choice.label)
        return f"{label} ({' '.join(notes)})" if notes else label

    def _check(self, check: Check) -> Iterator[Part]:
        message = self._words(check.message)
        if check.is_soft:
            said = _(
                "Otherwise people are asked once whether they mean it: “%(text)s”", text=message
            )
        else:
            said = _("Otherwise people read: “%(text)s”", text=message)
        rule = check_in_words(check.rule, self._definition, self._code)
        yield Part(Look.NOTE, f"{rule} {said}")

    def _ends(self) -> Iterator[Part]:
        for each in self._definition.exits:
            heading = _("For people whom the questions are not for")
            yield Part(Look.HEADING, str(heading))
            yield from self._said(Look.QUESTION, each.heading)
            yield from self._said(Look.TEXT, each.body)
        if any(self._definition.thanks.values()):
            yield Part(Look.HEADING, str(_("After Send")))
            yield from self._said(Look.TEXT, self._definition.thanks)
