"""Where a barrier may go next: along the reporting lines that the plan prints. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_OF_BARRIERS = re.compile(r"barrier|escalat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A way from one group to another. *key* is the line's id, None where a group only says to
    whom it reports; words are as the plan prints them."""

    key: str | None
    to_group: str
    what: str | None = None
    cadence: str | None = None
    trigger: str | None = None

    @property
    def is_for_barriers(self) -> bool:
        """Whether the plan says that this line carries barriers or what is escalated."""
        return bool(_OF_BARRIERS.search(f"{self.what or ''} {self.trigger or ''}"))


def lines_up(
    document: Mapping[str, Any], *, group: str, been: Collection[str] = ()
) -> Sequence[Line]:
    """The ways up from *group* in a plan's *document*, those for barriers first.

    Each group that can be reached is named once. *been*: groups where the barrier was already, to
    which no line leads back, so that a graph with circles ends.
    """
    printed = [
        _printed(entry)
        for entry in document.get("reporting") or []
        if entry.get("from_group") == group and entry.get("to_group")
    ]
    implied = [Line(None, to) for to in _implied(document, group)]
    ordered = sorted(printed, key=lambda line: not line.is_for_barriers)
    found: dict[str, Line] = {}
    for line in (*ordered, *implied):
        if line.to_group not in {group, *been}:
            found.setdefault(line.to_group, line)
    return list(found.values())


def first_group(
    document: Mapping[str, Any], *, owner: str | None, priority_owner: str | None = None
) -> str | None:
    """The group with which a barrier to an item begins: its owner, else the lowest that reports.

    *owner* and *priority_owner* are keys of groups as the item and its priority print them.
    """
    keys = [entry["id"] for entry in document.get("groups") or []]
    for wanted in (owner, priority_owner):
        if wanted in keys:
            return wanted
    froms = [entry.get("from_group") for entry in document.get("reporting") or []]
    tos = {entry.get("to_group") for entry in document.get("reporting") or []}
    lowest = [key for key in froms if key in keys and key not in tos]
    return next(iter((*lowest, *(key for key in froms if key in keys), *keys)), None)


def _printed(entry: Mapping[str, Any]) -> Line:
    return Line(
        str(entry["id"]),
        str(entry["to_group"]),
        entry.get("what"),
        entry.get("cadence"),
        entry.get("trigger"),
    )


def _implied(document: Mapping[str, Any], group: str) -> list[str]:
    """What the group itself prints: to whom it reports, else under what it stands."""
    own: Mapping[str, Any] = next(
        (entry for entry in document.get("groups") or [] if entry["id"] == group), {}
    )
    reports_to = own.get("reports_to") or []
    several = reports_to if isinstance(reports_to, list) else [reports_to]
    return [str(key) for key in (*several, own.get("parent")) if key]
