"""Word files into blocks: styles, lists with their printed numbers, tables."""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from flask_babel import gettext as _

from feedback.core.unpacking import UnusableFile, check_archive
from youwesaid.plans.documents import joining, marks
from youwesaid.plans.documents.blocks import Block, BlockKind, UnreadableDocument
from youwesaid.plans.documents.word_numbers import Numbers

_MAIN = "word/document.xml"
_FIRST_DEPTH = 1
_TEXTS = {qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen"), qn("w:cr")}
_HIDDEN = {qn("w:del"), qn("w:txbxContent"), qn("w:moveFrom"), qn("w:footnoteReference")}


def read_word(raw: bytes) -> list[Block]:
    """The blocks of a .docx file. Raises UnreadableDocument where it is none that is safe."""
    try:
        if _MAIN not in check_archive(raw):
            raise UnreadableDocument(_("This is a packed file, but no Word document."))
        book = Document(io.BytesIO(raw))
    except UnusableFile as problem:
        raise UnreadableDocument(str(problem)) from None
    except (KeyError, ValueError, SyntaxError, AttributeError, OSError, LookupError) as problem:
        raise UnreadableDocument(
            _("The Word document is damaged: open it and save it again.")
        ) from problem
    styles = {style.style_id: style for style in book.styles if getattr(style, "style_id", None)}
    walk = _Walk(styles, Numbers.of(book))
    return list(walk.blocks(book.element.body))


class _Walk:
    """Goes through the body once, counting paragraphs and numbered lists."""

    def __init__(self, styles: dict[str, Any], numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers
        self._count = 0

    def blocks(self, body: Any) -> Iterator[Block]:
        """The blocks of *body*, content controls opened, tables of contents left out."""
        for element in body:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag == qn("w:sdt"):
                inner = element.find(qn("w:sdtContent"))
                if inner is not None and not _is_contents(element):
                    yield from self.blocks(inner)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        self._count += 1
        style = self._styles.get(_value(element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) or "")
        names = _names(style)
        if any(name.startswith("toc") for name in names):
            return
        mark, depth = self._numbers.mark_of(element, style)
        level = _heading_level(element, names)
        for text in _texts(element):
            is_listed = bool(mark) or any(name.startswith("list") for name in names)
            if level:
                yield Block(kind=BlockKind.HEADING, level=level, line=self._count,
                            text=f"{mark} {text}" if marks.is_numbering(mark) else text,
                            is_certain=True)  # fmt: skip
            elif is_listed and text:
                yield Block(kind=BlockKind.LISTED, text=text, marker=mark or "•", level=depth,
                            line=self._count)  # fmt: skip
            elif text:
                yield Block(kind=BlockKind.PARAGRAPH, text=text, line=self._count,
                            is_strong=_is_bold(element))  # fmt: skip
            mark = ""

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [_row(row) for row in table.iter(qn("w:tr")) if _owner(row, qn("w:tbl")) is table]
        start = self._count + 1
        if not rows:
            return
        width = max(map(len, rows))
        if width == 1:  # a box around text
            for cell in table.iter(qn("w:tc")):
                if _owner(cell, qn("w:tbl")) is table:
                    yield from self.blocks(cell)
            return
        even = tuple(row + ("",) * (width - len(row)) for row in rows)
        self._count += sum(1 for _each in table.iter(qn("w:p")))
        words = " / ".join(" | ".join(filter(None, row)) for row in even)
        yield Block(kind=BlockKind.TABLE, text=words, rows=even, line=start)


def _row(row: Any) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row.iter(qn("w:tc")):
        if _owner(cell, qn("w:tr")) is not row:
            continue
        parts = [text for part in cell.iter(qn("w:p")) for text in _texts(part) if text]
        span = _value(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")) or "1"
        # A cell that spans columns leaves the others blank, so that columns stay under their names.
        cells += ["\n".join(parts), *[""] * (min(int(span), 40) - 1 if span.isdigit() else 0)]
    return tuple(cells)


def _texts(paragraph: Any) -> list[str]:
    """The lines of a paragraph; what was deleted, and boxes inside it, left out."""
    out: list[str] = []
    for piece in paragraph.iter():
        if piece.tag not in _TEXTS or _is_hidden(piece, paragraph):
            continue
        if piece.tag == qn("w:t"):
            out.append(piece.text or "")
        elif piece.tag == qn("w:tab"):
            out.append("\t" if piece.getparent().tag == qn("w:r") else "")
        else:
            out.append("-" if piece.tag == qn("w:noBreakHyphen") else "\n")
    return [joining.squeezed(line) for line in "".join(out).split("\n") if line.strip()]


def _is_hidden(piece: Any, paragraph: Any) -> bool:
    above = piece.getparent()
    while above is not None and above is not paragraph:
        if above.tag in _HIDDEN:
            return True
        above = above.getparent()
    return False


def _owner(element: Any, tag: str) -> Any:
    above = element.getparent()
    while above is not None and above.tag != tag:
        above = above.getparent()
    return above


def _value(element: Any) -> str | None:
    return element.get(qn("w:val")) if element is not None else None


def _names(style: Any) -> list[str]:
    """The names of a style and of those it is based on."""
    names: list[str] = []
    while style is not None and len(names) < 10:
        names.append((style.name or "").lower())
        style = style.base_style
    return names


def _heading_level(paragraph: Any, names: list[str]) -> int:
    outline = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}"))
    if outline and outline.isdigit() and int(outline) < 9:
        return int(outline) + _FIRST_DEPTH
    for name in names:
        if found := re.match(r"heading (\d)", name):
            return int(found[1])
        if name == "title":
            return _FIRST_DEPTH
        if name == "subtitle":
            return 0
    return 0


def _is_bold(paragraph: Any) -> bool:
    runs = [
        run
        for run in paragraph.iter(qn("w:r"))
        if "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()
    ]
    return bool(runs) and all(_is_on(run.find(f"{qn('w:rPr')}/{qn('w:b')}")) for run in runs)


def _is_on(flag: Any) -> bool:
    return flag is not None and flag.get(qn("w:val")) not in {"0", "false", "off"}


def _is_contents(control: Any) -> bool:
    gallery = control.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return "contents" in (_value(gallery) or "").lower()
