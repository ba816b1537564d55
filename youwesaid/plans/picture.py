"""The reporting lines drawn: numbered groups in rows, the highest on top, arrows between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from youwesaid.plans.lines import ReportingLine, upward
from youwesaid.plans.models import PlanGroup

RADIUS, GAP, ROW, EDGE = 15, 46, 74, 24  # units of the picture
NARROWEST = 240


@dataclass(frozen=True, slots=True)
class Node:
    """A group in the picture: its number in the list beside it, and the middle of its circle."""

    number: int
    group: PlanGroup
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the rim of one circle to the rim of another."""

    x1: float
    y1: float
    x2: float
    y2: float
    is_conditional: bool  # only in a case that the plan names
    goes_both_ways: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, in a space of *width* by *height*."""

    width: float
    height: float
    nodes: Sequence[Node]
    arrows: Sequence[Arrow]


def drawn(groups: Sequence[PlanGroup], lines: Sequence[ReportingLine]) -> Picture | None:
    """The picture of *lines*; None where no line names both of its groups."""
    known = {group.key for group in groups}
    ends = [line.ends for line in lines if line.ends and set(line.ends) <= known]
    joined = {key for pair in ends for key in pair}
    shown = [group for group in groups if group.key in joined]
    if not shown:
        return None
    levels = _levels(shown, upward(groups, lines))
    rows: dict[int, list[PlanGroup]] = {}
    for group in sorted(shown, key=lambda each: levels[each.key]):
        rows.setdefault(levels[group.key], []).append(group)
    width = max(NARROWEST, GAP * max(len(row) for row in rows.values()))
    nodes = _nodes(list(rows.values()), width)
    height = 2 * EDGE + ROW * (len(rows) - 1)
    return Picture(width, height, nodes, _arrows(lines, {node.group.key: node for node in nodes}))


def _levels(groups: Sequence[PlanGroup], steps: Mapping[str, Mapping[str, None]]) -> dict[str, int]:
    """Rows from the top; settled in as many rounds as there are groups, circles or not."""
    levels = {group.key: 0 for group in groups}
    for _round in groups:
        for key in levels:
            above = [levels[each] for each in steps.get(key, {}) if each in levels and each != key]
            levels[key] = min(1 + max(above, default=-1), len(groups) - 1)
    return levels


def _nodes(rows: Sequence[Sequence[PlanGroup]], width: float) -> list[Node]:
    nodes: list[Node] = []
    for level, row in enumerate(rows):
        for place, group in enumerate(row):
            x = width * (2 * place + 1) / (2 * len(row))
            nodes.append(Node(len(nodes) + 1, group, round(x, 1), EDGE + ROW * level))
    return nodes


def _arrows(lines: Sequence[ReportingLine], nodes: Mapping[str, Node]) -> list[Arrow]:
    always: dict[tuple[str, str], bool] = {}  # by pair of groups: in every case
    for line in lines:
        if line.ends and set(line.ends) <= set(nodes) and line.ends[0] != line.ends[1]:
            always[line.ends] = always.get(line.ends, False) or line.condition is None
    arrows = []
    for (source, target), unconditional in always.items():
        back = (target, source) in always
        if back and source > target:  # drawn once, with a head at each end
            continue
        is_conditional = not (unconditional or always.get((target, source), False))
        arrows.append(_between(nodes[source], nodes[target], is_conditional, back))
    return arrows


def _between(source: Node, target: Node, is_conditional: bool, back: bool) -> Arrow:
    length = hypot(target.x - source.x, target.y - source.y) or 1
    along_x, along_y = (target.x - source.x) / length, (target.y - source.y) / length
    start, end = RADIUS + (3 if back else 1), RADIUS + 3  # room for the heads
    return Arrow(
        round(source.x + along_x * start, 1),
        round(source.y + along_y * start, 1),
        round(target.x - along_x * end, 1),
        round(target.y - along_y * end, 1),
        is_conditional,
        back,
    )
