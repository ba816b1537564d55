"""What other rooms may do to the codebook."""

from feedback.coding.codebook.taking_in import NotTaken, TakenIn, WhyNot, WrittenTheme, take_in
from feedback.coding.codebook.versions import NoNote, NothingToPublish, note_changes, publish

__all__ = [
    "NoNote",
    "NotTaken",
    "NothingToPublish",
    "TakenIn",
    "WhyNot",
    "WrittenTheme",
    "note_changes",
    "publish",
    "take_in",
]
