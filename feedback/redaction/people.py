"""Who is the same person inside one text. Pure."""

import re
import unicodedata
from collections.abc import Sequence

_COUNTRY_CODE = re.compile(r"^(?:00)?44(?=[0-9]{9,}$)")  # +44 1632 … and 01632 … are one telephone

Person = tuple[str, ...]  # the words of their fullest name


def sameness(hidden: str) -> str:
    """What is left when capitals, spaces and punctuation do not count."""
    kept = "".join(_words(hidden))
    return _COUNTRY_CODE.sub("0", kept, count=1) if kept else hidden


def people_in(names: Sequence[str]) -> dict[str, Person]:
    """By what is hidden, who it is: "Patel" is Amit Patel where the text has no other Patel."""
    full = {tuple(_words(name)) for name in names}
    long = sorted(words for words in full if len(words) > 1)
    people: dict[str, Person] = {}
    for name in names:
        words = tuple(_words(name))
        holders = [other for other in long if len(words) == 1 and words[0] in other]
        people[sameness(name)] = holders[0] if len(holders) == 1 else words
    return people


def _words(hidden: str) -> Sequence[str]:
    folded = unicodedata.normalize("NFKC", hidden).casefold()
    plain = "".join(_plain(character) for character in folded)
    return plain.split()


def _plain(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character in "'’":
        return ""
    return character if unicodedata.category(character)[0] in "LMN" else " "
