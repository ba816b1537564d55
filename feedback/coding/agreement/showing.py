"""What the pages about agreement show: texts opened, names found, work counted."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.accounts import queries as accounts
from feedback.accounts.models import Staff
from feedback.accounts.roles import READERS
from feedback.coding import queries as coding
from feedback.coding.agreement import queries, results
from feedback.coding.agreement.models import Sample, SampleEntry
from feedback.coding.agreement.queries import Pair, Standing
from feedback.coding.agreement.results import Results
from feedback.coding.models import Theme
from feedback.coding.wording import Row, language_of, row
from feedback.contributions import opening
from feedback.contributions.queries import question_asked
from feedback.core.i18n import Language, current_language
from feedback.core.sealing import Keyring

TO_DECIDE = (Standing.DISAGREED, Standing.DISCUSSED)


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A sample in the list."""

    sample: Sample
    second: str  # who codes a second time
    entries: int
    coded_twice: int
    to_decide: int
    yours: int  # entries that wait for whoever looks


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The results of a sample; without *results* for somebody who is still to code in it."""

    sample: Sample
    first: str
    second: str
    made_by: str
    first_coded: int
    second_coded: int
    entries: int
    yours: int
    results: Results | None
    differing: Sequence[tuple[Pair, Row]]


@dataclass(frozen=True, slots=True)
class Disputed:
    """One theme that only one of the two gave."""

    theme: Theme
    by_first: bool


@dataclass(frozen=True, slots=True)
class DecidePage:
    """One disagreement: what was said, who gave which themes, and what those mean."""

    pair: Pair
    text: str
    english: str
    language: Language
    question: str
    first: str
    second: str
    agreed: Sequence[Theme]
    disputed: Sequence[Disputed]
    decided_by: str
    left: int  # disagreements in this sample that are still to be decided


def coders() -> Sequence[Staff]:
    """Everybody who may code and whose account works."""
    readers = {role.value for role in READERS}
    return [each for each in accounts.everyone() if each.active and each.role_names & readers]


def lines(*, reader: uuid.UUID) -> Sequence[SampleLine]:
    """All samples, the newest first, as *reader* sees them."""
    names = _names()
    return [_line(sample, reader, names) for sample in queries.samples()]


def results_page(sample: Sample, keyring: Keyring, *, reader: uuid.UUID) -> ResultsPage:
    """The results of *sample*; the differences are listed where some are left to decide first."""
    names = _names()
    entries = queries.entries_of(sample)
    pairs = queries.pairs_of(entries)
    yours = len(queries.to_code(sample, by=reader))
    found = None if yours else results.of_sample(sample)
    differing = [
        pair for pair in pairs if pair.standing in {*TO_DECIDE, Standing.RECONCILED} and found
    ]
    return ResultsPage(
        sample=sample,
        first=names.get(sample.first_coder_id, ""),
        second=names.get(sample.second_coder_id, ""),
        made_by=names.get(sample.made_by_id, ""),
        first_coded=sum(pair.first is not None for pair in pairs),
        second_coded=sum(pair.second is not None for pair in pairs),
        entries=len(pairs),
        yours=yours,
        results=found,
        differing=[
            (pair, row(pair.entry.contribution, keyring))
            for pair in sorted(differing, key=lambda each: TO_DECIDE.count(each.standing) == 0)
        ],
    )


def decide_page(entry: SampleEntry, keyring: Keyring) -> DecidePage:
    """One disagreement to decide."""
    names = _names()
    pair = queries.pairs_of([entry])[0]
    contribution = entry.contribution
    in_order = coding.all_themes()
    first = pair.first.coder_id if pair.first else None
    return DecidePage(
        pair=pair,
        text=opening.working_text(contribution, keyring),
        english=opening.english(contribution, keyring),
        language=language_of(contribution),
        question=question_asked(contribution, language=current_language().code),
        first=names.get(first, "") if first else "",
        second=names.get(entry.sample.second_coder_id, ""),
        agreed=[theme for theme in in_order if theme.key in pair.agreed],
        disputed=[
            Disputed(theme, theme.key in pair.only_first)
            for theme in in_order
            if theme.key in pair.only_first | pair.only_second
        ],
        decided_by=names.get(pair.decided.made_by_id, "") if pair.decided else "",
        left=len(to_decide(entry.sample)),
    )


def to_decide(sample: Sample, *, other_than: SampleEntry | None = None) -> Sequence[SampleEntry]:
    """The entries still to be decided, those to talk about last."""
    pairs = queries.pairs_of(queries.entries_of(sample))
    return [
        pair.entry
        for standing in TO_DECIDE
        for pair in pairs
        if pair.standing is standing and pair.entry is not other_than
    ]


def _line(sample: Sample, reader: uuid.UUID, names: Mapping[uuid.UUID, str]) -> SampleLine:
    pairs = queries.pairs_of(queries.entries_of(sample))
    standings = [pair.standing for pair in pairs]
    return SampleLine(
        sample=sample,
        second=names.get(sample.second_coder_id, ""),
        entries=len(pairs),
        coded_twice=len(pairs) - standings.count(Standing.WAITING),
        to_decide=sum(standing in TO_DECIDE for standing in standings),
        yours=len(queries.to_code(sample, by=reader)),
    )


def _names() -> Mapping[uuid.UUID, str]:
    return {member.id: member.name for member in accounts.everyone()}
