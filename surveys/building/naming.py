"""Keys and values, made once from the wording and never changed with it."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 30  # characters: what a definition allows, less room for a number
_NOT_OURS = re.compile(r"[^a-z0-9]+")
#: Small English words that say nothing in a name.
_SMALL = frozenset(
    {"a", "an", "and", "are", "did", "do", "does", "for", "had", "has", "have", "how", "in", "is"}
    | {
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "what",
        "when",
        "where",
    }
    | {"which", "who", "why", "you", "your"}
)


def key_from(wording: str, *, taken: Collection[str], otherwise: str) -> str:
    """A key that nothing in *taken* has, from the first words of *wording*.

    *otherwise* is what a wording without a letter of the Latin script is called.
    """
    words = _NOT_OURS.sub(" ", _plain(wording)).split()
    telling = [word for word in words if word not in _SMALL] or words
    key = ""
    for word in telling:
        if len(key) + len(word) >= LONGEST:
            break
        key = f"{key}_{word}" if key else word
    return numbered(key or (telling[0][:LONGEST] if telling else otherwise), taken)


def value_from(label: str, *, taken: Collection[str]) -> str:
    """The value of a new choice, from all words of its label: "no" is a word that says much."""
    words = _NOT_OURS.sub("_", _plain(label)).strip("_")[:LONGEST].strip("_")
    return numbered(words or "choice", taken)


def numbered(key: str, taken: Collection[str]) -> str:
    """*key*, with the first number behind it that nobody else has, where it is taken."""
    if key not in taken:
        return key
    number = 2
    while f"{key}_{number}" in taken:
        number += 1
    return f"{key}_{number}"


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return folded.lower().replace("'", "")
