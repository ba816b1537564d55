"""Plan items that an insight may be about, with the reasons; a person chooses."""

import math
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.coding.models import Theme
from feedback.core.templating import settings
from feedback.nlp import tokens
from youwesaid.insights import queries
from youwesaid.insights.models import Insight
from youwesaid.plans import queries as plans
from youwesaid.plans.models import PlanItem

MOST = 5
#: A word in more than this share of all items tells nothing about one of them.
COMMON = 0.12
#: What fits less than this share of the best is noise.
WORTHWHILE = 0.45
#: A word of the theme's definition tells less than one that people said or searched by.
DEFINITION_WEIGHT = 0.4
#: How much one earlier tie of the same theme counts, in shared rare words.
TIE_WEIGHT = 4.0
_SHORTEST = 4  # letters: shorter words are mostly grammar
_LANGUAGE = "en"  # plans and codebook definitions
#: Words that say nothing about what a text is about, however rare they are in a plan.
_EMPTY = """
about after again against also another because been before being between both cannot could does
doing done down during each either ever every everyone everything from further gets give given gives
goes going have having here into itself just keep keeps kept know known knows less like long made
make makes making many more most much must need needs never nobody nothing often once only other
others over people person same says seven several should since some somebody someone something
still such take taken takes tell tells than that their them themselves then there these they thing
things this those through time times told towards under until upon very want wants well were what
when where whether which while will with within without work working would years your
"""
_EMPTY_STEMS = tokens.index_terms(_EMPTY, _LANGUAGE)


@dataclass(frozen=True, slots=True)
class SuggestedItem:
    """A plan item, how well it fits, and why: shared words, and ties made before.

    *said* are the shared words that people said themselves, *of_theme* those that only the theme
    brings. *pieces* are the item's words in order, each with whether it is one of the shared.
    """

    plan_item: PlanItem
    score: float
    shared: tuple[str, ...]
    earlier: int
    said: tuple[str, ...] = ()
    of_theme: tuple[str, ...] = ()
    pieces: tuple[tuple[str, bool], ...] = ()


def suggested_items(
    theme: Theme | None, said: str = "", *, leave_out: Sequence[uuid.UUID] = (), limit: int = MOST
) -> Sequence[SuggestedItem]:
    """Items of the plans in force that fit *theme* and the words of *said*, best first.

    Where this partnership has a plan of its own, only that one is looked at.
    """
    items = _own([item for item in plans.items_to_tie() if item.plan.is_current])
    ties = queries.earlier_ties(theme) if theme else {}
    terms = {item.id: _terms(item) for item in items}
    weights = _wanted(_weights(list(terms.values())), theme, said)
    spoken = _stems(said)
    found = [
        _suggested(item, terms[item.id], weights, spoken, ties.get(item.id, 0))
        for item in items
        if item.id not in leave_out
    ]
    best = max((each.score for each in found), default=0.0)
    fitting = [each for each in found if each.score > 0 and each.score >= WORTHWHILE * best]
    return sorted(fitting, key=lambda each: (-each.score, each.plan_item.key))[:limit]


def for_insight(insight: Insight) -> Sequence[SuggestedItem]:
    """Items that fit an insight and that it is not tied to yet."""
    tied = [item.id for item in insight.plan_items]
    return suggested_items(queries.theme_of(insight), insight.said["en"], leave_out=tied)


def _own(items: Sequence[PlanItem]) -> Sequence[PlanItem]:
    here = settings().partnership
    return [item for item in items if item.plan.partnership.get("name") == here] or items


def _wanted(weights: Mapping[str, float], theme: Theme | None, said: str) -> Mapping[str, float]:
    """The weights of those words that the theme or the insight is about."""
    spoken, defined = _stems(said), frozenset[str]()
    if theme is not None:
        seeds = (str(term).rstrip("*") for term in theme.terms.get(_LANGUAGE, ()))
        spoken |= _stems(" ".join((theme.name_in(_LANGUAGE), *seeds)))
        defined = _stems(f"{theme.definition} {theme.include}") - spoken
    return {
        term: weight * (DEFINITION_WEIGHT if term in defined else 1.0)
        for term, weight in weights.items()
        if term in spoken or term in defined
    }


def _printed(item: PlanItem) -> str:
    names = (item.public_names.get(_LANGUAGE), item.title, item.text)
    return " ".join(words for words in names if words)


def _terms(item: PlanItem) -> frozenset[str]:
    return _stems(_printed(item))


def _stems(text: str) -> frozenset[str]:
    found = tokens.index_terms(text, _LANGUAGE) - _EMPTY_STEMS
    return frozenset(term for term in found if len(term) >= _SHORTEST)


def _weights(terms: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """Rare words weigh more (inverse document frequency); common ones weigh nothing."""
    total = len(terms)
    frequency = Counter(term for each in terms for term in each)
    most = max(2, COMMON * total)
    return {term: math.log(1 + total / count) for term, count in frequency.items() if count <= most}


def _suggested(
    item: PlanItem,
    terms: frozenset[str],
    weights: Mapping[str, float],
    spoken: frozenset[str],
    earlier: int,
) -> SuggestedItem:
    known = sorted(
        (term for term in terms if term in weights), key=lambda term: (-weights[term], term)
    )
    words = sum(weights[term] for term in known)
    score = words / math.sqrt(1 + len(terms)) + TIE_WEIGHT * math.log1p(earlier)
    return SuggestedItem(
        plan_item=item,
        score=score,
        shared=_as_written(item, known),
        earlier=earlier,
        said=_as_written(item, [term for term in known if term in spoken]),
        of_theme=_as_written(item, [term for term in known if term not in spoken]),
        pieces=_pieces(item.wording, frozenset(known)),
    )


def _pieces(text: str, terms: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """*text* cut into what is one of *terms* and what stands between."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for word in tokens.words(text):
        written = text[word.start : word.end]
        if tokens.index_terms(written, _LANGUAGE) & terms:
            pieces += [(text[at : word.start], False), (written, True)]
            at = word.end
    pieces.append((text[at:], False))
    return tuple(piece for piece in pieces if piece[0])


def _as_written(item: PlanItem, terms: Sequence[str]) -> tuple[str, ...]:
    """The words of the item that have these stems, as the plan writes them."""
    text = _printed(item)
    written = {
        term: text[word.start : word.end].lower()
        for word in reversed(tokens.words(text))
        for term in tokens.index_terms(text[word.start : word.end], _LANGUAGE)
    }
    return tuple(dict.fromkeys(written[term] for term in terms if term in written))
