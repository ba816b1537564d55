"""Invented examples of every record, for the description of the API."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from youwesaid.tracker.sharing.records import (
    AboutRecord,
    AgencyRecord,
    AnswerRecord,
    BranchRecord,
    ContentsRecord,
    EntryRecord,
    EvidenceRecord,
    ItemLinkRecord,
    LocalityRecord,
    MeasureRecord,
    PlanChangeRecord,
    PlanItemRecord,
    PlanRecord,
    ReadingRecord,
    SnapshotRecord,
    TopicRecord,
    TreeRecord,
    VersionRecord,
)

SITE = "https://say.example.org"
ENTRY, PLAN, ITEM, QUARTER = "k7m2pqr9", "nowhere-2026", "p1", "2026-q3"
_MARCH = date(2026, 3, 31)

_EVIDENCE = EvidenceRecord(
    kind="link",
    text={"en": "The new letter."},
    url="https://www.example.org/letter",
    file_type=None,
)
_ANSWER = AnswerRecord(
    entry=ENTRY,
    number=1,
    kind="doing",
    text={"en": "Each team now reads one shared summary first."},
    reason_code="money_or_staff",
    reason={"en": "The system is new, and two teams still wait for it."},
    who={"en": "The chair of the committee"},
    agency="council",
    decided_on=date(2026, 4, 20),
    next_look_on=date(2026, 10, 1),
    promised_for=date(2026, 12, 31),
    effect={"en": "You tell it once."},
    involved_at=["understand", "test"],
    evidence=[_EVIDENCE],
)
_LINK = ItemLinkRecord(
    plan=PLAN,
    key=ITEM,
    label="priority",
    ref="Priority 1",
    wording="People are heard",
    names={"en": "Listening"},
    url=f"{SITE}/en/plans/{PLAN}/{ITEM}",
)
_CHANGE = PlanChangeRecord(
    plan=PLAN,
    item=ITEM,
    ref="Priority 1",
    before="People are consulted",
    after="People are heard",
    changed_on=date(2026, 5, 4),
)
_CONTENTS = ContentsRecord(
    said={"en": "You must tell the same story again and again."},
    people=25,
    people_threshold=10,
    heard_first=date(2026, 1, 1),
    heard_last=_MARCH,
    heard_from=["story", "letter"],
    topic="being_heard",
    localities=["north"],
    age_groups=["26_39"],
    state="doing",
    languages=["en"],
    joint={},
    awaited=[],
    held_up=[],
    read_aloud=["en"],
    signed_film=None,
    answers=[_ANSWER],
    plan_items=[_LINK],
    plan_changes=[_CHANGE],
)
_ENTRY = EntryRecord(
    id=ENTRY,
    url=f"{SITE}/en/changes/{ENTRY}",
    version=2,
    first_published_on=date(2026, 4, 21),
    changed_on=date(2026, 5, 4),
    next_look_on=date(2026, 10, 1),
    is_late=False,
    contents=_CONTENTS,
)
_VERSION = VersionRecord(
    entry=ENTRY,
    number=1,
    kind="first",
    published_on=date(2026, 4, 21),
    note={},
    contents=_CONTENTS,
)
_PLAN = PlanRecord(
    key=PLAN,
    title="Plan of Nowhere 2026 to 2029",
    short_title="Plan 2026",
    partnership="Partnership of Nowhere",
    period_start="2026",
    period_end="2029",
    is_current=True,
    language="en-GB",
    items=41,
    url=f"{SITE}/en/plans/{PLAN}",
)
_ITEM = PlanItemRecord(
    plan=PLAN,
    key=ITEM,
    parent=None,
    position=3,
    type="priority",
    label="priority",
    ref="Priority 1",
    title="People are heard",
    text=None,
    names={"en": "Listening"},
    is_known=True,
    is_in_plan=True,
    owner="The committee",
    due=None,
    status=None,
    rag=None,
    entries=[ENTRY],
    people=25,
    people_threshold=10,
    people_until=date(2026, 9, 30),
    url=f"{SITE}/en/plans/{PLAN}/{ITEM}",
)
_LEAF = BranchRecord(
    key="a1", type="action", label="action", ref="1.1", wording="Ask once", entries=0, under=[]
)
_TREE = TreeRecord(
    plan=PLAN,
    title=_PLAN.title,
    items=[
        BranchRecord(
            key=ITEM,
            type="priority",
            label="priority",
            ref="Priority 1",
            wording="People are heard",
            entries=1,
            under=[_LEAF],
        )
    ],
)
_MEASURE = MeasureRecord(
    plan=PLAN,
    key="m1",
    label="measure",
    ref="M1",
    wording="More people say that they told it once",
    names={},
    target="At least 80%",
    better="Up is better",
    not_when="",
    readings=[
        ReadingRecord(
            taken_on=_MARCH,
            period="2025-26",
            figure="62%",
            value=62.0,
            said="",
            source="Survey",
            caveat="",
            is_baseline=True,
        )
    ],
    url=f"{SITE}/en/plans/{PLAN}/m1",
)
_ABOUT = AboutRecord(
    partnership="Partnership of Nowhere",
    licence="OGL-UK-3.0",
    licence_url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    languages=["en", "ur"],
    entries=12,
    changed_on=date(2026, 5, 4),
    newest_snapshot=QUARTER,
    description=f"{SITE}/api/v1/openapi.json",
    documentation=f"{SITE}/en/share/api",
    open_data=f"{SITE}/data/datapackage.json",
)
_SNAPSHOT = SnapshotRecord(
    quarter=QUARTER,
    until=date(2026, 9, 30),
    made_on=date(2026, 10, 1),
    entries=12,
    size=48_211,
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    licence="OGL-UK-3.0",
    url=f"{SITE}/data/{QUARTER}/archive.zip",
)

EXAMPLES: Mapping[type, Any] = {
    type(each): each
    for each in (
        _ENTRY, _VERSION, _ANSWER, _PLAN, _ITEM, _TREE, _MEASURE, _SNAPSHOT, _ABOUT,
        AgencyRecord(key="council", name={"en": "The council"}, is_partner=True),
        LocalityRecord(key="north", name={"en": "The north"}),
        TopicRecord(key="being_heard", name={"en": "Being listened to"}),
    )
}  # fmt: skip
