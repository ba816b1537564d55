"""The tree while it grows: what is open, what was found, what stands under what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from youwesaid.plans.documents import figures, names
from youwesaid.plans.documents.blocks import Block
from youwesaid.plans.documents.cues import Role
from youwesaid.plans.documents.proposal import Passage, Proposed
from youwesaid.plans.models import ItemType

_ITEM_ROLES = frozenset({Role.ACTIONS, Role.OUTCOMES, Role.MEASURES})
_WEAK = 4  # the level of a heading that was guessed from its shortness alone


@dataclass(slots=True)
class Growing:
    """What is known half-way through a document."""

    items: list[Proposed] = field(default_factory=list)
    priority: Proposed | None = None
    priority_level: int = 0
    division: str = ""  # the word for what the plan is divided into, such as "pillar"
    section: Role | None = None
    section_level: int = 0
    section_words: str = ""  # the heading of the section
    serial: int = 0  # goes up whenever another part of the document begins
    priorities_level: int | None = None  # of the heading "our priorities", while its part is open
    children_level: int | None = None  # of the headings under it
    source: str | None = None
    last: Proposed | None = None
    overview: set[int] = field(default_factory=set)  # priorities that were only listed so far
    prose: dict[int, list[Block]] = field(default_factory=dict)  # paragraphs by priority
    loose: list[Block] = field(default_factory=list)  # paragraphs under no priority

    @property
    def priorities(self) -> Sequence[Proposed]:
        """The priorities so far."""
        return [item for item in self.items if item.type is ItemType.PRIORITY]

    def in_order(self) -> list[Proposed]:
        """The items, parents before what stands under them, else as printed."""
        ordered: list[Proposed] = []
        for item in sorted(self.items, key=lambda item: item.passage.block):
            if item.parent is not None and item.parent not in ordered and item.parent in self.items:
                ordered.append(item.parent)
            if item not in ordered:
                ordered.append(item)
        return ordered

    def add(
        self, kind: ItemType, block: Block, *, label: str, text: str, ref: str | None = None,
        is_sure: bool = True,
    ) -> Proposed:  # fmt: skip
        """Propose an item that *block* prints, under the open priority."""
        if kind in {ItemType.VISION, ItemType.AIM, ItemType.PRINCIPLE}:
            parent = None
        else:
            parent = self.priority
        item = Proposed(
            type=kind, label=label, passage=Passage.of(block, text if text != block.text else None),
            ref=ref, text=text, parent=parent, is_sure=is_sure, owner=figures.owner(text),
            due=figures.due(text), source=self.source if kind is ItemType.MEASURE else None,
            target=figures.target(text) if kind is ItemType.MEASURE else None,
        )  # fmt: skip
        if item.target and item.target["type"] == "time_limit":
            item.due = None  # a time that each case may take, not a day
        self.items.append(item)
        self.last = item
        return item

    def listed_priority(
        self, block: Block, *, label: str, ref: str | None, words: str, is_sure: bool = True
    ) -> Proposed:
        """A priority that is named in a list or a cell."""
        title, _dash, statement = _parted(re.sub(r"[;,]?\s+and$", "", words.strip()))
        known = self.known_priority(title, ref=None, label=label)
        if known:
            return known
        item = Proposed(
            type=ItemType.PRIORITY, label=label, ref=ref, title=title.rstrip(" .;,"),
            text=statement or None, passage=Passage.of(block), is_sure=is_sure,
        )  # fmt: skip
        self.items.append(item)
        if statement:
            self.prose[id(item)] = [replace(block, text=statement)]
        self.overview.add(id(item))
        self.last = item
        return item

    def open_priority(
        self, block: Block, *, label: str, ref: str | None, title: str | None, is_sure: bool
    ) -> None:
        """A heading over one priority: what follows stands under it."""
        self.division = self.division or label
        bare = _unnumbered(title) if title else None
        if title and bare and ref is None and bare != title:
            ref = title[: -len(bare)].strip(" .):") or None
        item = self.known_priority(bare or "", ref=ref, label=label)
        if item is None:
            item = Proposed(type=ItemType.PRIORITY, label=label, ref=ref, title=bare,
                            passage=Passage.of(block), is_sure=is_sure)  # fmt: skip
            self.items.append(item)
        elif id(item) in self.overview:
            item.ref, item.title, item.label = ref or item.ref, bare or item.title, label
            item.passage = Passage.of(block)
            self.items.remove(item)
            self.items.append(item)
            self.overview.discard(id(item))
        if (
            self.priorities_level is not None
            and self.children_level is None
            and block.level > self.priorities_level
        ):
            self.children_level = block.level
        self.priority, self.priority_level = item, block.level
        self.last = item
        self._close_role()

    def open_section(self, role: Role, block: Block) -> None:
        """A heading whose words say what follows."""
        self.source = None
        if role is Role.PRIORITIES:
            if self.priority is not None and self._is_inside(block):
                role = meant_inside(block.text)
            else:
                self.priority, self.priorities_level, self.children_level = None, block.level, None
                self.division = ""
        elif not self._is_inside(block):
            self.priority = None
            if role not in _ITEM_ROLES:
                self.priorities_level = None
        self.section, self.section_level, self.section_words = role, block.level, block.text
        self.serial += 1

    def open_unknown(self, block: Block, *, is_over_list: bool = False) -> None:
        """A heading that says nothing of what follows."""
        if known := self._named(block.text):
            self.priority, self.priority_level = known, block.level
            self.source = None
            return
        if self.section in _ITEM_ROLES and self._goes_on(block, is_over_list=is_over_list):
            self.source = block.text.rstrip(" :") if self.section is Role.MEASURES else None
            return
        if block.is_certain or block.level < _WEAK:
            if self.priority is not None and not self._is_inside(block):
                self.priority = None
            if self.priorities_level is not None and block.level <= self.priorities_level:
                self.priorities_level = None
        self._close_role()

    def _goes_on(self, block: Block, *, is_over_list: bool) -> bool:
        """Whether a section of items goes on under an unknown heading, such as an agency's name."""
        if block.level > self.section_level:
            return True
        return not block.is_certain and (block.level >= _WEAK or (is_over_list and block.level > 1))

    def expects_priority(self, block: Block) -> bool:
        """Whether an unknown heading stands where the document lists its priorities."""
        if self.priorities_level is None or block.level <= self.priorities_level:
            return False
        if (
            self.section not in {Role.PRIORITIES, None}
            and block.level >= _WEAK
            and not block.is_certain
        ):
            return False
        if self.section is Role.PRIORITIES and self._named(block.text):
            return True
        return self.children_level is None or block.level == self.children_level

    def is_nested(self, block: Block, word: str, reference: str) -> bool:
        """Whether a named heading stands inside the open priority and does not follow it."""
        if self.priority is None or word == self.priority.label:
            return False
        if block.is_certain:
            return block.level > self.priority_level
        return "." in names.number_of(reference) or word.rsplit(maxsplit=1)[-1] in names.NESTED

    def is_repeated(self, block: Block) -> bool:
        """Whether a heading only says again which priority goes on."""
        return (
            self.priority is not None
            and bool(self.priority.title)
            and (
                names.tokens(block.text) == names.tokens(self.priority.title or "")
                and block.level >= self.priority_level
                and self.section is None
            )
        )

    def known_priority(self, title: str, *, ref: str | None, label: str) -> Proposed | None:
        """The priority that was found already under this title, or this reference."""
        for item in self.priorities:
            if title and item.title and names.is_same_title(title, item.title):
                return item
        number = names.number_of(ref or "")
        for item in self.priorities:
            same = number and item.label == label and names.number_of(item.ref or "") == number
            if same and (
                not title
                or not item.title
                or names.is_named_in(item.title, title)
                or names.is_named_in(title, item.title)
            ):
                return item
        return None

    def turn_to(self, text: str) -> bool:
        """Turn to the priority that *text* names, if it names one."""
        known = self._named(text)
        if known is None:
            return False
        self.priority = known
        return True

    def _named(self, text: str) -> Proposed | None:
        if len(text.split()) > 30:
            return None
        found = [
            item for item in self.priorities if item.title and names.is_named_in(item.title, text)
        ]
        return max(found, key=lambda item: len(item.title or ""), default=None)

    def _is_inside(self, block: Block) -> bool:
        """Whether a heading stands inside the open priority."""
        if self.priority is None:
            return False
        return block.level > self.priority_level or (not block.is_certain and block.level > 1)

    def _close_role(self) -> None:
        self.section, self.section_words, self.source = None, "", None
        self.section_level = 0
        self.serial += 1


def meant_inside(heading: str) -> Role:
    """What “objectives” or “outcomes” hold inside a priority."""
    low = heading.lower()
    if any(word in low for word in ("outcome", "ambition", "goal", "aim")):
        return Role.OUTCOMES
    return Role.ACTIONS


def _unnumbered(title: str) -> str:
    from_mark = title.split(None, 1)
    if len(from_mark) == 2 and names.is_figure(from_mark[0]):
        return from_mark[1].strip()
    return names.without_number(title)


def _parted(words: str) -> tuple[str, str, str]:
    for dash in (": ", " – ", " — ", " - "):
        if dash in words and len(words.split(dash, maxsplit=1)[0].split()) <= 14:
            title, _dash, rest = words.partition(dash)
            return title, dash, rest
    return words, "", ""
