"""Which words of a comment speak for a theme: the seed terms in it, then what a model learned."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from feedback.nlp.tagger.comments import Reading
from feedback.nlp.tagger.features import letter_names, word_names
from feedback.nlp.tokens import Span

MOST_REASONS = 5
MOST_LEARNED = 3
LEAST_SHARE = 0.12
"""A learned word is a reason when it carries at least this share of all that speaks for a theme."""


def reasons(
    text: str, reading: Reading, theme: int, credit: Mapping[str, float]
) -> tuple[str, ...]:
    """Words of the text, as written, that speak for the theme at this position.

    ``credit`` says by feature name what the model's word and letter features add to the score.
    """
    terms = [
        Span(reading.words[match.first].start, reading.words[match.last - 1].end)
        for match in reading.matches
        if match.term.theme == theme
    ]
    learned = _learned(reading, credit) if credit else []
    return tuple(_shown(text, terms, learned))[:MOST_REASONS]


def _shown(text: str, terms: Iterable[Span], learned: Iterable[Span]) -> Iterator[str]:
    """Each reason once, and no learned word that a seed term has said already."""
    said: set[str] = set()
    covered: set[int] = set()
    for span in terms:
        covered.update(range(span.start, span.end))
        yield from _new(text, span, said)
    for span in learned:
        if covered.isdisjoint(range(span.start, span.end)):
            yield from _new(text, span, said)


def _new(text: str, span: Span, said: set[str]) -> Iterator[str]:
    words = " ".join(text[span.start : span.end].split())
    if words.casefold() not in said:
        said.add(words.casefold())
        yield words


def _learned(reading: Reading, credit: Mapping[str, float]) -> list[Span]:
    """The words that speak most for the theme, neighbours joined, the strongest first."""
    words = reading.words
    added = _by_word(reading, credit)
    enough = LEAST_SHARE * sum(each for each in added if each > 0)
    strongest = sorted(range(len(words)), key=lambda place: (-added[place], place))[:MOST_LEARNED]
    kept = {place for place in strongest if added[place] > enough}
    runs = _runs(sorted(kept))
    runs.sort(key=lambda run: (-sum(added[place] for place in run), run))
    return [Span(words[run[0]].start, words[run[-1]].end) for run in runs]


def _by_word(reading: Reading, credit: Mapping[str, float]) -> list[float]:
    """What each word adds: its own feature, its letters, and half of each pair that it is in."""
    size = len(reading.words)
    names = word_names(reading.stems)
    pieces = [letter_names(word.form) for word in reading.words]
    times = Counter(names)
    times.update(name for letters in pieces for name in letters)

    def share(name: str) -> float:
        return credit.get(name, 0.0) / times[name]

    pairs = [share(name) / 2 for name in names[size:]]
    return [
        share(names[place]) + pairs[place] + pairs[place + 1] + sum(map(share, pieces[place]))
        for place in range(size)
    ]


def _runs(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
