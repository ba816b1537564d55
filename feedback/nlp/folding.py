"""Text made plain for matching, with the way back to where each letter stood in the original."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that no decomposition makes alike, and that people type one for another. The Arabic and
# Urdu forms of ye, kaf and he look the same on many keyboards; Polish l and Ukrainian g are often
# typed without their stroke.
_ALIKE = str.maketrans(
    {
        "ł": "l", "ґ": "г",
        "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي",
        "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ں": "ن",
        "ـ": None,  # the Arabic stretching line
        "ੱ": None,  # Gurmukhi addak, left out as often as written
    }
)  # fmt: skip
_APOSTROPHES = frozenset("'’‘ʼ`´＇ʹ‛′")
_VIRAMA = 9  # canonical combining class: the mark that joins two consonants is part of the word
_SENTENCE_ENDS = frozenset("!?؟۔।॥")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded *text*; its letter *i* came from ``original[starts[i]:ends[i]]`` (code points)."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original the folded letters from *start* to before *end* stood."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """*text* without case, accents, vowel marks of Arabic and direction marks.

    Decimal digits of every script become ASCII, all dashes "-", all apostrophes "'", all spaces
    " ", line ends a line feed. Vowel signs of Gurmukhi and other Indic scripts stay: they are
    letters. A mark that is dropped still belongs to the letter before it when the way back is
    asked.
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        plain = _plain(character)
        if not plain and letters and unicodedata.category(character).startswith("M"):
            ends[-1] = at + 1
        for letter in plain:
            letters.append(letter)
            starts.append(at)
            ends.append(at + 1)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def fold_words(text: str) -> Folded:
    """The words of *text*, folded, each between single spaces; sentences parted by a line feed.

    Apostrophes are dropped ("don't" and "dont" are one word) and hyphens part words. An ellipsis
    and a single line end do not end a sentence, because people write that way in one breath.
    """
    folded = fold(text)
    words = _Words()
    run: list[str] = []
    for at, letter in enumerate(folded.text):
        if letter == "'":
            continue
        if not _is_word_letter(letter):
            run.append(letter)
            continue
        if run:
            words.part(_ends_sentence("".join(run)), folded.starts[at])
            run.clear()
        words.add(letter, folded.starts[at], folded.ends[at])
    words.part(is_sentence=False, at=len(text))
    return words.folded()


class _Words:
    """Words being collected."""

    def __init__(self) -> None:
        self.letters = [" "]
        self.starts = [0]
        self.ends = [0]

    def add(self, letter: str, start: int, end: int) -> None:
        self.letters.append(letter)
        self.starts.append(start)
        self.ends.append(end)

    def part(self, is_sentence: bool, at: int) -> None:
        for separator in " \n " if is_sentence else " ":
            self.add(separator, at, at)

    def folded(self) -> Folded:
        return Folded("".join(self.letters), tuple(self.starts), tuple(self.ends))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in "\n\v\f\x85\u2028\u2029":
        return "\n"
    if character.isspace():
        return " "
    letters = unicodedata.normalize("NFKD", character)
    kept = "".join(letter for letter in letters if not _is_dropped(letter))
    return "".join(_one(letter) for letter in kept.casefold().translate(_ALIKE))


def _is_dropped(letter: str) -> bool:
    return (
        unicodedata.category(letter) == "Cf"
        or unicodedata.combining(letter) not in {0, _VIRAMA}
        or "\ufe00" <= letter <= "\ufe0f"  # variation selectors of emoji
    )


def _one(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if letter.isspace():  # decomposed from a spacing accent
        return " "
    return "-" if unicodedata.category(letter) == "Pd" or letter == "−" else letter


def _is_word_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"


def _ends_sentence(run: str) -> bool:
    if not _SENTENCE_ENDS.isdisjoint(run) or run.count("\n") > 1:
        return True
    return run.count(".") == 1 and any(letter.isspace() for letter in run)
