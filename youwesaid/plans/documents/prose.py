"""Plans that are written in sentences: what is promised, what is hoped for, what is counted."""

import re
from collections.abc import Iterator, Sequence

from youwesaid.plans.documents import cues, figures
from youwesaid.plans.documents.cues import Role

_SHORT = (
    "e.g",
    "i.e",
    "etc",
    "no",
    "nos",
    "dr",
    "st",
    "mr",
    "mrs",
    "ms",
    "vs",
    "inc",
    "approx",
    "p",
    "pp",
    "cllr",
)
_WILL = re.compile(
    r"^(?:(?:first|second|third|next|then|finally|also|together|in addition|by 20\d\d|over the "
        r"next [\w ]+|"
    r"to [\w ,]+|working [\w ]+|with [\w ]+|as part of [\w ]+|during [\w ]+|this year|in "
        r"(?:20\d\d|year \w+))\b[^.]{0,60}?,?\s+)?"
    r"(?:we|(?:[A-Z’'\w-]+ ){0,7}?(?:partnership|board|council|police|force|trust|partners|"
        r"agencies|committee|service|"
    r"services|team|officers|group|commissioner|authority|network|commissioners|forum|unit|"
        r"schools|panel|office))"
    r"(?: (?:and|of|for|with) (?:[\w’'-]+ ?){1,5})? (?:also |all |each |jointly |together )?"
    r"(?:will|shall|’ll|'ll|plan to|intend to|commit to|are going to|are committed to|have "
        r"agreed to)\b",
    re.IGNORECASE,
)  # fmt: skip
_COUNTED = re.compile(
    r"\b(?:(?:we|they) will (?:know|measure|monitor|track|judge|count)|success (?:will be|is) "
    r"(?:measured|judged|shown)|"
    r"(?:will be|is|are) (?:measured|monitored|tracked|judged)|progress will|know (?:this|that|"
    r"we|it) (?:is|has|have)|"
    r"indicators?\b|our (?:target|measure)s?\b|the (?:target|measure)s?\b)",
    re.IGNORECASE,
)
_HOPED = re.compile(
    r"^(?:as a result,? |by 20\d\d,? |in (?:five|three|ten) years[’']? (?:time)?,? )?(?:success "
    r"(?:will )?(?:looks?|means?|be)|"
    r"good looks like|(?:more |every |all |fewer )?(?:people|children|young people|residents|"
    r"victims|survivors|families|"
    r"adults|patients|communities|everyone|carers|staff|families|anyone|nobody|no "
    r"one)\b[^.]{0,60}?\b(?:will|can|should)\b)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:identified|agreed|chosen|chose|set|selected|have|has|are|is|of)\b[^.:]{0,50}?"
    r"\b(?:(?:key |strategic |main |joint |shared |top )?(?:priorities|areas of focus|goals|"
    r"ambitions|aims|themes|pillars|objectives))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:our|the|its|a|this)?\s*(?P<which>{'|'.join(cues.ORDINALS)}|\d(?:st|nd|rd|"
    rf"th))\s+(?:of (?:these|our)\s+)?"
    rf"(?P<word>{cues.DIVISION})\b(?:\s*(?:is|will be|concerns|covers|:|,|–|-)\s*)(?P<what>.+)",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\bwill\b|\bincludes?\b|\bfirst|\bsecond|\bfinally\b|\blastly\b", re.IGNORECASE
)


def sentences(text: str) -> list[str]:
    """The sentences of *text*."""
    parts: list[str] = []
    for piece in re.split(r"(?<=[.!?])[”\"’)]?\s+(?=[A-Z“\"‘0-9(])", text.strip()):
        last_word = re.split(r"[\s(]", parts[-1].rstrip("."))[-1].lower() if parts else ""
        if parts and parts[-1].endswith(".") and last_word in _SHORT:
            parts[-1] += f" {piece}"
        elif piece.strip():
            parts.append(piece.strip())
    return parts


def role_of(sentence: str) -> Role | None:
    """Whether a sentence promises, counts or hopes; None when it only tells."""
    if _COUNTED.search(sentence):
        return Role.MEASURES
    told = figures.target(sentence) or {}
    if told.get("type") in {"relative_change", "threshold"} and told.get("direction"):
        return Role.MEASURES
    if _HOPED.search(sentence):
        return Role.OUTCOMES
    return Role.ACTIONS if _WILL.search(sentence) else None


def is_promise(sentence: str) -> bool:
    """Whether somebody says that they will do something."""
    return bool(_WILL.search(sentence))


def told(text: str) -> Iterator[tuple[Role, str]]:
    """The sentences of *text* that are items, each with what it is."""
    for sentence in sentences(text):
        role = role_of(sentence)
        if role:
            yield role, sentence


def announced(text: str) -> Sequence[str]:
    """Priorities that a paragraph names sentence by sentence after saying that it will."""
    parts = sentences(text)
    for place, sentence in enumerate(parts[:-2]):
        if _ANNOUNCED.search(sentence) and not sentence.rstrip().endswith(":"):
            following = [each for each in parts[place + 1 :] if _FORWARD.search(each)]
            return following if len(following) >= 2 else ()
    return ()


def counted_off(sentence: str) -> tuple[str, str, str] | None:
    """“Our first priority is safer homes.” as ordinal, word and title."""
    found = _ORDINAL.search(sentence)
    return (found["which"], found["word"], title_of(found["what"])) if found else None


def title_of(text: str) -> str:
    """The first part of a sentence, short enough for a title."""
    bare = re.sub(
        r"^(?:this includes?|these include|to|that)\s+(?:the development of\s+)?(?:an?\s+|the\s+)?",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    first = re.split(
        r"(?:,| which | so that | to ensure that | ensuring | in recognition | because |;|\. )",
        bare,
    )[0]
    words = first.split()
    short = first if len(words) <= 24 else " ".join(words[:24]) + " …"
    return (short[:1].upper() + short[1:]).rstrip(" .") or text
