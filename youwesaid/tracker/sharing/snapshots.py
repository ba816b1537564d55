"""Quarterly snapshots of the open data: once, after the quarter, and never anew."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.exc import IntegrityError

from feedback.audit.services import record
from feedback.coding.guarding import guarded
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.quarters import is_quarter_end, last_day, number_of, quarter_end
from feedback.core.templating import settings
from youwesaid.insights.counting import people_heard
from youwesaid.insights.models import Insight
from youwesaid.tracker.sharing import addresses, collecting, packaging, queries
from youwesaid.tracker.sharing.models import DataSnapshot
from youwesaid.tracker.sharing.records import SnapshotRecord

_NAME = re.compile(r"(20[0-9]{2})-q([1-4])")


class QuarterNotOver(Refused):
    """A snapshot is of a quarter that is over, named by its last day."""


class AlreadyMade(Refused):
    """There is a snapshot of that quarter, and it is never made anew."""


class NothingPublished(Refused):
    """Nothing had been published by the end of that quarter."""


class NoSuchQuarter(Refused):
    """A quarter is written like 2026-q3."""


def name_of(quarter: date) -> str:
    """The name of a quarter, such as 2026-q3."""
    return f"{quarter.year}-q{number_of(quarter)}"


def quarter_named(name: str) -> date:
    """The last day of the quarter called *name*. Raises NoSuchQuarter."""
    found = _NAME.fullmatch(name)
    if not found:
        raise NoSuchQuarter
    return last_day(date(int(found[1]), int(found[2]) * 3, 1))


def make_snapshot(*, quarter: date) -> DataSnapshot:
    """Keep what had been published by the end of *quarter* (its last day).

    Raises QuarterNotOver, AlreadyMade, NothingPublished.
    """
    if not is_quarter_end(quarter) or quarter >= clock.today():
        raise QuarterNotOver
    before = queries.newest_snapshot()
    if before is not None and before.quarter >= quarter:
        raise AlreadyMade  # also of an earlier one: figures go on from the snapshot before
    if not queries.entries_until(quarter):
        raise NothingPublished
    snapshot = DataSnapshot(
        quarter=quarter,
        made_on=clock.today(),
        licence=settings().licence,
        threshold=settings().count_threshold,
        people=people_by_item(quarter, before=before),
    )
    held = collecting.collection(until=quarter, snapshot=snapshot)
    made = packaging.files(held, until=quarter, made_on=snapshot.made_on)
    snapshot.archive = packaging.archived(made)
    snapshot.size = len(snapshot.archive)
    snapshot.sha256 = packaging.sha256(snapshot.archive)
    snapshot.entries = len(held.entries)
    try:
        with session().begin_nested():  # or the whole transaction would be lost with it
            session().add(snapshot)
    except IntegrityError:
        raise AlreadyMade from None
    facts = {"entries": snapshot.entries, "bytes": snapshot.size}
    record(verb="open_data.made", thing="data_snapshot", thing_id=name_of(quarter), facts=facts)
    return snapshot


def make_if_due() -> DataSnapshot | None:
    """The snapshot of the last quarter, where it is over and has none yet."""
    try:
        return make_snapshot(quarter=quarter_end(clock.today()))
    except (AlreadyMade, NothingPublished):
        return None


def people_by_item(quarter: date, *, before: DataSnapshot | None) -> dict[str, int | None]:
    """By id of a plan item, about how many people are behind the entries tied to it.

    A figure repeats that of the snapshot *before* until it has moved by the threshold.
    """
    threshold = settings().count_threshold
    earlier: Mapping[str, int | None] = before.people if before else {}
    return {
        str(item_id): _people(insights, threshold, earlier.get(str(item_id)))
        for item_id, insights in queries.insights_by_item(quarter).items()
    }


def _people(insights: Sequence[Insight], threshold: int, before: int | None) -> int | None:
    """People who spoke in several of them count once."""
    hidden = [each for each in insights if each.count < threshold]
    if len(hidden) == 1 and len(insights) > 1:
        return None  # or the others, taken from the sum, would show the one that is hidden
    sources = {source.id: source for insight in insights for source in insight.sources}
    count = people_heard(list(sources.values()))
    return guarded(count, threshold=threshold, before=before).shown


def record_of(snapshot: DataSnapshot) -> SnapshotRecord:
    """The snapshot as it is told of."""
    name = name_of(snapshot.quarter)
    return SnapshotRecord(
        quarter=name,
        until=snapshot.quarter,
        made_on=snapshot.made_on,
        entries=snapshot.entries,
        size=snapshot.size,
        sha256=snapshot.sha256,
        licence=snapshot.licence,
        url=addresses.archive(name),
    )


def live_files() -> dict[str, bytes]:
    """The files of what is public now; they cover the days up to the last change published."""
    held = collecting.collection(snapshot=queries.newest_snapshot())
    until = max((entry.changed_on for entry in held.entries), default=clock.today())
    return packaging.files(held, until=until, made_on=until)
