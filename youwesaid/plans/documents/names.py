"""The document's own words for its items, and whether two titles are the same."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from youwesaid.plans.documents.cues import Role, tidy
from youwesaid.plans.models import ItemType

TYPES = {
    Role.PRIORITIES: ItemType.PRIORITY,
    Role.AIMS: ItemType.AIM,
    Role.VISION: ItemType.VISION,
    Role.PRINCIPLES: ItemType.PRINCIPLE,
    Role.ACTIONS: ItemType.ACTION,
    Role.OUTCOMES: ItemType.OUTCOME,
    Role.MEASURES: ItemType.MEASURE,
}
#: Nouns that name an item, by what they name.
_NOUNS = {
    ItemType.ACTION: r"objective|action|activit(?:y|ies)|commitment|recommendation|deliverable|"
    r"pledge|promise|milestone|step|task|intervention",
    ItemType.OUTCOME: r"outcome|ambition|result|impact|benefit|difference",
    ItemType.MEASURE: r"success statement|statements? of success|success measure|success "
        r"criteri(?:a|on)|"
    r"key performance indicator|performance indicator|performance measure|indicator|kpi|measure|"
    r"metric|target",
    ItemType.PRINCIPLE: r"principle|value|core business|core function|function|cross[- ]cutting "
        r"theme|"
    r"ways? of working|behaviour",
    ItemType.PRIORITY: r"system priorit(?:y|ies)|strategic priority group|strategic priorit(?:y|"
        r"ies)|"
    r"priority area|priorit(?:y|ies)|pillar|theme|"
    r"strategic objective|strategic aim|strategic outcome|objective|ambition|goal|areas? (?:of|"
        r"for) focus|"
    r"focus area|workstream|work stream|mission|strand|outcome|aim|driver",
    ItemType.AIM: r"strategic aim|aim",
    ItemType.VISION: r"vision|mission",
}  # fmt: skip
_SMALL_WORDS = frozenset(
    re.findall(
        r"\S+",
        "a an and are as at be by for from has have in is it its of on or our that the their "
        "this to "
        "we will with group board s",
    )
)
#: What the word of a heading inside a priority makes of it.
NESTED = {
    "objective": ItemType.ACTION, "commitment": ItemType.ACTION, "outcome": ItemType.OUTCOME,
    "ambition": ItemType.OUTCOME, "goal": ItemType.OUTCOME, "aim": ItemType.OUTCOME,
}  # fmt: skip


def label_for(kind: ItemType, *texts: str) -> str:
    """The document's own word for a *kind*, out of its headings and sentences, nearest first."""
    for text in texts:
        low = text.lower().replace("-", " ") if kind is ItemType.PRINCIPLE else text.lower()
        if found := re.search(rf"\b(?:{_NOUNS[kind]})s?\b", low):
            return _single(found[0])
    if kind in {ItemType.ACTION, ItemType.MEASURE, ItemType.PRIORITY}:
        return kind.value  # "we will" and "how we will know" are no words for one of them
    for text in texts:
        bare = tidy(text)
        if 0 < len(bare.split()) <= 6 and "will" not in bare.split():
            return bare
    return kind.value


def _single(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word == "statements of success":
        return "success statement"
    word = re.sub(r"^(areas|ways)\b", lambda found: found[0][:-1], word)
    word = re.sub(r"criteria$", "criterion", word)
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "focus", "business")) else word
    )


def tokens(text: str) -> list[str]:
    """The telling words of *text*."""
    found = re.findall(r"[a-z0-9]+", tidy(text).replace("’s", "").replace("'s", ""))
    return [word for word in found if word not in _SMALL_WORDS]


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles name the same thing, small differences of spelling apart."""
    first, second = tokens(one), tokens(other)
    if not first or not second or abs(len(first) - len(second)) > 1:
        return False
    return first == second or (is_named_in(one, other) and is_named_in(other, one))


def is_named_in(title: str, text: str) -> bool:
    """Whether *text* says all the telling words of *title*, spelling mistakes forgiven."""
    wanted, said = tokens(title), tokens(text)
    if not wanted or len(" ".join(wanted)) < 5:
        return False
    return all(_is_said(word, said) for word in wanted)


def _is_said(word: str, said: Iterable[str]) -> bool:
    return any(
        word == each or (len(word) > 4 and SequenceMatcher(None, word, each).ratio() > 0.85)
        for each in said
    )


def number_of(reference: str) -> str:
    """The number in a reference, figures for words: “Priority two” and “2.” are both 2."""
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
             "eleven", "twelve")  # fmt: skip
    low = reference.lower()
    for place, word in enumerate(words, 1):
        if re.search(rf"\b{word}\b", low):
            return str(place)
    found = re.search(r"\b(\d+(?:\.\d+)*|[ivx]+|[a-h])\W*$", low)
    return found[1] if found else ""


def is_figure(word: str) -> bool:
    """Whether *word* is a number before a title: “1.”, “2.3”, “IV.”, “A)”."""
    return bool(
        re.fullmatch(
            r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,5}|[A-H])[.):]|\d{1,2}(?:\.\d{1,2})*", word
        )
    )


def without_number(title: str) -> str:
    """*title* without the number that is printed right before it (“1.Safer homes”)."""
    return re.sub(r"^\(?(?:\d{1,2}|[IVX]{1,4})[.):]\s*(?=[A-Z“‘])", "", title).strip() or title
