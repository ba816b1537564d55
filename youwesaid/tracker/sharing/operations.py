"""What the API offers: every address, what it takes and gives. Views and description share it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from youwesaid.tracker.sharing import examples
from youwesaid.tracker.sharing.asking import (
    CHANGED_SINCE,
    FILTERS,
    KIND,
    PAGING,
    TYPE,
    Parameter,
)
from youwesaid.tracker.sharing.records import (
    AboutRecord,
    AgencyRecord,
    AnswerRecord,
    EntryRecord,
    LocalityRecord,
    MeasureRecord,
    PlanItemRecord,
    PlanRecord,
    SnapshotRecord,
    TopicRecord,
    TreeRecord,
    VersionRecord,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One address of the API."""

    name: str  # of its view
    path: str  # under /api/v1
    summary: LazyString
    record: type
    is_list: bool = False
    takes: Sequence[Parameter] = ()  # besides lang, and paging for lists
    named: Mapping[str, str] = field(default_factory=dict)  # by part of the path, an example

    @property
    def parameters(self) -> Sequence[Parameter]:
        """Everything that may stand behind the question mark, but the language."""
        return (*self.takes, *(PAGING if self.is_list else ()))


_ENTRY = {"entry": examples.ENTRY}
_PLAN = {"plan": examples.PLAN}
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="about",
        path="/",
        summary=_l("Whose data this is, and where to find more."),
        record=AboutRecord,
    ),
    Operation(
        name="entries",
        path="/entries",
        summary=_l("What people said and what became of it; first published first."),
        record=EntryRecord,
        is_list=True,
        takes=(*FILTERS, CHANGED_SINCE),
    ),
    Operation(
        name="entry",
        path="/entries/{entry}",
        summary=_l("One entry as it stands now."),
        record=EntryRecord,
        named=_ENTRY,
    ),
    Operation(
        name="versions",
        path="/entries/{entry}/versions",
        summary=_l("Every version of one entry, oldest first."),
        record=VersionRecord,
        is_list=True,
        named=_ENTRY,
    ),
    Operation(
        name="version",
        path="/entries/{entry}/versions/{number}",
        summary=_l("One version of one entry."),
        record=VersionRecord,
        named={**_ENTRY, "number": "1"},
    ),
    Operation(
        name="answers",
        path="/answers",
        summary=_l("What the partnership says, by entry."),
        record=AnswerRecord,
        is_list=True,
        takes=(*FILTERS, CHANGED_SINCE, KIND),
    ),
    Operation(
        name="plans",
        path="/plans",
        summary=_l("The plans, those in force first."),
        record=PlanRecord,
        is_list=True,
    ),
    Operation(
        name="plan",
        path="/plans/{plan}",
        summary=_l("One plan."),
        record=PlanRecord,
        named=_PLAN,
    ),
    Operation(
        name="tree",
        path="/plans/{plan}/tree",
        summary=_l("One plan as a tree, with how many entries each branch has."),
        record=TreeRecord,
        named=_PLAN,
    ),
    Operation(
        name="items",
        path="/plans/{plan}/items",
        summary=_l("The items of one plan, and about how many people spoke of each."),
        record=PlanItemRecord,
        is_list=True,
        takes=(TYPE,),
        named=_PLAN,
    ),
    Operation(
        name="item",
        path="/plans/{plan}/items/{item}",
        summary=_l("One item of a plan."),
        record=PlanItemRecord,
        named={**_PLAN, "item": examples.ITEM},
    ),
    Operation(
        name="measures",
        path="/plans/{plan}/measures",
        summary=_l("How one plan says that people will know, and what was read of it."),
        record=MeasureRecord,
        is_list=True,
        named=_PLAN,
    ),
    Operation(
        name="agencies",
        path="/agencies",
        summary=_l("The partners that answer."),
        record=AgencyRecord,
        is_list=True,
    ),
    Operation(
        name="localities",
        path="/localities",
        summary=_l("The parts of the area."),
        record=LocalityRecord,
        is_list=True,
    ),
    Operation(
        name="topics",
        path="/topics",
        summary=_l("What entries can be about."),
        record=TopicRecord,
        is_list=True,
    ),
    Operation(
        name="snapshots",
        path="/snapshots",
        summary=_l("The data as it stood at the end of each quarter, newest first."),
        record=SnapshotRecord,
        is_list=True,
    ),
    Operation(
        name="snapshot",
        path="/snapshots/{quarter}",
        summary=_l("One quarter: where its archive is, and its checksum."),
        record=SnapshotRecord,
        named={"quarter": examples.QUARTER},
    ),
)
BY_NAME: Mapping[str, Operation] = {each.name: each for each in OPERATIONS}
