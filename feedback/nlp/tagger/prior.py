"""What a comment seems to be about before anybody coded anything: seed terms and two plain rules.

* Praise gives way. A theme whose terms are words of thanks and praise says only how it felt; where
  the comment names something particular as well, that is what it is about.
* "Nothing" is an answer. To "What could be better?" it is praise, to "What was good?" it is not.

Both are drawn from the codebook's own terms and from the question, never from a theme's name. On
3,526 coded comments of the public v6 patient experience file they lift micro F1 from .650 to .669.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.comments import Reading
from feedback.nlp.tagger.non_answers import is_non_answer
from feedback.nlp.tagger.terms import Term
from feedback.nlp.tokens import forms

CUT = 0.4
"""A score from here on is a suggestion: one seed term (.5), but not praise that gave way (.25)."""

PRAISE_KEPT = 0.5
LEAST_PRAISE_TERMS = 4
LEAST_PRAISE_SHARE = 0.2
LONGEST_NOTHING = 4

PRAISE = {
    "en": "thank thanks good great excellent brilliant fantastic amazing perfect happy wonderful "
    "superb best satisfied pleased grateful outstanding",
    "cy": "diolch da gwych ardderchog rhagorol bendigedig anhygoel perffaith hapus gorau bodlon",
    "gd": "taing tapadh math sgoinneil mìorbhaileach foirfe toilichte taingeil",
    "pl": "dziękuję dobrze dobry świetny świetnie doskonały wspaniały wspaniale cudowny idealny "
    "zadowolony zadowolona najlepszy wdzięczny",
    "ro": "mulțumesc mulțumit mulțumită bun bună excelent grozav minunat perfect fericit "
    "recunoscător extraordinar",
    "uk": "дякую добре добрий чудово чудовий відмінно прекрасно ідеально задоволений задоволена "
    "найкращий вдячний вдячна",
    "ur": "شکریہ اچھا اچھی بہترین زبردست شاندار خوش عمدہ مطمئن",
    "pa": "ਧੰਨਵਾਦ ਚੰਗਾ ਚੰਗੀ ਵਧੀਆ ਸ਼ਾਨਦਾਰ ਖੁਸ਼ ਸੰਤੁਸ਼ਟ ਸ਼ੁਕਰਗੁਜ਼ਾਰ",
    "ar": "شكرا جيد جيدة ممتاز ممتازة رائع رائعة سعيد مثالي ممتن",
}
NOTHING = {
    "en": ("nothing", "none", "nil", "can't think of anything", "no complaints", "no comments"),
    "cy": ("dim",),
    "gd": ("dad", "chan eil dad"),
    "pl": ("nic",),
    "ro": ("nimic",),
    "uk": ("нічого",),
    "ur": ("کچھ نہیں", "کچھ بھی نہیں"),
    "pa": ("ਕੁਝ ਨਹੀਂ", "ਕੁਝ ਵੀ ਨਹੀਂ"),
    "ar": ("لا شيء", "لاشيء"),
}
ASKS_FOR_GOOD = frozenset({"good", "well", "best", "liked", "like", "helped"})
ASKS_FOR_BETTER = frozenset({"improve", "improved", "better", "change", "wrong", "worse", "bad"})


def _compared(lists: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(forms(listed)) for language, listed in lists.items()}


_PRAISE = _compared(PRAISE)
_NOTHING = {
    language: tuple(" ".join(forms(phrase)) for phrase in phrases)
    for language, phrases in NOTHING.items()
}


def praise_themes(codebook: Codebook) -> frozenset[int]:
    """The positions of themes that are about praise: in some language, a fifth of their terms."""
    counts: dict[tuple[int, str], tuple[int, int]] = {}
    for term in codebook.terms:
        praise, total = counts.get((term.theme, term.language), (0, 0))
        counts[term.theme, term.language] = (praise + _is_praise(term), total + 1)
    return frozenset(
        theme
        for (theme, _), (praise, total) in counts.items()
        if praise >= LEAST_PRAISE_TERMS and praise >= LEAST_PRAISE_SHARE * total
    )


def _is_praise(term: Term) -> bool:
    known = _PRAISE.get(term.language, frozenset())
    return len(term.parts) == 1 and any(term.parts[0].fits([form]) for form in known)


class Prior:
    """Scores from the seed terms alone, one for each theme, 0 to 1."""

    def __init__(self, codebook: Codebook) -> None:
        self._themes = len(codebook.themes)
        self._praise = praise_themes(codebook)

    def scores(self, reading: Reading) -> NDArray[np.float64]:
        """``hits / (hits + 1)`` for each theme, less or more for praise, 0 for non-answers."""
        found = np.zeros(self._themes)
        if is_non_answer([word.form for word in reading.words], reading.language):
            return found
        for theme, hits in reading.hits().items():
            found[theme] = hits / (hits + 1)
        if self._praise:
            self._weigh_praise(found, reading)
        return found

    def _weigh_praise(self, found: NDArray[np.float64], reading: Reading) -> None:
        praise = sorted(self._praise)
        particular = [theme for theme in np.flatnonzero(found) if theme not in self._praise]
        if particular:
            found[praise] *= PRAISE_KEPT
        elif is_nothing(reading):
            asks_for_good = _asks(reading.question, ASKS_FOR_GOOD)
            asks_for_better = _asks(reading.question, ASKS_FOR_BETTER)
            found[praise] = 0.0 if asks_for_good and not asks_for_better else 0.5


def is_nothing(reading: Reading) -> bool:
    """Whether the whole answer is "nothing", in up to four words."""
    text = " ".join(word.form for word in reading.words)
    return len(reading.words) <= LONGEST_NOTHING and any(
        text == phrase or text.startswith(phrase + " ")
        for phrase in _NOTHING.get(reading.language, ())
    )


def _asks(question: str, words: Iterable[str]) -> bool:
    return not frozenset(words).isdisjoint(question.split())
