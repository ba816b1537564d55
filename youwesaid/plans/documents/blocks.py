"""What every reader of documents hands on: blocks of text in reading order, with their places."""

from dataclasses import dataclass
from enum import StrEnum

from youwesaid.plans.reading import UnreadablePlan


class UnreadableDocument(UnreadablePlan):
    """The file is not a document that we can read; the message says why, in one sentence."""


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LISTED = "listed"  # one entry of a list, or a numbered paragraph
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a document.

    ``level`` is 1 for the highest heading, and the depth from 0 for an entry of a list. A heading
    is certain when its author marked it as one; others were guessed from their shape.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""  # as printed: "•", "1.", "a)", "2.1"
    page: int | None = None
    line: int | None = None  # of a text file; the number of the paragraph in a Word file
    is_certain: bool = False
    is_strong: bool = False  # all of it is bold
    rows: tuple[tuple[str, ...], ...] = ()
    place: int = 0  # in the order of reading

    @property
    def is_heading(self) -> bool:
        """Whether it stands over what follows."""
        return self.kind is BlockKind.HEADING
