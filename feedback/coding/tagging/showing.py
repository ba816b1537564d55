"""What the page about suggestions shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.coding import queries
from feedback.coding.models import TaggerModel, Theme, TrainingRequest
from feedback.coding.tagging import bands, floors, versions
from feedback.coding.tagging.bands import Record
from feedback.core.i18n import BY_CODE
from feedback.nlp.tagger.model import Band


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme: what the team's decisions and the model's own test say about its suggestions."""

    theme: Theme
    stood_by: Record  # likely and possible together, all languages
    by_band: Mapping[str, Record]
    tested: Mapping[str, Any] | None  # precision, recall, support, from the newest model


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """All themes together in one language."""

    name: str
    tag: str
    record: Record


@dataclass(frozen=True, slots=True)
class Page:
    """The page about suggestions."""

    model: TaggerModel | None
    models: Sequence[TaggerModel]
    request: TrainingRequest | None
    themes: Sequence[ThemeLine]
    languages: Sequence[LanguageLine]
    floor: int  # percent
    fewest: int


def page() -> Page:
    """Everything about suggestions as they are now."""
    records = bands.records()
    model = queries.newest_model()
    tested = model.evaluation.get("per_theme", {}) if model else {}
    return Page(
        model=model,
        models=versions.models(),
        request=versions.waiting_request(),
        themes=[_line(theme, records, tested) for theme in queries.themes()],
        languages=_languages(records),
        floor=round(100 * floors.floor()),
        fewest=bands.FEWEST_DECIDED,
    )


def _line(theme: Theme, records: Sequence[Record], tested: Mapping[str, Any]) -> ThemeLine:
    own = [record for record in records if record.theme_id == theme.id]
    nothing = Record(theme.id, "", "", 0, 0)
    return ThemeLine(
        theme=theme,
        stood_by=bands.by_theme(own, bands=floors.STOOD_BY).get(theme.id, nothing),
        by_band={
            band.value: bands.by_theme(own, bands=(band.value,)).get(theme.id, nothing)
            for band in Band
        },
        tested=tested.get(theme.key),
    )


def _languages(records: Sequence[Record]) -> Sequence[LanguageLine]:
    totals: dict[str, tuple[int, int]] = {}
    for record in records:
        if record.band in floors.STOOD_BY:
            agreed, decided = totals.get(record.language, (0, 0))
            totals[record.language] = (agreed + record.agreed, decided + record.decided)
    lines = []
    for code, (agreed, decided) in sorted(totals.items(), key=lambda each: (-each[1][1], each[0])):
        known = BY_CODE.get(code)
        any_theme = records[0].theme_id
        record = Record(any_theme, "", code, agreed, decided)
        lines.append(LanguageLine(known.autonym if known else code, code, record))
    return lines
