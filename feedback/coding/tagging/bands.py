"""How often this team agreed with the tagger: the only confidence that is ever shown."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, case, func, select

from feedback.coding.models import Suggestion, SuggestionState, Theme
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.i18n import BY_CODE

FEWEST_DECIDED = 30
"""With fewer decisions a share says nothing: the band is untested."""


@dataclass(frozen=True, slots=True)
class Record:
    """What became of suggestions of one theme, band and language that a person saw."""

    theme_id: uuid.UUID
    band: str
    language: str
    agreed: int
    decided: int

    @property
    def is_tested(self) -> bool:
        """Whether enough was decided to say anything."""
        return self.decided >= FEWEST_DECIDED

    @property
    def share(self) -> float:
        """Agreed of decided, 0 to 1."""
        return self.agreed / self.decided if self.decided else 0.0

    def in_words(self) -> str:
        """For the card of a suggestion, in the reader's language."""
        known = BY_CODE.get(self.language)
        language = known.autonym if known else self.language
        if not self.is_tested:
            return str(
                _("Untested: your team has decided too few in %(language)s", language=language)
            )
        return str(
            _(
                "At this level your team agreed %(agreed)s of %(decided)s times (%(language)s)",
                agreed=self.agreed,
                decided=self.decided,
                language=language,
            )
        )


def records(theme_ids: Collection[uuid.UUID] | None = None) -> Sequence[Record]:
    """Every record of the themes in *theme_ids* (all when None), by theme, band and language.

    A theme that was switched off and on again starts anew, on the day after.
    """
    statement = _counted().order_by(Suggestion.theme_id, Suggestion.band, Contribution.language)
    if theme_ids is not None:
        statement = statement.where(Suggestion.theme_id.in_(theme_ids))
    return [
        Record(row.theme_id, row.band, row.language, int(row.agreed), row.decided)
        for row in session().execute(statement)
    ]


def for_card(
    theme_ids: Collection[uuid.UUID], *, language: str
) -> Mapping[tuple[uuid.UUID, str], Record]:
    """The records of *theme_ids* in *language*, by theme and band; none where none was decided."""
    return {
        (record.theme_id, record.band): record
        for record in records(theme_ids)
        if record.language == language
    }


def agreement_words(
    held: Mapping[tuple[uuid.UUID, str], Record], theme_id: uuid.UUID, band: str, *, language: str
) -> str:
    """What the team's own decisions say about a suggestion, out of what ``for_card`` gave."""
    record = held.get((theme_id, band)) or Record(theme_id, band, language, 0, 0)
    return record.in_words()


def by_theme(found: Sequence[Record], *, bands: Collection[str]) -> Mapping[uuid.UUID, Record]:
    """Records of some *bands* added up over all languages, one a theme."""
    totals: dict[uuid.UUID, Record] = {}
    for record in found:
        if record.band in bands:
            so_far = totals.get(record.theme_id)
            agreed, decided = (so_far.agreed, so_far.decided) if so_far else (0, 0)
            totals[record.theme_id] = Record(
                record.theme_id, "", "", agreed + record.agreed, decided + record.decided
            )
    return totals


def _counted() -> Select[uuid.UUID, str, str, Any, int]:
    agreed = func.sum(case((Suggestion.state == SuggestionState.TAKEN, 1), else_=0))
    return (
        select(
            Suggestion.theme_id,
            Suggestion.band,
            Contribution.language,
            agreed.label("agreed"),
            func.count().label("decided"),
        )
        .join(Contribution, Contribution.id == Suggestion.contribution_id)
        .join(Theme, Theme.id == Suggestion.theme_id)
        .where(
            Suggestion.state != SuggestionState.OPEN,
            Suggestion.blind.is_(False),
            Theme.suggested_since.is_(None)
            | Suggestion.decided_on.is_(None)
            | (Suggestion.decided_on > Theme.suggested_since),
        )
        .group_by(Suggestion.theme_id, Suggestion.band, Contribution.language)
    )
