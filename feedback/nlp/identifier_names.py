"""Names of people: after a title, after a relation, after "called", and from a list of names.

No machine knows a name from a word for certain, so that what only the list says is marked "check".
"""

from collections.abc import Iterator, Sequence

from feedback.nlp.identifier_kinds import Band, Found, IdentifierKind, Reason, Subject
from feedback.nlp.identifier_relations import (
    CALLED,
    FAMILY,
    OF_MINE,
    TITLES,
    WEAK_CALLED,
    WORK_TITLES,
    WORKERS,
    terms,
)
from feedback.nlp.identifier_words import Word, Words
from feedback.nlp.names_list import NamesList, names_list

_LONGEST_NAME = 3  # words
#: Short titles, after which even a small letter begins a name.
_SHORT_TITLES = terms(
    """
mr mrs ms mx dr pc pan pani dl dna
"""
)
#: Never the first word of a name, whatever capital it has.
_NEVER = terms(
    """
i i'm i've i'd i'll the a an and or but if so he she it we they you my his her our your their
this that these those is was are were be been has had have will would could should can may did
do does not no yes in on at to from for by with of as who what when where why how then there
said says told asked monday tuesday wednesday thursday friday saturday sunday january february
march april june july august september october november december christmas easter ramadan eid
nhs gp gps a&e ae cpn hr pip dwp asd adhd ptsd covid facebook whatsapp google zoom amazon tesco
english welsh scottish gaelic polish romanian ukrainian urdu punjabi arabic british irish mr mrs
ms miss dr
"""
)
#: After these a name is that of a building or a body, and those are found as places.
_NOT_A_PERSON_BEFORE = terms(
    """
hospital infirmary ward surgery unit centre center clinic trust foundation charity hospice
ambulance library theatre park day week market square bridge health medical practice college
university council england scotland island bank stadium football united city town
"""
)
_NOT_A_PERSON_AFTER = terms(
    """
st saint ysbyty ysgol port ben loch glen mount cape
"""
)
_ENDINGS = {
    "pl": ("em", "iem", "owi", "a", "u", "y", "i", "ie", "e", "o", "om"),
    "uk": ("ом", "ем", "ові", "еві", "єві", "у", "ю", "і", "и", "ою", "ею", "ією", "а", "я", "е"),
    "ro": ("ului", "ei", "ii", "i", "ul"),
}
_LAST_LETTERS = ("", "a", "ia", "а", "я", "ія", "й", "о")
_SHORTEST_STEM = 3  # letters
_SHORTEST_SMALL = 4  # letters of a name without a capital and without a cue
_SHORTEST_CASELESS = 3  # letters of a name that only a title tells
#: Small words of Urdu, Punjabi and Arabic that follow a title as they follow any noun.
_SMALL_WORDS = terms(
    """
کو کے کا کی نے سے میں پر اور تک ہیں ہے تھا تھی تھے نہیں بھی تو جو وہ یہ مجھے ہمیں میرے ہمارے
گئے گیا گئی صاحب صاحبہ ਨੂੰ ਨੇ ਦੇ ਦਾ ਦੀ ਤੋਂ ਵਿੱਚ ਤੇ ਅਤੇ ਨਾਲ ਕੋਲ ਹੈ ਹਨ ਸੀ ਸਨ ਨਹੀਂ ਵੀ ਸਾਹਿਬ
في من على الى عن مع كان كانت قال قالت لم لا هو هي الذي التي لكن ثم هناك هنا لي انها انه كل
"""
)


def names(subject: Subject) -> Iterator[Found]:
    """Every stretch that may be somebody's name; what a cue tells before what the list tells."""
    search = _Search(Words(subject), names_list())
    cued = [*search.after_titles(), *search.after_relations(), *search.after_called()]
    listed = list(search.in_the_list())
    yield from cued
    yield from search.again([*cued, *listed])
    yield from listed


class _Search:
    """The names of one text."""

    def __init__(self, words: Words, known: NamesList) -> None:
        self.words, self.known = words, known

    def after_titles(self) -> Iterator[Found]:
        """ "Dr Patel", "Mrs Jones"."""
        for at in range(len(self.words) - 1):
            for listed, kind in (
                (WORK_TITLES, IdentifierKind.WORKER),
                (TITLES, IdentifierKind.NAME),
            ):
                count = self.words.term_at(at, listed)
                after = at + count
                if count and after < len(self.words):
                    band = self._titled(after - 1, after)
                    lead = self.words[at].start if kind is IdentifierKind.WORKER else None
                    if band is not None:
                        yield self._found(after, kind, Reason.TITLE, band, lead)

    def after_relations(self) -> Iterator[Found]:
        """ "my brother John", "a social worker called Sarah"."""
        for at in range(len(self.words) - 1):
            for listed, kind in (
                (WORKERS, IdentifierKind.WORKER),
                (FAMILY, IdentifierKind.FAMILY),
            ):
                count = self.words.term_at(at, listed)
                if count:
                    yield from self._related(at, at + count, kind)

    def after_called(self) -> Iterator[Found]:
        """ "my name is Ann", "a girl called Ann"."""
        for at in range(len(self.words) - 1):
            count = self.words.term_at(at, CALLED)
            after = at + count
            if (
                not count
                or after >= len(self.words)
                or self.words.gap(after - 1) not in {" ", ": "}
            ):
                continue
            word = self.words[after]
            said = " ".join(self.words[each].plain for each in range(at, after))
            if word.plain in _NEVER:
                continue
            if self._listed(word) and (word.capital or said not in WEAK_CALLED):
                band = Band.SURE if said not in WEAK_CALLED else Band.CHECK
                yield self._found(after, IdentifierKind.NAME, Reason.CALLED, band)
            elif said not in WEAK_CALLED and self._unknown(word):
                yield self._found(after, IdentifierKind.NAME, Reason.CALLED, Band.CHECK)

    def in_the_list(self) -> Iterator[Found]:
        """First names that stand alone, each with the family name after it."""
        reached = 0
        for at in range(len(self.words)):
            if at < reached or not self._listed(self.words[at]) or self._is_of_a_place(at):
                continue
            reason = self._list_reason(at)
            if reason is not None:
                reached = at + self._length(at)
                yield self._found(at, IdentifierKind.NAME, reason, Band.CHECK)

    def again(self, found: Sequence[Found]) -> Iterator[Found]:
        """Further places of names that were found: their family names alone, names not listed."""
        parts = {
            word.plain: each
            for each in found
            for word in self.words.words
            if each.start <= word.start and word.end <= each.end and word.plain not in _NEVER
        }
        taken = {at for each in found for at in range(each.start, each.end)}
        for at, word in enumerate(self.words.words):
            first = parts.get(word.plain)
            if first is None or word.start in taken or not (word.capital or word.caseless):
                continue
            if word.plain not in self.known.dictionary or not self.words.opens_sentence(at):
                yield Found(word.start, word.end, first.kind, Reason.SAME_NAME, first.band)

    def _related(self, at: int, after: int, kind: IdentifierKind) -> Iterator[Found]:
        if after >= len(self.words):
            return
        gap = self.words.gap(after - 1)
        called = self.words.term_at(after, CALLED) if gap in {" ", ", "} else 0
        name = after + called
        if called and (name >= len(self.words) or self.words.gap(name - 1) != " "):
            return
        word, is_mine = self.words[name], at > 0 and self.words[at - 1].plain in OF_MINE
        band = self._related_band(word, gap=gap, is_sure=bool(called) or is_mine)
        if band is not None and not self._is_of_a_place(name):
            yield self._found(name, kind, Reason.RELATION, band, self.words[at].start)

    def _related_band(self, word: Word, *, gap: str, is_sure: bool) -> Band | None:
        if word.plain in _NEVER or gap not in {" ", ", ", " ("}:
            return None
        listed, is_word = self._listed(word), word.plain in self.known.dictionary
        if word.capital:
            if listed:
                return Band.SURE
            if gap != " " or is_word:
                return None
            return Band.SURE if is_sure else Band.CHECK
        is_unsure = word.plain in self.known.words
        if not listed or gap != " " or (is_unsure and not word.caseless):
            return None
        return Band.SURE if word.caseless and not is_unsure else Band.CHECK

    def _titled(self, at: int, after: int) -> Band | None:
        title, word, gap = self.words[at], self.words[after], self.words.gap(at)
        is_short = title.plain in _SHORT_TITLES
        is_beside = gap == " " or (gap == ". " and is_short)
        if word.plain in _NEVER or title.caseless is not word.caseless or not is_beside:
            return None
        listed, is_word = self._listed(word), word.plain in self.known.dictionary
        if word.caseless:
            return self._titled_caseless(word, listed=listed)
        if word.capital and len(word.plain) > 1:
            # "I saw the dr. However" ends a sentence.
            is_name = listed or not is_word or (is_short and gap == " ")
            return Band.SURE if is_name else None
        small = listed or (self.words.language == "en" and not is_word)
        return Band.CHECK if is_short and small else None

    def _titled_caseless(self, word: Word, *, listed: bool) -> Band | None:
        if listed and word.plain not in self.known.words:
            return Band.SURE
        is_long = len(word.plain) >= _SHORTEST_CASELESS
        return Band.CHECK if is_long and word.plain not in _SMALL_WORDS else None

    def _list_reason(self, at: int) -> Reason | None:
        word = self.words[at]
        is_word = word.plain in self.known.words
        if word.caseless:
            beside = at + 1 < len(self.words) and self._listed(self.words[at + 1])
            return None if is_word and not beside else Reason.NAMES_LIST
        if word.capital and is_word:
            starts = self.words.opens_sentence(at) and self._length(at) == 1
            return None if starts or self._goes_on_from(at) else Reason.NAME_OR_WORD
        # Only of English is there a dictionary to tell a small letter's name from a word.
        is_word = word.plain in self.known.dictionary or self.words.language != "en"
        is_name = not is_word and len(word.plain) >= _SHORTEST_SMALL
        return Reason.NAMES_LIST if word.capital or is_name else None

    def _goes_on_from(self, at: int) -> bool:
        """Whether a word with a capital stands right before: "Wee Glen" is no Glen."""
        return at > 0 and self.words.gap(at - 1) == " " and self.words[at - 1].capital

    def _is_of_a_place(self, at: int) -> bool:
        last = at + self._length(at) - 1
        after = self.words[last + 1].plain if self.words.gap(last) == " " else ""
        before = self.words[at - 1].plain if at and self.words.gap(at - 1) in {" ", ". "} else ""
        return after in _NOT_A_PERSON_BEFORE or before in _NOT_A_PERSON_AFTER

    def _length(self, at: int) -> int:
        """How many words the name has that begins with the word *at*."""
        length = 1
        while length < _LONGEST_NAME and self._goes_on(at + length):
            length += 1
        return length

    def _goes_on(self, at: int) -> bool:
        if at >= len(self.words) or self.words.gap(at - 1) != " ":
            return False
        word = self.words[at]
        if word.plain in _NEVER or word.plain in _NOT_A_PERSON_BEFORE:
            return False
        if word.caseless:
            return self._listed(word)
        return word.capital

    def _found(
        self, at: int, kind: IdentifierKind, reason: Reason, band: Band, lead: int | None = None
    ) -> Found:
        last = self.words[at + self._length(at) - 1]
        return Found(self.words[at].start, last.end, kind, reason, band, lead)

    def _unknown(self, word: Word) -> bool:
        return (word.capital or word.caseless) and word.plain not in self.known.dictionary

    def _listed(self, word: Word) -> bool:
        """Whether the list holds the word, or a form of it with an ending of its language."""
        if word.plain in self.known.names:
            return True
        if "-" in word.plain:
            return word.plain.partition("-")[0] in self.known.names
        for ending in _ENDINGS.get(self.words.language, ()) if word.capital else ():
            stem = word.plain.removesuffix(ending)
            if len(stem) >= _SHORTEST_STEM and self._is_stem(stem):
                return True
        return False

    def _is_stem(self, stem: str) -> bool:
        return any(stem + last in self.known.names for last in _LAST_LETTERS)
