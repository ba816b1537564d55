"""Planning a sample, and drawing it."""

import secrets
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import queries as coding
from feedback.coding.agreement import planning, pool, queries
from feedback.coding.agreement.models import BlindCoding, Sample, SampleEntry, Seat
from feedback.coding.agreement.planning import Stratum
from feedback.coding.codebook.versions import present_version
from feedback.coding.models import Theme
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.errors import Refused

MOST_DRAWN = 2000  # more than two people ever code twice


class SameCoder(Refused):
    """The second coder is somebody other than the first."""


class NobodyKnown(Refused):
    """None of the themes was given yet, so the share of the rarest must be said."""


class NothingToDraw(Refused):
    """No contribution has been read that the second coder has not coded."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a sample is for."""

    themes: Sequence[str]  # keys; none: all
    share: float | None  # expected, of the rarest of them; None: as in what is coded so far
    least: float  # the agreement that it must tell from a lower one
    first_coder: uuid.UUID
    second_coder: uuid.UUID
    each_language: bool = False
    number: int | None = None  # contributions; None: as many as the plan asks for


@dataclass(frozen=True, slots=True)
class PlannedTheme:
    """One theme, the share that has it, and how many to code twice for it."""

    theme: Theme
    share: float
    wanted: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How many of each kind to draw, and what asks for so many."""

    themes: Sequence[PlannedTheme]  # the one that asks for most first
    share: float
    wanted: int
    available: Mapping[Stratum, int]
    drawn: Mapping[Stratum, int]

    @property
    def number(self) -> int:
        """Contributions that would be drawn."""
        return sum(self.drawn.values())

    @property
    def strata(self) -> Sequence[tuple[Stratum, int]]:
        """How many are drawn of each kind, by language and question; stories come first."""
        return sorted(self.drawn.items(), key=lambda one: (one[0].language, one[0].question or ""))

    @property
    def is_short(self) -> bool:
        """Whether fewer can be drawn than are wanted."""
        return sum(self.available.values()) < self.wanted


def plan(aim: Aim) -> Plan:
    """What *aim* asks for and what there is. Raises SameCoder, NobodyKnown, NothingToDraw."""
    found = pool.drawable(second_coder=aim.second_coder)
    return _plan(aim, found)


def draw(aim: Aim, *, by: Staff) -> Sample:
    """Draw a sample; what is coded already is kept as its first coder gave it.

    Raises SameCoder, NobodyKnown, NothingToDraw.
    """
    found = pool.drawable(second_coder=aim.second_coder)
    planned = _plan(aim, found)
    made = Sample(
        number=(session().scalar(select(func.max(Sample.number))) or 0) + 1,
        made_by_id=by.id,
        first_coder_id=aim.first_coder,
        second_coder_id=aim.second_coder,
        themes=[each.theme.key for each in planned.themes],
        prevalence=planned.share,
        least=aim.least,
        planned=planned.wanted,
        drawn=planned.number,
        seed=secrets.randbelow(2**31),
        codebook_version=present_version(),
    )
    for position, contribution in enumerate(_drawn(found, planned, made.seed)):
        entry = SampleEntry(position=position, contribution_id=contribution.id)
        made.entries.append(entry)
    session().add(made)
    session().flush()
    keep_first_answers(made)
    facts = {"entries": made.drawn, "planned": made.planned}
    record(verb="drew", thing="sample", thing_id=made.number, facts=facts, actor=by)
    return made


def keep_first_answers(sample: Sample) -> None:
    """From now on, what first coders have given so far stays as it is, whatever they change."""
    session().flush()
    for pair in queries.pairs_of(queries.entries_of(sample)):
        if pair.first is None or queries.answer_of(pair.entry, Seat.FIRST) is not None:
            continue
        pair.entry.codings.append(
            BlindCoding(
                seat=Seat.FIRST,
                coder_id=pair.first.coder_id,
                themes=sorted(pair.first.themes),
                not_codable=pair.first.not_codable,
                codebook_version=present_version(),
            )
        )
    session().flush()


def _plan(aim: Aim, found: Sequence[Contribution]) -> Plan:
    if aim.first_coder == aim.second_coder:
        raise SameCoder
    if not found:
        raise NothingToDraw
    themes = _themes(aim)
    share = min(each.share for each in themes)
    wanted = max(each.wanted for each in themes)
    available = Counter(_stratum(each) for each in found)
    number = min(aim.number or wanted, MOST_DRAWN)
    drawn = planning.allocated(available, number, each_language=aim.each_language)
    return Plan(themes, share, wanted, available, drawn)


def _themes(aim: Aim) -> Sequence[PlannedTheme]:
    """The themes that it is for; without an expected share, only those given so far can be said."""
    chosen = _chosen(aim.themes)
    if aim.share is not None:
        known: Mapping[str, float] = dict.fromkeys((each.key for each in chosen), aim.share)
    else:
        known = {k: v for k, v in pool.shares([each.key for each in chosen]).items() if v > 0}
    if not known:
        raise NobodyKnown
    planned = [
        PlannedTheme(theme, known[theme.key], planning.wanted(known[theme.key], least=aim.least))
        for theme in chosen
        if theme.key in known
    ]
    return sorted(planned, key=lambda each: (-each.wanted, each.theme.position, each.theme.key))


def _chosen(keys: Collection[str]) -> Sequence[Theme]:
    return [theme for theme in coding.themes() if not keys or theme.key in keys]


def _stratum(contribution: Contribution) -> Stratum:
    return Stratum(contribution.language, contribution.question)


def _drawn(found: Sequence[Contribution], planned: Plan, seed: int) -> Sequence[Contribution]:
    """The contributions of the sample, shuffled: a coder must not see where a stratum ends."""
    chosen: list[Contribution] = []
    for stratum, number in planned.drawn.items():
        inside = [each for each in found if _stratum(each) == stratum]
        own_seed = f"{seed}/{stratum.language}/{stratum.question or ''}"
        chosen += planning.drawn(inside, number, seed=own_seed)
    return planning.drawn(chosen, len(chosen), seed=str(seed))
