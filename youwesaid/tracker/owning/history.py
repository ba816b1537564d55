"""What the versions of an entry tell of its answers: since when, and how often put off. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from youwesaid.tracker.contents import Contents, PublicAnswer, Texts

#: An entry at a time: the day of the version, and what it said.
Version = tuple[date, Contents]
#: Answers that say that something is still to come, and those that say that it is there.
PLANNED = frozenset({"doing", "looking"})
DONE = frozenset({"done", "kept_doing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """One answer of an entry as it stands now."""

    kind: str
    agency_names: Texts
    who: Texts
    since: date  # the version from which on it has been of this kind
    moved: int  # how often the promised day, or the next look, was put off
    first_promised: date | None
    promised_for: date | None
    next_look_on: date | None

    def days(self, today: date) -> int:
        """How long it has been of this kind."""
        return (today - self.since).days


@dataclass(frozen=True, slots=True)
class Times:
    """How long an entry took. Days are None where nothing is known of them."""

    to_first_answer: int | None  # days from heard to the first published answer
    to_done: int | None  # days from the first version that promised to the first that said done


def ageing(versions: Sequence[Version]) -> list[Ageing]:
    """The answers of the newest of *versions* (oldest first), in its order."""
    if not versions:
        return []
    return [_ageing(name, versions) for name, _answer in _named(versions[-1][1])]


def times(versions: Sequence[Version]) -> Times:
    """How long the entry of *versions* (oldest first) took to be answered, and to be done."""
    answered = next((each for each in versions if each[1].answers), None)
    to_first = None
    if answered is not None:
        heard = [date.fromisoformat(a.heard_on) for a in answered[1].answers if a.heard_on]
        to_first = (answered[0] - min(heard)).days if heard else None
    promised = next((day for day, each in versions if _kinds(each) & PLANNED), None)
    done = next((day for day, each in versions if _kinds(each) and _kinds(each) <= DONE), None)
    is_done = promised is not None and done is not None and done >= promised
    return Times(to_first, (done - promised).days if is_done and done and promised else None)


def broken_promise(answer: PublicAnswer, *, on: date) -> date | None:
    """The day by which it should have been done, where that has gone by and it is not."""
    if answer.promised_for is None or answer.kind in DONE:
        return None
    promised = date.fromisoformat(answer.promised_for)
    return promised if promised < on else None


def _ageing(name: tuple[str, int], versions: Sequence[Version]) -> Ageing:
    past = [
        (day, answers[name])
        for day, contents in versions
        if name in (answers := dict(_named(contents)))
    ]
    now = past[-1][1]
    since = past[-1][0]
    for day, answer in reversed(past):
        if answer.kind != now.kind:
            break
        since = day
    promises = [_day(each.promised_for) for _day_of, each in past if each.promised_for]
    return Ageing(
        kind=now.kind,
        agency_names=now.agency_names,
        who=now.who,
        since=since,
        moved=_moves(promises or [_day(each.next_look_on) for _d, each in past]),
        first_promised=promises[0] if promises else None,
        promised_for=_day(now.promised_for),
        next_look_on=_day(now.next_look_on),
    )


def _moves(days: Sequence[date | None]) -> int:
    known = [day for day in days if day is not None]
    return sum(later > earlier for earlier, later in pairwise(known))


def _named(contents: Contents) -> Iterator[tuple[tuple[str, int], PublicAnswer]]:
    """The answers by whose they are: versions hold no ids, and one agency may answer twice."""
    seen: Counter[str] = Counter()
    for answer in reversed(contents.answers):  # the oldest decision first: new ones join behind
        whose = answer.agency or answer.who.get("en", "")
        yield (whose, seen[whose]), answer
        seen[whose] += 1


def _kinds(contents: Contents) -> set[str]:
    return {answer.kind for answer in contents.answers}


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
