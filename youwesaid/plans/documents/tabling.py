"""Tables of a document into items: action plans, tables of measures, cards."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from youwesaid.plans.documents import cues, figures, grids, marks, names
from youwesaid.plans.documents.blocks import Block, BlockKind
from youwesaid.plans.documents.cues import Role
from youwesaid.plans.documents.grids import Columns, Row
from youwesaid.plans.documents.growing import Growing
from youwesaid.plans.documents.proposal import Proposed
from youwesaid.plans.documents.refining import labelled
from youwesaid.plans.models import ItemType

_ITEM_ROLES = frozenset({Role.ACTIONS, Role.OUTCOMES, Role.MEASURES})
_KINDS = {"action": ItemType.ACTION, "measure": ItemType.MEASURE, "outcome": ItemType.OUTCOME}


class Tables:
    """Reads tables; one without a head goes on with the columns of the one before it."""

    def __init__(self, grown: Growing, read_words: Callable[[Sequence[Block]], None]) -> None:
        self._grown = grown
        self._read_words = read_words
        self._columns: Columns | None = None
        self._pending: Block | None = None  # a row that is a priority if rows follow it

    def take(self, block: Block) -> None:
        """One table."""
        grown = self._grown
        if grids.is_card(block.rows):
            self._read_words(list(_card(block)))
            return
        found = grids.columns_of(block.rows)
        if found is None and (self._columns is None or self._columns.width != len(block.rows[0])):
            self._columns = None
            self._without_head(block)
        elif found is not None:
            self._columns, start = found
            for row in block.rows[: start - 1]:  # a title above the head
                self._section(block, next(filter(None, row), ""))
            self._rows(block, self._columns, start)
        elif grown.section is not Role.ASIDE and self._columns is not None:
            self._rows(block, self._columns, 0)

    def _rows(self, block: Block, columns: Columns, start: int) -> None:
        self._pending = None
        for row in grids.rows_under(columns, block.rows[start:]):
            if row.section:
                self._section(block, row.section)
            else:
                self._row(block, row)

    def _without_head(self, block: Block) -> None:
        """A table under "actions" or "measures" that does not say what its columns hold."""
        kind = names.TYPES.get(self._grown.section) if self._grown.section in _ITEM_ROLES else None
        if kind is None or self._grown.priority is None:
            return
        widest = max(
            range(len(block.rows[0])), key=lambda place: sum(len(row[place]) for row in block.rows)
        )
        label = names.label_for(kind, self._grown.section_words)
        for row in block.rows:
            for _mark, text in grids.entries_of(row[widest]):
                words = " | ".join(filter(None, row)).replace("\n", " ")
                source = replace(block, text=words, rows=())
                self._grown.add(kind, source, label=label, text=text, is_sure=False)

    def _section(self, block: Block, words: str) -> None:
        """A row with one text: a priority that it names or is, else a heading for eyes only."""
        grown = self._grown
        head = replace(
            block, kind=BlockKind.HEADING, text=words, rows=(), level=max(grown.priority_level, 2)
        )
        if named := labelled(words):
            label = names.label_for(ItemType.PRIORITY, named[0])
            grown.open_priority(
                head, label=label, ref=named[1], title=named[2] or None, is_sure=True
            )
        elif grown.turn_to(words) or not words or len(words.split()) > 25:
            return
        elif grown.priority is None or id(grown.priority) in grown.overview or self._pending:
            role = cues.heading_role(words)
            if role is None and any(letter.isalpha() for letter in words):
                self._pending = head

    def _row(self, block: Block, row: Row) -> None:
        grown = self._grown
        if self._pending:
            head = self._pending
            grown.priority = grown.listed_priority(
                head, label="priority", ref=None, words=head.text, is_sure=False
            )
            self._pending = None
        if words := row.cells.get("priority"):
            self._of_priority(block, words.replace("\n", " "), row.heads.get("priority", ""))
        before = len(grown.items)
        for name, kind in _KINDS.items():
            if cell := row.cells.get(name):
                self._cell(block, row, kind, cell)
        for item in grown.items[before:]:
            self._facts(item, row)

    def _of_priority(self, block: Block, words: str, head: str) -> None:
        grown = self._grown
        label = names.label_for(ItemType.PRIORITY, head)
        named = labelled(words)
        if named:
            known = grown.known_priority(
                named[2], ref=named[1], label=names.label_for(ItemType.PRIORITY, named[0])
            )
        else:
            mark, bare = marks.split_mark(words)
            known = grown.known_priority(bare, ref=marks.printed(mark), label=label)
        if known is None and (named or not grown.turn_to(words)):
            mark, bare = marks.split_mark(words)
            ref, title = (named[1], named[2] or words) if named else (marks.printed(mark), bare)
            known = grown.listed_priority(
                replace(block, text=words), label=label, ref=ref, words=title
            )
        if known is not None:
            grown.priority = known

    def _cell(self, block: Block, row: Row, kind: ItemType, cell: str) -> None:
        label = names.label_for(kind, row.heads.get(_name_of(kind), ""))
        entries = grids.entries_of(cell)
        for place, (mark, text) in enumerate(entries):
            if not any(letter.isalpha() for letter in text) or text.lower() in {
                "n/a",
                "tbc",
                "none",
            }:
                continue
            ref = marks.printed(mark) or (
                row.cells.get("ref") or None if kind is ItemType.ACTION and place == 0 else None
            )
            words = " | ".join(filter(None, row.cells.values())).replace("\n", " ")
            item = self._grown.add(
                kind, replace(block, text=words, rows=()), label=label, text=text, ref=ref
            )
            if kind is ItemType.MEASURE and (aimed := row.cells.get("target")):
                item.text = f"{text} – {aimed}".replace("\n", " ")
                item.target = figures.target(f"{text} {aimed}") or item.target
                if item.target and row.cells.get("baseline"):
                    item.target["baseline"] = row.cells["baseline"]

    def _facts(self, item: Proposed, row: Row) -> None:
        if item.type is ItemType.ACTION:
            item.owner = _line(row.cells.get("owner")) or item.owner
            item.status = _line(row.cells.get("status"))
            item.due = _line(row.cells.get("due")) or item.due
        item.source = _line(row.cells.get("source")) or item.source
        if item.type is not ItemType.ACTION and "action" not in row.cells:
            item.due = _line(row.cells.get("due")) or item.due
            item.owner = _line(row.cells.get("owner")) or item.owner


def _line(cell: str | None) -> str | None:
    return (cell or "").replace("\n", " ").strip() or None


def _name_of(kind: ItemType) -> str:
    return next(name for name, each in _KINDS.items() if each is kind)


def _card(block: Block) -> Sequence[Block]:
    """A table whose first column holds headings, as headings and text."""
    out = []
    for row in block.rows:
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            continue
        is_known = len(filled) > 1 or labelled(filled[0]) or cues.heading_role(filled[0])
        head = replace(
            block, kind=BlockKind.HEADING, rows=(), level=2 if labelled(" ".join(filled)) else 3
        )
        if len(filled) == 1 and is_known:
            out.append(replace(head, text=filled[0].replace("\n", " ")))
            continue
        named = labelled(f"{filled[0]}: {filled[1]}") if len(filled) > 1 else None
        if named and not cues.heading_role(filled[0]):
            out.append(replace(head, text=f"{filled[0]}: {filled[1]}".replace("\n", " ")))
            continue
        out.append(replace(head, text=filled[0].replace("\n", " ")))
        for cell in filled[1:]:
            entries = grids.entries_of(cell)
            kind = BlockKind.LISTED if len(entries) > 1 else BlockKind.PARAGRAPH
            out += [replace(block, kind=kind, text=text, marker=mark or "•", rows=(), level=0)
                    for mark, text in entries]  # fmt: skip
    return out
