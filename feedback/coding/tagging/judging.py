"""How well a tagger does on comments that it was not taught: stored with every trained model."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.comments import Comment
from feedback.nlp.tagger.metrics import figures
from feedback.nlp.tagger.model import Band
from feedback.nlp.tagger.sentences import SentenceModel
from feedback.nlp.tagger.training import train

FOLDS = 3
FEWEST_COMMENTS = 60
"""Below this the folds hold too little for any figure."""

_SEED = 20261123
_DIGITS = 3


def judged(
    comments: Sequence[Comment], codebook: Codebook, *, sentences: SentenceModel | None = None
) -> dict[str, Any]:
    """Figures from folds, each judged by a model that never saw it; empty for too few comments.

    Shares from 0 to 1. ``right`` (of what it stood by), ``found`` (of what people gave),
    ``micro_f1``, ``macro_f1``, ``none_tagged`` (comments without a theme that
    got one), ``per_theme`` by key (precision, recall, f1, support, predicted), ``tested``,
    ``languages``. The same comments in the same order give the same figures.
    """
    if len(comments) < FEWEST_COMMENTS:
        return {}
    truth = _table([sorted(comment.themes) for comment in comments], codebook)
    said = np.zeros_like(truth)
    order = np.random.default_rng(_SEED).permutation(len(comments))
    for fold in np.array_split(order, FOLDS):
        taught = [comments[place] for place in sorted(set(order.tolist()) - set(fold.tolist()))]
        model = train(taught, codebook, sentences=sentences)
        shown = model.suggest_all([comments[place] for place in fold])
        stood_by = [[each.theme for each in row if each.band != Band.WEAK] for row in shown]
        said[fold] = _table(stood_by, codebook)
    found = figures(truth, said)
    without = ~truth.any(axis=1)
    return {
        "tested": len(comments),
        "right": _share((truth & said).sum(), said.sum()),
        "found": _share((truth & said).sum(), truth.sum()),
        "micro_f1": round(found.micro_f1, _DIGITS),
        "macro_f1": round(found.macro_f1, _DIGITS),
        "without_theme": int(without.sum()),
        "none_tagged": _share(said[without].any(axis=1).sum(), without.sum()),
        "per_theme": dict(zip(codebook.identities, found.per_theme, strict=True)),
        "languages": dict(Counter(comment.language or "" for comment in comments)),
    }


def _share(part: Any, whole: Any) -> float | None:
    return round(float(part / whole), _DIGITS) if whole else None


def _table(themes: Sequence[Sequence[str]], codebook: Codebook) -> NDArray[np.bool_]:
    place = {identity: place for place, identity in enumerate(codebook.identities)}
    table = np.zeros((len(themes), len(place)), dtype=np.bool_)
    for row, found in enumerate(themes):
        table[row, [place[theme] for theme in found]] = True
    return table
