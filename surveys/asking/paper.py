"""A survey on paper: every question with its boxes, and routing said in words.

On paper nobody is led from page to page, so each question has a number and says whom it is for.
Photos and recordings cannot be put on paper and are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.lists import format_list
from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from surveys.definitions.definition import END, Definition, Page, Skip
from surveys.definitions.fields import Asked, asked
from surveys.definitions.question import CHOICE_KINDS, FILE_KINDS, Kind, Question
from surveys.definitions.rules import Op, Rule
from surveys.definitions.wording import condition_in_words, value_in_words

_MANY = 8  # choices; more stand in two columns
#: Rules about choices of one question, which a number says shorter than the whole wording.
_TICKS = frozenset({Op.EQUALS, Op.CONTAINS, Op.ONE_OF})
#: How a kind is answered on paper: the part of the template that draws it.
_LOOKS = {
    Kind.INFORMATION: "information",
    Kind.SEVERAL: "several",
    Kind.RANKING: "ranking",
    Kind.MATRIX: "matrix",
    Kind.SHORT_TEXT: "line",
    Kind.LONG_TEXT: "lines",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.CONSENT: "consent",
}


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One box to tick; *only* says to whom it is offered, where not to everybody."""

    value: str
    label: str
    picture: str
    alt: str
    is_other: bool
    only: str


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question on the paper. *number* is 0 for words that are only read."""

    question: Question
    number: int
    look: str
    wording: str
    hint: str
    how: str
    only: Sequence[str]  # whom it is for, as whole sentences
    choices: Sequence[PaperChoice]
    rows: Sequence[tuple[str, str]]
    then: Sequence[str]  # where to go on, as whole sentences

    @property
    def has_many(self) -> bool:
        """Whether its choices stand in two columns."""
        return len(self.choices) > _MANY


@dataclass(frozen=True, slots=True)
class PaperPart:
    """Questions under one heading, where there is one."""

    heading: str
    questions: Sequence[PaperQuestion]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole survey on paper in one language."""

    title: str
    introduction: str
    thanks: str
    parts: Sequence[PaperPart]
    language: str


def on_paper(definition: Definition, language: str) -> Paper:
    """*definition* on paper in *language*, one that it has or may yet lack words of."""
    with force_locale(BY_CODE[language].locale):
        return _Press(definition, language).paper()


def numbers_of(definition: Definition) -> dict[str, int]:
    """The number that each question has on paper, by its key."""
    asking = [each.key for each in definition.questions() if each.asks and not each.is_file]
    return {key: number for number, key in enumerate(asking, start=1)}


class _Press:
    """What is needed to put one survey on paper."""

    def __init__(self, definition: Definition, language: str) -> None:
        self.definition = definition
        self.language = language
        self.shown_in = definition.language_for(language)
        self.numbers = numbers_of(definition)

    def paper(self) -> Paper:
        """The whole of it."""
        texts = self.definition
        return Paper(
            title=texts.title.get(self.shown_in, ""),
            introduction=texts.introduction.get(self.shown_in, ""),
            thanks=texts.thanks.get(self.shown_in, ""),
            parts=[part for page in texts.pages if (part := self._part(page)).questions],
            language=self.shown_in,
        )

    def _part(self, page: Page) -> PaperPart:
        kept = [each for each in page.questions if each.kind not in FILE_KINDS]
        return PaperPart(
            heading=page.heading.get(self.shown_in, ""),
            questions=[self._question(each, page, is_last=each is kept[-1]) for each in kept],
        )

    def _question(self, question: Question, page: Page, *, is_last: bool) -> PaperQuestion:
        said = asked(question, self.shown_in)
        return PaperQuestion(
            question=question,
            number=self.numbers.get(question.key, 0),
            look=_LOOKS.get(question.kind, "single"),
            wording=said.wording,
            hint=said.hint,
            how=self._how(question),
            only=[self._only(rule, question) for rule in (page.show_if, question.show_if) if rule],
            choices=list(self._choices(question, said)),
            rows=[(row.key, said.text(row.label)) for row in question.rows],
            then=[self._then(skip) for skip in page.skips] if is_last else [],
        )

    def _choices(self, question: Question, said: Asked) -> Iterator[PaperChoice]:
        for choice in question.choices if question.kind in CHOICE_KINDS else ():
            yield PaperChoice(
                value=choice.value,
                label=said.text(choice.label),
                picture=choice.picture,
                alt=said.text(choice.alt),
                is_other=choice.is_other,
                only=self._only(choice.show_if, question) if choice.show_if else "",
            )

    def _how(self, question: Question) -> str:
        """What to do with the pen."""
        match question.kind:
            case Kind.SEVERAL:
                alone = [each for each in question.choices if each.is_exclusive]
                if alone:
                    label = alone[0].label.get(self.shown_in, "")
                    return str(_("Tick any number of boxes, or only “%(choice)s”.", choice=label))
                return str(_("Tick any number of boxes."))
            case Kind.RANKING:
                return str(_("Write 1 beside what matters most to you, then 2, and so on."))
            case Kind.MATRIX:
                return str(_("Tick one box in each row."))
            case kind if kind in CHOICE_KINDS:
                return str(_("Tick one box."))
        return ""

    def _only(self, rule: Rule, question: Question) -> str:
        tick = self._tick(rule)
        if tick and question.asks:
            return str(
                _("Answer this only if you ticked %(answer)s at question %(number)s.", **tick)
            )
        if tick:
            return str(_("Read this only if you ticked %(answer)s at question %(number)s.", **tick))
        condition = self._condition(rule)
        if question.asks:
            return str(_("Answer this only when %(condition)s.", condition=condition))
        return str(_("Read this only when %(condition)s.", condition=condition))

    def _then(self, skip: Skip) -> str:
        found = self.definition.exit(skip.to)
        if found is not None:
            words = found.heading.get(self.shown_in, ""), found.body.get(self.shown_in, "")
            end = "\n".join(each for each in words if each)
            return f"{self._when(skip, _('you can stop here'))} {end}"
        if skip.to == END:
            return self._when(skip, _("go to the end"))
        return self._when(skip, _("go to question %(number)s", number=self._first(skip.to)))

    def _when(self, skip: Skip, what: str) -> str:
        """*what* somebody does after this page, with the condition on which they do it."""
        if skip.rule is None:
            return str(_("After this: %(what)s.", what=what))
        tick = self._tick(skip.rule)
        if tick:
            sentence = _(
                "If you ticked %(answer)s at question %(number)s: %(what)s.", what=what, **tick
            )
        else:
            condition = self._condition(skip.rule)
            sentence = _("When %(condition)s: %(what)s.", condition=condition, what=what)
        return str(sentence)

    def _tick(self, rule: Rule) -> dict[str, object]:
        """The answers and the number of a rule about choices; empty for any other rule."""
        question = self.definition.question(rule.question)
        values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
        offered = {each.value for each in question.choices} if question else set()
        if question is None or rule.op not in _TICKS or rule.other or not set(values) <= offered:
            return {}
        labels = [
            f"“{value_in_words(value, rule.question, self.definition, self.shown_in)}”"
            for value in values
        ]
        answer = format_list(labels, "or", locale=BY_CODE[self.shown_in].locale)
        return {"answer": answer, "number": self.numbers.get(question.key, 0)}

    def _condition(self, rule: Rule) -> str:
        return condition_in_words(rule, self.definition, self.shown_in)

    def _first(self, key: str) -> int:
        """The number of the first question to answer from the page called *key* on."""
        pages = [page.key for page in self.definition.pages]
        later = self.definition.pages[pages.index(key) :]
        asking = (each for page in later for each in page.questions)
        found = (self.numbers[each.key] for each in asking if each.key in self.numbers)
        return next(found, 0)
