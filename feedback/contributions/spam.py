"""What looks like spam, told from how a form was sent. It refuses nothing: people decide."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_LINKS = 2
#: The same short words come from many people: "no", "it was fine". Characters.
SHORTEST_REPEATED = 60
_LINK = re.compile(r"https?://|\bwww\.|\[url\b|<a\s", re.IGNORECASE)


class Suspicion(StrEnum):
    """One reason for a person to look before anything is counted."""

    TRAP = "trap"
    NO_PAGE = "no_page"
    TOO_QUICK = "too_quick"
    NO_PROOF = "no_proof"
    LINKS = "links"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """How one form came. *seconds* is since its first page was shown; None when it shows none."""

    trap: str = ""  # what stands in the field that people cannot see
    seconds: int | None = None
    least_seconds: int = 0  # 0 asks nothing about time
    proof_wanted: bool = False
    proof_solved: bool = False
    texts: Sequence[str] = ()


def suspicions(facts: FormFacts) -> list[Suspicion]:
    """Why this may be spam; empty for nearly everybody."""
    is_timed = facts.least_seconds > 0
    found = {
        Suspicion.TRAP: bool(facts.trap.strip()),
        Suspicion.NO_PAGE: is_timed and facts.seconds is None,
        Suspicion.TOO_QUICK: (
            is_timed and facts.seconds is not None and facts.seconds < facts.least_seconds
        ),
        Suspicion.NO_PROOF: facts.proof_wanted and not facts.proof_solved,
        Suspicion.LINKS: links_in(facts.texts) > MOST_LINKS,
    }
    return [suspicion for suspicion, is_so in found.items() if is_so]


def links_in(texts: Sequence[str]) -> int:
    """How many links stand in *texts*."""
    return sum(len(_LINK.findall(text)) for text in texts)


def could_repeat(texts: Sequence[str]) -> bool:
    """Whether the same *texts* from two people would be more than chance."""
    return sum(len(text) for text in texts) >= SHORTEST_REPEATED
