"""Lines and tables of a PDF, printed as JSON: run on its own, with little memory and no time.

Hostile files crash or spin readers of PDF, so this one is a process of its own: what reads it is
in ``pdf_file``. It takes the file on its standard input and opens nothing else.
"""

import io
import json
import resource
import sys
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfplumber.utils.exceptions import PdfminerException

from youwesaid.plans.documents.pdf_grids import unruled
from youwesaid.plans.documents.pdf_lines import lines_of

MOST_PAGES = 150
MOST_SECONDS = 60  # of processor time
MOST_MEMORY = 1_500 * 1024 * 1024  # bytes of addresses
MOST_WORDS = 3_000  # on one page; a page of small print has 1,200
_MOST_EDGES = 5_000  # lines drawn on a page; a drawing is no table
_GUTTER = 7.0  # points between columns, at least
_DEEPEST = 2  # cuts from side to side: up to four columns


def main() -> int:
    """Print the pages; 0, or 3 with one word for what is wrong."""
    for limit, most in (
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    try:
        pages = _pages(sys.stdin.buffer.read())
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        return _refuse("locked")
    except PdfminerException as problem:
        cause = problem.args[0] if problem.args else None
        return _refuse("locked" if isinstance(cause, PDFPasswordIncorrect) else "damaged")
    except MemoryError:
        return _refuse("heavy")
    except OverflowError:
        return _refuse("long")
    except Exception:  # noqa: BLE001 - whatever a broken file makes a reader raise
        return _refuse("damaged")
    sys.stdout.write(json.dumps(pages))
    return 0


def _refuse(word: str) -> int:
    sys.stdout.write(json.dumps({"refused": word}))
    return 3


def _pages(raw: bytes) -> list[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(raw)) as book:
        if len(book.pages) > MOST_PAGES:
            raise OverflowError
        found = []
        for number, page in enumerate(book.pages, 1):
            found.append(_page(page, number))
            page.close()
        return found


def _page(page: Any, number: int) -> dict[str, Any]:
    chars = page.dedupe_chars(tolerance=1)
    words = chars.extract_words(
        keep_blank_chars=False, use_text_flow=False, extra_attrs=["fontname", "size"],
        x_tolerance_ratio=0.15, y_tolerance=3, return_chars=False,
    )[:MOST_WORDS]  # fmt: skip
    words = [word for word in words if word.get("upright", True)]
    tables = [] if len(page.edges) > _MOST_EDGES else _tables(page)
    tables += unruled([w for w in words if not any(_inside(w, t["box"]) for t in tables)])
    boxes = [table["box"] for table in tables]
    loose = [word for word in words if not any(_inside(word, box) for box in boxes)]
    top, foot = page.height * 0.08, page.height * 0.92
    body = [word for word in loose if top < word["top"] and word["bottom"] < foot]
    edge = [word for word in loose if word not in body]
    lines = [*lines_of([w for w in edge if w["top"] <= top]),
             *_ordered(body, 0, boxes),
             *lines_of([w for w in edge if w["bottom"] >= foot])]  # fmt: skip
    for line in lines:
        line.pop("words", None)
    return {"number": number, "height": page.height, "width": page.width,
            "lines": lines, "tables": tables}  # fmt: skip


def _tables(page: Any) -> list[dict[str, Any]]:
    found = []
    for table in page.find_tables():
        rows = [[(cell or "").strip() for cell in row] for row in table.extract()]
        filled = {place for row in rows for place, cell in enumerate(row) if cell}
        if len(filled) > (1 if len(rows) > 1 else 2):  # the head alone may stand on a page
            found.append(
                {"box": list(table.bbox), "top": table.bbox[1], "left": table.bbox[0], "rows": rows}
            )
    return found


def _inside(word: Any, box: Sequence[float]) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _ordered(
    words: list[Any], depth: int, boxes: Sequence[Sequence[float]]
) -> list[dict[str, Any]]:
    """The lines of *words* in reading order: columns one after another, headings across them."""
    lines = lines_of(words)
    gutter = _gutter(words, lines) if depth < _DEEPEST else None
    if gutter is None:
        return lines
    across = [line for line in lines if _crosses(line, gutter)]
    marks = sorted({*(line["top"] for line in across), *(box[1] for box in boxes)})
    bands: list[list[Any]] = [[] for _mark in range(len(marks) + 1)]
    taken = {id(word) for line in across for word in line["words"]}
    for word in words:
        if id(word) not in taken:
            bands[sum(mark <= word["top"] + 1 for mark in marks)].append(word)
    ordered = []
    for place, band in enumerate(bands):
        if place:
            ordered += [line for line in across if line["top"] == marks[place - 1]]
        left = [word for word in band if word["x1"] <= gutter]
        right = [word for word in band if word["x1"] > gutter]
        ordered += _ordered(left, depth + 1, boxes) + _ordered(right, depth + 1, boxes)
    for line in ordered:
        line.pop("words", None)
    return ordered


def _gutter(words: list[Any], lines: list[dict[str, Any]]) -> float | None:
    """Where a blank strip parts the words into columns; None where they are one column."""
    if len(lines) < 6:
        return None
    left, right = min(w["x0"] for w in words), max(w["x1"] for w in words)
    best: tuple[float, float] | None = None
    place = left + (right - left) * 0.2
    while place < left + (right - left) * 0.8:
        crossing = sum(
            w["x0"] < place + _GUTTER / 2 and w["x1"] > place - _GUTTER / 2 for w in words
        )
        if best is None or crossing < best[0]:
            best = (crossing, place)
        elif crossing == best[0]:
            middle = (left + right) / 2
            if abs(place - middle) < abs(best[1] - middle):
                best = (crossing, place)
        place += 2
    if best is None or best[0] > max(1, 0.12 * len(lines)):
        return None
    return best[1] if _are_columns(words, best[1]) else None


def _are_columns(words: list[Any], gutter: float) -> bool:
    """Whether both sides of *gutter* hold running text, and not a mark and its paragraph."""
    sides = ([w for w in words if w["x1"] <= gutter], [w for w in words if w["x0"] >= gutter])
    if any(len(side) < 0.2 * len(words) or len(side) < 12 for side in sides):
        return False
    wide = [max(w["x1"] for w in side) - min(w["x0"] for w in side) for side in sides]
    return bool(min(wide) > 0.22 * sum(wide))


def _crosses(line: dict[str, Any], gutter: float) -> bool:
    """Whether a line runs across the gutter, or stands alone over both columns."""
    inside = [w for w in line["words"] if w["x0"] < gutter < w["x1"]]
    if inside:
        return True
    before = [w["x1"] for w in line["words"] if w["x1"] <= gutter]
    after = [w["x0"] for w in line["words"] if w["x0"] >= gutter]
    return bool(before and after) and min(after) - max(before) < _GUTTER * 0.9


if __name__ == "__main__":
    sys.exit(main())
