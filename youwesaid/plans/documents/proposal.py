"""What is proposed from a document: a tree of items, each with the passage it came from."""

from dataclasses import asdict, dataclass, field
from typing import Any

from youwesaid.plans.documents.blocks import Block
from youwesaid.plans.models import ItemType

LONGEST_PASSAGE = 2_000  # characters


@dataclass(slots=True, kw_only=True)
class Passage:
    """Where something is printed, and its words."""

    page: int | None
    line: int | None
    block: int  # its place among the blocks of the document
    words: str

    @classmethod
    def of(cls, block: Block, words: str | None = None) -> "Passage":
        """The passage of *block*, or of the *words* in it."""
        return cls(
            page=block.page,
            line=block.line,
            block=block.place,
            words=(words or block.text)[:LONGEST_PASSAGE],
        )


@dataclass(slots=True, kw_only=True, eq=False)
class Proposed:
    """One proposed plan item. What the document does not print is None."""

    type: ItemType
    label: str
    passage: Passage
    ref: str | None = None  # as printed
    title: str | None = None
    text: str | None = None
    parent: "Proposed | None" = None
    owner: str | None = None
    due: str | None = None
    status: str | None = None
    source: str | None = None
    commitment: str | None = None  # of a priority: the sentence under "what we will do"
    rationale: list[str] = field(default_factory=list)
    target: dict[str, Any] | None = None
    known: bool = True
    is_sure: bool = True

    @property
    def wording(self) -> str:
        """Its title, else its text, else its reference."""
        return self.title or self.text or self.ref or ""


@dataclass(slots=True, kw_only=True)
class Proposal:
    """A tree for a person to check; nothing of it is a plan yet."""

    title: str
    period_start: str | None = None
    period_end: str | None = None
    items: list[Proposed] = field(default_factory=list)

    def as_rows(self) -> list[dict[str, Any]]:
        """The items as plain values in document order, numbered from 1; parents by number."""
        numbers = {id(item): number for number, item in enumerate(self.items, 1)}
        return [
            {
                "number": numbers[id(item)],
                "type": item.type.value,
                "label": item.label,
                "ref": item.ref,
                "title": item.title,
                "text": item.text,
                "parent": numbers.get(id(item.parent)) if item.parent else None,
                "owner": item.owner,
                "due": item.due,
                "status": item.status,
                "source": item.source,
                "commitment": item.commitment,
                "rationale": item.rationale,
                "target": item.target,
                "known": item.known,
                "confidence": "sure" if item.is_sure else "check",
                "passage": asdict(item.passage),
            }
            for item in self.items
        ]

    def as_json(self) -> dict[str, Any]:
        """The whole proposal as plain values."""
        return {
            "title": self.title,
            "period": {"start": self.period_start, "end": self.period_end},
            "items": self.as_rows(),
        }
