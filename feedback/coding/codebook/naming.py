"""Keys of themes, places among sisters, and seed terms that the tagger can use."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select

from feedback.coding.models import Theme
from feedback.core.db import session
from feedback.nlp.tagger.terms import UnusableTerm, parts

_LONGEST_KEY = 60  # characters


def key_from(name: str) -> str:
    """A key made of a name: its letters and digits, with lines between the words."""
    letters = [letter if letter.isalnum() else "_" for letter in name.casefold()]
    joined = "_".join(filter(None, "".join(letters).split("_")))
    return joined[:_LONGEST_KEY].rstrip("_") or "theme"


def free_key(name: str, taken: Iterable[str]) -> str:
    """A key made of *name* that is not *taken*."""
    known, plain, number = set(taken), key_from(name), 1
    key = plain
    while key in known:
        number += 1
        key = f"{plain}_{number}"
    return key


def last_position() -> int:
    """The place after all other themes."""
    return (session().scalar(select(func.max(Theme.position))) or 0) + 1


def usable_terms(
    terms: Mapping[str, Sequence[str]],
) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """The seed terms that the tagger can use, by language; and the (language, term) it cannot."""
    good: dict[str, list[str]] = {}
    bad = []
    for language, written in terms.items():
        for term in dict.fromkeys(each.strip() for each in written if each.strip()):
            try:
                parts(term, language)
            except UnusableTerm:
                bad.append((language, term))
            else:
                good.setdefault(language, []).append(term)
    return good, bad


def is_above(
    theme_id: uuid.UUID, other: uuid.UUID | None, parents: Mapping[uuid.UUID, uuid.UUID | None]
) -> bool:
    """Whether *theme_id* is *other* or stands above it; a circle met on the way counts too."""
    seen: set[uuid.UUID] = set()
    while other is not None:
        if other == theme_id or other in seen:
            return True
        seen.add(other)
        other = parents.get(other)
    return False


def parents_now() -> dict[uuid.UUID, uuid.UUID | None]:
    """The parent of every theme."""
    return {row.id: row.parent_id for row in session().execute(select(Theme.id, Theme.parent_id))}
