"""Splitting a theme: its codings are decided one by one, and take effect together at the end."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from feedback.audit.services import Actor, record
from feedback.coding import changes, queries
from feedback.coding.changes import Changing
from feedback.coding.codebook import naming, splits, versions
from feedback.coding.codebook.editing import NameTaken, NoEnglishName, NoReason, NotInForce
from feedback.coding.codebook.models import Choice, Split, SplitDecision
from feedback.coding.codebook.restructuring import Passage, SameTheme, passage
from feedback.coding.models import ChangeKind, ChangeSet, Coding, Theme, ThemeState
from feedback.contributions.models import CodingState, Contribution
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.nlp.tagger.codebook import compared


class SplitGoing(Refused):
    """A theme is split once at a time."""


class SplitOver(Refused):
    """It was finished or given up."""


class NotAllDecided(Refused):
    """Some of its codings are not decided yet."""


Half = Mapping[str, Any]


def half_of(theme: Theme) -> Half:
    """A half that is a theme there is."""
    return {"theme": str(theme.id)}


def half_named(name: str, definition: str = "") -> Half:
    """A half that becomes a new theme when the split is finished. Raises NoEnglishName."""
    if not name.strip():
        raise NoEnglishName
    return {"name": name.strip(), "definition": definition.strip()}


def start(
    theme: Theme,
    *,
    halves: tuple[Half, Half],
    by: Actor,
    reason: str,
    since_change: int | None = None,
) -> Split:
    """Open the queue of a theme's codings (those after a change-set, where one is named).

    Raises SplitGoing, SameTheme where both halves are one, NameTaken, NotInForce, NoReason.
    """
    if not reason.strip():
        raise NoReason
    if theme.state is ThemeState.MERGED:
        raise NotInForce
    if splits.open_split(theme) is not None:
        raise SplitGoing
    _refuse_halves(halves)
    split = Split(
        theme_id=theme.id,
        half_a=dict(halves[0]),
        half_b=dict(halves[1]),
        reason=reason.strip(),
        since_change=since_change,
        started_by_id=by.id,
    )
    session().add(split)
    session().flush()
    record(verb="began to split", thing="theme", thing_id=theme.id, actor=by)
    return split


def _refuse_halves(halves: tuple[Half, Half]) -> None:
    first, second = halves
    if "theme" in first or "theme" in second:
        if first.get("theme") == second.get("theme"):
            raise SameTheme
    elif compared(first["name"]) == compared(second["name"]):
        raise SameTheme
    names = {compared(theme.names["en"]) for theme in queries.themes()}
    for half in halves:
        if "name" in half and compared(half["name"]) in names:
            raise NameTaken
        if "theme" in half:
            _givable(half)


def _givable(half: Half) -> Theme:
    theme = session().get(Theme, uuid.UUID(half["theme"]))
    if theme is None or theme.state not in queries.GIVEN:
        raise NotInForce
    return theme


def decide(split: Split, coding: Coding, choice: Choice, *, by: Actor) -> None:
    """Where these words go, for whoever gave them the theme. Raises SplitOver."""
    _refuse_over(split)
    same = session().scalars(
        splits.queue(split).where(
            Coding.contribution_id == coding.contribution_id,
            Coding.start.is_not_distinct_from(coding.start),
            Coding.end.is_not_distinct_from(coding.end),
        )
    )
    for each in same.all():
        made = SplitDecision(split_id=split.id, coding_id=each.id)
        found = session().get(SplitDecision, (split.id, each.id)) or made
        found.choice, found.decided_by_id, found.decided_at = choice, by.id, clock.now()
        session().add(found)
    session().flush()


def take_back_last(split: Split, *, by: Actor) -> uuid.UUID | None:
    """Undo this person's last decision; the contribution that it was about. Raises SplitOver."""
    _refuse_over(split)
    statement = (
        select(SplitDecision, Coding)
        .join(Coding, Coding.id == SplitDecision.coding_id)
        .where(SplitDecision.split_id == split.id, SplitDecision.decided_by_id == by.id)
        .order_by(SplitDecision.decided_at.desc(), SplitDecision.coding_id)
    )
    found = session().execute(statement).all()
    if not found:
        return None
    last = found[0][1]
    for decision, coding in found:
        words = (coding.contribution_id, coding.start, coding.end)
        if words == (last.contribution_id, last.start, last.end):
            session().delete(decision)
    session().flush()
    return last.contribution_id


def drop(split: Split, *, by: Actor) -> None:
    """Give it up: no coding changes, and the decisions are forgotten. Raises SplitOver."""
    _refuse_over(split)
    split.dropped_at = clock.now()
    for decision in splits.decisions(split):
        session().delete(decision)
    session().flush()
    record(verb="gave up splitting", thing="theme", thing_id=split.theme_id, actor=by)


def finish(split: Split, *, by: Actor) -> ChangeSet:
    """Put every decision into effect as one act; retires the theme unless it is itself a half.

    What nobody may read now (an open concern) stays with the theme. A contribution that is left
    without any theme waits to be coded again. Raises SplitOver, NotAllDecided, NotInForce.
    """
    _refuse_over(split)
    if splits.count(splits.undecided(split)):
        raise NotAllDecided
    theme = split.theme
    choices = {each.coding_id: each.choice for each in splits.decisions(split)}
    facts: dict[str, Any] = {"codebook": True, "theme": str(theme.id), "codings": len(choices)}
    facts |= {each.value: list(choices.values()).count(each) for each in Choice}
    change = changes.begin(ChangeKind.SPLIT, by=by, reason=split.reason, facts=facts)
    halves = [_made(change, split.half_a, theme), _made(change, split.half_b, theme)]
    _Dealing(change, halves[0], halves[1]).deal(
        session().scalars(splits.queue(split)).all(), choices
    )
    if theme.id not in {half.id for half in halves}:
        change.set(theme, state=ThemeState.RETIRED)
    split.change_number = change.change_set.number
    change.change_set.facts = {**facts, "into": [str(half.id) for half in halves]}
    versions.note_changes(by=by)
    facts["change"] = split.change_number
    record(verb="split", thing="theme", thing_id=theme.id, facts=facts, actor=by)
    return change.change_set


def _refuse_over(split: Split) -> None:
    if split.change_number is not None or split.dropped_at is not None:
        raise SplitOver


def _made(change: Changing, half: Half, theme: Theme) -> Theme:
    if "theme" in half:
        return _givable(half)
    made = Theme(
        key=naming.free_key(half["name"], [each.key for each in queries.all_themes()]),
        parent_id=theme.parent_id,
        position=theme.position,
        names={"en": half["name"]},
        definition=half["definition"] or theme.definition,
        state=ThemeState.ACTIVE,
    )
    change.add(made)
    return made


class _Dealing:
    """Gives each coding to one half, to both, or takes it away."""

    def __init__(self, change: Changing, half_a: Theme, half_b: Theme) -> None:
        self.change = change
        self.wanted = {
            Choice.A: [half_a.id],
            Choice.B: [half_b.id],
            Choice.BOTH: [half_a.id, half_b.id],
            Choice.NEITHER: [],
        }

    def deal(self, codings: Sequence[Coding], choices: Mapping[uuid.UUID, Choice]) -> None:
        decided = [coding for coding in codings if coding.id in choices]
        given = _given(decided)
        for coding in decided:
            self._one(coding, choices[coding.id], given[passage(coding)])
        emptied = {each.contribution_id for each in decided if choices[each.id] is Choice.NEITHER}
        for contribution_id in sorted(emptied):
            if not queries.codings_of(contribution_id):
                row = session().get_one(Contribution, contribution_id)
                self.change.set(row, coding=CodingState.WAITING)

    def _one(self, coding: Coding, choice: Choice, given: dict[uuid.UUID, Coding]) -> None:
        del given[coding.theme_id]
        wanted = self.wanted[choice]
        left = [each for each in wanted if each not in given]
        if coding.theme_id in left:
            left.remove(coding.theme_id)
            given[coding.theme_id] = coding
        elif left:
            self.change.set(coding, theme_id=left.pop(0))
            given[coding.theme_id] = coding
        else:
            self.change.remove(coding)
            for each in wanted:
                self.change.lean_on(given[each])
        for theme_id in left:
            given[theme_id] = _copy(coding, theme_id)
            self.change.add(given[theme_id])


def _given(codings: Sequence[Coding]) -> dict[Passage, dict[uuid.UUID, Coding]]:
    found: dict[Passage, dict[uuid.UUID, Coding]] = {}
    ids = {coding.contribution_id for coding in codings}
    for each in session().scalars(select(Coding).where(Coding.contribution_id.in_(ids))):
        found.setdefault(passage(each), {})[each.theme_id] = each
    return found


def _copy(coding: Coding, theme_id: uuid.UUID) -> Coding:
    held = {
        name: getattr(coding, name)
        for name in Coding.__table__.columns.keys()  # noqa: SIM118 - a collection, no mapping
        if name not in {"id", "theme_id"}
    }
    return Coding(**held, theme_id=theme_id)
