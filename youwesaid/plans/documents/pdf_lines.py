"""Words of a page into lines."""

import itertools
import statistics
from collections.abc import Sequence
from typing import Any


def lines_of(words: Sequence[Any]) -> list[dict[str, Any]]:
    """The lines of *words*, from the top; words of one line share their middle."""
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda w: (round((w["top"] + w["bottom"]) / 2), w["x0"])):
        own = middle([word])
        home = next((row for row in rows[-3:] if abs(middle(row) - own) < 0.5 * word["size"]), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    return [line_of(sorted(row, key=lambda w: w["x0"])) for row in sorted(rows, key=middle)]


def middle(row: Sequence[Any]) -> float:
    """How far down the page a row of words stands, in points."""
    return statistics.fmean((w["top"] + w["bottom"]) / 2 for w in row)


def line_of(row: Sequence[Any]) -> dict[str, Any]:
    """One line: its text with wide gaps as three spaces, its edges, size and weight."""
    letters = sum(len(w["text"]) for w in row)
    bold = sum(len(w["text"]) for w in row if _is_bold(w["fontname"]))
    sizes: dict[float, int] = {}
    for word in row:
        size = round(word["size"] * 2) / 2
        sizes[size] = sizes.get(size, 0) + len(word["text"])
    parts = [row[0]["text"]]
    for before, after in itertools.pairwise(row):
        gap = after["x0"] - before["x1"]
        parts.append(("   " if gap > 1.6 * after["size"] else " ") + after["text"])
    return {
        "text": "".join(parts), "x0": row[0]["x0"], "x1": row[-1]["x1"],
        "top": min(w["top"] for w in row), "bottom": max(w["bottom"] for w in row),
        "size": max(sizes, key=lambda size: sizes[size]), "bold": bold > 0.8 * letters,
        "starts": [round(w["x0"], 1) for w in row], "words": row,
    }  # fmt: skip


def _is_bold(font: str) -> bool:
    return any(word in font.lower() for word in ("bold", "black", "heavy", "semibold", "demi"))
