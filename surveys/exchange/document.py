"""A survey as a word processor's document, in one language or in two side by side."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.core import clock
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
#: Fonts that word processors have for every script of our languages.
_FONT = "Arial"
_MARGIN = Cm(2)


def survey_document(
    definition: Definition, *, slug: str, version: str, languages: Sequence[str]
) -> bytes:
    """*definition* as a .docx file in one or two of its *languages*; two stand side by side."""
    book = Document()
    _set_up(book, BY_CODE[languages[0]], is_wide=len(languages) > 1)
    book.core_properties.title = definition.title.get(languages[0], slug)
    book.core_properties.author = "YouWeSaid"
    book.core_properties.created = book.core_properties.modified = clock.now()
    said = [parts_of(definition, code) for code in languages]
    if len(languages) == 1:
        for part in said[0]:
            if part.text:
                _write(book.add_paragraph(), part, BY_CODE[languages[0]])
    else:
        _side_by_side(book, said, [BY_CODE[code] for code in languages])
    _sign(book, definition, slug, version, BY_CODE[languages[0]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _set_up(book: DocxDocument, language: Language, *, is_wide: bool) -> None:
    """A4, wide for two languages, in a font that has every script."""
    section = book.sections[0]
    short, long = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet"):
        fonts = book.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)
    book.styles["Normal"].font.size = Pt(11)
    tag = book.styles.element.find(f".//{qn('w:lang')}")
    if tag is not None:
        tag.set(qn("w:val"), language.tag)


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
    paragraph.style = _STYLES[part.look]
    for number, line in enumerate(part.text.split("\n")):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)
        run.italic = True if part.look is Look.NOTE else None
        _speak(run, language)
    if language.direction == "rtl":
        # Of a paragraph that runs from the right, "start" is the right side.
        _mark(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001 - the library has no name


def _speak(run: Run, language: Language) -> None:
    """Say which language the words are in, for spelling, fonts and reading aloud."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - the library has no name for these
    is_rtl = language.direction == "rtl"
    if is_rtl:
        _mark(properties, "w:rtl")
    tag = OxmlElement("w:lang")
    tag.set(qn("w:bidi" if is_rtl else "w:val"), language.tag)
    properties.append(tag)


def _mark(properties: object, name: str) -> None:
    properties.append(OxmlElement(name))  # type: ignore[attr-defined]  # an element of lxml


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
