"""From the blocks of a document to a proposed tree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from youwesaid.plans.documents import cues, names
from youwesaid.plans.documents.blocks import Block, BlockKind
from youwesaid.plans.documents.cues import Role
from youwesaid.plans.documents.growing import Growing
from youwesaid.plans.documents.listing import Lists
from youwesaid.plans.documents.proposal import Proposal
from youwesaid.plans.documents.refining import labelled, refined
from youwesaid.plans.documents.sections import priority_headings
from youwesaid.plans.documents.settling import settle
from youwesaid.plans.documents.tabling import Tables
from youwesaid.plans.models import ItemType

_PERIOD = re.compile(r"\b(20\d\d)\s*(?:-|–|—|to|/|and)\s*((?:20)?\d\d)\b", re.IGNORECASE)


def find(blocks: Sequence[Block], *, name: str) -> Proposal:
    """The tree that *blocks* propose; *name* is the title where the document prints none."""
    meant = refined(blocks)
    title = _title(meant) or name
    walk = _Walk(meant)
    walk.go()
    settle(walk.grown)
    period = _PERIOD.search(title) or next(
        filter(None, (_PERIOD.search(block.text) for block in meant[:12])), None
    )
    start, end = (period[1], period[2]) if period else (None, None)
    if start and end and len(end) == 2:
        end = start[:2] + end
    return Proposal(title=title, period_start=start, period_end=end, items=walk.grown.in_order())


def _title(blocks: Sequence[Block]) -> str | None:
    """The first line that looks like a title: the highest heading near the start."""
    start = [block for block in blocks[:15] if block.kind is not BlockKind.TABLE]
    for block in start:
        if found := re.match(
            r"(?:report on|subject|title)\s*:\s*(\S.+)", block.text, re.IGNORECASE
        ):
            return found[1]
    heads = [block for block in start
             if block.is_heading and block.is_certain and not cues.heading_role(block.text)
             and not re.match(r"\d", block.text)]  # fmt: skip
    if heads:
        return min(heads, key=lambda block: block.level).text
    wanted = re.compile(r"\b(?:plan|strategy|priorities|framework|20\d\d)\b", re.IGNORECASE)
    named = [
        block for block in start if wanted.search(block.text) and len(block.text.split()) <= 25
    ]
    return (named or start)[0].text[:200] if start else None


class _Walk:
    """Goes through the blocks once; what stands under what is kept by ``Growing``."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._inferred = priority_headings(blocks)
        self.grown = Growing()
        self._lists = Lists(self.grown)
        self._tables = Tables(self.grown, self._words_in_cells)

    def go(self) -> None:
        """Read all blocks."""
        place = 0
        while place < len(self._blocks):
            block = self._blocks[place]
            if block.is_heading:
                following = self._blocks[place + 1] if place + 1 < len(self._blocks) else None
                is_over_list = following is not None and following.kind is BlockKind.LISTED
                self._heading(block, is_inferred=place in self._inferred, is_over_list=is_over_list)
            elif block.kind is BlockKind.TABLE:
                self._tables.take(block)
            elif block.kind is BlockKind.LISTED:
                run = list(_run(self._blocks[place:]))
                self._lists.take(run)
                place += len(run)
                continue
            else:
                self._paragraph(block)
            place += 1
        self._lists.close_section()

    def _words_in_cells(self, blocks: Sequence[Block]) -> None:
        """Cards: headings and their text that stand side by side in a table."""
        inner = _Walk(blocks)
        inner.grown, inner._lists, inner._tables = self.grown, self._lists, self._tables
        inner.go()

    def _heading(self, block: Block, *, is_inferred: bool, is_over_list: bool) -> None:
        grown = self.grown
        self._lists.close_section()
        role = cues.heading_role(block.text)
        if grown.is_repeated(block):
            return
        if named := labelled(block.text):
            self._labelled(block, named)
        elif is_inferred or (role is None and grown.expects_priority(block)):
            is_sure = block.is_certain or block.level < 4
            label = grown.division or "priority"
            grown.open_priority(block, label=label, ref=None, title=block.text, is_sure=is_sure)
        elif role is not None:
            grown.open_section(role, block)
        else:
            grown.open_unknown(block, is_over_list=is_over_list)

    def _labelled(self, block: Block, named: tuple[str, str, str]) -> None:
        grown = self.grown
        word = names.label_for(ItemType.PRIORITY, named[0])
        if grown.is_nested(block, word, named[1]):
            kind = names.NESTED.get(word.split()[-1], ItemType.PRIORITY)
            if kind is not ItemType.PRIORITY:
                grown.add(kind, block, label=word, ref=named[1], text=named[2] or block.text)
                grown.open_unknown(block)
                return
        grown.open_priority(block, label=word, ref=named[1], title=named[2] or None, is_sure=True)

    def _paragraph(self, block: Block) -> None:
        found = cues.INLINE.fullmatch(block.text)
        if found and self._inline(block, found["word"].lower(), found["rest"].strip()):
            return
        self._lists.paragraph(block)

    def _inline(self, block: Block, word: str, rest: str) -> bool:
        """“Action: …”, “Lead: …”: items and facts that say themselves what they are."""
        grown = self.grown
        last = grown.last
        if re.search(r"lead|owner|led|responsible", word):
            if last:
                last.owner = last.owner or rest.rstrip(".")
            return last is not None
        if re.search(r"when|deadline|timescale|due|status", word):
            if last and word != "status":
                last.due = last.due or rest.rstrip(".")
            elif last:
                last.status = rest.rstrip(".")
            return last is not None
        if grown.section is Role.ASIDE:
            return False
        kind = (ItemType.ACTION if "action" in word else
                ItemType.OUTCOME if "outcome" in word else ItemType.MEASURE)  # fmt: skip
        grown.add(kind, replace(block, text=rest), label=names.label_for(kind, word), text=rest)
        return True


def _run(blocks: Sequence[Block]) -> Iterator[Block]:
    """The entries of one list."""
    for block in blocks:
        if block.kind is not BlockKind.LISTED:
            return
        yield block
