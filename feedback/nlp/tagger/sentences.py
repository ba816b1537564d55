"""What a tagger may know of meaning beyond words: a sentence model, where a site has one.

Nothing needs it. A site that installs the extra ``[embeddings]`` and names a folder with a sentence
model gives the tagger one more kind of feature; nothing is ever downloaded.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SENTENCE_WEIGHT = 1.0
"""Chosen by cross-validation: as heavy as all words of a comment together."""


class SentenceModel(Protocol):
    """Gives texts as points: texts that mean nearly the same lie close together."""

    @property
    def name(self) -> str:
        """Which model it is: another one's points mean something else."""

    @property
    def size(self) -> int:
        """How many numbers a point has."""

    def points(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of length 1 for each text."""
