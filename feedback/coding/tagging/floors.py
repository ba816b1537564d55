"""Themes that the tagger guesses too badly switch themselves off, and say so."""

from collections.abc import Sequence

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import queries
from feedback.coding.models import Suggestion, SuggestionState, TaggerModel, Theme
from feedback.coding.tagging import bands
from feedback.core import clock
from feedback.core.db import session
from feedback.core.templating import settings
from feedback.nlp.tagger.model import Band

STOOD_BY = (Band.LIKELY.value, Band.POSSIBLE.value)
FEWEST_SUPPORT = 20
"""A theme comes back by itself only when so many coded comments judged the new model."""

MARGIN = 0.1
"""And only when it is clearly above the floor, so that it does not go on and off."""


def floor() -> float:
    """The least share of its suggestions with which the team must agree, 0 to 1."""
    return settings().suggestion_floor / 100


def switch_off_the_worst() -> Sequence[Theme]:
    """Suggest no more what the team refuses too often; the themes that were switched off.

    Only what the tagger stood by counts (likely and possible), and only 30 decisions or more.
    """
    records = bands.by_theme(bands.records(), bands=STOOD_BY)
    worst = [
        theme
        for theme in queries.themes()
        if theme.suggested
        and (found := records.get(theme.id)) is not None
        and found.is_tested
        and found.share < floor()
    ]
    for theme in worst:
        _switch(theme, on=False, by=None, why="the team agreed too rarely")
        _take_offers_back(theme)
    session().flush()
    return worst


def switch_on_the_mended(model: TaggerModel) -> Sequence[Theme]:
    """Suggest again what a new model got right on comments that it was not taught."""
    figures = model.evaluation.get("per_theme", {})
    mended = [
        theme
        for theme in queries.themes()
        if not theme.suggested
        and (found := figures.get(theme.key)) is not None
        and found["support"] >= FEWEST_SUPPORT
        and found["precision"] >= floor() + MARGIN
    ]
    for theme in mended:
        _switch(theme, on=True, by=None, why="the new model does better")
    session().flush()
    return mended


def switch(theme: Theme, *, on: bool, by: Staff) -> None:
    """A person says whether a theme is suggested."""
    if theme.suggested == on:
        return
    _switch(theme, on=on, by=by, why="a person")
    if not on:
        _take_offers_back(theme)
    session().flush()


def _switch(theme: Theme, *, on: bool, by: Staff | None, why: str) -> None:
    theme.suggested, theme.suggested_since = on, clock.today()
    verb = "suggests a theme again" if on else "suggests a theme no more"
    facts = {"theme": theme.key, "why": why}
    record(verb=verb, thing="theme", thing_id=theme.id, facts=facts, actor=by)


def _take_offers_back(theme: Theme) -> None:
    is_open = select(Suggestion).where(
        Suggestion.theme_id == theme.id, Suggestion.state == SuggestionState.OPEN
    )
    for suggestion in session().scalars(is_open):
        session().delete(suggestion)
