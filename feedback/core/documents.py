"""Word processor documents that people can read with any means: language, headings, tables."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from feedback.core import clock
from feedback.core.i18n import Language

#: Fonts that word processors have for every script of our languages.
_FONT = "Arial"
_MARGIN = Cm(2)
_STYLES = (
    "Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Intense Quote", "Caption",
)  # fmt: skip


def new_document(title: str, language: Language, *, is_wide: bool = False) -> DocxDocument:
    """An empty A4 document in *language*, in a font that has every script; wide for wide tables."""
    book = Document()
    section = book.sections[0]
    short, long = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    for name in _STYLES:
        fonts = book.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)
    book.styles["Normal"].font.size = Pt(11)
    tag = book.styles.element.find(f".//{qn('w:lang')}")
    if tag is not None:
        tag.set(qn("w:val"), language.tag)
    book.core_properties.title = title
    book.core_properties.author = "YouWeSaid"
    book.core_properties.language = language.tag
    book.core_properties.created = book.core_properties.modified = clock.now()
    return book


def content_of(book: DocxDocument) -> bytes:
    """The document as a .docx file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write(
    paragraph: Paragraph, text: str, language: Language, *, style: str = "", is_italic: bool = False
) -> None:
    """Put *text* into *paragraph*, marked as *language*, its lines broken as they are."""
    if style:
        paragraph.style = style
    for number, line in enumerate(text.split("\n")):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)
        run.italic = True if is_italic else None
        _speak(run, language)
    if language.direction == "rtl":
        # Of a paragraph that runs from the right, "start" is the right side.
        _mark(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001 - the library has no name


def add(book: DocxDocument, text: str, language: Language, style: str = "Normal") -> None:
    """A paragraph at the end of *book*."""
    write(book.add_paragraph(), text, language, style=style)


def add_table(
    book: DocxDocument,
    rows: Sequence[Sequence[str | Sequence[tuple[str, Language]]]],
    language: Language,
    *,
    title: str,
    description: str,
    has_bold_rows: bool = True,
) -> None:
    """A table at the end of *book*: its first row and column are headings.

    A cell is words in *language*, or lines that each say which language they are in.
    *title* and *description* are read to whoever cannot see it; the heading row is repeated on
    each page, and no row is torn apart.
    """
    table = book.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    if language.direction == "rtl":
        table.table_direction = WD_TABLE_DIRECTION.RTL
    _describe(table, title=title, description=description)
    for number, cells in enumerate(rows):
        row = table.add_row()
        for cell, told in zip(row.cells, cells, strict=True):
            lines = [(told, language)] if isinstance(told, str) else told
            for place, (text, spoken) in enumerate(lines):
                write(cell.add_paragraph() if place else cell.paragraphs[0], text, spoken)
        _hold(row, is_heading=number == 0)
        for cell in row.cells if number == 0 else row.cells[: int(has_bold_rows)]:
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.bold = True


def _describe(table: Table, *, title: str, description: str) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001 - the library has no name for these
    for name, text in (("w:tblCaption", title), ("w:tblDescription", description)):
        said = OxmlElement(name)
        said.set(qn("w:val"), text)
        properties.append(said)


def _hold(row: _Row, *, is_heading: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no name for these
    _mark(properties, "w:cantSplit")
    if is_heading:
        _mark(properties, "w:tblHeader")


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
