"""Plain text into blocks: wrapped lines joined, marks of light markup understood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from youwesaid.plans.documents import furniture, joining, marks
from youwesaid.plans.documents.blocks import Block, BlockKind, UnreadableDocument

_WIDEST_WRAP = 130  # characters; a file whose lines are longer is not wrapped by hand
_LONGEST_TAIL = 2_000  # characters of a paragraph that tell how long its last line is
_RULE = re.compile(r"\s*([-=_*~#])(?:\s*\1){2,}\s*")
_TAGS = re.compile(r"</?(?:b|i|u|em|strong|br|p|span|sup|sub)\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line with its place."""

    text: str
    number: int
    page: int | None


def read_text(raw: bytes) -> list[Block]:
    """The blocks of a text file. Raises UnreadableDocument where it is none."""
    lines = list(_lines(decoded(raw)))
    width = _wrap_width([line.text for line in lines])
    blocks: list[Block] = []
    rows: list[Line] = []
    was_blank = True
    for line in [*lines, Line("", len(lines) + 1, None)]:
        if len(_cells(line.text)) > 1:
            rows.append(line)
            continue
        if rows:
            blocks += _table(rows)
            rows, was_blank = [], True
        _take(line, blocks, width=width, was_blank=was_blank)
        was_blank = not line.text.strip()
    return [replace(block, text=joining.squeezed(block.text)) for block in blocks]


def decoded(raw: bytes) -> str:
    """The characters of a text file, whichever of the usual encodings it has."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableDocument(_("The file is not text: save it again as UTF-8 text."))


def without_marks(text: str) -> str:
    """*text* without the marks of light markup: bold, links, tags, escapes."""
    text = _TAGS.sub(" ", text)
    # None of these goes back over the whole text from each mark that is never closed.
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"(\*\*\*|\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])", r"\1", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|>-])", r"\1", text)


def is_all_bold(text: str) -> bool:
    """Whether light markup makes all of *text* bold."""
    return bool(re.fullmatch(r"\s*(\*\*|__|<b>|<strong>)[^*]+(\*\*|__|</b>|</strong>):?\s*", text))


def _lines(text: str) -> Iterator[Line]:
    pages = [page.split("\n") for page in text.split("\f")]
    known = furniture.running(pages) if len(pages) > 1 else set()
    number = 0
    for page_number, page in enumerate(pages, 1):
        printed = [place for place, line in enumerate(page) if line.strip()]
        at_edge = {printed[place] for place in furniture.edges(len(printed))}
        for place, line in enumerate(page):
            number += 1
            dropped = len(pages) > 1 and furniture.is_furniture(
                line, at_edge=place in at_edge, known=known
            )
            if not dropped:
                yield Line(line, number, page_number if len(pages) > 1 else None)
        number -= page_number < len(pages)  # the break itself stands in the middle of a line


def _wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which the file is wrapped; None when it has a line for each paragraph."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < 5 or lengths[-1] > _WIDEST_WRAP:
        return None
    return lengths[int(len(lengths) * 0.97)]


def _take(line: Line, blocks: list[Block], *, width: int | None, was_blank: bool) -> None:
    text = line.text.strip()
    if not text:
        return
    if _RULE.fullmatch(line.text):
        underlined = blocks and not was_blank and text[0] in "=-"
        if underlined and blocks[-1].kind is BlockKind.PARAGRAPH:
            level = 1 if text[0] == "=" else 2
            blocks[-1] = replace(blocks[-1], kind=BlockKind.HEADING, level=level, is_certain=True)
        return
    block = _block(line)
    last = blocks[-1] if blocks else None
    if last and not was_blank and _continues(last, block, line, width):
        blocks[-1] = replace(last, text=joining.joined(last.text, block.text))
    else:
        blocks.append(block)


def _block(line: Line) -> Block:
    raw = line.text
    place = Block(
        kind=BlockKind.PARAGRAPH, text="", page=line.page, line=line.number,
        is_strong=is_all_bold(raw),
    )  # fmt: skip
    if found := re.match(r"\s*(#{1,6})\s+(.*?)\s*#*\s*$", raw):
        return replace(
            place, kind=BlockKind.HEADING, level=len(found[1]), text=without_marks(found[2]),
            is_certain=True,
        )  # fmt: skip
    bare = without_marks(re.sub(r"^\s*>\s?", "", raw))
    mark, rest = marks.split_mark(bare)
    if marks.style_of(mark) in {"", "ref"}:
        return replace(place, text=bare.strip())
    depth = (len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())) // 2
    return replace(place, kind=BlockKind.LISTED, marker=mark, text=rest, level=depth)


def _continues(last: Block, block: Block, line: Line, width: int | None) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or last.kind in {BlockKind.HEADING, BlockKind.TABLE}:
        return False
    if joining.is_open(last.text) and joining.goes_on(block.text):
        return True
    if last.kind is BlockKind.LISTED and line.text[:2] == "  " and width:
        return True
    if width is None or last.is_strong:
        return False
    first_word = block.text.split()[0]
    # The line before was full: its writer could not have put this word into it.
    held = (
        len(last.text)
        if last.line == line.number - 1
        else len(_tail(last.text[-_LONGEST_TAIL:], width))
    )
    return held + 1 + len(first_word) > width * 0.88


def _tail(text: str, width: int) -> str:
    """The last line of a paragraph that was joined from lines of about *width* characters."""
    room, tail = width, ""
    for word in text.split():
        tail = word if len(tail) + 1 + len(word) > room else f"{tail} {word}".strip()
    return tail


def _cells(text: str) -> list[str]:
    """The cells of a line that is the row of a table; one where it is none."""
    bare = text.strip()
    if bare.startswith("|") or bare.count("|") > 1:
        return [cell.strip() for cell in bare.strip("|").split("|")]
    if marks.split_mark(text)[0] and text.count("\t") < 2:
        return [bare]
    if "\t" in text.rstrip(" "):
        return [cell.strip() for cell in text.strip(" \n").split("\t")]
    parts = re.split(r" {3,}", bare)
    return parts if len(parts) > 2 else [bare]


def _table(lines: Sequence[Line]) -> list[Block]:
    rows = [tuple(joining.squeezed(without_marks(cell)) for cell in _cells(line.text))
            for line in lines if not re.fullmatch(r"[\s|:+=-]+", line.text)]  # fmt: skip
    if not rows:
        return []
    width = max(map(len, rows))
    even = tuple(row + ("",) * (width - len(row)) for row in rows)
    words = " / ".join(" | ".join(filter(None, row)) for row in even)
    return [Block(kind=BlockKind.TABLE, text=words, rows=even, page=lines[0].page,
                  line=lines[0].number)]  # fmt: skip
