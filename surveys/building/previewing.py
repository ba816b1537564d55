"""How a part of a draft looks to people, whatever it still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from surveys.building.panels import Part
from surveys.building.queries import Draft
from surveys.definitions.definition import Definition, Page
from surveys.definitions.fields import Asked, asked
from surveys.definitions.question import DOT, OTHER
from surveys.definitions.reading import read_draft
from surveys.definitions.texts import Change, source_of, texts, with_texts
from surveys.journey.forms import page_form, with_fields

#: A question as it is asked, its field, and the field of "other, say which".
Shown = tuple[Asked, Any, Any]


@dataclass(frozen=True, slots=True)
class Phone:
    """One page as a phone shows it, in one language; *words* where there is no page."""

    page: Page | None
    heading: str
    words: Sequence[str]
    questions: Sequence[Shown]
    is_missing: bool  # some of it is not translated: the source language stands in


def phone(draft: Draft, part: Part, language: str) -> Phone:
    """The page that *part* is on, or is; the survey's or an exit page's own words else."""
    whole = with_source(draft.plain, language)
    definition = read_draft(whole)
    pages = {page.key: page for page in definition.pages}
    page = pages.get(part.page.key) if part.page else None
    if page is None:
        heading, words = _own_words(definition, part, language)
        return Phone(None, heading, words, (), is_missing=whole != draft.plain)
    return Phone(
        page=page,
        heading=page.heading.get(language, ""),
        words=(),
        questions=questions_of(page, language),
        is_missing=whole != draft.plain,
    )


def _own_words(definition: Definition, part: Part, language: str) -> tuple[str, Sequence[str]]:
    leave = definition.exit(part.key) if part.group == "exits" else None
    if leave is not None:
        return leave.heading.get(language, ""), (leave.body.get(language, ""),)
    title, call = definition.title.get(language, ""), definition.call
    if part.group == "call" and call is not None:
        return title, [each.get(language, "") for each in (call.listener, call.change)]
    return title, (definition.introduction.get(language, ""),)


def questions_of(page: Page, language: str) -> Sequence[Shown]:
    """Each question of *page* as it is asked, all of them, with empty fields."""
    shown = [asked(each, language) for each in page.questions]
    form = page_form(shown, {})
    fields = {field.name: field for field in form}
    return [
        (each, field, fields.get(f"{each.name}{DOT}{OTHER}") if each.question.other else None)
        for each, field in with_fields(form, shown)
    ]


def all_pages(definition: Definition, language: str) -> Sequence[tuple[Page, Sequence[Shown]]]:
    """Every page as people read it in *language*."""
    return [(page, questions_of(page, language)) for page in definition.pages]


def with_source(plain: Any, language: str) -> dict[str, Any]:
    """A copy of *plain* in which the source text stands in for each missing one."""
    source = source_of(plain)
    missing = [
        Change(text.path, language, text.words.get(source, ""))
        for text in texts(plain)
        if not text.words.get(language, "").strip()
    ]
    return with_texts(plain, missing)
