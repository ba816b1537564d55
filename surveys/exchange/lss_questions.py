"""The kinds of questions of LimeSurvey as kinds of ours.

The letters are those of the column *type*:
https://www.limesurvey.org/manual/Question_object_types
"""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.core.lines import Verb
from surveys.definitions.question import Kind
from surveys.exchange.columns import RawWords
from surveys.exchange.found import Condition, Found, FoundChoice, FoundQuestion, FoundRow
from surveys.exchange.lss_choices import beside, choices_of, fixed_choices, inside, rows_of
from surveys.exchange.lss_tables import RawQuestion, whole
from surveys.exchange.report import Report

LONG_LIST = 15
_OTHER_CODE = "-oth-"

_COMMENT = _l("The box for a comment beside it is a question of its own.")
_EACH = _l("Each of its lines is a question of its own.")


class Asker:
    """Makes questions of ours of those of the file, one or several of each."""

    def __init__(self, found: Found, report: Report) -> None:
        self._found = found
        self._report = report

    def questions(self, raw: RawQuestion) -> list[FoundQuestion]:
        """Everything that is asked where *raw* stands."""
        kind = raw["type"]
        if kind in ("*", "I") or raw.attribute("hidden") == "1":
            return self._hidden(raw)
        self._tell_of_settings(raw)
        made = _MAKERS.get(kind, _Maker.unknown)(_Maker(raw))
        self._report.visible += sum(1 + len(question.rows) for question in made)
        if not made:
            self._report.visible += 1
            why = [_("There is nothing to answer in it.")]
            self._report.add(Verb.REFUSED, raw.name, was=kind, why=why)
        return made

    def _hidden(self, raw: RawQuestion) -> list[FoundQuestion]:
        name = raw.name
        if raw["type"] == "*":
            text = next(iter(raw.said("question").values()), "").strip()
            if text.startswith("{") and text.endswith("}"):
                self._found.calculations[name] = text[1:-1]
        self._found.unaskable[name] = _(
            "“%(name)s” is not asked: the file fills it in by itself.", name=name
        )
        why = [_("It is hidden in the file: nobody is asked.")]
        self._report.add(Verb.REFUSED, name, was=raw["type"], why=why)
        return []

    def _tell_of_settings(self, raw: RawQuestion) -> None:
        if raw.is_mandatory and raw["type"] != "X":
            why = [_("Every question can be skipped here, but for consent.")]
            self._report.add(Verb.REFUSED, raw.name, "mandatory", was=raw["mandatory"], why=why)
        for name in ("array_filter", "array_filter_exclude", "random_group"):
            if value := raw.attribute(name):
                why = [_("There is no setting like it here.")]
                self._report.add(Verb.REFUSED, raw.name, name, was=value, why=why)


class _Maker:
    """One question of the file."""

    def __init__(self, raw: RawQuestion) -> None:
        self.raw = raw

    def _question(
        self, kind: Kind, *, name: str = "", wording: RawWords | None = None
    ) -> FoundQuestion:
        raw = self.raw
        relevance = raw["relevance"].strip()
        return FoundQuestion(
            place=name or raw.name,
            name=name or raw.name,
            was=raw["type"],
            kind=kind,
            wording=raw.said("question") if wording is None else wording,
            hint=raw.said("help") if wording is None else {},
            relevant=(Condition(raw.name, raw.name, relevance),)
            if relevance not in ("", "1")
            else (),
            is_random=raw.attribute("random_order") == "1"
            or raw.attribute("answer_order") == "random",
        )

    def short(self) -> list[FoundQuestion]:
        return [self._checked(self._question(Kind.SHORT_TEXT))]

    def long(self) -> list[FoundQuestion]:
        return [self._checked(self._question(Kind.LONG_TEXT))]

    def number(self) -> list[FoundQuestion]:
        question = self._question(Kind.NUMBER)
        question.places = None if self.raw.attribute("num_value_int_only") == "1" else 2
        question.least = whole(self.raw.attribute("min_num_value_n"))
        question.most = whole(self.raw.attribute("max_num_value_n"))
        return [question]

    def date(self) -> list[FoundQuestion]:
        return [self._question(Kind.DATE)]

    def information(self) -> list[FoundQuestion]:
        return [self._question(Kind.INFORMATION)]

    def one(self) -> list[FoundQuestion]:
        question = self._question(Kind.SINGLE)
        question.choices = choices_of(self.raw.answers(), question.place)
        if len(question.choices) > LONG_LIST:
            question.kind = Kind.LIST
        return [self._with_other(question)]

    def one_with_comment(self) -> list[FoundQuestion]:
        question = self.one()[0]
        question.changes.append(str(_COMMENT))
        return [question, self._comment()]

    def fixed(self) -> list[FoundQuestion]:
        question = self._question(Kind.SINGLE)
        question.choices = fixed_choices(self.raw["type"], question.place)
        return [question]

    def several(self) -> list[FoundQuestion]:
        question = self._question(Kind.SEVERAL)
        question.choices = choices_of(self.raw.parts(), question.place)
        question.has_ticks = True
        alone = self.raw.attribute("exclude_all_others").replace(",", ";").split(";")
        for choice in question.choices:
            choice.is_exclusive = choice.value in alone
        most = whole(self.raw.attribute("max_answers"))
        least = whole(self.raw.attribute("min_answers"))
        bounds = [(">=", least), ("<=", most)]
        question.constraint = " && ".join(
            f"count_selected(self) {op} {bound}" for op, bound in bounds if bound
        )
        return [self._with_other(question)]

    def several_with_comments(self) -> list[FoundQuestion]:
        question = self.several()[0]
        question.changes.append(str(_COMMENT))
        return [question, self._comment()]

    def ranking(self) -> list[FoundQuestion]:
        question = self._question(Kind.RANKING)
        question.choices = choices_of(self.raw.answers() or self.raw.parts(), question.place)
        return [question]

    def each_short(self) -> list[FoundQuestion]:
        return self._each(Kind.SHORT_TEXT)

    def each_number(self) -> list[FoundQuestion]:
        questions = self._each(Kind.NUMBER)
        for question in questions:
            question.places = None if self.raw.attribute("num_value_int_only") == "1" else 2
        return questions

    def table(self) -> list[FoundQuestion]:
        choices = fixed_choices(self.raw["type"], self.raw.name) or choices_of(
            self.raw.answers(), self.raw.name
        )
        question = self._question(Kind.MATRIX)
        question.choices = choices
        question.rows = rows_of(self.raw, self.raw.parts())
        return [question] if question.rows else []

    def two_tables(self) -> list[FoundQuestion]:
        """Two scales side by side: a table for each."""
        questions = []
        for scale in ("0", "1"):
            header = f"dualscale_header{'A' if scale == '0' else 'B'}"
            question = self._question(Kind.MATRIX)
            question.name = f"{self.raw.name}_{int(scale) + 1}"
            question.choices = choices_of(self.raw.answers(scale), question.place)
            question.rows = [
                FoundRow(place=row.place, name=f"{row.name}_{scale}", label=row.label, was=row.was)
                for row in rows_of(self.raw, self.raw.parts())
            ]
            question.changes.append(_("Each of its two scales is a question of its own."))
            if heading := self.raw.attribute(header):
                question.hint = dict.fromkeys(question.wording, heading)
            if question.rows and question.choices:
                questions.append(question)
        return questions

    def cells_of_text(self) -> list[FoundQuestion]:
        return self._cells(Kind.SHORT_TEXT)

    def cells_of_numbers(self) -> list[FoundQuestion]:
        return self._cells(Kind.NUMBER)

    def file(self) -> list[FoundQuestion]:
        question = self._question(Kind.PHOTO)
        question.changes.append(_("People can send a photo, and no other file."))
        return [question]

    def unknown(self) -> list[FoundQuestion]:
        question = self._question(Kind.SHORT_TEXT)
        question.changes.append(_("We do not know this kind of question: people answer in words."))
        return [question]

    def _checked(self, question: FoundQuestion) -> FoundQuestion:
        pattern = self.raw["preg"].strip()
        longest = whole(self.raw.attribute("maximum_chars"))
        conditions = []
        if pattern:
            conditions.append(f'regexMatch("{inside(pattern)}", self)')
        if longest:
            conditions.append(f"strlen(self) <= {longest}")
        if '"' not in pattern:
            question.constraint = " && ".join(conditions)
        return question

    def _with_other(self, question: FoundQuestion) -> FoundQuestion:
        if self.raw["other"] == "Y":
            label = {
                key: text
                for key in question.wording
                if (text := self.raw.attribute("other_replace_text"))
            }
            question.choices.append(
                FoundChoice(value=_OTHER_CODE, label=label, place=question.place, is_other=True)
            )
        return question

    def _comment(self) -> FoundQuestion:
        question = self._question(
            Kind.LONG_TEXT, name=f"{self.raw.name}_comment", wording=self.raw.said("question")
        )
        question.changes.append(str(_COMMENT))
        return question

    def _each(self, kind: Kind) -> list[FoundQuestion]:
        questions = []
        for code, words in self.raw.parts():
            wording = beside(self.raw.said("question"), words)
            question = self._question(kind, name=f"{self.raw.name}_{code}", wording=wording)
            question.changes.append(str(_EACH))
            questions.append(question)
        return questions

    def _cells(self, kind: Kind) -> list[FoundQuestion]:
        questions = []
        for code, words in self.raw.parts():
            for column, heading in self.raw.parts("1"):
                wording = beside(beside(self.raw.said("question"), words), heading)
                name = f"{self.raw.name}_{code}_{column}"
                question = self._question(kind, name=name, wording=wording)
                question.changes.append(_("Each of its cells is a question of its own."))
                questions.append(question)
        return questions


_MAKERS: Mapping[str, Callable[[_Maker], list[FoundQuestion]]] = {
    "S": _Maker.short,
    "T": _Maker.long,
    "U": _Maker.long,
    "N": _Maker.number,
    "D": _Maker.date,
    "X": _Maker.information,
    "L": _Maker.one,
    "!": _Maker.one,
    "O": _Maker.one_with_comment,
    "5": _Maker.fixed,
    "Y": _Maker.fixed,
    "G": _Maker.fixed,
    "M": _Maker.several,
    "P": _Maker.several_with_comments,
    "R": _Maker.ranking,
    "Q": _Maker.each_short,
    "K": _Maker.each_number,
    "F": _Maker.table,
    "H": _Maker.table,
    "A": _Maker.table,
    "B": _Maker.table,
    "C": _Maker.table,
    "E": _Maker.table,
    "1": _Maker.two_tables,
    ";": _Maker.cells_of_text,
    ":": _Maker.cells_of_numbers,
    "|": _Maker.file,
}
