"""A trained tagger: suggests themes for a comment, and says which words made it think so.

A theme *stands* between 0 and 1 for a comment, on a scale where its threshold is 0.5, so that
themes can be compared. The band says how far a suggestion is to be trusted:

* ``likely``: a standing of 0.65 and more;
* ``possible``: 0.5 (the threshold) and more; the tagger stands by these two;
* ``weak``: 0.35 and more: worth a glance, more often wrong than right.

Its score is a chance: how often suggestions of this standing were right, on comments that the
machines had not been taught when they were asked.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger import storage
from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.comments import Comment, Reading, read
from feedback.nlp.tagger.features import Vocabulary, features
from feedback.nlp.tagger.prior import Prior
from feedback.nlp.tagger.sentences import SENTENCE_WEIGHT, SentenceModel
from feedback.nlp.tagger.thresholds import KNOTS, bars, standings
from feedback.nlp.tagger.why import reasons

LIKELY, POSSIBLE, WEAK = 0.65, 0.5, 0.35
MOST_SUGGESTED = 9
FINENESS = 10_000

POSITIVES_TO_TRUST_LEARNING = 12
STEEPNESS = 3.0


class NeedsSentenceModel(storage.UnreadableModel):
    """The model was trained with a sentence model that is not at hand: name it, or train anew."""


class Band(StrEnum):
    """How far a suggestion is to be trusted."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    WEAK = "weak"


class Suggested(NamedTuple):
    """A theme that a comment may be about; it is no coding until a person takes it.

    ``score`` is the chance, 0 to 1, that people would give it; ``band`` a value of ``Band``.
    ``theme`` is the theme's key, or its name when it has none. ``why`` holds words of the comment
    as they were written: seed terms first, then words that the codings taught.
    """

    theme: str
    score: float
    band: str
    why: tuple[str, ...]


def band(standing: float) -> Band | None:
    """The band of a standing, or None below the weak ones."""
    if standing >= LIKELY:
        return Band.LIKELY
    if standing >= POSSIBLE:
        return Band.POSSIBLE
    return Band.WEAK if standing >= WEAK else None


def blended(
    margins: NDArray[np.float64], prior: NDArray[np.float64], positives: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What was learned, trusted by ``positives / (positives + 12)``, and the seed terms' score.

    The last axis of all three is the theme. Themes that were not learned have 0 positives.
    """
    trust = positives / (positives + POSITIVES_TO_TRUST_LEARNING)
    learned = 1 / (1 + np.exp(-STEEPNESS * margins))
    return np.asarray(trust * learned + (1 - trust) * prior)


@dataclass(frozen=True, eq=False)
class Model:
    """What a codebook, and people's codings of comments, taught.

    ``weights`` has a row for each feature of the vocabulary (then one for each number of a sentence
    model's points, if it was trained with one) and a column for each theme in
    ``learned`` (positions in the codebook), ``biases`` a number for each of those. ``positives``
    (comments that taught it, 0 where not learned) and ``thresholds`` have one for every theme.
    ``bar`` is the standing that the best theme of a comment without seed terms must have;
    ``chances`` says how often suggestions are right at each tenth of standing.

    The vocabulary holds pieces of what people wrote: seal the bytes as their words are sealed.
    """

    codebook: Codebook
    vocabulary: Vocabulary
    learned: tuple[int, ...]
    weights: NDArray[np.float32]
    biases: tuple[float, ...]
    positives: tuple[int, ...]
    thresholds: tuple[float, ...]
    bar: float
    chances: tuple[float, ...]
    trained_on: int
    sentences: SentenceModel | None = None

    def suggest(
        self,
        text: str,
        *,
        language: str | None = None,
        question: str | None = None,
        limit: int = MOST_SUGGESTED,
    ) -> list[Suggested]:
        """The themes that a text may be about, the likeliest first, weak ones last.

        ``language`` is the text's; None finds out which of the codebook's it is. ``question`` is
        the question that it answers, worded as in the comments that the model was trained on.
        """
        comment = Comment(text, question=question, language=language)
        return self._suggested(comment, limit)

    def suggest_all(
        self, comments: Iterable[Comment], *, limit: int = MOST_SUGGESTED
    ) -> Iterator[list[Suggested]]:
        """``suggest`` for one comment after another, in their order; their themes are not read."""
        return (self._suggested(comment, limit) for comment in comments)

    def _suggested(self, comment: Comment, limit: int) -> list[Suggested]:
        reading = read(comment, self.codebook)
        if not reading.words:
            return []
        places, values = self.vocabulary.vector(features(reading)) if self.learned else _NOTHING
        scores = self._scores(comment.text, reading, places, values)
        standing = standings(scores, self._thresholds, bars(not reading.matches, self.bar))
        chances = np.interp(standing, KNOTS, self.chances).tolist()
        order = np.argsort(-standing, kind="stable").tolist()
        return [
            Suggested(
                theme=self.codebook.identities[theme],
                score=math.floor(chances[theme] * FINENESS) / FINENESS,
                band=found,
                why=reasons(comment.text, reading, theme, self._credit(theme, places, values)),
            )
            for theme in order[:limit]
            if (found := band(standing[theme]))
        ]

    def _scores(
        self, text: str, reading: Reading, places: NDArray[np.intp], values: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        margins = np.zeros(len(self.positives))
        if self.learned:
            found = values @ self.weights[places] + self.biases
            if self.sentences:
                point = SENTENCE_WEIGHT * self.sentences.points([text])[0]
                found = found + point @ self.weights[len(self.vocabulary.names) :]
            margins[list(self.learned)] = found
        return blended(margins, self._prior.scores(reading), self._positives)

    def _credit(
        self, theme: int, places: NDArray[np.intp], values: NDArray[np.float32]
    ) -> dict[str, float]:
        """What each feature of a comment adds to a theme's margin, by name."""
        column = self._columns.get(theme)
        if column is None:
            return {}
        added = (values * self.weights[places, column]).tolist()
        names = self.vocabulary.names
        return {names[place]: each for place, each in zip(places.tolist(), added, strict=True)}

    @cached_property
    def _prior(self) -> Prior:
        return Prior(self.codebook)

    @cached_property
    def _columns(self) -> dict[int, int]:
        return {theme: column for column, theme in enumerate(self.learned)}

    @cached_property
    def _positives(self) -> NDArray[np.float64]:
        return np.array(self.positives, dtype=np.float64)

    @cached_property
    def _thresholds(self) -> NDArray[np.float64]:
        return np.array(self.thresholds, dtype=np.float64)

    def to_bytes(self) -> bytes:
        """The model as bytes; the same model always gives the same bytes."""
        header = {
            "codebook": self.codebook.to_plain(),
            "features": self.vocabulary.names,
            "learned": self.learned,
            "biases": self.biases,
            "positives": self.positives,
            "thresholds": self.thresholds,
            "bar": self.bar,
            "chances": self.chances,
            "trained_on": self.trained_on,
            "sentences": self.sentences.name if self.sentences else "",
        }
        halves = self.weights.astype(np.float16)  # exact: training rounds to these
        return storage.pack(header, {"weights": halves, "rarity": self.vocabulary.weights})

    @classmethod
    def from_bytes(cls, packed: bytes, *, sentences: SentenceModel | None = None) -> Self:
        """The model that ``to_bytes`` wrote, with the sentence model that it was trained with.

        Raises UnreadableModel, and of that kind NeedsSentenceModel where ``sentences`` is another.
        """
        header, arrays = storage.unpack(packed)
        needed = header.get("sentences", "")
        if needed and (sentences is None or sentences.name != needed):
            raise NeedsSentenceModel("this tagger was trained with another sentence model")
        try:
            return cls(
                codebook=Codebook.from_plain(header["codebook"]),
                vocabulary=Vocabulary(tuple(header["features"]), arrays["rarity"]),
                learned=tuple(header["learned"]),
                weights=arrays["weights"].astype(np.float32),
                biases=tuple(header["biases"]),
                positives=tuple(header["positives"]),
                thresholds=tuple(header["thresholds"]),
                bar=float(header["bar"]),
                chances=tuple(header["chances"]),
                trained_on=header["trained_on"],
                sentences=sentences if needed else None,
            )
        except (KeyError, TypeError, ValueError) as fault:
            raise storage.UnreadableModel("these bytes are not a tagger model") from fault


_NOTHING = (np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32))
