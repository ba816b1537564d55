"""A survey found in a file as a definition of ours: keys, kinds, rules, texts, and the report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.core.i18n import BY_CODE
from feedback.core.lines import Verb
from surveys.definitions.checking import MOST_QUESTIONS
from surveys.definitions.definition import END, SCHEMA
from surveys.definitions.question import CHOICE_KINDS, Kind, filled
from surveys.definitions.question_faults import FEWEST_CHOICES
from surveys.definitions.rules import Rule
from surveys.exchange.algebra import both
from surveys.exchange.checks import Checks
from surveys.exchange.compiling import Said, said
from surveys.exchange.found import Condition, Found, FoundChoice, FoundPage, FoundQuestion
from surveys.exchange.kind_names import KIND_NAMES, fit
from surveys.exchange.naming import Keys
from surveys.exchange.report import Report
from surveys.exchange.scope import Asked, Scope
from surveys.exchange.speaking import Languages, Speaker, our_words

_OTHER = _l("Other")


def assembled(
    found: Found, report: Report, offered: Sequence[str] = tuple(BY_CODE)
) -> dict[str, Any]:
    """The JSON of a definition for what was *found*; *report* gets a line for each row.

    *offered* are the languages that are switched on.
    """
    return _Assembler(found, report, offered).whole()


class _Assembler:
    def __init__(self, found: Found, report: Report, offered: Sequence[str]) -> None:
        self._found = found
        self._report = report
        self._scope = Scope(
            calculations=found.calculations,
            unaskable=dict(found.unaskable),
            later=frozenset(each.name for page in found.pages for each in page.questions),
            dialect=found.dialect,
        )
        self._languages = Languages(found, offered, report)
        self._speaker = Speaker(self._languages, self._scope, report)
        self._keys, self._page_keys, self._section_keys = Keys(), Keys(END), Keys()
        self._checks = Checks(self._scope, self._speaker, report)
        self._sections: dict[str, str] = {}
        self._told: set[Condition] = set()
        self._count = 0

    def whole(self) -> dict[str, Any]:
        """The whole definition."""
        found = self._found
        title = self._speaker.words(found.title, _("title"), "", found.name or _("Survey"))
        sections = [self._section(key) for key in found.sections]
        texts = {
            name: self._speaker.words(raw, name, "")
            for name, raw in (("introduction", found.introduction), ("thanks", found.thanks))
        }
        pages = [page for each in found.pages if (page := self._page(each))["questions"]]
        used = {page.get("section") for page in pages}
        return filled(
            {
                "schema": SCHEMA,
                "languages": list(self._languages.codes),
                "title": title,
                **texts,
                "sections": [each for each in sections if each["key"] in used],
                "pages": pages,
            },
            keep="pages",
        )

    def _section(self, name: str) -> dict[str, Any]:
        key = self._section_keys.give(name.partition("#")[0], "section")
        self._sections[name] = key
        words = self._speaker.words(
            self._found.sections[name], name.partition("#")[0], "label", key
        )
        self._speaker.told()
        return {"key": key, "title": words}

    def _page(self, page: FoundPage) -> dict[str, Any]:
        rule = self._shown_if(page.relevant)
        questions: list[dict[str, Any]] = []
        heading = self._speaker.words(page.heading, page.name, "label")
        self._speaker.told()
        for question in page.questions:
            if self._count >= MOST_QUESTIONS:
                why = [_("A survey has %(most)s questions at most.", most=MOST_QUESTIONS)]
                self._report.add(
                    Verb.REFUSED, question.place, question.name, was=question.was, why=why
                )
                continue
            self._count += 1
            questions.append(self._question(question))
        return filled(
            {
                "key": self._page_keys.give(page.name, "page"),
                "heading": heading,
                "section": self._sections.get(page.section, ""),
                "show_if": rule.to_json() if rule else None,
                "questions": questions,
                "random": page.is_random,
            },
            keep="questions",
        )

    def _question(self, question: FoundQuestion) -> dict[str, Any]:
        rule = self._shown_if(question.relevant)
        fit(question)
        key = self._keys.give(question.name, "question")
        if key != question.name:
            question.changes.append(_("Its name is “%(key)s” here.", key=key))
        choices, values = self._choices(question)
        rows = self._rows(question, key, values)
        asked = Asked(key, question.kind, values, places=question.places or 0, yes=question.yes)
        words = self._words(question)
        checks = self._checks.of(question, asked, choices)
        self._remember(question, asked)
        self._tell(question)
        return filled(
            {
                "key": key,
                "kind": question.kind.value,
                **words,
                "choices": choices,
                "rows": rows,
                "show_if": rule.to_json() if rule else None,
                "checks": checks,
                "least": question.least,
                "most": question.most,
                "places": question.places,
                "required": question.is_required and question.kind is Kind.CONSENT,
                "random": question.is_random and question.kind in CHOICE_KINDS,
            },
            keep="wording",
        )

    def _words(self, question: FoundQuestion) -> dict[str, Any]:
        wording = self._speaker.words(question.wording, question.place, "label", question.name)
        hint = self._speaker.words(question.hint, question.place, "hint")
        if not hint and question.our_hint:
            hint = our_words(question.our_hint, self._languages.codes)
        return {"wording": wording, "hint": hint}

    def _choices(self, question: FoundQuestion) -> tuple[list[dict[str, Any]], dict[str, str]]:
        keys = Keys()
        choices: list[dict[str, Any]] = []
        values: dict[str, str] = {}
        never = 0
        for choice in question.choices:
            outcome = self._offered_if(question, choice)
            if outcome.is_never:
                never += 1
                continue
            value = keys.give(choice.value, "choice")
            values.setdefault(choice.value, value)
            plain: dict[str, Any] = {
                "value": value,
                "label": self._label(choice),
                "exclusive": choice.is_exclusive,
                "other": choice.is_other,
                "show_if": outcome.rule.to_json() if outcome.rule else None,
            }
            choices.append(filled(plain, keep="label"))
        if question.choices and len(choices) < FEWEST_CHOICES:
            return self._all_choices(question)
        if never:
            question.changes.append(
                ngettext(
                    "%(num)s choice is never offered, and is left out.",
                    "%(num)s choices are never offered, and are left out.",
                    never,
                )
            )
        return choices, values

    def _all_choices(self, question: FoundQuestion) -> tuple[list[dict[str, Any]], dict[str, str]]:
        question.changes.append(_("Its filter leaves nothing to choose: all choices are offered."))
        question.choice_filter = ""
        return self._choices(question)

    def _label(self, choice: FoundChoice) -> dict[str, str]:
        ours = choice.our_label or (_OTHER if choice.is_other else "")
        if ours and not choice.label:
            return our_words(ours, self._languages.codes)
        return self._speaker.words(choice.label, choice.place, "label", choice.value)

    def _offered_if(self, question: FoundQuestion, choice: FoundChoice) -> Said:
        """When a choice is offered."""
        if not question.choice_filter:
            return Said()
        self._scope.bare = choice.columns
        outcome = said(question.choice_filter, self._scope)
        self._scope.bare = {}
        if outcome.unsaid:
            self._report.add(
                Verb.REFUSED,
                question.place,
                f"{question.name}: choice_filter",
                was=question.choice_filter,
                why=[*outcome.unsaid, _("All choices are offered.")],
            )
            question.choice_filter = ""
        return outcome

    def _rows(
        self, question: FoundQuestion, key: str, values: Mapping[str, str]
    ) -> list[dict[str, Any]]:
        keys = Keys()
        rows = []
        for row in question.rows:
            name = keys.give(row.name, "row")
            label = self._speaker.words(row.label, row.place, "label", row.name)
            rows.append({"key": name, "label": label})
            column = f"{key}.{name}"
            self._scope.answers[row.name] = Asked(column, Kind.MATRIX, values)
            self._report.present += 1
            why = [_("It is a row of the question “%(key)s”.", key=key), *self._speaker.told()]
            now = str(KIND_NAMES[Kind.MATRIX])
            self._report.add(Verb.CHANGED, row.place, row.name, was=row.was, now=now, why=why)
        return rows

    def _remember(self, question: FoundQuestion, asked: Asked) -> None:
        """From here on rules can look at the answer; or not, and then they say why."""
        name = question.name
        if question.kind is Kind.INFORMATION or question.kind is Kind.MATRIX:
            self._scope.answers.pop(name, None)
            self._scope.unaskable[name] = _("“%(name)s” has no answer.", name=name)
        else:
            self._scope.answers[name] = asked
        if any(choice.is_other for choice in question.choices):
            self._scope.answers[f"{name}_other"] = Asked(f"{asked.column}.other", Kind.SHORT_TEXT)
        if question.has_ticks and question.kind is Kind.SEVERAL:
            for theirs, ours in asked.values.items():
                tick = replace(asked, part=ours, yes="Y")
                self._scope.answers.setdefault(f"{name}_{theirs}", tick)

    def _tell(self, question: FoundQuestion) -> None:
        has_row_of_its_own = not question.rows or question.place not in {
            row.place for row in question.rows
        }
        why = [*question.changes, *self._speaker.told()]
        self._report.present += has_row_of_its_own
        self._report.add(
            Verb.CHANGED if why else Verb.TAKEN,
            question.place,
            question.name,
            was=question.was,
            now=str(KIND_NAMES[question.kind]),
            why=why,
        )

    def _shown_if(self, conditions: Sequence[Condition]) -> Rule | None:
        """When something is shown; what cannot be said is told once, and shows it to everybody."""
        truths: list[Said] = []
        for condition in conditions:
            outcome = said(condition.text, self._scope)
            truths.append(outcome)
            if outcome.unsaid or outcome.is_never:
                self._tell_of(condition, outcome)
        return joined(truths)

    def _tell_of(self, condition: Condition, outcome: Said) -> None:
        if condition in self._told:
            return
        self._told.add(condition)
        why = list(outcome.unsaid)
        if outcome.is_never:
            why.append(
                _("The file shows it to nobody. Here it is shown: take it out if it is not wanted.")
            )
        elif outcome.rule:
            why.append(_("The rest of the rule is kept."))
        else:
            why.append(_("It is always shown."))
        verb = Verb.CHANGED if outcome.rule else Verb.REFUSED
        name = f"{condition.name}: relevant"
        self._report.add(verb, condition.place, name, was=condition.text, why=why)


def joined(outcomes: Sequence[Said]) -> Rule | None:
    """The rule that all *outcomes* come to; those that are true of nobody are left out."""
    truth = both(each.rule for each in outcomes if each.rule)
    return truth if isinstance(truth, Rule) else None
