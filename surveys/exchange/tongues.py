"""What the headers of other systems call a language, and which of ours it is."""

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from feedback.core.i18n import ALL_LANGUAGES, BY_CODE

#: What stands for the words of a column that names no language.
UNNAMED = ""

#: Names that Babel's English list does not have.
_OTHERWISE: Mapping[str, str] = {
    "english (easy read)": "en-easy",
    "easy read": "en-easy",
    "easyread": "en-easy",
    "easy english": "en-easy",
    "gaelic": "gd",
    "panjabi": "pa",
    "moldovan": "ro",
    "farsi": "fa",
    "kiswahili": "sw",
    "francais": "fr",
    "español": "es",
    "espanol": "es",
    "عربي": "ar",
    "eng": "en",
    "wel": "cy",
    "cym": "cy",
    "gla": "gd",
    "pol": "pl",
    "ron": "ro",
    "rum": "ro",
    "ukr": "uk",
    "urd": "ur",
    "pan": "pa",
    "ara": "ar",
}
_IN_BRACKETS = re.compile(r"^(.*?)\s*\(\s*([^()]*)\s*\)\s*$")
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def key_of(label: str) -> str:
    """One key for all spellings of a language: its code where it has one, else its name.

    ``English (en)``, ``english(en)``, ``English`` and ``en`` are all ``en``.
    """
    name = " ".join(label.split()).casefold()
    if not name:
        return UNNAMED
    if name in _names():
        return _names()[name]
    found = _IN_BRACKETS.match(name)
    if found and _CODE.fullmatch(found[2]):
        code = _coded(found[2])
        # A variant has a name of its own and the code of its language: Easy Read English (en).
        named = _names().get(found[1], code)
        return named if named.partition("-")[0] == code else code
    if found and found[1] in _names():
        return _names()[found[1]]
    return _coded(name) if _CODE.fullmatch(name) and _coded(name) in _codes() else name


def ours(key: str) -> str:
    """Our code for that key, or nothing where we do not have the language."""
    return key if key in BY_CODE else ""


def _coded(code: str) -> str:
    code = code.replace("_", "-")
    if code in BY_CODE:
        return code
    base = code.partition("-")[0]
    return _OTHERWISE.get(base, base)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """The code of each language by its English name and by its own."""
    named: dict[str, str] = {
        str(name).casefold(): code.replace("_", "-").partition("-")[0]
        for code, name in Locale("en").languages.items()
        if "-" not in code and "_" not in code
    }
    own = {language.autonym.casefold(): language.code for language in ALL_LANGUAGES}
    return {**named, **own, **_OTHERWISE}


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_names().values())
