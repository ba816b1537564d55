"""The part of a draft that the builder edits, and its form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from surveys.building import editing, forms, places
from surveys.building.places import NoSuchPlace, Plain
from surveys.building.queries import Draft
from surveys.building.standard import OWN_CHOICES, WITH_OTHER, WITH_RANDOM
from surveys.definitions.definition import Page
from surveys.definitions.question import CHOICE_KINDS, Kind, Question
from surveys.definitions.wording import check_in_words, condition_in_words

GROUPS = ("questions", "pages", "sections", "exits")


@dataclass(frozen=True, slots=True)
class Part:
    """What is edited: *group* and *key* say where it is; *plain* is its JSON."""

    group: str  # one of GROUPS, "survey" or "call"
    key: str
    plain: Plain
    page: Page | None = None  # of a question, or itself
    question: Question | None = None

    @property
    def at(self) -> str:
        """How an address names it."""
        return f"{self.group}.{self.key}" if self.key else self.group

    @property
    def has(self) -> dict[str, bool]:
        """What the form of a question has."""
        kind = self.question.kind if self.question else Kind.INFORMATION
        return {
            "choices": kind in CHOICE_KINDS,
            "own_choices": kind in OWN_CHOICES,
            "rows": kind is Kind.MATRIX,
            "exclusive": kind is Kind.SEVERAL,
            "other": kind in WITH_OTHER,
            "pictures": kind is Kind.PICTURES,
            "random": kind in WITH_RANDOM,
            "number": kind is Kind.NUMBER,
            "required": kind in {Kind.CONSENT, Kind.SINGLE, Kind.YES_NO},
            "checks": bool(self.question and self.question.columns()),
        }

    @property
    def is_first_on_page(self) -> bool:
        """Whether nothing stands before it on its page."""
        return bool(self.page and self.page.questions and self.page.questions[0].key == self.key)


def part_at(draft: Draft, at: str) -> Part:
    """The part that *at* names; the first question, else the survey, where it names nothing."""
    group, _dot, key = at.partition(".")
    if group in {"survey", "call"}:
        return Part(group, "", draft.plain)
    if group in GROUPS and key:
        try:
            return _named(draft, group, key)
        except NoSuchPlace:
            pass  # it was undone, or somebody took it away
    first = next(draft.definition.questions(), None)
    return _named(draft, "questions", first.key) if first else Part("survey", "", draft.plain)


def _named(draft: Draft, group: str, key: str) -> Part:
    if group == "questions":
        plain = places.question(draft.plain, key)
        number, place = places.place_of(draft.plain, key)
        page = draft.definition.pages[number]
        return Part(group, key, plain, page, page.questions[place])
    if group == "pages":
        plain = places.page(draft.plain, key)
        number = places.index_of(draft.plain["pages"], "key", key)
        return Part(group, key, plain, draft.definition.pages[number])
    return Part(group, key, places.part(draft.plain, group, key))


def form_for(draft: Draft, part: Part) -> Any:
    """The form of *part*, filled with what the draft says."""
    makers = {
        "questions": _question_form,
        "pages": _page_form,
        "sections": _section_form,
        "exits": _exit_form,
        "survey": _survey_form,
        "call": _call_form,
    }
    form = makers[part.group](draft, part)
    form.token.data = draft.token
    return form


def _question_form(draft: Draft, part: Part) -> Any:
    return editing.filled(forms.QuestionForm(formdata=None), draft.plain, part.key)


def _page_form(draft: Draft, part: Part) -> Any:
    form = forms.PageForm(formdata=None)
    form.heading.data = _said(draft, part.plain, "heading")
    form.random.data = bool(part.plain.get("random"))
    return form


def _section_form(draft: Draft, part: Part) -> Any:
    form = forms.SectionForm(formdata=None)
    form.title.data = _said(draft, part.plain, "title")
    return form


def _exit_form(draft: Draft, part: Part) -> Any:
    form = forms.ExitForm(formdata=None)
    form.heading.data = _said(draft, part.plain, "heading")
    form.body.data = _said(draft, part.plain, "body")
    return form


def _survey_form(draft: Draft, _part: Part) -> Any:
    form = forms.SurveyForm(formdata=None)
    for name in ("title", "introduction", "thanks"):
        form[name].data = _said(draft, draft.plain, name)
    form.quick.data = bool(draft.plain.get("quick"))
    return form


def _call_form(draft: Draft, _part: Part) -> Any:
    form = forms.CallForm(formdata=None)
    call = draft.plain.get("call") or {}
    for name in ("listener", "change", "reasons"):
        form[name].data = _said(draft, call, name)
    for name in ("hear_by", "decide_on"):
        form[name].data = _day(call.get(name, ""))
    return form


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _said(draft: Draft, holder: Plain, name: str) -> str:
    return str((holder.get(name) or {}).get(draft.source, ""))


def condition_of(draft: Draft, part: Part) -> str:
    """When the question or page is shown, in words; empty for always."""
    shown = part.question or part.page
    if shown is None or shown.show_if is None:
        return ""
    return condition_in_words(shown.show_if, draft.definition, draft.source)


def checks_of(draft: Draft, part: Part) -> list[tuple[int, str, str, bool]]:
    """The checks of a question: number, rule and message in words, whether it is a soft one."""
    checks = part.question.checks if part.question else ()
    return [
        (
            number,
            check_in_words(check.rule, draft.definition, draft.source),
            check.message.get(draft.source, ""),
            check.is_soft,
        )
        for number, check in enumerate(checks, 1)
    ]
