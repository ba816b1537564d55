"""The figures of one sample, put together: themes, whole sets, languages, and the tagger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from feedback.coding import queries as coding
from feedback.coding.agreement import comparing, queries
from feedback.coding.agreement.comparing import Compared, SetAgreement, ThemeAgreement
from feedback.coding.agreement.figures import FEWEST
from feedback.coding.agreement.models import Sample
from feedback.coding.agreement.queries import Pair, Standing
from feedback.coding.agreement.reliability import Themes
from feedback.coding.models import Suggestion, Theme
from feedback.core.db import session
from feedback.nlp.tagger.model import Band


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme with its figures."""

    theme: Theme
    figures: ThemeAgreement


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """All themes together, in one language."""

    language: str
    figures: SetAgreement


@dataclass(frozen=True, slots=True)
class Tagger:
    """The second coder, who had seen no suggestion (first), beside the tagger (second)."""

    sets: SetAgreement
    themes: Sequence[ThemeLine]
    models: Sequence[str]  # names of those that suggested


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that a sample says."""

    sample: Sample
    pairs: Sequence[Pair]
    set_aside: int  # somebody may be in danger: nobody codes them at present
    sets: SetAgreement
    themes: Sequence[ThemeLine]
    languages: Sequence[LanguageLine]
    tagger: Tagger | None  # None: it has suggested nothing here

    def count(self, *standings: Standing) -> int:
        """Entries that have come that far."""
        return sum(pair.standing in standings for pair in self.pairs)

    @property
    def disagreements(self) -> int:
        """Entries on which the two did not give the same, decided since or not."""
        return self.count(Standing.DISAGREED, Standing.DISCUSSED, Standing.RECONCILED)

    @property
    def is_told(self) -> bool:
        """Whether there are enough for figures."""
        return self.sets.units >= FEWEST


def of_sample(sample: Sample) -> Results:
    """All figures of *sample* as it is now."""
    entries = queries.entries_of(sample)
    pairs = queries.pairs_of(entries)
    compared = [found for pair in pairs if (found := pair.compared()) is not None]
    return Results(
        sample=sample,
        pairs=pairs,
        set_aside=queries.count_set_aside(sample),
        sets=comparing.on_sets(compared),
        themes=_theme_lines(compared, sample.themes),
        languages=_language_lines(compared),
        tagger=_tagger(pairs),
    )


def _theme_lines(compared: Sequence[Compared], planned: Sequence[str]) -> Sequence[ThemeLine]:
    """The themes that were planned for and those that either gave, in the codebook's order."""
    given = {key for each in compared for key in each.first | each.second}
    wanted = given | set(queries.renamed(planned, queries.present_keys()))
    return [
        ThemeLine(theme, comparing.on_theme(comparing.counted(compared, theme.key)))
        for theme in coding.all_themes()
        if theme.key in wanted
    ]


def _language_lines(compared: Sequence[Compared]) -> Sequence[LanguageLine]:
    """Each language, the most frequent first."""
    by_language: dict[str, list[Compared]] = {}
    for each in compared:
        by_language.setdefault(each.language, []).append(each)
    ordered = sorted(by_language.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [LanguageLine(language, comparing.on_sets(inside)) for language, inside in ordered]


def _tagger(pairs: Sequence[Pair]) -> Tagger | None:
    """What the tagger suggested when they came, beside what somebody said who did not see it.

    Weak suggestions are not counted: the tagger's own figures leave them out too. An entry without
    suggestions counts as "no theme".
    """
    blind = [
        (pair.entry.contribution, pair.second)
        for pair in pairs
        if pair.second is not None and not pair.second.not_codable
    ]
    suggested, models = _suggested([contribution.id for contribution, _said in blind])
    if not suggested:
        return None
    compared = [
        Compared(said.themes, suggested.get(contribution.id, Themes()), contribution.language)
        for contribution, said in blind
    ]
    return Tagger(comparing.on_sets(compared), _theme_lines(compared, ()), models)


def _suggested(contribution_ids: Sequence[UUID]) -> tuple[Mapping[UUID, Themes], Sequence[str]]:
    """The themes suggested for each contribution, and by which models."""
    present = queries.present_keys()
    found: dict[UUID, set[str]] = {}
    models: set[str] = set()
    statement = (
        select(Suggestion.contribution_id, Theme.key, Suggestion.model)
        .join(Theme, Theme.id == Suggestion.theme_id)
        .where(Suggestion.contribution_id.in_(contribution_ids), Suggestion.band != Band.WEAK.value)
    )
    for contribution_id, key, model in session().execute(statement):
        found.setdefault(contribution_id, set()).add(present[key])
        models.add(model)
    return {each: frozenset(keys) for each, keys in found.items()}, sorted(models)
