"""After the walk: what is still missing is looked for in sentences; what is twice goes."""

import re
from collections.abc import Sequence

from youwesaid.plans.documents import names, prose
from youwesaid.plans.documents.blocks import Block, BlockKind
from youwesaid.plans.documents.cues import Role
from youwesaid.plans.documents.growing import Growing
from youwesaid.plans.documents.proposal import Passage, Proposed
from youwesaid.plans.models import ItemType

_ITEM_ROLES = frozenset({Role.ACTIONS, Role.OUTCOMES, Role.MEASURES})


def settle(grown: Growing) -> None:
    """Complete what the walk has *grown*."""
    if not any(item.label and item.type is ItemType.PRIORITY and id(item) not in grown.overview
               for item in grown.items):  # fmt: skip
        _priorities_in_prose(grown)
    for priority in list(grown.priorities):
        _promises_of(grown, priority)
    if not any(item.type is ItemType.ACTION for item in grown.items):
        _loose_promises(grown)
    _drop_doubles(grown)
    for item in grown.items:
        if item.commitment and not _children(grown, item, ItemType.ACTION):
            item.commitment = None


def _priorities_in_prose(grown: Growing) -> None:
    for block in list(grown.loose):
        for sentence in prose.sentences(block.text):
            if found := prose.counted_off(sentence):
                which, word, title = found
                label = names.label_for(ItemType.PRIORITY, word)
                ref = f"{which} {word}"
                _add_priority(grown, block, sentence, label=label, ref=ref, title=title)
        for sentence in prose.announced(block.text):
            label = names.label_for(ItemType.PRIORITY, block.text)
            title = prose.title_of(_matter(sentence))
            _add_priority(grown, block, sentence, label=label, ref=None, title=title)


def _add_priority(
    grown: Growing, block: Block, sentence: str, *, label: str, ref: str | None, title: str
) -> None:
    if grown.known_priority(title, ref=None, label=label):
        return
    grown.items.append(
        Proposed(
            type=ItemType.PRIORITY,
            label=label,
            ref=ref,
            title=title,
            text=sentence,
            passage=Passage.of(block, sentence),
            is_sure=False,
        )
    )


def _matter(sentence: str) -> str:
    """What a sentence is about: without who will do it, and without its connecting words."""
    bare = re.sub(
        r"^(?:finally|first|second|third|lastly|also|in addition),?\s+",
        "",
        sentence,
        flags=re.IGNORECASE,
    )
    found = re.match(r".{0,60}?\b(?:will (?:also )?(?:be (?:supported by|given to|progressed "
        r"to)|begin to|continue to)|"
                     r"includes?)\s+(?P<what>.+)", bare, re.IGNORECASE)  # fmt: skip
    return found["what"] if found else bare


def _promises_of(grown: Growing, priority: Proposed) -> None:
    """The sentences under a priority that are items, for the kinds that no list gave."""
    lacking = {role for role in _ITEM_ROLES if not _children(grown, priority, names.TYPES[role])}
    if Role.ACTIONS not in lacking:
        return
    wanted = lacking if {Role.MEASURES, Role.OUTCOMES} <= lacking else {Role.ACTIONS}
    place = grown.items.index(priority) + 1
    for block in grown.prose.get(id(priority), ()):
        for role, sentence in prose.told(block.text):
            if role in wanted:
                grown.priority = priority
                item = grown.add(
                    names.TYPES[role],
                    block,
                    label=names.TYPES[role].value,
                    text=sentence,
                    is_sure=False,
                )
                grown.items.remove(item)
                grown.items.insert(place, item)
                place += 1


def _loose_promises(grown: Growing) -> None:
    """A plan without priorities that we know: its promises, one by one."""
    grown.priority = None
    for block in grown.loose:
        if block.kind is BlockKind.HEADING:
            continue
        for role, sentence in prose.told(block.text):
            grown.add(
                names.TYPES[role],
                block,
                label=names.TYPES[role].value,
                text=sentence,
                is_sure=False,
            )


def _children(grown: Growing, priority: Proposed, kind: ItemType) -> Sequence[Proposed]:
    return [item for item in grown.items if item.parent is priority and item.type is kind]


def _drop_doubles(grown: Growing) -> None:
    """An item that is printed twice under the same priority, as in a summary, is proposed once."""
    seen: set[tuple[ItemType, int, str]] = set()
    kept = []
    for item in grown.items:
        key = (
            item.type,
            id(item.parent) if item.parent else 0,
            " ".join(names.tokens(item.wording)),
        )
        if item.type is not ItemType.PRIORITY and item.known and key in seen:
            continue
        seen.add(key)
        kept.append(item)
    grown.items[:] = kept
