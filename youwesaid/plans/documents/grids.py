"""Tables in plans: which column holds what, and what the rows say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from youwesaid.plans.documents import cues, marks
from youwesaid.plans.documents.cues import Role

#: What a column is called, by what it holds; the first that fits counts.
_COLUMNS = (
    ("ref", r"(?:action |item |objective )?(?:ref(?:erence)?|no|number|id|#)\W*"),
    ("status", r".*\b(?:rag|brag|status|progress|update|comments?|notes?|current position)\b.*"),
    ("measure", (r".*\b(?:measures?|measured|know|known|success|successful|indicators?|kpis?|"
        r"evidence|metrics?|"
     r"monitor\w*|performance)\b.*")),
    ("due", (r".*\b(?:time ?scales?|time ?frames?|time ?lines?|when|deadlines?|dates?|due|"
        r"completion|complete by|"
     r"target date|delivery date|quarter)\b.*|by|year")),
    ("owner", (r".*\b(?:leads?|owners?|who|responsib\w*|accountab\w*|officers?|agenc(?:y|ies)|"
        r"lead partner|"
     r"partners?|led by|sponsor)\b.*")),
    ("source", r"(?:data )?(?:sources?|provider|provided by)(?: of data)?|where from"),
    ("cadence", r"how often|frequency|reported|reporting (?:cycle|frequency)"),
    ("target", r".*\b(?:targets?|ambition|trajectory)\b.*"),
    ("baseline", r".*\b(?:baseline|current|latest|20\d\d)\b.*"),
    ("outcome", (r".*\b(?:outcomes?|impacts?|results?|difference|good looks?|benefits?|achieve|"
        r"want to see)\b.*")),
    ("action", (r".*\b(?:actions?|activit(?:y|ies)|tasks?|steps?|deliverables?|interventions?|"
        r"recommendations?|"
     r"commitments?|milestones?|what (?:we|will|needs)|we will|how (?:we )?will|how we|do)\b.*")),
    ("priority", (r".*\b(?:priorit(?:y|ies)|themes?|pillars?|goals?|aims?|objectives?|"
        r"workstreams?|areas?|"
     r"focus|strand|category)\b.*")),
)  # fmt: skip
_CORE = {"action", "measure", "outcome"}
_LONGEST_HEAD = 16  # words in the head of a column


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with known columns; a section is a row with a single text."""

    cells: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    section: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which place holds what, and what the document calls it."""

    places: dict[str, int]
    heads: dict[str, str]
    width: int


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[Columns, int] | None:
    """The columns of a table and the row after its head; None where no head says what they hold."""
    for start, row in enumerate(rows[:3]):
        found = _columns(row)
        if found:
            return found, start + 1
    return None


def rows_under(columns: Columns, rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    """The rows, sections apart; heads that are printed again on a new page are left out."""
    carried: dict[str, str] = {}
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        again = _columns(row)
        if not filled or (again and again.places == columns.places):
            continue
        if _is_section(row, filled, columns):
            carried = {}
            yield Row(section=filled[0].replace("\n", " "))
            continue
        cells = {
            name: row[place].strip() for name, place in columns.places.items() if place < len(row)
        }
        if cells.get("priority"):
            carried = {"priority": cells["priority"]}
        elif "priority" in cells:
            cells |= carried
        yield Row(cells=cells, heads=columns.heads)


def entries_of(cell: str) -> list[tuple[str, str]]:
    """The entries of a cell with their marks: one for each marked line, else all of it as one."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    marked = [marks.split_mark(line) for line in lines]
    if sum(1 for mark, _rest in marked if mark) < 1 or len(lines) < 2:
        mark, rest = marks.split_mark(" ".join(lines))
        return [(mark, rest)] if rest else []
    entries: list[tuple[str, str]] = []
    for mark, rest in marked:
        if mark or not entries:
            entries.append((mark, rest))
        else:
            entries[-1] = (entries[-1][0], f"{entries[-1][1]} {rest}")
    if len(entries) > 1 and not entries[0][0] and entries[0][1].endswith(":"):
        entries = entries[1:]
    return [entry for entry in entries if entry[1]]


def is_card(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column holds headings and the next their text."""
    if not rows or len(rows[0]) < 2:
        return False
    known = [row for row in rows if row[0] and cues.heading_role(row[0]) not in {None, Role.ASIDE}]
    filled = [row for row in rows if sum(bool(cell.strip()) for cell in row) <= 2]
    return len(known) >= 2 and len(filled) == len(rows)


def _columns(row: Sequence[str]) -> Columns | None:
    filled = [cell for cell in row if cell.strip()]
    if len(set(filled)) < 2 or any(len(cell.split()) > _LONGEST_HEAD for cell in filled):
        return None
    places: dict[str, int] = {}
    heads: dict[str, str] = {}
    for place, cell in enumerate(row):
        head = re.sub(r"\s+", " ", cell.lower().replace("’", "'")).strip(" :*")
        names = [name for name, pattern in _COLUMNS if re.fullmatch(pattern, head)]
        name = next((each for each in names if each not in places), None)
        if name:
            places[name], heads[name] = place, cell.strip()
    if (
        "action" not in places
        and "priority" in places
        and {"owner", "due", "status"} & places.keys()
    ):
        places["action"], heads["action"] = places.pop("priority"), heads.pop("priority")
    if len(places) < 2 or not _CORE & places.keys():
        return None
    return Columns(places, heads, len(row))


def _is_section(row: Sequence[str], filled: Sequence[str], columns: Columns) -> bool:
    """Whether a row says one thing only, over the whole width of its table."""
    if len(set(filled)) != 1 or columns.width < 2 or _is_only_column(row, columns):
        return False
    return bool(row[0].strip()) or len(filled) > 1


def _is_only_column(row: Sequence[str], columns: Columns) -> bool:
    """Whether the single text of a row stands in the column of actions, its others being blank."""
    place = columns.places.get("action", -1)
    return 0 < place < len(row) and bool(row[place].strip()) and not row[0].strip()
