"""To whom a report goes, by the plan's own reporting lines, groups and reviews."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from youwesaid.packs.kinds import PackKind
from youwesaid.plans.references import entries

#: What a line or a review prints that makes it one for this kind; English, as plans are here.
_MARKS: Mapping[PackKind, str] = {
    PackKind.QUARTERLY: r"quarter",
    PackKind.CHAIR: r"\bchairs?\b",
    PackKind.COMMITTEE: r"six.month|half.year|twice a year|elected_committee",
    PackKind.SUB_COMMITTEE: r"terms of reference|sub.?(?:committee|group)",
    PackKind.CHECK_IN: r"12.month|check.in|\breview\b|annual",
    PackKind.ANNUAL: r"annual|year",
}
_SENDERS = {"sub_group", "committee"}


@dataclass(frozen=True, slots=True)
class Route:
    """From whom to whom, level by level; *what* and *cadence* as the plan prints them.

    Empty *levels* mean that the plan does not say. *asks* are the questions of a review.
    """

    levels: Sequence[Sequence[str]]
    what: str = ""
    cadence: str = ""
    review: str = ""
    when: str = ""
    asks: Sequence[str] = ()

    @property
    def receivers(self) -> Sequence[str]:
        """Who gets it first."""
        return self.levels[1] if len(self.levels) > 1 else ()

    @property
    def is_printed(self) -> bool:
        """Whether the plan itself says that there is such a report."""
        return bool(self.what or self.review)


def route(document: Mapping[str, Any], kind: PackKind, group: str | None = None) -> Route:
    """Where a pack of *kind* goes; *group* is the key of the group that gives it, if chosen."""
    known = {each["id"]: each for each in entries(document, "groups")}
    lines = [each for each in entries(document, "reporting") if each.get("from_group") in known]
    review = _review(document, kind)
    if review is not None and group is None:
        return _of_review(review, known, lines)
    fitting = _fitting(lines, known, kind, group)
    if not fitting:
        return Route(_levels(_first(known, group), known, lines))
    line = fitting[0]
    starts = [group] if group else _givers(fitting, known, kind)
    return Route(
        _levels(starts, known, [line, *lines]),
        what=str(line.get("what") or ""),
        cadence=str(line.get("cadence") or ""),
    )


def owned(document: Mapping[str, Any], group: str) -> set[str]:
    """The keys of the plan items that a group owns; empty where the plan gives it none."""
    name = next((g.get("name") for g in entries(document, "groups") if g["id"] == group), None)
    sections = ("priorities", "outcomes", "actions", "measures")
    found: set[str] = set()
    for section in sections:
        for each in entries(document, section):
            owners = {each.get("owner_group"), each.get("owner"), each.get("group")}
            if owners & {group, name} - {None} or each.get("priority") in found:
                found.add(each["id"])
    return found


def _review(document: Mapping[str, Any], kind: PackKind) -> Mapping[str, Any] | None:
    if kind is not PackKind.CHECK_IN:
        return None
    reviews = list(entries(document, "reviews"))
    named = [each for each in reviews if _is_marked(each, ("name", "when"), kind)]
    return next(iter(named or reviews), None)


def _of_review(
    review: Mapping[str, Any],
    known: Mapping[str, Mapping[str, Any]],
    lines: Sequence[Mapping[str, Any]],
) -> Route:
    goes_to = [key for key in review.get("goes_to") or [] if key in known]
    onward = _levels(goes_to, known, lines)
    return Route(
        [[], *onward] if goes_to else [],
        review=str(review.get("name") or ""),
        when=str(review.get("when") or ""),
        asks=[str(each) for each in review.get("asks") or []],
    )


def _fitting(
    lines: Sequence[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, Any]],
    kind: PackKind,
    group: str | None,
) -> list[Mapping[str, Any]]:
    """The lines for this kind: of *group* if chosen, else of those that give most of them."""
    if group is not None:
        own = [line for line in lines if line["from_group"] == group]
        return [line for line in own if _fits(line, known, kind)] or own
    fitting = [line for line in lines if _fits(line, known, kind)]
    givers = [line["from_group"] for line in fitting]
    most = max((givers.count(giver) for giver in givers), default=0)
    return [line for line in fitting if givers.count(line["from_group"]) == most]


def _fits(line: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], kind: PackKind) -> bool:
    receiver = known.get(str(line.get("to_group")), {})
    giver = known.get(str(line.get("from_group")), {})
    whole = {**line, "to_kind": receiver.get("kind"), "from_kind": giver.get("kind")}
    fields = ("cadence", "what", "trigger", "to_kind", "from_kind")
    return _is_marked(whole, fields[:4] if kind is PackKind.COMMITTEE else fields, kind)


def _is_marked(each: Mapping[str, Any], fields: Iterable[str], kind: PackKind) -> bool:
    mark = _MARKS.get(kind)
    text = " ".join(str(each.get(name) or "") for name in fields)
    return mark is not None and re.search(mark, text, re.IGNORECASE) is not None


def _givers(
    fitting: Sequence[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, Any]],
    kind: PackKind,
) -> list[str]:
    """Who gives it; of a chair's report every group that tells the same one, as theirs all do."""
    told = fitting[0].get("to_group")
    if kind is PackKind.CHAIR and told in known:
        return [key for key, each in known.items() if told in (each.get("reports_to") or [])]
    same = [line["from_group"] for line in fitting if line.get("to_group") == told]
    return list(dict.fromkeys(same))


def _first(known: Mapping[str, Mapping[str, Any]], group: str | None) -> list[str]:
    if group is not None:
        return [group] if group in known else []
    telling = [key for key, each in known.items() if each.get("reports_to")]
    return [key for key in telling if known[key].get("kind") in _SENDERS][:1] or telling[:1]


def _levels(
    starts: Sequence[str],
    known: Mapping[str, Mapping[str, Any]],
    lines: Sequence[Mapping[str, Any]],
) -> list[list[str]]:
    """The names of *starts*, then of those whom they tell, and so on upwards."""
    levels, seen, level = [], set(starts), list(starts)
    while level:
        levels.append([_name(known, key) for key in level])
        above = [up for key in level for up in _above(key, known, lines) if up not in seen]
        level = list(dict.fromkeys(above))
        seen.update(level)
    return levels


def _above(
    key: str, known: Mapping[str, Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Those above *key*: as its group says, else as the lines from it say."""
    printed = [up for up in known.get(key, {}).get("reports_to") or [] if up in known]
    sent = [line.get("to_group") for line in lines if line["from_group"] == key]
    return printed or [str(up) for up in sent if up in known]


def _name(known: Mapping[str, Mapping[str, Any]], key: str) -> str:
    return str(known.get(key, {}).get("name") or key)
