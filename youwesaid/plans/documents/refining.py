"""From blocks as they were read to blocks as they were meant: marks, halves, headings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from youwesaid.plans.documents import cues, joining, marks
from youwesaid.plans.documents.blocks import Block, BlockKind
from youwesaid.plans.documents.cues import Role

_FOOTNOTE = re.compile(r"^[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s*\S")
_NOTE_MARKS = re.compile(r"(?<=\w)\s?[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\d{1,2}\](?=\s|$)")
_BLANK_TO_FILL = re.compile(
    r"\[\s*(?:insert|add|enter|name|date|tbc)\b[^\]]*\]|_{4,}", re.IGNORECASE
)
_CONTENTS_LINE = re.compile(r".*?(?:\.{3,}|…+|\s{3,}|\t|\s)\s*\d{1,3}(?:\s*[-–]\s*\d{1,3})?\s*$")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,3}\s*$|…{2,}\s*\d{0,3}\s*$")
_PAGES = re.compile(r"\d{1,3}(?:\s*[-–]\s*\d{1,3})?")
_OF_ITEMS = frozenset({Role.ACTIONS, Role.OUTCOMES, Role.MEASURES})
_LONGEST_TITLE = 40  # words, of a heading that says which priority it is
_LONGEST_HEADING = 14  # words, of a heading that was guessed
_LABELLED = re.compile(
    rf"(?P<word>{cues.DIVISION})\s+(?:no\.?\s*|number\s+)?"
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?|[ivx]{{1,5}}|[a-h]|{'|'.join(cues.NUMBER_WORDS)})"
    r"(?=$|[\s:.)–—-])\s*[:.)–—-]*\s*(?P<title>.*)",
    re.IGNORECASE,
)


def refined(blocks: Sequence[Block]) -> list[Block]:
    """*blocks* without furniture, with their own marks, whole again, headings told apart."""
    kept = _without_contents([_marked(block) for block in blocks if not _is_noise(block)])
    return _with_headings(_whole(kept))


def labelled(text: str) -> tuple[str, str, str] | None:
    """A heading like “Pillar 2: Safer homes” as its word, its printed reference and its title."""
    found = _LABELLED.match(
        re.sub(r"^(?:our|strategic plan)\s+", "", text.strip(), flags=re.IGNORECASE)
    )
    if not found or re.match(
        r"(?:years?|months?|days?|%|of\b|and\b|,)", found["title"], re.IGNORECASE
    ):
        return None
    if not found["title"] and "." in found["number"]:
        return None
    reference = text.strip()[: found.start("title")] if found["title"] else text
    return found["word"], re.sub(r"[\s:.)–—-]+$", "", reference), found["title"].strip(" .–—-")


def _is_noise(block: Block) -> bool:
    text = block.text.strip()
    if block.kind is BlockKind.TABLE:
        return False
    return (
        bool(_FOOTNOTE.match(text)) or not any(letter.isalnum() for letter in text)
        or bool(re.fullmatch(r"(?:https?://|www\.)\S+", text))
    )  # fmt: skip


def _marked(block: Block) -> Block:
    """*block* with the number that is printed inside it as its mark, notes taken off."""
    if block.kind is BlockKind.TABLE:
        return block
    block = replace(block, text=_NOTE_MARKS.sub("", block.text).strip())
    if block.is_heading:
        return block
    mark, rest = marks.split_mark(block.text)
    style = marks.style_of(mark)
    if not mark or not rest or (block.kind is BlockKind.PARAGRAPH and style == "ref"):
        return block
    if block.kind is BlockKind.LISTED and marks.is_numbering(block.marker):
        return block
    if style == "letter" and not re.match(r"\(?[a-z]", mark) and block.kind is BlockKind.PARAGRAPH:
        return block  # an initial: "J. Smith"
    # A number behind a bullet is an entry of that list, and never a heading that counts.
    is_entry = block.kind is BlockKind.LISTED and marks.is_numbering(mark)
    return replace(block, kind=BlockKind.LISTED, marker=mark, text=rest, is_certain=is_entry)


def _without_contents(blocks: Sequence[Block]) -> list[Block]:
    """*blocks* without tables of contents, with or without leaders and a heading."""
    kept: list[Block] = []
    is_inside = False
    for block in blocks:
        if cues.tidy(block.text) in {"contents", "table of contents", "contents page"}:
            is_inside = True
            continue
        if block.kind is BlockKind.TABLE and _is_contents_table(block):
            continue
        if _LEADERS.search(block.text) and block.kind is not BlockKind.TABLE:
            continue
        if is_inside and block.kind is not BlockKind.TABLE and _CONTENTS_LINE.fullmatch(block.text):
            continue
        is_inside = (
            is_inside and block.kind is BlockKind.LISTED and len(block.text) < 60 and not kept
        )
        kept.append(block)
    return kept


def _is_contents_table(block: Block) -> bool:
    filled = [[cell for cell in row if cell] for row in block.rows]
    numbered = [row for row in filled if len(row) > 1 and _PAGES.fullmatch(row[-1])]
    return (
        len(filled) > 1 and len(numbered) >= 0.7 * len(filled) and all(len(r) <= 3 for r in filled)
    )


def _whole(blocks: Sequence[Block]) -> list[Block]:
    """*blocks* with torn sentences put together and what is to be filled in left out."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        if _BLANK_TO_FILL.search(block.text) and block.kind is not BlockKind.TABLE:
            continue
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if kept and _is_second_half(kept[-1], block, following):
            kept[-1] = replace(kept[-1], text=joining.joined(kept[-1].text, block.text))
        else:
            kept.append(block)
    return kept


def _is_second_half(above: Block, block: Block, following: Block | None) -> bool:
    if above.kind in {BlockKind.HEADING, BlockKind.TABLE} or not joining.goes_on(block.text):
        return False
    if not joining.is_open(above.text) or (
        above.text.endswith((",", ";")) and above.kind is block.kind
    ):
        return False
    if block.kind is BlockKind.PARAGRAPH:
        return not above.is_strong
    # A bullet between number 1 and number 2 that starts in the middle of a sentence.
    return (
        block.kind is BlockKind.LISTED and not marks.is_numbering(block.marker)
        and marks.is_numbering(above.marker)
        and following is not None and marks.is_numbering(following.marker)
    )  # fmt: skip


def _with_headings(blocks: Sequence[Block]) -> list[Block]:
    return [_as_heading(block, blocks, place) for place, block in enumerate(blocks)]


def _as_heading(block: Block, blocks: Sequence[Block], place: int) -> Block:
    """*block* as a heading of a guessed level, where its shape or its words say that it is one."""
    if block.is_heading or block.kind is BlockKind.TABLE:
        return block
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    level = _guessed_level(block, following, blocks, place)
    if not level:
        return block
    numbered = f"{block.marker} {block.text}" if marks.is_numbering(block.marker) else block.text
    return replace(block, kind=BlockKind.HEADING, level=level, text=numbered, marker="")


def _guessed_level(
    block: Block, following: Block | None, blocks: Sequence[Block], place: int
) -> int:
    """1 for capitals, 2 for what counts or is named, 3 for known words, 4 for the rest; 0: none."""
    text = block.text
    if following is None or not _may_be_heading(block):
        return 0
    if named := labelled(text):
        is_one = len(text.split()) <= _LONGEST_TITLE and not re.search(r"[.!?]\s+[A-Z]", named[2])
        if is_one:
            return 0 if text.endswith(";") else 2
    if len(text.split()) > _LONGEST_HEADING or re.search(r"[.;,]$", text):
        return 0
    return _level_of_shape(block, blocks, place)


def _may_be_heading(block: Block) -> bool:
    if cues.INLINE.fullmatch(block.text):
        return False
    if block.kind is not BlockKind.LISTED:
        return True
    return marks.is_numbering(block.marker) and not block.is_certain


def _level_of_shape(block: Block, blocks: Sequence[Block], place: int) -> int:
    text, words = block.text, block.text.split()
    role = cues.heading_role(text)
    if _is_capitals(text) and (len(words) > 1 or not text.endswith(":") or role):
        return 1
    if block.kind is BlockKind.LISTED:
        return 2 if _counts_sections(block, blocks, place) else 0
    if role and not (text.endswith(":") and len(words) > 9):
        return 3
    if block.is_strong:
        return 0 if text.endswith(":") else 3
    is_plain = not text.endswith((":", "!", "?", "…")) and len(words) <= 9 and text[:1].isupper()
    return 4 if is_plain else 0


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 6 and sum(letter.isupper() for letter in letters) > 0.85 * len(letters)


def _counts_sections(block: Block, blocks: Sequence[Block], place: int) -> bool:
    """Whether a numbered line stands over text of its own, and its neighbours in the count too."""
    if len(block.text.split()) > 12 or block.text.endswith((".", ";")):
        return False
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    before = blocks[place - 1] if place else None
    if after is None or _follows(block, after):
        return False
    if before is not None and cues.heading_role(before.text) in _OF_ITEMS:
        return False  # a list of one, right under "indicators"
    # The last entry of a list is followed by something else too, but comes right after another.
    return before is None or not _follows(before, block)


def _follows(first: Block, second: Block) -> bool:
    """Whether *second* is the next entry of the list that *first* is in."""
    if first.kind is not BlockKind.LISTED or second.kind is not BlockKind.LISTED:
        return False
    return marks.is_next(first.marker, second.marker)
