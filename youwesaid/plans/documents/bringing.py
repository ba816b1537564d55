"""Documents by command: the proposed tree in words, and a draft to check on screen."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.core.db import writing
from feedback.core.templating import settings
from youwesaid.plans.documents import services
from youwesaid.plans.documents.finding import find
from youwesaid.plans.documents.proposal import Proposal, Proposed
from youwesaid.plans.documents.reading import is_document, read_document_file
from youwesaid.plans.documents.wording import place

__all__ = ["Drafted", "draft_of", "is_document"]
_LONGEST_WORDS = 300  # characters of a passage on a terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What was read out of a document, and the draft that was kept of it."""

    file_name: str
    proposal: Proposal
    draft_id: uuid.UUID | None

    def in_words(self) -> list[str]:
        """Whole sentences, the most important first."""
        items = self.proposal.items
        sure = sum(item.is_sure for item in items)
        said = [ngettext("%(num)s item is proposed.", "%(num)s items are proposed.", len(items))]
        said.append(_("Sure: %(sure)s. To check: %(check)s.", sure=sure, check=len(items) - sure))
        if self.draft_id:
            said.append(
                _(
                    "Nothing is a plan yet: check the draft on the staff side at %(address)s.",
                    address=f"{settings().staff_url}/plans/-/drafts/{self.draft_id}",
                )
            )
        return said

    def tree(self) -> list[str]:
        """A line for each item, indented under its priority, and a line for its passage."""
        lines: list[str] = []
        for item in self.proposal.items:
            if item.parent is None:
                lines += _lines(item, 0, self.file_name)
                lines += [
                    line for under in self.proposal.items if under.parent is item
                    for line in _lines(under, 1, self.file_name)
                ]  # fmt: skip
        return lines


def draft_of(path: Path, *, keep: bool) -> Drafted:
    """Read the document at *path*; *keep* a draft of it. Raises UnreadableDocument."""
    blocks = read_document_file(path)
    proposal = find(blocks, name=path.name)
    if not keep:
        return Drafted(file_name=path.name, proposal=proposal, draft_id=None)
    with writing():
        draft = services.keep_draft(proposal=proposal, blocks=blocks, file_name=path.name, by=None)
        return Drafted(file_name=path.name, proposal=proposal, draft_id=draft.id)


def _lines(item: Proposed, depth: int, file_name: str) -> Sequence[str]:
    indent = "    " * depth
    passage = {"page": item.passage.page, "line": item.passage.line}
    said = " ".join(filter(None, (item.ref, item.wording if item.wording != item.ref else "")))
    mark = "" if item.is_sure else " (?)"
    words = item.passage.words
    short = words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1]}…"
    return (
        f"{indent}{item.label}{mark}: {said}",
        f"{indent}    [{place(passage, file_name)}] {short}".replace("\n", " "),
    )
