"""Words, sentences and stems of a text, in any of the scripts that people write in.

Two spellings that a reader takes for the same word have the same *form*, whatever the keyboard:
capitals, curly or straight apostrophes, Polish or Romanian letters typed without their marks,
Arabic with or without vowel signs, the Arabic or the Persian shape of a letter in Urdu. Offsets are
code points of the text as it was given, so that a screen can mark the very letters somebody wrote.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import snowballstemmer

from feedback.nlp.beginnings import bare

APOSTROPHES = "'\u2018\u2019\u02bc\u0060\u00b4\uff07"
SHORTEST_INDEXED = 2
LONGEST_ABBREVIATION = 12

STEMMERS = {"en": "english", "pl": "polish", "ro": "romanian", "ar": "arabic"}
"""What snowballstemmer 3.1 knows of ours; no Welsh, Gaelic, Ukrainian, Urdu or Punjabi."""

# Dots after these do not end a sentence (English, Polish, Romanian).
ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "rev",
        "st",
        "nr",
        "vs",
        "e.g",
        "i.e",
        "approx",
        "dept",
        "tel",
        "np",
        "m.in",
        "ul",
        "dl",
        "dna",
        "str",
        "mt",
    ]
)

_MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
# Python's \w leaves out vowel signs and other marks: Gurmukhi words would fall apart at each of
# them. Joiners, soft hyphens and the marks of writing direction stand inside words as well.
_INSIDE = "\u200b-\u200f\u00ad\u2060\u2066-\u2069"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}{_INSIDE}]|[{APOSTROPHES}](?=[^\W_]))*")

_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LETTERS = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ە": "ه", "ة": "ه", "ۃ": "ه", "ـ": None,
    }
)  # fmt: skip
_STRESS = "\u0300\u0301"
_ARABIC = range(0x0600, 0x0700)

# A full stop ends a sentence only before a space; these end one wherever they stand.
_HARD_STOPS = "۔؟।॥。！？"
_END = re.compile(rf"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[{_HARD_STOPS}]+[\"'”’»)\]]*|\n+")


class Word(NamedTuple):
    """A word as it is compared (``form``) and where it stands in the text as given."""

    form: str
    start: int
    end: int


class Span(NamedTuple):
    """A stretch of a text: code points from ``start`` up to, and without, ``end``."""

    start: int
    end: int


def normalise(text: str) -> str:
    """The text with one spelling for each character (NFKC), straight apostrophes, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_STRAIGHT).split())


def fold(word: str) -> str:
    """The form of one word: what is left when case, marks of habit and keyboards are set aside."""
    if not word.isascii():
        word = _fold_letters(unicodedata.normalize("NFKC", word).casefold().translate(_STRAIGHT))
    word = word.lower()
    word = word.removesuffix("'s")
    return word.replace("'", "").replace(" ", "")  # NFKC spells some ligatures as several words


def _fold_letters(word: str) -> str:
    """Marks off Latin, vowel signs off Arabic, stress off Cyrillic; others are letters: kept."""
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", word.translate(_LETTERS)):
        category = unicodedata.category(character)
        if category == "Cf":
            continue
        if category == "Nd":
            character = str(unicodedata.decimal(character))  # noqa: PLW2901 - digits of any script
        if category == "Mn" and _is_dropped(character, after=base):
            continue
        if category not in {"Mn", "Mc"}:
            base = character
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def _is_dropped(mark: str, *, after: str) -> bool:
    if ord(mark) in _ARABIC:
        return True
    if "\u0300" <= mark <= "\u036f":
        is_cyrillic = "\u0400" <= after <= "\u052f"
        return not is_cyrillic or mark in _STRESS
    return False


def words(text: str) -> list[Word]:
    """The words of a text in order; numbers count as words, an apostrophe inside does not split."""
    found = ((fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text))
    return [Word(form, start, end) for form, start, end in found if form]


def forms(text: str) -> list[str]:
    """The forms of the words of a text, in order."""
    return [word.form for word in words(text)]


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the space around them.

    Ends at . ! ? before a space, at the Urdu and Gurmukhi full stops and the Arabic question mark
    anywhere, and at line ends; not after a usual abbreviation or a single initial.
    """
    found: list[Span] = []
    start = 0
    for stop in _ends(text):
        found.extend(_trimmed(text, start, stop))
        start = stop
    found.extend(_trimmed(text, start, len(text)))
    return found


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match.group() == "." and _is_abbreviation(
            text[max(0, match.start() - LONGEST_ABBREVIATION) : match.start()]
        ):
            continue
        yield match.end()


def _is_abbreviation(before: str) -> bool:
    last = before.split()[-1:] or [""]
    word = last[0].lstrip("([\"'“‘").casefold()
    is_initial = len(word) == 1 and word.isalpha() and last[0][-1].isupper() and word != "i"
    return is_initial or word in ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    inside = text[start:end]
    stripped = inside.strip()
    if any(character.isalnum() for character in stripped):
        left = start + inside.index(stripped)
        yield Span(left, left + len(stripped))


class _Stemmers(threading.local):
    """One stemmer of each kind for each thread: a stemmer keeps its place in the word it is at."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}

    def named(self, algorithm: str) -> Any:
        if algorithm not in self.known:
            self.known[algorithm] = snowballstemmer.stemmer(algorithm)
        return self.known[algorithm]


_STEMMERS = _Stemmers()


def stem(word: str, language: str) -> str:
    """The form of a word without its ending, where a stemmer knows the language; else its form."""
    algorithm = STEMMERS.get(_plain(language))
    if algorithm is None:
        return fold(word)
    straight = unicodedata.normalize("NFC", word).casefold().translate(_STRAIGHT)
    return fold(str(_STEMMERS.named(algorithm).stemWord(straight)))


def _plain(language: str) -> str:
    return language.split("-", 1)[0]  # Easy Read English (en-easy) is English


def _stems(text: str, word: Word, language: str) -> frozenset[str]:
    """Stems of a word as written and as typed without marks: people leave the marks out."""
    if word.form.isascii() and _plain(language) not in STEMMERS:
        language = "en"  # an English word in a text of another language
    written = (text[word.start : word.end], *bare(word.form, language))
    stems = {stem(each, language) for each in written}
    return frozenset(each for each in stems if len(each) >= SHORTEST_INDEXED)


def index_terms(text: str, language: str) -> frozenset[str]:
    """The terms under which a text is found: stems of its words of two code points or more.

    They are people's words: hash them with a key before they are stored anywhere.
    """
    return frozenset().union(*(_stems(text, word, language) for word in words(text)))


def search_terms(query: str, languages: Iterable[str]) -> list[frozenset[str]]:
    """For each word of a query the terms of which a matching text holds at least one.

    A searcher rarely says which language the words are in, so every language gives its stems.
    """
    spoken = list(languages)
    found = (
        frozenset().union(*(_stems(query, word, language) for language in spoken))
        for word in words(query)
    )
    return [terms for terms in found if terms]
