"""The bank of quotes: stretches that coders marked or that insights quote, and what each may be
used for now. Only working texts, and no words where the giver has not said yes.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, or_, select

from feedback.coding.desk.models import QuoteMark
from feedback.coding.findings import events
from feedback.coding.findings.events import QuoteUse, Target
from feedback.coding.models import Coding, Theme
from feedback.coding.wording import language_of
from feedback.contributions import holding, opening
from feedback.contributions.models import (
    Contribution,
    Permission,
    PermissionKind,
    Redaction,
    Safeguarding,
)
from feedback.core.db import session
from feedback.core.i18n import Language
from feedback.core.sealing import Keyring


class Standing(StrEnum):
    """Whether words of a contribution may be quoted now; the first that applies."""

    USABLE = "usable"
    NOT_ALLOWED = "not_allowed"
    NOT_READY = "not_ready"
    WORRIED = "worried"


STANDINGS: Mapping[Standing, object] = {
    Standing.USABLE: _l("This person allows a short quote."),
    Standing.NOT_ALLOWED: _l("This person does not allow a quote, or took it back."),
    Standing.NOT_READY: _l("The text is being looked at again: no words of it are shown."),
    Standing.WORRIED: _l("Somebody is worried about a person in it: no words of it are shown."),
}


@dataclass(frozen=True, slots=True)
class BankedQuote:
    """One stretch. *words* is empty unless it is usable; it is the whole text where not marked."""

    contribution: Contribution
    start: int
    end: int
    standing: Standing
    words: str
    language: Language
    themes: Sequence[Theme]
    uses: Sequence[QuoteUse]
    targets: Sequence[Target]
    is_marked: bool

    @property
    def why(self) -> object:
        """The standing in words."""
        return STANDINGS[self.standing]


def in_bank(among: Iterable[uuid.UUID] | None = None) -> Select[Contribution]:
    """The contributions of which something is marked or quoted, newest first."""
    used = {use.contribution_id for use in events.quote_uses(None)}
    statement = (
        select(Contribution)
        .where(
            or_(
                Contribution.id.in_(select(QuoteMark.contribution_id)),
                Contribution.id.in_(used),
            ),
            Contribution.withdrawn_on.is_(None),
            holding.counted(Contribution.submission_id),
            Contribution.restricted.is_(False),
        )
        .order_by(Contribution.received_on.desc(), Contribution.id)
    )
    if among is not None:
        with_them = select(Coding.contribution_id).where(Coding.theme_id.in_(among))
        statement = statement.where(Contribution.id.in_(with_them))
    return statement


def quotes_of(contributions: Sequence[Contribution], keyring: Keyring) -> list[BankedQuote]:
    """Every stretch of *contributions* that is marked or quoted, in their order."""
    ids = [each.id for each in contributions]
    around = _Around(
        allowed=_allowed(contributions),
        themes=_themes(ids),
        marks=_marks(ids),
        uses=events.quote_uses(ids),
        targets=events.targets(ids),
    )
    return [quote for each in contributions for quote in _quotes(each, around, keyring)]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of some contributions, read at once."""

    allowed: Collection[uuid.UUID]
    themes: Mapping[uuid.UUID, Sequence[Theme]]
    marks: Mapping[uuid.UUID, Sequence[tuple[int | None, int | None]]]
    uses: Sequence[QuoteUse]
    targets: Sequence[Target]


def _quotes(contribution: Contribution, around: _Around, keyring: Keyring) -> Iterator[BankedQuote]:
    own = contribution.id
    standing = standing_of(contribution, is_allowed=own in around.allowed)
    text = opening.working_text(contribution, keyring) if standing is Standing.USABLE else ""
    marked = {
        (start or 0, len(text) if end is None else end) for start, end in around.marks.get(own, ())
    }
    uses = [use for use in around.uses if use.contribution_id == own]
    for start, end in sorted(marked | {(use.start, use.end) for use in uses}):
        yield BankedQuote(
            contribution=contribution,
            start=start,
            end=end,
            standing=standing,
            words=text[start:end].strip(),
            language=language_of(contribution),
            themes=around.themes.get(own, ()),
            uses=[use for use in uses if (use.start, use.end) == (start, end)],
            targets=[target for target in around.targets if target.contribution_id == own],
            is_marked=(start, end) in marked,
        )


def standing_of(contribution: Contribution, *, is_allowed: bool) -> Standing:
    """Whether words of *contribution* may be shown as a quote."""
    if contribution.restricted or contribution.safeguarding in {
        Safeguarding.CONCERN,
        Safeguarding.SIGNALLED,
    }:
        return Standing.WORRIED
    if contribution.redaction is not Redaction.DONE:
        return Standing.NOT_READY
    return Standing.USABLE if is_allowed else Standing.NOT_ALLOWED


def _allowed(contributions: Sequence[Contribution]) -> set[uuid.UUID]:
    statement = select(Permission.submission_id).where(
        Permission.submission_id.in_([each.submission_id for each in contributions]),
        Permission.kind == PermissionKind.QUOTE,
        Permission.granted,
    )
    submissions = set(session().scalars(statement))
    return {each.id for each in contributions if each.submission_id in submissions}


def _themes(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Theme]]:
    statement = (
        select(Coding.contribution_id, Theme)
        .join(Theme, Theme.id == Coding.theme_id)
        .where(Coding.contribution_id.in_(ids))
        .order_by(Theme.position, Theme.key)
    )
    found: dict[uuid.UUID, list[Theme]] = {}
    for contribution_id, theme in session().execute(statement):
        held = found.setdefault(contribution_id, [])
        if theme not in held:
            held.append(theme)
    return found


def _marks(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[tuple[int | None, int | None]]]:
    statement = select(QuoteMark).where(QuoteMark.contribution_id.in_(ids))
    found: dict[uuid.UUID, list[tuple[int | None, int | None]]] = {}
    for mark in session().scalars(statement):
        found.setdefault(mark.contribution_id, []).append((mark.start, mark.end))
    return found
