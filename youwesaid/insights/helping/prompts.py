"""Seven things that a good reply has, and which of them a draft seems to lack.

The seven are the areas of the framework for replies to people's stories that was made at Plymouth:
R. Baines and others, "Listen, learn, respond" (PMC6186539): introductions, explanations, speed,
thanks and apologies, content, signposting, signing off. Only what can be seen in a draft is looked
for, and in English; a person judges the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback.nlp import tokens

#: Days between hearing and answering after which a reply says sorry for the wait: about what
#: people are told to expect of a formal response (20 working days).
SLOW_DAYS = 28
#: Words of what people said that a reply to just that shares with it, at least.
_SHARED = 2
_SHORTEST = 4  # letters: shorter words are mostly grammar
_LANGUAGE = "en"
_BECAUSE = re.compile(r"(?i)\b(?:because|so that|since|the reason|this means|as the law)\b")
_THANKS = re.compile(r"(?i)\b(?:thank|thanks|sorry|apologi[sz]e|apology|grateful)\w*")
_WHERE_TO = re.compile(
    r"(?i)https?://|www\.|@|\b(?:call|ring|phone|e-?mail|visit|contact|ask for|find out)\b|\d{5}"
)


class Prompt(StrEnum):
    """What a good reply does."""

    INTRODUCTION = "introduction"
    EXPLANATION = "explanation"
    SPEED = "speed"
    THANKS = "thanks"
    CONTENT = "content"
    SIGNPOST = "signpost"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What of a draft is looked at; words are in English."""

    text: str
    said: str  # what people said
    who: str = ""
    reason: str = ""
    effect: str = ""
    has_post: bool = False
    has_proof: bool = False
    heard_on: date | None = None
    decided_on: date | None = None
    next_day: date | None = None  # of a promise or of the next look


@dataclass(frozen=True, slots=True)
class Checked:
    """One prompt, whether the draft seems to have it, and the words that say so."""

    prompt: Prompt
    is_there: bool
    found: Sequence[str] = ()


def checked(reply: Reply) -> Sequence[Checked]:
    """All seven, in the order of a letter."""
    text = f"{reply.text} {reply.reason} {reply.effect}"
    shared = shared_words(reply.text, reply.said)
    apology = _THANKS.findall(text)
    days = _days(reply)
    return [
        Checked(Prompt.INTRODUCTION, bool(reply.who)),
        Checked(Prompt.EXPLANATION, bool(reply.reason or _BECAUSE.search(text))),
        Checked(Prompt.SPEED, days is None or days <= SLOW_DAYS or bool(apology)),
        Checked(Prompt.THANKS, bool(apology), apology[:2]),
        Checked(Prompt.CONTENT, len(shared) >= _SHARED, shared[:5]),
        Checked(Prompt.SIGNPOST, reply.has_proof or bool(_WHERE_TO.search(text))),
        Checked(Prompt.SIGN_OFF, bool(reply.next_day) and (reply.has_post or bool(reply.who))),
    ]


def waited(reply: Reply) -> int | None:
    """The days from hearing to deciding, where that is slow; else None."""
    days = _days(reply)
    return days if days is not None and days > SLOW_DAYS else None


def shared_words(text: str, said: str) -> Sequence[str]:
    """The words of *text* that people used too, as *text* writes them, in its order."""
    spoken = {term for term in tokens.index_terms(said, _LANGUAGE) if len(term) >= _SHORTEST}
    written = (text[word.start : word.end] for word in tokens.words(text))
    return list(
        dict.fromkeys(
            word.lower()
            for word in written
            if len(word) >= _SHORTEST and tokens.index_terms(word, _LANGUAGE) & spoken
        )
    )


def _days(reply: Reply) -> int | None:
    if reply.heard_on is None or reply.decided_on is None:
        return None
    return (reply.decided_on - reply.heard_on).days
