"""Lists and paragraphs: what each is, by its section, the sentence before it and its own words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from youwesaid.plans.documents import cues, marks, names, prose
from youwesaid.plans.documents.blocks import Block, BlockKind
from youwesaid.plans.documents.cues import Role
from youwesaid.plans.documents.growing import Growing, meant_inside
from youwesaid.plans.models import ItemType

_ITEMS = frozenset({Role.ACTIONS, Role.OUTCOMES, Role.MEASURES})
_LONG = 45  # words; a longer entry is a numbered paragraph, not an item of a list
_FIRM = re.compile(
    r"\b(?:will include|we will|will:|activit|actions?\b|success|know|outcomes?|measure)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^(?:no\.|nos\.|number of|numbers of|% of|percentage of|proportion of|rate of)\s",
    re.IGNORECASE,
)
_GAUGED = re.compile(
    r"\b(?:increas|improv|reduc|enhanc|rais|lower)\w*\s+(?:in\s+)?(?:the\s+)?(?:number|rate|"
    r"proportion|percentage|"
    r"compliance|quality|timeliness|uptake|level|volume)s?\b|\b(?:reduction|increase|fall|rise) "
    r"in\b|"
    r"^(?:number|percentage|proportion|rate|%)\b",
    re.IGNORECASE,
)
_BELONGS = re.compile(
    r"^(?:[Tt]he |[Ff]or (?:the )?|[Bb]y (?:the )?)?(?P<who>[A-Z][^:]{3,90}?)(?:['’]s|s['’])(?: "
    r"\w+){0,3}? (?:are|is|include)?:$"
)
_AIM_CITED = re.compile(
    r"\b(?P<word>strategic (?:aim|objective|outcome|goal|priority)|aim|national "
    r"outcome)s?\s+(?P<numbers>\d{1,2}(?:(?:\s*,\s*|\s*(?:,\s*)?(?:and|&)\s*)\d{1,2})*)",
    re.IGNORECASE,
)


class Lists:
    """Reads the lists and paragraphs between two headings."""

    def __init__(self, grown: Growing) -> None:
        self._grown = grown
        self._lead: Block | None = None  # the paragraph right before a list
        self._waiting: list[Block] = []  # paragraphs of a section that has had no list yet
        self._listed_in = -1  # the part of the document that had a list last

    def paragraph(self, block: Block) -> None:
        """A paragraph: kept until the end of its section, or the lead of a list."""
        grown = self._grown
        self._lead = block
        if grown.section is Role.MEASURES and _COUNTED.match(block.text):
            self._entry(block, Role.MEASURES, lead="", is_sure=True)
            return
        if (
            grown.section is Role.MEASURES
            and block.text.endswith(":")
            and len(block.text.split()) <= 6
        ):
            grown.source = None if grown.turn_to(block.text) else block.text.rstrip(" :")
            return
        for found in _AIM_CITED.finditer(block.text):
            self._cited(block, found["word"], re.findall(r"\d+", found["numbers"]))
        if not block.text.endswith(":"):
            self._waiting.append(block)

    def take(self, run: Sequence[Block]) -> None:
        """Lists that come one after another, numbered paragraphs between them."""
        for part in _parts(run):
            self._take(part)

    def _take(self, run: Sequence[Block]) -> None:
        if len(run) == 1 and run[0].text.endswith(":"):
            self.paragraph(run[0])
            return
        lead = self._lead.text if self._lead else ""
        self._lead = None
        if self._is_numbered_text(run):
            for block in run:
                self._numbered_text(block)
            return
        if self._grown.section in {*_ITEMS, None} and lead.endswith(":"):
            self._turn(lead, run)
        role, is_sure = self._role_of(run, lead)
        if role is None or role in {Role.RATIONALE, Role.ASIDE}:
            if role is Role.RATIONALE and self._grown.priority:
                self._grown.priority.rationale += [block.text for block in run]
            return
        self._listed_in = self._grown.serial
        self._entries(run, role, lead=lead, is_sure=is_sure)

    def close_section(self) -> None:
        """The end of a section: what its paragraphs were depends on whether it had a list."""
        waiting, self._waiting = self._waiting, []
        self._lead = None
        grown = self._grown
        had_list = self._listed_in == grown.serial
        role = grown.section
        if role in {Role.ASIDE, Role.PRIORITIES} or not waiting:
            grown.loose += waiting if role is not Role.ASIDE else []
            return
        if role is None:
            self._told(waiting)
        elif role is Role.RATIONALE:
            if grown.priority:
                grown.priority.rationale += [block.text for block in waiting]
        elif role is Role.VISION:
            self._vision(waiting[0])
        elif not had_list:
            self._paragraphs_as_items(waiting, role)

    def _told(self, waiting: Sequence[Block]) -> None:
        grown = self._grown
        if grown.priority is None:
            grown.loose += waiting
            return
        grown.prose.setdefault(id(grown.priority), []).extend(waiting)
        if not grown.priority.text:
            grown.priority.text = waiting[0].text

    def _vision(self, block: Block) -> None:
        if not any(item.type is ItemType.VISION for item in self._grown.items):
            label = names.label_for(ItemType.VISION, self._grown.section_words)
            self._grown.add(ItemType.VISION, block, label=label, text=block.text.strip('“”"'))

    def _paragraphs_as_items(self, waiting: Sequence[Block], role: Role) -> None:
        grown = self._grown
        if (
            role is Role.ACTIONS
            and len(waiting) == 1
            and grown.priority
            and len(prose.sentences(waiting[0].text)) <= 2
        ):
            # One sentence under "what we will do" is what a list elsewhere may spell out.
            grown.priority.commitment = waiting[0].text
            grown.prose.setdefault(id(grown.priority), []).append(waiting[0])
            return
        if grown.priority is None and grown.priorities and role in _ITEMS:
            return  # what is said of the whole plan: how it is governed, when it is looked at
        kind = names.TYPES[role]
        label = names.label_for(kind, grown.section_words)
        for block in waiting:
            parts = prose.sentences(block.text)
            if len(parts) <= 2 or role is Role.PRINCIPLES:
                grown.add(kind, block, label=label, text=block.text)
                continue
            for sentence in parts:
                if (
                    role is not Role.ACTIONS
                    or prose.is_promise(sentence)
                    or cues.starts_with_verb(sentence)
                ):
                    grown.add(kind, block, label=label, text=sentence, is_sure=False)

    def _is_numbered_text(self, run: Sequence[Block]) -> bool:
        """Whether the entries are paragraphs of a report that are counted, as 4.2.1."""
        long = sum(len(block.text.split()) > _LONG for block in run)
        return (
            long * 2 > len(run)
            and marks.is_numbering(run[0].marker)
            and self._grown.section not in _ITEMS
        )

    def _numbered_text(self, block: Block) -> None:
        self.paragraph(block)
        self._lead = block

    def _turn(self, lead: str, run: Sequence[Block]) -> None:
        """Turn to the priority that the sentence before a list names."""
        grown = self._grown
        if len(lead.split()) > 20 or grown.turn_to(lead) or not grown.priorities:
            return
        found = _BELONGS.match(lead)
        if found and grown.section in _ITEMS and grown.priority_level == 0:
            # "The … Group's are:", where others of the kind are priorities already.
            grown.priority = grown.listed_priority(
                self._as_block(run[0], lead),
                label=grown.priorities[0].label,
                ref=None,
                words=found["who"],
                is_sure=False,
            )

    @staticmethod
    def _as_block(block: Block, text: str) -> Block:
        return replace(block, kind=BlockKind.PARAGRAPH, text=text)

    def _role_of(self, run: Sequence[Block], lead: str) -> tuple[Role | None, bool]:
        section, said = self._grown.section, cues.lead_role(lead) if lead else None
        if section is Role.ASIDE:
            is_named = said in {Role.PRIORITIES, Role.PRINCIPLES} and lead.endswith(":")
            return (said, False) if is_named else (Role.ASIDE, True)
        if section is not None:
            return self._in_section(section, said, lead), True
        return self._without_section(run, said, lead)

    def _without_section(
        self, run: Sequence[Block], said: Role | None, lead: str
    ) -> tuple[Role | None, bool]:
        if said is Role.PRIORITIES and self._grown.priority is not None:
            return meant_inside(lead), True
        if said in {None, Role.ASIDE, Role.RATIONALE}:
            inside = self._grown.priority is not None and said is None
            return (self._by_content(run), False) if inside or self._gauges(run) else (said, True)
        if said is Role.ACTIONS and self._grown.priority is None and self._gauges(run):
            return Role.MEASURES, False
        return said, lead.endswith(":")

    def _in_section(self, section: Role, said: Role | None, lead: str) -> Role:
        if said is None:
            return section
        if section is Role.RATIONALE:
            firm = said in _ITEMS and _FIRM.search(lead) and lead.endswith(":")
            return said if firm else section
        if section is Role.PRIORITIES:
            is_other = said in {Role.PRINCIPLES, *_ITEMS} and bool(self._grown.priorities)
            return said if is_other else section
        if said is Role.PRIORITIES and self._grown.priority_level == 0 and lead.endswith(":"):
            return said
        is_short = len(lead.split()) <= 15 and lead.endswith(":")
        if section in _ITEMS and said in _ITEMS and is_short and section is not Role.MEASURES:
            return said
        return section

    @staticmethod
    def _gauges(run: Sequence[Block]) -> bool:
        return sum(bool(_GAUGED.search(block.text)) for block in run) * 2 > len(run)

    def _by_content(self, run: Sequence[Block]) -> Role | None:
        if self._gauges(run):
            return Role.MEASURES
        verbs = sum(cues.starts_with_verb(block.text) for block in run)
        return Role.ACTIONS if verbs >= 0.6 * len(run) else None

    def _entries(self, run: Sequence[Block], role: Role, *, lead: str, is_sure: bool) -> None:
        for place, block in enumerate(run):
            following = run[place + 1] if place + 1 < len(run) else None
            deeper = following is not None and following.level > block.level
            if deeper and block.text.endswith(":") and len(block.text.split()) <= 15:
                lead = block.text  # names what is listed under it
                continue
            self._entry(block, role, lead=lead, is_sure=is_sure)

    def _entry(self, block: Block, role: Role, *, lead: str, is_sure: bool) -> None:
        grown = self._grown
        kind = names.TYPES[role]
        ref = marks.printed(block.marker)
        if kind is ItemType.PRIORITY:
            label = names.label_for(kind, lead, grown.section_words)
            grown.listed_priority(block, label=label, ref=ref, words=block.text, is_sure=is_sure)
            return
        label = names.label_for(
            kind, lead if cues.lead_role(lead) is role else "", grown.section_words, lead
        )
        grown.add(kind, block, label=label, text=block.text.rstrip(" ;"), ref=ref, is_sure=is_sure)

    def _cited(self, block: Block, word: str, numbers: Sequence[str]) -> None:
        """Aims that are named by number only, their text being elsewhere."""
        if self._grown.section not in {Role.RATIONALE, None} or self._grown.priority is None:
            return
        for number in numbers:
            ref = f"{word[:1].upper()}{word[1:].lower()} {number}"
            if all(item.ref != ref for item in self._grown.items if item.type is ItemType.AIM):
                last = self._grown.last
                item = self._grown.add(ItemType.AIM, block, label=word.lower(), text="", ref=ref)
                item.text, item.known, item.due = None, False, None
                self._grown.last = last


def _parts(run: Sequence[Block]) -> Sequence[Sequence[Block]]:
    """*run* cut where numbered paragraphs begin and end, and after entries that lead a list."""
    parts: list[list[Block]] = []
    for place, block in enumerate(run):
        before = run[place - 1] if place else None
        cut = before is None or (_is_dotted(block) != _is_dotted(before))
        leads = (
            block.text.endswith(":")
            and place + 1 < len(run)
            and (marks.style_of(block.marker) != marks.style_of(run[place + 1].marker))
        )
        if (
            cut
            or leads
            or (before is not None and len(parts[-1]) == 1 and parts[-1][0].text.endswith(":"))
        ):
            parts.append([])
        parts[-1].append(block)
    return parts


def _is_dotted(block: Block) -> bool:
    return marks.style_of(block.marker) == "dotted"
