"""The one function through which every number passes before it leaves staff eyes.

Below the threshold a count is not shown; from there on it is rounded to the nearest 5 (the
"10-5 rule" of the Office for National Statistics, and NHS Digital's rounding). A figure that was
published before stands until it has moved by the threshold, so that two figures subtracted are
nought or a number that could itself be published. Which further cells of a table are hidden is in
``suppressing``.
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


def guarded(
    count: int, *, threshold: int = DEFAULT_THRESHOLD, before: int | None = None
) -> GuardedCount:
    """*count* people as it may be published; *threshold* is at least 5.

    *before* is what was last published of the same count: it is repeated until the new figure
    differs by the threshold or more.
    """
    if count < threshold:
        return GuardedCount(None, threshold)
    least = -(-threshold // ROUNDED_TO) * ROUNDED_TO
    shown = max(least, ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO))
    if before is not None and before >= threshold and abs(shown - before) < threshold:
        shown = before
    return GuardedCount(shown, threshold)
