"""A pack as a word processor document: real headings, marked tables, described pictures."""

import io

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from feedback.core import documents
from feedback.core.i18n import Language
from youwesaid.packs.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Heading,
    Note,
    Pack,
    Paragraph,
    Quote,
    Table,
    Words,
)
from youwesaid.packs.formats.drawing import bars

_PICTURE = Cm(16)


def docx_file(pack: Pack) -> bytes:
    """*pack* as DOCX. Nobody is its author: it names no person."""
    book = documents.new_document(pack.title, pack.language)
    book.core_properties.author = book.core_properties.comments = ""
    _speak_everywhere(book, pack.language)
    documents.add(book, pack.title, pack.language, "Title")
    for fact in pack.facts:
        paragraph = book.add_paragraph()
        documents.write(paragraph, fact.name.text, fact.name.language)
        for run in paragraph.runs:
            run.bold = True
        for words in fact.told:
            _add(book, words)
    for block in pack.blocks:
        _block(book, block, pack.language)
    return documents.content_of(book)


def _speak_everywhere(book: Document, language: Language) -> None:
    """Every style speaks the language of the pack; other words are marked where they stand."""
    tag = book.styles.element.find(f".//{qn('w:lang')}")
    if tag is not None and language.direction == "rtl":
        tag.set(qn("w:bidi"), language.tag)


def _block(book: Document, block: Block, language: Language) -> None:
    match block:
        case Bullets():
            _list(book, block)
        case Note(words):
            paragraph = book.add_paragraph()
            documents.write(paragraph, words.text, words.language, is_italic=True)
        case Chart():
            _chart(book, block, language)
        case Table():
            _table(book, block, language)
        case Heading() | Paragraph() | Quote():
            _add(book, block.words, _style(block))


def _style(block: Heading | Paragraph | Quote) -> str:
    if isinstance(block, Heading):
        return f"Heading {block.level}"
    return "Intense Quote" if isinstance(block, Quote) else "Normal"


def _list(book: Document, bullets: Bullets) -> None:
    for number, entry in enumerate(bullets.entries, 1):
        # Numbers of a word processor's own would run on from list to list.
        if bullets.is_numbered:
            _add(book, Words(f"{number}. {entry.text}", entry.language))
        else:
            _add(book, entry, "List Bullet")


def _add(book: Document, words: Words, style: str = "Normal") -> None:
    documents.add(book, words.text, words.language, style)


def _chart(book: Document, chart: Chart, language: Language) -> None:
    """The picture, its words, and the table that names each of its numbers."""
    _add(book, chart.alternative)
    shares = [bar.share for bar in chart.bars]
    picture = book.add_picture(
        io.BytesIO(bars(shares, is_rtl=language.direction == "rtl")), width=_PICTURE
    )
    about = picture._inline.docPr  # noqa: SLF001 - the library has no name for it
    about.set("title", chart.caption.text)
    about.set("descr", chart.alternative.text)
    named = [
        ((Words(f"{number}. {bar.label.text}", bar.label.language),), (bar.figure,))
        for number, bar in enumerate(chart.bars, 1)
    ]
    _table(book, Table(chart.name, chart.caption, chart.heads, named), language)


def _table(book: Document, table: Table, language: Language) -> None:
    _add(book, table.caption, "Caption")
    documents.add_table(
        book,
        [
            [_passages((head,)) for head in table.heads],
            *([_passages(cell) for cell in row] for row in table.rows),
        ],
        language,
        title=table.caption.text,
        description=", ".join(head.text for head in table.heads),
        has_bold_rows=False,  # plan items are long
    )
    book.add_paragraph()


def _passages(cell: Cell) -> list[tuple[str, Language]]:
    return [(words.text, words.language) for words in cell]
