"""Keys of ours for the names of other systems: small letters, digits and _, each once."""

import re
import unicodedata

LONGEST = 40
_OTHERS = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")


class Keys:
    """The keys that are taken, and new ones beside them."""

    def __init__(self, *taken: str) -> None:
        self._taken: set[str] = set(taken)
        self._next: dict[str, int] = {}

    def give(self, name: str, otherwise: str) -> str:
        """A key for *name* that nobody has; made from *otherwise* where nothing of it is left."""
        wanted = key_for(name) or otherwise
        key = wanted
        number = self._next.get(wanted, 2)
        while key in self._taken:
            tail = f"_{number}"
            key = wanted[: LONGEST - len(tail)] + tail
            number += 1
        self._next[wanted] = number
        self._taken.add(key)
        return key


def key_for(name: str) -> str:
    """*name* as a key; a number below zero keeps its sign in words."""
    name = name.strip()
    if re.fullmatch(r"-\d+", name):
        name = f"minus_{name[1:]}"
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _OTHERS.sub("_", _HUMP.sub("_", letters).lower()).strip("_")[:LONGEST].strip("_")
