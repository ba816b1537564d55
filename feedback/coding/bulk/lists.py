"""What many are chosen from: those like one, with some words, or with a suggestion."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import queries
from feedback.coding.bulk import similar
from feedback.coding.bulk.services import drawn, may_be_coded
from feedback.coding.models import Coding, Suggestion, SuggestionState, Theme
from feedback.coding.wording import language_of
from feedback.contributions import opening, searching
from feedback.contributions.models import CodingState, Contribution, Redaction
from feedback.core.db import session
from feedback.core.i18n import Language
from feedback.core.sealing import Keyring
from feedback.nlp.tagger.model import Band

MOST_ROWS = similar.MOST_FOUND


@dataclass(frozen=True, slots=True)
class Row:
    """One contribution of a list: its text, what it has, and whether the list is sure of it."""

    contribution: Contribution
    text: str
    language: Language
    themes: Sequence[Theme]
    score: float | None  # how alike, or the suggestion's
    is_sure: bool
    must_be_read: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows that may be ticked, the surest first."""

    rows: Sequence[Row]
    theme: Theme | None  # that the list is about

    @property
    def ids(self) -> Sequence[uuid.UUID]:
        """The ids of the rows."""
        return [row.contribution.id for row in self.rows]


def like(contribution: Contribution, *, keyring: Keyring) -> Listed:
    """Those that use the same words as *contribution*; sure from half as alike as the first on."""
    found = similar.like(contribution)
    scores = {each.contribution_id: each.score for each in found}
    sure = max(scores.values(), default=0.0) / 2
    return _listed(list(scores), scores, keyring, sure_from=sure, theme=None)


def with_words(words: str, *, by: Staff, keyring: Keyring) -> Listed:
    """Those whose working text holds every one of *words*. That somebody searched is logged."""
    ids = searching.search(words, keyring=keyring)[:MOST_ROWS]
    record(verb="searched working texts", facts={"found": len(ids)}, actor=by)
    return _listed(ids, {}, keyring, sure_from=0.0, theme=None)


def suggested(theme: Theme, *, keyring: Keyring) -> Listed:
    """Those for which *theme* is suggested and not decided; a weak suggestion is not sure."""
    statement = (
        select(Suggestion.contribution_id, Suggestion.score, Suggestion.band)
        .join(Contribution, Contribution.id == Suggestion.contribution_id)
        .where(
            Suggestion.theme_id == theme.id,
            Suggestion.state == SuggestionState.OPEN,
            Contribution.coding == CodingState.WAITING,
        )
        .order_by(Suggestion.score.desc(), Suggestion.contribution_id)
        .limit(MOST_ROWS)
    )
    rows = session().execute(statement).all()
    scores = {row.contribution_id: row.score for row in rows}
    bands = {row.contribution_id: row.band for row in rows}
    sure = min((scores[each] for each in scores if bands[each] != Band.WEAK), default=2.0)
    return _listed(list(scores), scores, keyring, sure_from=sure, theme=theme)


def suggested_counts() -> Mapping[uuid.UUID, int]:
    """How many wait with a suggestion of each theme; a theme without any is left out."""
    statement = (
        select(Suggestion.theme_id, func.count())
        .join(Contribution, Contribution.id == Suggestion.contribution_id)
        .where(
            Suggestion.state == SuggestionState.OPEN,
            Contribution.coding == CodingState.WAITING,
            Contribution.redaction == Redaction.DONE,
            Contribution.restricted.is_(False),
            Contribution.withdrawn_on.is_(None),
        )
        .group_by(Suggestion.theme_id)
    )
    return {row[0]: row[1] for row in session().execute(statement)}


def named(ids: Sequence[uuid.UUID], *, keyring: Keyring, theme: Theme | None) -> Listed:
    """The rows of a list that comes back with its ticks; nothing in it is called sure again."""
    return _listed(ids, {}, keyring, sure_from=0.0, theme=theme)


def _listed(
    ids: Sequence[uuid.UUID],
    scores: Mapping[uuid.UUID, float],
    keyring: Keyring,
    *,
    sure_from: float,
    theme: Theme | None,
) -> Listed:
    held = {each.id: each for each in may_be_coded(ids)}
    shown = [held[each] for each in ids if each in held]
    given = _themes_of([each.id for each in shown])
    must = set(drawn([each.id for each in shown]))
    rows = [
        Row(
            contribution=each,
            text=opening.working_text(each, keyring),
            language=language_of(each),
            themes=given.get(each.id, ()),
            score=scores.get(each.id),
            is_sure=scores.get(each.id, sure_from) >= sure_from,
            must_be_read=each.id in must,
        )
        for each in shown
    ]
    return Listed(sorted(rows, key=lambda row: not row.is_sure), theme)


def _themes_of(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Theme]]:
    themes = {theme.id: theme for theme in queries.all_themes()}
    found: dict[uuid.UUID, list[Theme]] = {}
    pairs = select(Coding.contribution_id, Coding.theme_id).where(Coding.contribution_id.in_(ids))
    for contribution_id, theme_id in session().execute(pairs.distinct()):
        found.setdefault(contribution_id, []).append(themes[theme_id])
    return found
