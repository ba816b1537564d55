"""Which headings of a document stand over its priorities, where no word says so."""

import itertools
from collections import Counter
from collections.abc import Sequence

from youwesaid.plans.documents import cues, prose
from youwesaid.plans.documents.blocks import Block, BlockKind
from youwesaid.plans.documents.cues import Role
from youwesaid.plans.documents.refining import labelled

_INSIDE = frozenset({Role.ACTIONS, Role.OUTCOMES, Role.MEASURES, Role.RATIONALE})
_FEWEST = 2  # a plan with one priority is called by its title


def priority_headings(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of headings that stand over priorities by what follows them, not by a word.

    First choice: headings that are followed by “what we will do” and the like. Second choice, and
    only when nothing else in the document names priorities: headings over text that promises.
    """
    heads = [place for place, block in enumerate(blocks) if block.is_heading]
    found = _over_known_parts(blocks, heads)
    if found or any(labelled(blocks[place].text) for place in heads):
        return found
    if any(cues.heading_role(blocks[place].text) is Role.PRIORITIES for place in heads):
        return found
    if _lists_priorities(blocks):
        return found
    return _over_promises(blocks, heads)


def _lists_priorities(blocks: Sequence[Block]) -> bool:
    """Whether a sentence says that a list or its own sentences name the priorities."""
    for block, following in itertools.pairwise(blocks):
        if block.kind is BlockKind.TABLE or block.is_heading:
            continue
        leads = following.kind is BlockKind.LISTED and block.text.endswith(":")
        if leads and cues.lead_role(block.text) is Role.PRIORITIES:
            return True
        if prose.announced(block.text) or any(map(prose.counted_off, prose.sentences(block.text))):
            return True
    return False


def _over_known_parts(blocks: Sequence[Block], heads: Sequence[int]) -> frozenset[int]:
    by_level: dict[int, list[int]] = {}
    for place, following in itertools.pairwise(heads):
        head, below = blocks[place], blocks[following]
        if not _is_unknown(head) or cues.heading_role(below.text) not in _INSIDE:
            continue
        if below.level > head.level or not (head.is_certain and below.is_certain):
            by_level.setdefault(head.level, []).append(place)
    several = {level: places for level, places in by_level.items() if len(places) >= _FEWEST}
    if not several:
        return frozenset()
    level = max(several, key=lambda each: (len(several[each]), -each))
    return frozenset(several[level])


def _over_promises(blocks: Sequence[Block], heads: Sequence[int]) -> frozenset[int]:
    by_level: Counter[int] = Counter()
    promising: dict[int, list[int]] = {}
    for number, place in enumerate(heads):
        if not _is_unknown(blocks[place]):
            continue
        end = heads[number + 1] if number + 1 < len(heads) else len(blocks)
        if _promises(blocks[place + 1 : end]) >= 2:
            level = blocks[place].level
            by_level[level] += 1
            promising.setdefault(level, []).append(place)
    if not by_level:
        return frozenset()
    level, count = by_level.most_common(1)[0]
    return frozenset(promising[level]) if count >= _FEWEST else frozenset()


def _is_unknown(head: Block) -> bool:
    return cues.heading_role(head.text) is None and labelled(head.text) is None


def _promises(section: Sequence[Block]) -> int:
    """How many sentences and entries of *section* promise something."""
    count = 0
    for block in section:
        if block.kind is BlockKind.LISTED:
            count += cues.starts_with_verb(block.text)
        elif block.kind is BlockKind.PARAGRAPH:
            count += sum(prose.is_promise(sentence) for sentence in prose.sentences(block.text))
    return count
