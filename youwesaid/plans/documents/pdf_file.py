"""PDF files into blocks: a child process reads the lines, their layout says what they are."""

import itertools
import json
import os
import re
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from youwesaid.plans.documents import furniture, joining, marks
from youwesaid.plans.documents.blocks import Block, BlockKind, UnreadableDocument

MOST_SECONDS = 90  # by the clock, on a busy machine
_LETTERS_OF_A_TEXT = 200  # fewer in a whole document: its pages are pictures
#: Letters that a font does not name; at the start of a line they are the bullets of a list.
_UNNAMED = re.compile(r"\(cid:\d+\)|\x00")
_UNNAMED_MARK = re.compile(r"^\s*(?:\(cid:\d+\)|\x00)+\s*")
_INDENT = 60.0  # points; lines that start nearer to each other are in one column
_SHORTEST_HEADING = 3  # characters; a large "1" or "A" is an ornament
_READER = "youwesaid.plans.documents.pdf_pages"


def read_pdf(raw: bytes) -> list[Block]:
    """The blocks of a PDF. Raises UnreadableDocument: locked, without text, too long, damaged."""
    pages = _read(raw)
    for page in pages:
        for line in page["lines"]:
            line["text"] = _UNNAMED.sub(" ", _UNNAMED_MARK.sub("• ", line["text"])).strip()
        page["lines"] = [line for line in page["lines"] if line["text"]]
    _drop_furniture(pages)
    for page in pages:
        _set_right_edges(page)
    lines = [line for page in pages for line in page["lines"]]
    letters = sum(len(line["text"]) for line in lines)
    letters += sum(len(cell) for page in pages for table in page["tables"]
                   for row in table["rows"] for cell in row)  # fmt: skip
    if letters < _LETTERS_OF_A_TEXT:
        raise UnreadableDocument(
            _("The PDF holds pictures of pages and no text: ask for the file it was made from.")
        )
    return list(_Layout(lines).blocks(pages))


def _read(raw: bytes) -> list[dict[str, Any]]:
    if not raw.lstrip()[:5] == b"%PDF-":
        raise UnreadableDocument(_("The file is not a PDF, whatever its name says."))
    # No settings of ours, no keys: the child knows where Python's modules are, and nothing else.
    known = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and its arguments are ours
            [sys.executable, "-m", _READER], input=raw, capture_output=True,
            timeout=MOST_SECONDS, env=known, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UnreadableDocument(_refusals("heavy")) from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise UnreadableDocument(_refusals("heavy")) from None
    if isinstance(told, dict):
        raise UnreadableDocument(_refusals(told["refused"]))
    pages: list[dict[str, Any]] = told
    return pages


def _refusals(word: str) -> str:
    sentences = {
        "locked": _("The PDF is locked with a password: ask for a file that is open."),
        "long": _("The PDF has more than 150 pages: send only the pages of the plan."),
        "heavy": _("The PDF takes too much time or memory to read: save it again, or in parts."),
    }
    return str(sentences.get(word) or _("The PDF is damaged: open it and save it again."))


def _drop_furniture(pages: Sequence[dict[str, Any]]) -> None:
    known = furniture.running([[line["text"] for line in page["lines"]] for page in pages])
    weights: Counter[float] = Counter()
    for page in pages:
        for line in page["lines"]:
            weights[line["size"]] += len(line["text"])
    body = weights.most_common(1)[0][0] if weights else 0.0
    for page in pages:
        ends = furniture.edges(len(page["lines"]))
        page["lines"] = [
            line for place, line in enumerate(page["lines"])
            if not _is_furniture(line, page, at_edge=place in ends, known=known, body=body)
        ]  # fmt: skip


def _is_furniture(
    line: dict[str, Any], page: dict[str, Any], *, at_edge: bool, known: set[str], body: float
) -> bool:
    height = line["top"] / page["height"]
    is_outside = not 0.06 < height < 0.925  # in the margin of the page
    if is_outside and line["size"] < 0.95 * body:
        return True
    at_edge = at_edge and not 0.14 < height < 0.86
    return furniture.is_furniture(line["text"], at_edge=at_edge, known=known)


class _Layout:
    """What sizes and gaps mean in one document: its body text, its headings, its paragraphs."""

    def __init__(self, lines: Sequence[dict[str, Any]]) -> None:
        weights: Counter[float] = Counter()
        for line in lines:
            weights[line["size"]] += len(line["text"])
        self._body = weights.most_common(1)[0][0] if weights else 10.0
        bigger = sorted({line["size"] for line in lines if line["size"] > self._body * 1.08},
                        reverse=True)  # fmt: skip
        self._levels = {size: min(level, 5) for level, size in enumerate(bigger, 1)}
        self._bold_level = min(len(bigger) + 1, 6)
        self._is_bold_body = sum(len(x["text"]) for x in lines if x["bold"]) > 0.5 * sum(
            len(x["text"]) for x in lines
        )
        gaps = [second["top"] - first["bottom"] for first, second in itertools.pairwise(lines)
                if 0 <= second["top"] - first["bottom"] < 2.5 * self._body
                and first["size"] == second["size"] == self._body]  # fmt: skip
        self._gap = statistics.quantiles(gaps, n=4)[0] if len(gaps) > 3 else 0.4 * self._body

    def blocks(self, pages: Sequence[dict[str, Any]]) -> Iterator[Block]:
        """The blocks of all pages; a paragraph may run from one page into the next."""
        open_block: Block | None = None
        before: dict[str, Any] | None = None
        for page, line in _flow(pages):
            if "rows" in line:
                if open_block:
                    yield _closed(open_block)
                open_block, before = None, None
                yield _table(line, page)
                continue
            block = self._block(line, page)
            if open_block and before and self._continues(open_block, before, block, line):
                open_block = replace(open_block, text=joining.joined(open_block.text, block.text))
            else:
                if open_block:
                    yield _closed(open_block)
                open_block = block
            before = line
        if open_block:
            yield _closed(open_block)

    def _block(self, line: dict[str, Any], page: int) -> Block:
        text = joining.squeezed(line["text"])
        mark, rest = marks.split_mark(text)
        is_strong = line["bold"] and not self._is_bold_body
        level = self._levels.get(line["size"], 0)
        if level and len(text) > _SHORTEST_HEADING:
            return Block(kind=BlockKind.HEADING, text=text, level=level, page=page, is_certain=True)
        if marks.style_of(mark) not in {"", "ref"} and (rest or not marks.is_numbering(mark)):
            return Block(kind=BlockKind.LISTED, text=rest, marker=mark, page=page,
                         level=int(line["x0"] // 18), is_strong=is_strong)  # fmt: skip
        return Block(kind=BlockKind.PARAGRAPH, text=text, page=page, is_strong=is_strong)

    def _continues(
        self, above: Block, before: dict[str, Any], block: Block, line: dict[str, Any]
    ) -> bool:
        if block.kind is BlockKind.HEADING or above.kind is BlockKind.HEADING:
            return self._is_same_heading(above, before, block, line)
        if block.kind is not BlockKind.PARAGRAPH or above.is_strong != block.is_strong:
            return (
                block.kind is BlockKind.PARAGRAPH
                and joining.is_open(above.text)
                and (joining.goes_on(block.text) and not above.is_strong)
            )
        gap = line["top"] - before["bottom"]
        if not 0 <= gap + self._body < 6 * self._body:  # another column or page
            return (
                joining.is_open(above.text)
                and (
                    joining.goes_on(block.text)
                    or (above.kind is BlockKind.PARAGRAPH and _is_full(before))
                )
                and not above.is_strong
            )
        if gap > self._gap + 0.45 * self._body:
            return joining.is_open(above.text) and joining.goes_on(block.text)
        if line["x0"] > before["x0"] + 2 and above.kind is BlockKind.LISTED:
            return True  # it hangs behind its mark
        # A line that had room for the next word was the last one of its paragraph.
        return _is_full(before) or joining.is_open(above.text)

    def _is_same_heading(
        self, above: Block, before: dict[str, Any], block: Block, line: dict[str, Any]
    ) -> bool:
        """A heading that takes two lines."""
        return (
            above.kind is block.kind is BlockKind.HEADING
            and above.level == block.level
            and above.page == block.page
            and 0 <= line["top"] - before["bottom"] < 0.45 * line["size"]
            and not marks.split_mark(block.text)[0]
        )


def _is_full(line: dict[str, Any]) -> bool:
    return bool(line["x1"] > line["right"] - 0.16 * (line["right"] - line["x0"]))


def _set_right_edges(page: dict[str, Any]) -> None:
    """Give each line the right edge of the column that it is in."""
    for line in page["lines"]:
        line["right"] = max(
            each["x1"] for each in page["lines"]
            if abs(each["x0"] - line["x0"]) < _INDENT and each["size"] == line["size"]
        )  # fmt: skip


def _flow(pages: Sequence[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Lines and tables in reading order, each table before the first line that stands below it."""
    for page in pages:
        tables = sorted(page["tables"], key=lambda table: table["top"])
        for line in page["lines"]:
            while tables and tables[0]["top"] <= line["top"] and _shares(tables[0], line):
                yield page["number"], tables.pop(0)
            yield page["number"], line
        for table in tables:
            yield page["number"], table


def _shares(table: dict[str, Any], line: dict[str, Any]) -> bool:
    return bool(line["x1"] > table["box"][0] and line["x0"] < table["box"][2])


def _closed(block: Block) -> Block:
    return replace(block, text=joining.squeezed(block.text))


def _table(table: dict[str, Any], page: int) -> Block:
    rows = []
    for row in table["rows"]:
        cells = []
        for cell in row:
            whole = ""
            for line in cell.split("\n"):
                whole = (
                    joining.joined(whole, line)
                    if not marks.split_mark(line)[0]
                    else f"{whole}\n{line}"
                )
            cells.append("\n".join(filter(None, map(joining.squeezed, whole.split("\n")))))
        rows.append(tuple(cells))
    words = " / ".join(" | ".join(filter(None, row)) for row in rows)
    return Block(kind=BlockKind.TABLE, text=joining.squeezed(words), rows=tuple(rows), page=page)
