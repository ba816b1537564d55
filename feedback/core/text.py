"""Text as it comes in from the world, made safe to store."""

import re
import secrets
import unicodedata
from collections.abc import Mapping

# C0 and C1 controls except tab and line feed, and code points that no encoder accepts.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def clean(text: str) -> str:
    """*text* in NFC with Unix line ends, without control characters or outer white space.

    Joiners and direction marks stay inside the text, because Urdu, Punjabi and emoji need them;
    a text of nothing but those is empty.
    """
    tidy = unicodedata.normalize("NFC", _CONTROLS.sub("", text.replace("\r\n", "\n"))).strip()
    return tidy if _INVISIBLE.sub("", tidy).strip() else ""


def one_line(text: str) -> str:
    """*text* cleaned and on one line, without direction overrides: for titles and names."""
    return " ".join(_INVISIBLE.sub("", clean(text)).split())


def clean_spoken(by_language: Mapping[str, str]) -> dict[str, str]:
    """Texts by language code, each cleaned; the empty ones are left out."""
    return {code: words for code, given in by_language.items() if (words := clean(given))}


# No vowels: no words; and no signs that look alike.
_NEUTRAL = "23456789bcdfghjkmnpqrstvwxyz"


def neutral_name(length: int = 8) -> str:
    """A random name for addresses that tells nothing, of *length* signs (4.8 bits each)."""
    return "".join(secrets.choice(_NEUTRAL) for _ in range(length))
