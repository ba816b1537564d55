"""How much of a plan is found in its published document: proposals against a plan file.

    python bench/plan_matcher.py FOLDER_OF_DOCUMENTS FOLDER_OF_YAML [--show] [--least 95 85 15]

Each document is matched with the plan file of the same name. The texts of plan files are often
paraphrased, so items are matched by more than their words:

* Only like is matched with like: priorities; actions; results (outcomes and measures, because
  plans use the words for each other); foundations (vision, aims, principles).
* Similarity of words, 0 to 1: six tenths shared stems (rare stems weigh more), four tenths shared
  sequences of three letters. Titles and texts are compared together and apart; the best counts.
* Priorities are matched first. An action or a result is then compared with those under the same
  priority and with those under none.
* A pair may be matched when its words are similar (0.30 and more), or similar at all (0.10) and
  under the same priority with the same printed number or at the same place among its like (within
  a quarter of the list), or for priorities with the same printed number.
* One to one: the assignment with the greatest sum of similarity, place and number.
* Found: items of the plan file that have a partner. False: proposals that have none, of all that
  are proposed; where one item of the plan file stands for a range of numbers ("2.1-2.4"), proposals
  with a number in that range are not false.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from pathlib import Path

import snowballstemmer
import yaml
from scipy.optimize import linear_sum_assignment

from youwesaid.plans.documents.finding import find
from youwesaid.plans.documents.names import number_of
from youwesaid.plans.documents.reading import ENDINGS, read_document_file

FAMILIES = {
    "priority": "priorities", "action": "actions", "outcome": "results", "measure": "results",
    "vision": "foundations", "aim": "foundations", "principle": "foundations",
}  # fmt: skip
SIMILAR, ALIKE, NEAR = 0.30, 0.10, 0.25
_STEM = snowballstemmer.stemmer("english").stemWord
_SMALL = frozenset(
    re.findall(
        r"\S+",
        "a an and are as at be by for from has have how in into is it its of on or our that the "
        "their "
        "them they this to was we what when which who will with",
    )
)


@dataclass(eq=False)
class Item:
    """One item of either side."""

    family: str
    ref: str
    texts: list[str]
    parent: "Item | None" = None
    place: float = 0.0  # among its like under the same parent, 0 to 1
    partner: "Item | None" = None
    stems: list[Counter] = field(default_factory=list)
    letters: list[Counter] = field(default_factory=list)

    def __str__(self) -> str:
        return f"[{self.family[:-1]}] {self.ref or '-'} {self.texts[0][:110] if self.texts else ''}"


def wanted_items(document: dict) -> list[Item]:
    """The items of a plan file."""
    found, by_id = [], {}
    sections = (
        ("aims", "aim"),
        ("principles", "principle"),
        ("priorities", "priority"),
        ("outcomes", "outcome"),
        ("actions", "action"),
        ("measures", "measure"),
    )
    vision = (document.get("vision") or {}).get("text")
    if vision:
        found.append(Item("foundations", "", [vision]))
    for section, kind in sections:
        for entry in document.get(section) or []:
            texts = [entry.get(name) for name in ("title", "text", "statement")]
            item = Item(
                FAMILIES[kind],
                str(entry.get("ref") or ""),
                [t for t in texts if t],
                by_id.get(entry.get("priority")),
            )
            by_id[entry["id"]] = item
            found.append(item)
    return placed(found)


def proposed_items(path: Path) -> list[Item]:
    """The items that are proposed from a document."""
    found, by_id = [], {}
    for each in find(read_document_file(path), name=path.stem).items:
        texts = [text for text in (each.title, each.text) if text]
        by_id[id(each)] = Item(
            FAMILIES[each.type.value], each.ref or "", texts, by_id.get(id(each.parent))
        )
        found.append(by_id[id(each)])
    return placed(found)


def placed(items: list[Item]) -> list[Item]:
    """*items* with their places among their like."""
    groups: dict[tuple, list[Item]] = {}
    for item in items:
        groups.setdefault((item.family, id(item.parent)), []).append(item)
    for group in groups.values():
        for place, item in enumerate(group):
            item.place = place / max(len(group) - 1, 1)
    for item in items:
        both = [*item.texts, " ".join(item.texts)] if len(item.texts) > 1 else item.texts
        item.stems = [stems(text) for text in both]
        item.letters = [letters(text) for text in both]
    return items


def stems(text: str) -> Counter:
    """The stems of the telling words."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "'").replace("'s", ""))
    return Counter(_STEM(word) for word in words if word not in _SMALL)


def letters(text: str) -> Counter:
    """Sequences of three letters."""
    bare = re.sub(r"[^a-z0-9]+", " ", text.lower())
    return Counter(bare[at : at + 3] for at in range(len(bare) - 2))


def weights(items: Sequence[Item]) -> dict[str, float]:
    """How telling each stem is: rare ones more."""
    seen = Counter(stem for item in items for stem in set().union(*item.stems, set()))
    return {stem: 1 + log(len(items) / count) for stem, count in seen.items()}


def similarity(one: Item, other: Item, telling: dict[str, float]) -> float:
    """0 to 1."""
    best = 0.0
    for first, first_letters in zip(one.stems, one.letters, strict=True):
        for second, second_letters in zip(other.stems, other.letters, strict=True):
            shared = sum(telling.get(stem, 1.0) for stem in first.keys() & second.keys())
            smaller = min(sum(telling.get(stem, 1.0) for stem in each) for each in (first, second))
            larger = max(sum(telling.get(stem, 1.0) for stem in each) for each in (first, second))
            by_words = shared / sqrt(smaller * larger) if smaller else 0.0
            dot = sum(count * second_letters[each] for each, count in first_letters.items())
            size = sqrt(
                sum(c * c for c in first_letters.values())
                * sum(c * c for c in second_letters.values())
            )
            best = max(best, 0.6 * by_words + 0.4 * (dot / size if size else 0.0))
    return best


def worth(one: Item, other: Item, telling: dict[str, float]) -> float:
    """The worth of a pair; 0 where it may not be matched."""
    said = similarity(one, other, telling)
    number = number_of(one.ref) and same_number(one.ref, other.ref)
    if one.family == "foundations" and not one.texts:
        return 1.0 if number and one.ref.lower() == other.ref.lower() else 0.0
    if one.family in {"priorities", "foundations"}:
        allowed = said >= SIMILAR or (bool(number) and said >= ALIKE)
        return (
            said + 0.2 * bool(number) + 0.1 * (1 - abs(one.place - other.place)) if allowed else 0.0
        )
    same = one.parent is not None and one.parent.partner is other.parent
    if one.parent is not None and other.parent is not None and not same:
        return 0.0
    near = abs(one.place - other.place) <= NEAR
    if said < SIMILAR and not (same and said >= ALIKE and (number or near)):
        return 0.0
    return said + 0.2 * same + 0.2 * bool(number) + 0.2 * (1 - abs(one.place - other.place))


def same_number(one: str, other: str) -> bool:
    """Whether two printed numbers are the same, "2.3" in a plan file being "3"."""
    first, second = number_of(one), number_of(other)
    return bool(first and second) and (first == second or first.rsplit(".", 1)[-1] == second)


def match(wanted: Sequence[Item], proposed: Sequence[Item]) -> None:
    """Give partners to the items of both sides, priorities first."""
    telling = weights([*wanted, *proposed])
    for family in ("priorities", "foundations", "actions", "results"):
        mine = [item for item in wanted if item.family == family]
        theirs = [item for item in proposed if item.family == family]
        if not mine or not theirs:
            continue
        table = [[worth(one, other, telling) for other in theirs] for one in mine]
        rows, columns = linear_sum_assignment(table, maximize=True)
        for row, column in zip(rows, columns, strict=True):
            if table[row][column] > 0:
                mine[row].partner, theirs[column].partner = theirs[column], mine[row]


def in_range(item: Item, wanted: Sequence[Item]) -> bool:
    """Whether one item of the plan file stands for a range that holds this one's number."""
    for each in wanted:
        found = re.fullmatch(r"(\d+)\.(\d+)\s*[-–]\s*(?:\1\.)?(\d+)", each.ref)
        own = re.fullmatch(r"(\d+)\.(\d+)", item.ref)
        if found and own and each.family == item.family and found[1] == own[1]:
            return int(found[2]) <= int(own[2]) <= int(found[3])
    return False


@dataclass
class Score:
    """Counts for one document."""

    name: str
    priorities: tuple[int, int]
    results: tuple[int, int]
    false: tuple[int, int]
    missing: list[Item]
    wrong: list[Item]


def score(document: Path, plan: dict) -> Score:
    """One document against its plan file."""
    wanted, proposed = wanted_items(plan), proposed_items(document)
    match(wanted, proposed)
    counted = [item for item in wanted if item.family != "foundations"]
    first = [item for item in counted if item.family == "priorities"]
    others = [item for item in counted if item.family != "priorities"]
    wrong = [item for item in proposed if item.partner is None and not in_range(item, wanted)]
    return Score(
        document.name,
        (sum(item.partner is not None for item in first), len(first)),
        (sum(item.partner is not None for item in others), len(others)),
        (len(wrong), len(proposed)),
        [item for item in wanted if item.partner is None],
        wrong,
    )


def share(counts: tuple[int, int]) -> float:
    """A share in per cent; of nothing, all."""
    return 100 * counts[0] / counts[1] if counts[1] else 100.0


def total(scores: Sequence[Score], name: str) -> tuple[int, int]:
    """The sum over all documents."""
    counts = [getattr(each, name) for each in scores]
    return sum(count[0] for count in counts), sum(count[1] for count in counts)


def table(scores: Sequence[Score]) -> str:
    """The printed table."""
    head = f"{'document':34} {'priorities':>16} {'actions, measures':>20} {'false items':>16}"
    lines = [head, "-" * len(head)]
    rows = [(each.name, each.priorities, each.results, each.false) for each in scores]
    rows.append(("all", *(total(scores, name) for name in ("priorities", "results", "false"))))
    for name, *counts in rows:
        shown = [f"{a}/{b} {share((a, b)) if b else 0:.0f} %" for a, b in counts]
        lines.append(f"{name[:34]:34} {shown[0]:>16} {shown[1]:>20} {shown[2]:>16}")
    return "\n".join(lines)


def main() -> int:
    """Print the table; 1 where less is found, or more is false, than wanted."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    reader.add_argument("documents", type=Path)
    reader.add_argument("plans", type=Path)
    reader.add_argument(
        "--show", action="store_true", help="print what is missing and what is false"
    )
    reader.add_argument("--least", type=float, nargs=3, default=(95, 85, 15))
    given = reader.parse_args()
    scores = []
    for document in sorted(given.documents.iterdir()):
        plan = given.plans / f"{document.stem}.yaml"
        if document.suffix in ENDINGS and plan.exists():
            scores.append(score(document, yaml.safe_load(plan.read_text(encoding="utf-8"))))
    print(table(scores))
    if given.show:
        for each in scores:
            print(f"\n{each.name}")
            print(*(f"  missing  {item}" for item in each.missing), sep="\n")
            print(*(f"  false    {item}" for item in each.wrong), sep="\n")
    found = [share(total(scores, name)) for name in ("priorities", "results", "false")]
    priorities, results, false = given.least
    return 0 if found[0] >= priorities and found[1] >= results and found[2] <= false else 1


if __name__ == "__main__":
    sys.exit(main())
