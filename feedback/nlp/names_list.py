"""First names of many countries, and which of them are also everyday words.

Faker's lists (MIT, 2 MB, offline) know about 14,000 names; ``names.txt`` adds those of Wales,
Gaelic Scotland, Poland, Ukraine, Romania, South Asia and the Arab world that it lacks. An English
dictionary, the lower-case words of TextBlob's lexicon, tells which names are words as well.
"""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources, util
from pathlib import Path

from feedback.nlp.folding import fold
from feedback.nlp.identifier_relations import terms

#: Countries whose people live in these islands in numbers, as Faker calls them.
_LOCALES = """
en_GB en_IE en_US ga_IE en_IN en_PK hi_IN bn_BD ne_NP gu_IN pl_PL ro_RO uk_UA ru_RU bg_BG lt_LT
lv_LV cs_CZ sk_SK hu_HU es_ES pt_PT it_IT fr_FR de_DE el_GR hr_HR tr_TR fa_IR ar_AA ar_DZ fr_DZ
en_NG yo_NG ig_NG ha_NG en_KE sw tw_GH zu_ZA vi_VN
"""
_FIRST = ("first_names", "first_names_male", "first_names_female", "first_names_unisex")
_SHORTEST = 3  # letters: shorter ones are too often a word of some language
#: In the dictionary as rare words or slips, and yet nearly always somebody's name.
_NAMES_ALL_THE_SAME = terms(
    """
john jack tom nick peter frank bobby billy tommy johnny jenny molly polly dolly betty peggy
kitty sally mike jimmy charlie harry timothy lee ben joe jim sam sammy bob steve dave emma
sophie hannah chris jerry barry terry larry benny jean joan jane dan don rob mia josh rebecca jo
liz annie anna william victor louis charlotte graham maria derrick hugh ken lucy tony teddy brad
heather dean angelica marina sandy kathy
"""
)
#: Words that no dictionary of English tells, or that a capital letter says nothing about.
_NO_NAMES = terms(
    """
may april june august monday tuesday wednesday thursday friday saturday sunday sun the and not
but you she her his him they this that was had has are can all any for our out did get got how
new now one see too two way who why yes god jesus christ allah lord covid nhs mum dad nan gran
nana mam mama papa mother father sister brother doctor nurse england scotland wales ireland
britain london paris jordan israel china chad india america africa washington over made tea else
mad sad raid under urban till lore christian muslim islam welsh english gaelic polish irish
scottish british dumfries galloway chelsea brooklyn florence
"""
)


@dataclass(frozen=True, slots=True)
class NamesList:
    """Folded first names: *names* all of them, *words* those that are everyday words too."""

    names: frozenset[str]
    words: frozenset[str]
    dictionary: frozenset[str]  # lower-case words of English


@lru_cache(maxsize=1)
def names_list() -> NamesList:
    """The list, read once in a process: about 0.2 s and 8 MB."""
    dictionary = frozenset(_dictionary())
    names, words = set[str](), set[str]()
    own = set(_own())
    for name in (*_from_faker(), *own):
        for part in fold(name.rstrip("*")).text.split("-"):
            if len(part) >= _SHORTEST and " " not in part:
                names.add(part)
                # Without capitals nothing tells a name from a word: only our own list is sure.
                unsure = name not in own and part.upper() == part
                if name.endswith("*") or part in dictionary or unsure:
                    words.add(part)
    plain = {fold(name).text for name in own if not name.endswith("*")}
    starred = {fold(name.rstrip("*")).text for name in own if name.endswith("*")}
    words -= plain - starred - dictionary
    words |= starred
    names -= _NO_NAMES
    return NamesList(frozenset(names), frozenset((words & names) - _NAMES_ALL_THE_SAME), dictionary)


def _from_faker() -> Iterator[str]:
    for locale in _LOCALES.split():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for kind in _FIRST:
            yield from getattr(provider, kind, None) or ()


def _own() -> Iterator[str]:
    text = (resources.files("feedback.nlp") / "names.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()


def _dictionary() -> Iterator[str]:
    found = util.find_spec("textblob")  # found, not imported: the library behind it is large
    if found is None or found.origin is None:
        raise FileNotFoundError("textblob is not installed")
    text = (Path(found.origin).parent / "en" / "en-lexicon.txt").read_text("utf-8")
    for line in text.splitlines():
        word, _, tags = line.partition(" ")
        if word.isalpha() and word.islower() and not tags.startswith(("NNP", "FW")):
            yield word
