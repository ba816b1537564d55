"""What printers put on every page: running headers and footers, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.?)\s*)?\d{1,3}\W*|\W*page\s+\d+\s*(?:of|/)\s*\d+\W*|\d{1,3}\s*(?:of|"
    r"/)\s*\d{1,3}|"
    r"\W*[ivxlc]{1,6}\W*",
    re.IGNORECASE,
)
_EDGE = 3  # lines at the top and at the foot of a page that may be furniture


def is_page_number(line: str) -> bool:
    """Whether *line* is nothing but the number of a page."""
    return bool(_PAGE_NUMBER.fullmatch(line.strip())) and bool(line.strip())


def shape(line: str) -> str:
    """*line* with its numbers made alike, so that “Page 3” and “Page 4” are the same."""
    bare = re.sub(r"\b[ivxlc]+\b|\d+", "#", line.lower())
    return re.sub(r"[\W_]+", " ", bare).strip() or re.sub(r"\s+", "", line)


def running(pages: Sequence[Sequence[str]]) -> set[str]:
    """The shapes of the lines that stand at the top or foot of at least a third of the pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page if line.strip()]
        seen.update({shape(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    needed = max(2 if len(pages) < 5 else 3, -(-len(pages) // 3))
    return {line for line, times in seen.items() if times >= needed}


def is_furniture(line: str, *, at_edge: bool, known: set[str]) -> bool:
    """Whether *line*, at the edge of a page or not, is dropped."""
    return at_edge and (is_page_number(line) or shape(line) in known)


def edges(count: int) -> set[int]:
    """Which of *count* lines of a page stand at its top or foot."""
    return {*range(min(_EDGE, count)), *range(max(count - _EDGE, 0), count)}
