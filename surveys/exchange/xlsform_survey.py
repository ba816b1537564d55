"""The rows of an XLSForm's survey sheet, one after another: groups, questions, calculations."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from feedback.core.lines import Verb
from surveys.definitions.question import Kind
from surveys.exchange.columns import RawWords, Record
from surveys.exchange.found import Condition, Found, FoundChoice, FoundPage, FoundQuestion
from surveys.exchange.report import Report
from surveys.exchange.xlsform_types import Control, HiddenType, Select, Simple, type_of

#: More choices than this are chosen from a list.
LONG_LIST = 15
#: What one dialect writes where it has no words.
_NO_WORDS = frozenset({"NO_LABEL", "DELETE_THIS_LINE", "-", "."})
_PARAMETER = re.compile(r"([a-z_]+)\s*=\s*([^\s;,]+)")
_YES = frozenset({"yes", "true", "true()", "1"})


@dataclass
class _Group:
    number: int
    record: Record
    repeats: bool
    heading: RawWords
    page: FoundPage | None = None
    conditions: tuple[Condition, ...] = ()

    @property
    def look(self) -> str:
        return self.record["appearance"].lower()

    @property
    def is_page(self) -> bool:
        return "field-list" in self.look or "table-list" in self.look


@dataclass
class Survey:
    """What was read so far, and the groups that are open."""

    lists: Mapping[str, Sequence[FoundChoice]]
    report: Report
    found: Found = field(default_factory=Found)
    _open: list[_Group] = field(default_factory=list)
    _groups: int = 0

    def walk(self, records: Sequence[Record]) -> None:
        """Take every row."""
        for record in records:
            if record["type"]:
                self._take(record)
        for group in self._open:
            why = [_("The group does not end: the rest of the file is in it.")]
            self.report.add(Verb.CHANGED, group.record.place, group.record["name"], why=why)

    def _take(self, record: Record) -> None:
        sort = type_of(record["type"])
        if record["disabled"].strip().lower() in _YES:
            self._leave_out(record, _("It is switched off in the file."))
        elif isinstance(sort, Control):
            self._begin(record, repeats=sort.repeats) if sort.begins else self._end(record)
        elif isinstance(sort, HiddenType) or "hidden" in record["appearance"].lower().split():
            self._hide(record)
        else:
            self._ask(record, sort)

    def _leave_out(self, record: Record, why: str) -> None:
        name = record["name"]
        self.found.unaskable[name] = _("“%(name)s” was left out.", name=name)
        self.report.add(Verb.REFUSED, record.place, name, was=record["type"], why=[why])

    def _hide(self, record: Record) -> None:
        name, calculation = record["name"], record["calculation"]
        if calculation:
            self.found.calculations[name] = calculation
        reason = _("“%(name)s” is not asked: the file fills it in by itself.", name=name)
        self.found.unaskable[name] = reason
        why = [_("It is hidden in the file: nobody is asked.")]
        was = f"{record['type']} {calculation}".strip()
        self.report.add(Verb.REFUSED, record.place, name, was=was, why=why)

    def _begin(self, record: Record, *, repeats: bool) -> None:
        self._groups += 1
        conditions = self._conditions(record)
        heading = _worded(record.said("label"))
        group = _Group(self._groups, record, repeats, heading, conditions=conditions)
        self._open.append(group)
        name = record["name"]
        self.found.unaskable[name] = _("“%(name)s” is a group.", name=name)
        why = []
        if repeats:
            why = [_("Questions cannot be repeated: each is asked once.")]
        verb = Verb.CHANGED if repeats else Verb.TAKEN
        now = _("a page") if group.is_page else _("a part")
        self.report.add(verb, record.place, name, was=record["type"], now=now, why=why)

    def _end(self, record: Record) -> None:
        if self._open:
            self._open.pop()
            return
        why = [_("It ends a group that did not begin.")]
        self.report.add(Verb.REFUSED, record.place, record["name"], was=record["type"], why=why)

    def _ask(self, record: Record, sort: Select | Simple) -> None:
        self.report.visible += 1
        question = FoundQuestion(
            place=record.place,
            name=record["name"] or f"q{record.number}",
            was=record["type"],
            kind=sort.kind,
            wording=_worded(record.said("label")),
            hint=_worded(record.said("hint")),
            constraint=record["constraint"],
            message=record.said("constraint_message"),
            is_required=record["required"].strip().lower() in _YES,
            look=record["appearance"].lower(),
        )
        if isinstance(sort, Select):
            self._choose(question, sort, record)
        else:
            _answer(question, sort, record)
        if any(group.repeats for group in self._open):
            question.changes.append(_("It is asked once, not again and again."))
        self._place(question, record)

    def _choose(self, question: FoundQuestion, select: Select, record: Record) -> None:
        choices = self.lists.get(select.list_name, ())
        question.list_name = select.list_name
        question.choice_filter = record["choice_filter"]
        question.is_random = _parameters(record).get("randomize", "").lower() in _YES
        if select.is_elsewhere or not choices:
            question.kind = Kind.SHORT_TEXT
            question.choice_filter = ""
            question.changes.append(
                _("Its choices are in another file: people answer in words.")
                if select.is_elsewhere
                else _(
                    "The list “%(name)s” is not there: people answer in words.",
                    name=select.list_name,
                )
            )
            return
        question.choices = [_copy(choice) for choice in choices]
        if select.has_other:
            _add_other(question)
        if question.kind is Kind.SINGLE and len(choices) > LONG_LIST:
            question.kind = Kind.LIST

    def _place(self, question: FoundQuestion, record: Record) -> None:
        """Put a question on the page of its group, or on one of its own."""
        outer = next((group for group in self._open if group.is_page), None)
        around = self._open if outer is None else self._open[: self._open.index(outer) + 1]
        page_conditions = tuple(each for group in around for each in group.conditions)
        inside = self._open[len(around) :]
        question.relevant = (
            *(each for group in inside for each in group.conditions),
            *self._conditions(record),
        )
        question.group = self._open[-1].number if self._open else 0
        if self._open and "table-list" in self._open[-1].look and not question.look:
            question.look = "list-nolabel"
        page = outer.page if outer else None
        if page is None:
            page = FoundPage(
                name=(outer.record["name"] if outer else "") or question.name,
                heading=self._heading(outer),
                section=self._section(outer),
                relevant=page_conditions,
            )
            self.found.pages.append(page)
        if outer:
            outer.page = page
        page.questions.append(question)

    def _heading(self, outer: _Group | None) -> RawWords:
        if outer is not None:
            return outer.heading
        labelled = [group for group in self._open if group.heading]
        return labelled[-1].heading if len(labelled) > 1 else {}

    def _section(self, outer: _Group | None) -> str:
        """The outermost group with words that is not the page itself."""
        around = self._open[: self._open.index(outer)] if outer else self._open
        first = next((group for group in around if group.heading), None)
        if first is None:
            return ""
        key = f"{first.record['name']}#{first.number}"
        self.found.sections.setdefault(key, first.heading)
        return key

    def _conditions(self, record: Record) -> tuple[Condition, ...]:
        text = record["relevant"]
        return (Condition(record.place, record["name"], text),) if text else ()


def _answer(question: FoundQuestion, sort: Simple, record: Record) -> None:
    """A question without choices."""
    question.places, question.least, question.most = sort.places, sort.least, sort.most
    if sort.why:
        question.changes.append(str(sort.why))
    question.our_hint = sort.hint
    if sort.kind is Kind.CONSENT:
        question.yes = "OK"
    if question.kind is Kind.SHORT_TEXT and "multiline" in question.look:
        question.kind = Kind.LONG_TEXT
    if question.kind is Kind.PHOTO and any(
        each in question.look for each in ("draw", "signature", "annotate")
    ):
        question.changes.append(_("Nobody can draw here: people send a photo."))
    if record["type"].lower().startswith("range"):
        _bound(question, _parameters(record))
    is_shown_only = record["read_only"].strip().lower() in _YES and question.kind in (
        *(Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DATE),
    )
    if is_shown_only:
        question.kind = Kind.INFORMATION
        question.constraint = ""
        question.changes.append(_("Nobody can change its answer: it is shown and not asked."))


def _bound(question: FoundQuestion, parameters: Mapping[str, str]) -> None:
    """The ends of a range: whole numbers, or as many places as they are written with."""
    given = [parameters.get("start", "1"), parameters.get("end", "10"), parameters.get("step", "1")]
    try:
        numbers = [float(each) for each in given]
        low, high = sorted(int(each) for each in numbers[:2])
    except (ValueError, OverflowError):
        question.changes.append(_("The ends of the range cannot be read."))
        return
    question.least, question.most = low, high
    question.places = max(len(each.partition(".")[2].rstrip("0")) for each in given) or None
    question.changes.append(_("People type the number, instead of moving a slider."))


def _add_other(question: FoundQuestion) -> None:
    """A box to say which, beside the choice that the list has for it or a new one."""
    named = next((each for each in question.choices if each.value.lower() == "other"), None)
    if named is None:
        named = FoundChoice(value="other", label={}, place=question.place)
        question.choices.append(named)
    named.is_other = True


def _copy(choice: FoundChoice) -> FoundChoice:
    return FoundChoice(
        value=choice.value,
        label=_worded(choice.label),
        place=choice.place,
        columns=choice.columns,
    )


def _parameters(record: Record) -> dict[str, str]:
    return dict(_PARAMETER.findall(record["parameters"].lower()))


def _worded(words: RawWords) -> dict[str, str]:
    return {key: text for key, text in words.items() if text.strip() not in _NO_WORDS}
