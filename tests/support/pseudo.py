"""A language that nobody speaks: every marked text stands between ⟦ and ⟧, all others are bare."""

import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from sqlalchemy import Connection

from feedback.core.i18n import ALL_LANGUAGES
from youwesaid.tables import METADATA

ROOT = Path(__file__).resolve().parents[2]
OPEN, CLOSE = "⟦", "⟧"
#: Attributes that are read aloud or shown.
SPOKEN = re.compile(r"aria-(label|description)|alt|title|placeholder|label|data-(?!option).*")
_NO_WORDS = re.compile(r"[\W\d_]*")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")


def updating() -> ModuleType:
    """The script that extracts the words."""
    folder = str(ROOT / "translations")
    sys.path.insert(0, folder)
    try:
        spec = importlib.util.spec_from_file_location("updating", ROOT / "translations/update.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(folder)
        sys.modules.pop("compile", None)
    return module


def write_catalogue(folder: Path, locale: str) -> int:
    """Put every marked text between brackets, as the catalogue of *locale*; how many there are."""
    catalogue = Catalog(locale=locale)
    for message in updating().extracted():
        if message.id:
            words = message.id if isinstance(message.id, str) else message.id[-1]
            one = f"{OPEN}{words}{CLOSE}"
            said = one if isinstance(message.id, str) else (one,) * catalogue.num_plurals
            catalogue.add(message.id, said, context=message.context)
    target = folder / locale / "LC_MESSAGES"
    target.mkdir(parents=True)
    with (target / "messages.mo").open("wb") as binary:
        write_mo(binary, catalogue)
    return len(catalogue)


def stored_texts(connection: Connection) -> set[str]:
    """Every text in the database: what people and documents say is shown as it is."""
    found: set[str] = set()
    for table in METADATA.sorted_tables:
        for row in connection.execute(table.select()):
            for value in row:
                found |= set(texts_in(value))
    return found


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield squeezed(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_in(key)
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def squeezed(text: str) -> str:
    """*text* on one line."""
    return " ".join(text.split())


class Ear:
    """Hears the bare words of a page in the language that nobody speaks."""

    def __init__(self, locale: str, known: Iterable[str]) -> None:
        self.known = {squeezed(text).casefold() for text in known}
        self.known |= {language.autonym.casefold() for language in ALL_LANGUAGES}
        spoken = Locale.parse(locale)
        months = [
            name
            for use in ("format", "stand-alone")
            for width in spoken.months[use].values()
            for name in width.values()
        ]
        periods = [str(name) for name in spoken.periods.values()]
        joins = [
            word for join in spoken.list_patterns.values() for word in join["end"].split()[1:2]
        ]
        named = sorted({str(name) for name in [*months, *periods, *joins]}, key=len, reverse=True)
        whole = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in named)
        self._dated = re.compile(whole, re.IGNORECASE)

    def bare(self, page: BeautifulSoup) -> list[str]:
        """Words outside the brackets that are neither data nor dates."""
        heard, depth = [], 0
        for node in page.descendants:
            if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                said, depth = _outside(str(node), depth)
                if self._has_words(said, node):
                    heard.append(squeezed(said))
            elif isinstance(node, Tag):
                heard += self._bare_attributes(node)
        return heard

    def _has_words(self, said: str, node: NavigableString) -> bool:
        parent = node.parent
        if parent is None or parent.name in {"script", "style", "kbd"}:
            return False
        return self._is_bare(said) and not self._is_data(parent)

    def _is_bare(self, said: str) -> bool:
        return any(self._is_bare_piece(piece) for piece in squeezed(said).split("·"))

    def _is_bare_piece(self, piece: str) -> bool:
        if {piece.strip().casefold(), piece.strip(" .,:;()–").casefold()} & self.known:
            return False
        return not _NO_WORDS.fullmatch(self._dated.sub("", _ADDRESS.sub("", piece)))

    @staticmethod
    def _is_data(tag: Tag) -> bool:
        holder = tag if tag.name != "html" and _is_marked(tag) else None
        return holder is not None or any(
            _is_marked(above) for above in tag.parents if above.name not in {"html", "[document]"}
        )

    def _bare_attributes(self, tag: Tag) -> list[str]:
        return [
            f"{name}={value}"
            for name, value in tag.attrs.items()
            if isinstance(value, str)
            and SPOKEN.fullmatch(name)
            and " " in value.strip()
            and self._is_bare(_outside(value, 0)[0])
            and not self._is_data(tag)
        ]


def _is_marked(tag: Tag) -> bool:
    return (
        tag.has_attr("lang")
        or tag.name in {"bdi", "time", "textarea", "code"}
        or tag.get("dir") == "auto"
        or tag.get("translate") == "no"
    )


def _outside(text: str, depth: int) -> tuple[str, int]:
    """What of *text* is outside the brackets, and how many are open after it."""
    said = []
    for character in text:
        if character == OPEN:
            depth += 1
        elif character == CLOSE:
            depth -= 1
        elif not depth:
            said.append(character)
    return "".join(said), depth
