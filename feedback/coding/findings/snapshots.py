"""Quarterly snapshots: made once, after the quarter, through the guard; never made anew in silence.

Everything in them counts from the beginning up to the last day of the quarter. A figure repeats
that of the snapshot before until it has moved by the threshold (see ``guarding``).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding.findings import events
from feedback.coding.findings.models import Snapshot
from feedback.coding.findings.tallying import tally
from feedback.coding.findings.voices import Filters, Heard, heard
from feedback.coding.guarding import GuardedCount, guarded
from feedback.coding.models import CodebookVersion
from feedback.coding.suppressing import list_hidden
from feedback.core import clock
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.quarters import is_quarter_end, quarter_end

_PEOPLE, _THEMES, _OTHERS = "people", "themes", "others"
_WHOLE, _PARTS = "whole", "parts"


class NotAQuarter(Refused):
    """A snapshot is of a quarter, named by its last day."""


class QuarterNotOver(Refused):
    """A snapshot is made when the quarter is over, so that nothing in it moves day by day."""


class NothingHeard(Refused):
    """Nothing had been coded by the end of that quarter."""


class AlreadyMade(Refused):
    """There is a snapshot of this quarter. Another one says why it is made."""


class LaterOnes(Refused):
    """Only the newest snapshot can be put right: later ones stand on this one."""


def newest() -> Snapshot | None:
    """The snapshot in force."""
    return session().scalars(_newest_first().limit(1)).first()


def all_snapshots() -> Sequence[Snapshot]:
    """Every snapshot with every edition, newest first."""
    return session().scalars(_newest_first()).all()


def in_force() -> Sequence[Snapshot]:
    """The newest edition of each quarter, oldest first."""
    by_quarter: dict[date, Snapshot] = {}
    for each in reversed(all_snapshots()):
        by_quarter[each.quarter] = each
    return list(by_quarter.values())


def make_snapshot(
    *, quarter: date, threshold: int, by: Staff | None = None, reason: str = ""
) -> Snapshot:
    """Count everything up to the end of *quarter* (its last day), guard it, and keep that.

    Raises NotAQuarter, QuarterNotOver, NothingHeard, LaterOnes, and AlreadyMade for a second one
    without a *reason*.
    """
    if not is_quarter_end(quarter):
        raise NotAQuarter
    if quarter >= clock.today():
        raise QuarterNotOver
    before, why = newest(), texts.clean(reason)
    if before is not None and before.quarter > quarter:
        raise LaterOnes
    edition = before.edition + 1 if before is not None and before.quarter == quarter else 1
    if edition > 1 and not why:
        raise AlreadyMade
    found = heard(Filters(until=quarter))
    others = events.counts(quarter)
    if not found.voices and not any(each.whole for each in others):
        raise NothingHeard
    snapshot = Snapshot(
        quarter=quarter,
        edition=edition,
        made_by_id=by.id if by else None,
        threshold=threshold,
        codebook_version=session().scalar(select(func.max(CodebookVersion.number))) or 0,
        reason=why if edition > 1 else "",
        figures=_figures(found, others, threshold, before.figures if before else {}),
    )
    session().add(snapshot)
    try:
        session().flush()
    except IntegrityError:
        raise AlreadyMade from None
    facts = {"edition": edition, "themes": len(snapshot.figures[_THEMES])}
    record(
        verb="snapshot.made", thing="snapshot", thing_id=quarter.isoformat(), facts=facts, actor=by
    )
    return snapshot


def make_if_due(*, threshold: int) -> Snapshot | None:
    """The snapshot of the last quarter, where it is over and has none yet."""
    quarter = quarter_end(clock.today())
    before = newest()
    if before is not None and before.quarter >= quarter:
        return None
    try:
        return make_snapshot(quarter=quarter, threshold=threshold)
    except NothingHeard:
        return None


def people(snapshot: Snapshot) -> GuardedCount:
    """How many people had been heard, as it may be shown."""
    return GuardedCount(snapshot.figures[_PEOPLE], snapshot.threshold)


def theme_figures(snapshot: Snapshot) -> Mapping[str, GuardedCount]:
    """By key of each theme, how many people had spoken of it, as it may be shown."""
    figures = snapshot.figures[_THEMES]
    return {key: GuardedCount(shown, snapshot.threshold) for key, shown in figures.items()}


def other_figures(
    snapshot: Snapshot | None, name: str
) -> tuple[GuardedCount, Mapping[str, GuardedCount | None]] | None:
    """What another part counted under *name*: the whole, and its parts; None for a hidden one."""
    held = snapshot.figures[_OTHERS].get(name) if snapshot else None
    if held is None or snapshot is None:
        return None
    parts = {
        key: None if shown is None else GuardedCount(shown, snapshot.threshold)
        for key, shown in held[_PARTS].items()
    }
    return GuardedCount(held[_WHOLE], snapshot.threshold), parts


def _newest_first() -> Any:
    return select(Snapshot).order_by(Snapshot.quarter.desc(), Snapshot.edition.desc())


def _figures(
    found: Heard, others: Sequence[events.Counted], threshold: int, before: Mapping[str, Any]
) -> dict[str, Any]:
    """Everything through the guard; what was counted exactly goes no further than this."""
    sums = tally(found, lambda _voice: ("",))
    themes = {
        place.theme.key: count
        for theme_key, place in found.places.items()
        if (count := sums.get((theme_key, ""), 0))
    }
    return {
        _PEOPLE: guarded(
            sums.get((None, ""), 0), threshold=threshold, before=before.get(_PEOPLE)
        ).shown,
        _THEMES: _guarded(themes, threshold, before.get(_THEMES, {})),
        _OTHERS: {
            each.name: _other(each, threshold, before.get(_OTHERS, {}).get(each.name, {}))
            for each in others
        },
    }


def _guarded(
    counts: Mapping[str, int], threshold: int, before: Mapping[str, int | None]
) -> dict[str, int | None]:
    return {
        key: guarded(count, threshold=threshold, before=before.get(key)).shown
        for key, count in counts.items()
    }


def _other(counted: events.Counted, threshold: int, before: Mapping[str, Any]) -> dict[str, Any]:
    """Parts of a whole: where one is hidden, another goes with it."""
    hidden = list_hidden(list(counted.parts.values()), threshold)
    parts = _guarded(counted.parts, threshold, before.get(_PARTS, {}))
    for place, key in enumerate(parts):
        if place in hidden:
            parts[key] = None
    whole = guarded(counted.whole, threshold=threshold, before=before.get(_WHOLE))
    return {_WHOLE: whole.shown, _PARTS: parts}
