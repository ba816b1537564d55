"""A survey as an XLSForm for other survey tools, with the whole of it on a sheet of ours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from feedback.core.workbooks import workbook
from surveys.definitions.definition import Definition, Page, Section
from surveys.definitions.question import CHOICE_KINDS, Words
from surveys.exchange.form_names import language_name, names_of
from surveys.exchange.form_rows import FormRow, Rows
from surveys.exchange.own_sheet import SHEET, rows_for
from surveys.exchange.showing_pages import Showing, runs_of
from surveys.exchange.xpath import Expressions, opposite, some

_SURVEY_HEADS = ("type", "name", "label", "hint", "required", "relevant", "constraint")
_MORE_HEADS = ("constraint_message", "appearance", "parameters", "choice_filter", "calculation")
_SETTINGS = ("form_title", "form_id", "version", "default_language", "style")


def xlsform(definition: Definition, *, slug: str, version: str) -> bytes:
    """*definition* as an .xlsx file that pyxform reads without a warning, and our import whole.

    *slug* becomes the form's id, *version* what it calls its version.
    """
    return workbook(form_sheets(definition, slug=slug, version=version))


def form_sheets(
    definition: Definition, *, slug: str, version: str
) -> Mapping[str, list[list[str]]]:
    """The sheets of the form and ours, by name."""
    languages = definition.languages
    form = _Form(definition)
    title = definition.title.get(languages[0], slug) if languages else slug
    settings = {
        "form_title": title,
        "form_id": slug,
        "version": version,
        "default_language": language_name(languages[0]) if languages else "",
        "style": "pages",
    }
    sheets = {
        "survey": _table(list(form.rows()), (*_SURVEY_HEADS, *_MORE_HEADS), languages),
        "choices": _table(list(form.choices()), ("list_name", "name", "label"), languages),
        "settings": _table([settings], _SETTINGS, languages),
    }
    return sheets | {SHEET: rows_for(definition.to_json(), sheets)}


class _Form:
    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._names = names_of(definition)
        expressions = Expressions(definition, self._names)
        self._rows = Rows(definition, self._names, expressions)
        self._showing = Showing(definition, self._names, expressions)

    def rows(self) -> Iterator[FormRow]:
        """The sheet called survey."""
        yield from self._note(self._names.introduction, self._definition.introduction)
        sections = {section.key: section for section in self._definition.sections}
        opened: set[str] = set()
        for key, pages in runs_of(self._definition):
            section = sections.get(key)
            if section is not None and key not in opened:
                opened.add(key)
                yield self._begin(section)
                yield from self._pages(pages)
                yield {"type": "end_group"}
            else:
                yield from self._pages(pages)
        yield from self._ways_out()

    def choices(self) -> Iterator[FormRow]:
        """The sheet called choices."""
        for question in self._definition.questions():
            if question.kind in CHOICE_KINDS:
                yield from self._rows.choices(question)

    def _begin(self, section: Section) -> FormRow:
        group = {"type": "begin_group", "name": self._names.sections[section.key]}
        return group | self._rows.words("label", section.title)

    def _pages(self, pages: Sequence[Page]) -> Iterator[FormRow]:
        for page in pages:
            yield from self._page(page)

    def _page(self, page: Page) -> Iterator[FormRow]:
        group: FormRow = {"type": "begin_group", "name": self._names.pages[page.key]}
        shown = self._showing.page(page)
        group |= self._rows.words("label", page.heading) | {"appearance": "field-list"}
        yield group | ({"relevant": shown} if shown else {})
        for question in page.questions:
            yield from self._rows.question(question)
        reached = self._showing.reached(page)
        if reached:
            name = self._names.reached[page.key]
            yield {"type": "calculate", "name": name, "calculation": reached}
        yield {"type": "end_group"}

    def _ways_out(self) -> Iterator[FormRow]:
        """The exits, and the thanks for everybody else."""
        ways = []
        for each in self._definition.exits:
            shown = self._showing.exit(each.key)
            if shown:
                ways.append(shown)
                words = {
                    code: f"{each.heading.get(code, '')}\n\n{each.body.get(code, '')}".strip()
                    for code in self._definition.languages
                }
                yield from self._note(self._names.exits[each.key], words, shown)
        thanks = self._definition.thanks
        yield from self._note(self._names.thanks, thanks, opposite(some(ways)) if ways else "")

    def _note(self, name: str, words: Words, shown: str = "") -> Iterator[FormRow]:
        label = self._rows.words("label", words)
        if label:
            row = {"type": "note", "name": name} | label
            yield row | ({"relevant": shown} if shown else {})


def _table(
    rows: Sequence[Mapping[str, Any]], heads: Sequence[str], languages: Sequence[str]
) -> list[list[str]]:
    """*rows* under those of *heads* that any of them fills, each text once for each language."""
    spread = [
        name
        for head in heads
        for name in (head, *(f"{head}::{language_name(code)}" for code in languages))
    ]
    used = [name for name in spread if any(row.get(name) for row in rows)]
    always = heads[:2] if not used else ()
    columns = [*used, *always]
    return [columns, *([row.get(name, "") for name in columns] for row in rows)]
