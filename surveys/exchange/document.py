"""A survey as a word processor's document, in one language or in two side by side."""

from collections.abc import Sequence

from docx.document import Document as DocxDocument
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.core.documents import content_of, new_document, write
from feedback.core.i18n import BY_CODE, Language
from surveys.definitions.definition import Definition
from surveys.exchange.document_parts import Look, Part, parts_of

_STYLES = {
    Look.TITLE: "Title",
    Look.HEADING: "Heading 1",
    Look.QUESTION: "Heading 2",
    Look.TEXT: "Normal",
    Look.NOTE: "Normal",
    Look.CHOICE: "List Bullet",
}


def survey_document(
    definition: Definition, *, slug: str, version: str, languages: Sequence[str]
) -> bytes:
    """*definition* as a .docx file in one or two of its *languages*; two stand side by side."""
    title = definition.title.get(languages[0], slug)
    book = new_document(title, BY_CODE[languages[0]], is_wide=len(languages) > 1)
    said = [parts_of(definition, code) for code in languages]
    if len(languages) == 1:
        for part in said[0]:
            if part.text:
                _write(book.add_paragraph(), part, BY_CODE[languages[0]])
    else:
        _side_by_side(book, said, [BY_CODE[code] for code in languages])
    _sign(book, definition, slug, version, BY_CODE[languages[0]])
    return content_of(book)


def _side_by_side(
    book: DocxDocument, said: Sequence[Sequence[Part]], languages: Sequence[Language]
) -> None:
    """A table with one row for each part, so that the same words stand beside each other."""
    table = book.add_table(rows=0, cols=len(languages))
    table.style = "Table Grid"
    for parts in zip(*said, strict=True):
        cells: Sequence[_Cell] = table.add_row().cells
        for cell, part, language in zip(cells, parts, languages, strict=True):
            _write(cell.paragraphs[0], part, language)


def _write(paragraph: Paragraph, part: Part, language: Language) -> None:
    style, is_note = _STYLES[part.look], part.look is Look.NOTE
    write(paragraph, part.text, language, style=style, is_italic=is_note)


def _sign(
    book: DocxDocument, definition: Definition, slug: str, version: str, language: Language
) -> None:
    """Which survey this is, exactly: its languages, version and digest."""
    names = ", ".join(BY_CODE[code].autonym for code in definition.languages)
    with force_locale(language.locale):
        facts = (
            str(_("Languages of this survey: %(languages)s", languages=names)),
            str(_("Survey %(slug)s, version %(version)s", slug=slug, version=version)),
            str(_("Fingerprint: %(digest)s", digest=definition.digest)),
        )
    for fact in facts:
        _write(book.add_paragraph(), Part(Look.NOTE, fact), language)
