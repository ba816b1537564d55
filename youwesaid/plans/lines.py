"""Who tells whom: the reporting lines of a plan as a graph, and where a matter is taken to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from youwesaid.plans.models import PlanGroup
from youwesaid.plans.outline import words

#: The partnership as a whole is not a board that a matter is taken to.
_WHOLE = "partnership"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingLine:
    """One line as the plan prints it; what it does not say is None."""

    what: str | None
    from_key: str | None
    from_name: str | None
    to_key: str | None
    to_name: str | None
    cadence: str | None
    condition: str | None
    is_printed: bool = True  # False: a group is only said to report to another one

    @property
    def ends(self) -> tuple[str, str] | None:
        """The keys of both groups, where the plan names both."""
        return (self.from_key, self.to_key) if self.from_key and self.to_key else None


def printed_lines(document: Mapping[str, Any], groups: Sequence[PlanGroup]) -> list[ReportingLine]:
    """The lines that the plan lists, in its order."""
    names = {group.key: group.name for group in groups}
    return [
        ReportingLine(
            what=words(entry.get("what")),
            from_key=words(entry.get("from_group")),
            from_name=_name(entry.get("from_group"), names),
            to_key=words(entry.get("to_group")),
            to_name=_name(entry.get("to_group"), names),
            cadence=words(entry.get("cadence")),
            condition=words(entry.get("trigger")),
        )
        for entry in document.get("reporting") or []
    ]


def all_lines(document: Mapping[str, Any], groups: Sequence[PlanGroup]) -> list[ReportingLine]:
    """The printed lines, and those that are only told with the groups."""
    printed = printed_lines(document, groups)
    told = {line.ends for line in printed}
    names = {group.key: group.name for group in groups}
    implied = [
        ReportingLine(
            what=None,
            from_key=group.key,
            from_name=group.name,
            to_key=above,
            to_name=names.get(above, above),
            cadence=None,
            condition=None,
            is_printed=False,
        )
        for group in groups
        for above in reports_to(group)
        if (group.key, above) not in told
    ]
    return [*printed, *implied]


def reports_to(group: PlanGroup) -> list[str]:
    """The keys of the groups that *group* is said to report to."""
    return [str(key) for key in group.details.get("reports_to") or []]


def above(groups: Sequence[PlanGroup], lines: Iterable[ReportingLine], key: str) -> list[PlanGroup]:
    """The groups to which a matter of the group *key* is taken, the nearest first.

    Along the reporting lines that lead upwards; a group that reports to nobody is taken to be
    heard by the group that it is a part of.
    """
    held = {group.key: group for group in groups}
    steps = upward(groups, lines)
    found, reached = list[str](), {key}
    frontier = [key]
    while frontier:
        further = [target for source in frontier for target in _next(source, steps, held)]
        frontier = []
        for target in further:
            if target not in reached and target in held:
                reached.add(target)
                frontier.append(target)
        found += frontier
    return [held[target] for target in found]


def upward(
    groups: Sequence[PlanGroup], lines: Iterable[ReportingLine]
) -> dict[str, dict[str, None]]:
    """By group, those above it, in the plan's order; a line back down to a group is left out."""
    said = {group.key: dict.fromkeys(reports_to(group)) for group in groups}
    steps = {key: dict(targets) for key, targets in said.items()}
    for line in lines:
        if line.ends is None:
            continue
        source, target = line.ends
        if source not in _reachable(target, said):
            steps.setdefault(source, {})[target] = None
    return steps


def _next(
    source: str, steps: Mapping[str, Mapping[str, None]], held: Mapping[str, PlanGroup]
) -> Iterator[str]:
    if steps.get(source):
        yield from steps[source]
        return
    parent = words(held[source].details.get("parent")) if source in held else None
    if parent and parent in held and held[parent].kind != _WHOLE:
        yield parent


def _reachable(start: str, steps: Mapping[str, Mapping[str, None]]) -> set[str]:
    found, frontier = {start}, [start]
    while frontier:
        frontier = [
            target for source in frontier for target in steps.get(source, {}) if target not in found
        ]
        found |= set(frontier)
    return found


def _name(key: Any, names: Mapping[str, str]) -> str | None:
    return names.get(str(key), str(key)) if words(key) else None
