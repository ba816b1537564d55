"""Finding contributions that use the same words, without opening any.

The blind index holds keyed hashes of the stems of each working text. Two texts are alike when they
share rare ones: the cosine of their vectors, each stem weighted by its inverse document frequency
(Spärck Jones 1972; each stem counts once, since the index knows no more).
"""

import math
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from feedback.contributions.models import Contribution, Redaction, SearchWord
from feedback.core.db import session

MOST_FOUND = 50
LEAST_ALIKE = 0.12
"""Of a cosine; below it two comments hardly share more than one ordinary word."""

_TOO_COMMON = 0.25
"""A stem in more than this share of all texts tells nothing, and makes the search slow."""

_SMALL = 20  # texts; among so few no stem is too common


class Alike(NamedTuple):
    """A contribution and how alike it is, 0 to 1."""

    contribution_id: uuid.UUID
    score: float


def like(contribution: Contribution, *, most: int = MOST_FOUND) -> Sequence[Alike]:
    """Those most like this one, the likest first; what only some may read is left out."""
    total = session().scalar(select(func.count(SearchWord.contribution_id.distinct()))) or 0
    counts = _how_common(contribution.id)
    ceiling = max(_SMALL, _TOO_COMMON * total)
    weights = {
        token: math.log(1 + total / number) for token, number in counts.items() if number <= ceiling
    }
    own = math.sqrt(sum(weight * weight for weight in weights.values()))
    if not own:
        return []
    shared = _shared(contribution.id, weights)
    lengths = _lengths(list(shared), total)
    found = [
        Alike(other, round(product / (own * lengths[other]), 4))
        for other, product in shared.items()
        if lengths.get(other)
    ]
    kept = [each for each in found if each.score >= LEAST_ALIKE]
    return sorted(kept, key=lambda each: (-each.score, each.contribution_id))[:most]


def _how_common(contribution_id: uuid.UUID) -> Mapping[str, int]:
    """Each stem of one contribution, and how many contributions have it."""
    own = select(SearchWord.token).where(SearchWord.contribution_id == contribution_id)
    statement = (
        select(SearchWord.token, func.count())
        .where(SearchWord.token.in_(own))
        .group_by(SearchWord.token)
    )
    return dict(session().execute(statement).all())


def _shared(contribution_id: uuid.UUID, weights: Mapping[str, float]) -> Mapping[uuid.UUID, float]:
    """For every other that may be shown, the sum of squared weights of the stems in common."""
    statement = (
        select(SearchWord.contribution_id, SearchWord.token)
        .join(Contribution, Contribution.id == SearchWord.contribution_id)
        .where(
            SearchWord.token.in_(list(weights)),
            SearchWord.contribution_id != contribution_id,
            Contribution.withdrawn_on.is_(None),
            Contribution.restricted.is_(False),
            Contribution.redaction == Redaction.DONE,
        )
    )
    products: dict[uuid.UUID, float] = defaultdict(float)
    for other, token in session().execute(statement):
        products[other] += weights[token] ** 2
    best = sorted(products.items(), key=lambda each: (-each[1], each[0]))
    return dict(best[: 4 * MOST_FOUND])  # their lengths are looked up; the rest cannot win by much


def _lengths(others: Sequence[uuid.UUID], total: int) -> Mapping[uuid.UUID, float]:
    """The length of each vector."""
    own = select(SearchWord.contribution_id, SearchWord.token).where(
        SearchWord.contribution_id.in_(others)
    )
    pairs = session().execute(own).all()
    common = (
        select(SearchWord.token, func.count())
        .where(SearchWord.token.in_({token for _other, token in pairs}))
        .group_by(SearchWord.token)
    )
    number = dict(session().execute(common).all())
    squares: dict[uuid.UUID, float] = defaultdict(float)
    for other, token in pairs:
        squares[other] += math.log(1 + total / number[token]) ** 2
    return {other: math.sqrt(square) for other, square in squares.items()}
