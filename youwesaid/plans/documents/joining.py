"""Putting the lines of a paragraph together again, hyphenated words included."""

import re

#: First halves that keep their hyphen when a line breaks after it.
_KEPT = frozenset(
    re.findall(
        r"\S+",
        "all anti co cross decision evidence ex face follow half hard harm health high home inter "
        "joint key life long longer low multi non on one out person place post pre problem re real "
        "repeat risk self semi short single six strengths sub third time trauma two under user "
        "well "
        "whole year young",
    )
)
_HYPHENS = "-‐­"


def joined(first: str, second: str) -> str:
    """*second* put behind *first*, as if the line had not been broken."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first or second
    if first[-1] == "­":
        return first[:-1] + second
    if first[-1] in _HYPHENS and len(first) > 1 and first[-2].isalpha() and second[0].islower():
        half = re.split(r"[\s(]", first[:-1])[-1].lower()
        return first + second if half in _KEPT or "-" in half else first[:-1] + second
    return f"{first} {second}"


def is_open(text: str) -> bool:
    """Whether a sentence that ends with *text* seems to go on in the next line."""
    return bool(text) and text.rstrip()[-1:] not in '.!?:;”"…'


def goes_on(text: str) -> bool:
    """Whether *text* looks like the second half of something: it starts small, without a mark."""
    return bool(re.match(r"[a-z(]", text)) and not re.match(r"(?:[a-z]|[ivx]+)[.)]\s", text)


def squeezed(text: str) -> str:
    """*text* in one line, with ordinary spaces and no characters that cannot be kept."""
    text = re.sub(r"[\u200b-\u200f\u2028\u2029\ufeff\ufffd]", "", text)
    text = "".join(" " if ord(letter) < 32 or letter == "\xa0" else letter for letter in text)
    text = re.sub(r"\s+", " ", text).strip()
    for pair, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(pair, letters)
    return "".join(letter for letter in text if not 0xD800 <= ord(letter) <= 0xDFFF)
