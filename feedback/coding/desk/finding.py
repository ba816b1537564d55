"""Which theme somebody means by a few letters. The page's script ranks by the same rule.

Words count from their beginning. A theme called exactly so is first, then names that begin so,
then what is found in the names, in the path, in the terms, in the definition; then the codebook's
order.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_NOT_WORDS = re.compile(r"[^\w]+")
_NOT_AT_ALL = 99


@dataclass(frozen=True, slots=True)
class Findable:
    """A theme as it is looked for: *fields* are folded; its names, path, terms, definition."""

    key: str
    fields: tuple[str, ...]
    names: int = 2  # how many of the fields are names


def folded(words: str) -> str:
    """*words* in small letters, without marks, with single spaces between."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", words)
        if not unicodedata.category(letter).startswith("M")
    )
    return _NOT_WORDS.sub(" ", bare.lower()).strip()


def found(query: str, themes: Sequence[Findable]) -> Sequence[str]:
    """The keys of the *themes* that fit *query*, the best first."""
    wanted = folded(query)
    if not wanted:
        return []
    ranked = [(_rank(wanted, theme), place) for place, theme in enumerate(themes)]
    return [themes[place].key for rank, place in sorted(ranked) if rank < _NOT_AT_ALL]


def _rank(wanted: str, theme: Findable) -> int:
    names = theme.fields[: theme.names]
    if wanted in names:
        return -2
    if any(name.startswith(wanted) for name in names):
        return -1
    parts = wanted.split(" ")
    seen = ""
    for place, words in enumerate(theme.fields):
        seen += f" {words}"
        if all(f" {part}" in seen for part in parts):
            return place
    return _NOT_AT_ALL
