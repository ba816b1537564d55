"""Text as it comes in from the world, made safe to store."""

import re
import unicodedata

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
