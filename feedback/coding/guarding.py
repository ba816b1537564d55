"""The one function through which every number passes before it leaves staff eyes.

Below the threshold a count is not shown; from there on it is rounded to the nearest 5 (the
"10-5 rule" of the Office for National Statistics, and NHS Digital's rounding).
"""

from dataclasses import dataclass

from flask_babel import ngettext

ROUNDED_TO = 5
DEFAULT_THRESHOLD = 10


@dataclass(frozen=True, slots=True)
class GuardedCount:
    """A number that identifies nobody: *shown* is None below the threshold."""

    shown: int | None
    threshold: int

    def in_words(self) -> str:
        """Words for a page, in the reader's language."""
        if self.shown is None:
            few = ngettext("Fewer than %(num)s person", "Fewer than %(num)s people", self.threshold)
            return str(few)
        return str(ngettext("About %(num)s person", "About %(num)s people", self.shown))


def guarded(count: int, *, threshold: int = DEFAULT_THRESHOLD) -> GuardedCount:
    """*count* people as it may be published; *threshold* is at least 5."""
    if count < threshold:
        return GuardedCount(None, threshold)
    return GuardedCount(ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO), threshold)
