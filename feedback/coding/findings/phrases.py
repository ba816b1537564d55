"""Phrases that people use more than before, found without anybody's codings; for readers only."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from feedback.coding import queries
from feedback.coding.codebook.keeping import NoThemes, present_codebook
from feedback.coding.findings.rising import SPAN
from feedback.coding.models import Suggestion, Theme
from feedback.coding.tagging.floors import STOOD_BY
from feedback.contributions import holding, opening
from feedback.contributions.models import Contribution, Redaction
from feedback.contributions.restricting import open_to_readers
from feedback.core.db import session
from feedback.core.sealing import CannotOpen, Keyring
from feedback.nlp.phrases import Said
from feedback.nlp.rising import RisingPhrase, RisingTheme, rising_phrases, rising_themes

_BRACKETS = re.compile(r"\[[^\]]*\]")  # what stands for something hidden is nobody's word
MOST_READ = 1_500
"""The latest so many of each span are opened: that takes a few seconds at most."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases and the suggested themes, and of how many contributions in each span."""

    found: Sequence[RisingPhrase]
    themes: Sequence[tuple[Theme, RisingTheme]]
    since: date
    before: int
    after: int


def phrases(until: date, *, keyring: Keyring) -> Phrases:
    """What was said in the three months up to *until* and less in the three before.

    From working texts that every reader may see. Never of fewer than five contributions.
    """
    middle = until - SPAN
    before = middle - SPAN + timedelta(days=1), middle
    after = middle + timedelta(days=1), until
    earlier, later = _said(*before, keyring), _said(*after, keyring)
    try:
        codebook = present_codebook()
    except NoThemes:
        codebook = None
    found = rising_phrases(earlier, later, codebook=codebook)
    themes = {theme.key: theme for theme in queries.themes()}
    rising = rising_themes(_suggested(*before), _suggested(*after))
    risen = [(themes[each.theme], each) for each in rising if each.theme in themes]
    return Phrases(found, risen, after[0], len(earlier), len(later))


def _suggested(since: date, until: date) -> list[frozenset[str]]:
    """For each contribution the themes that the tagger stood by, whatever people made of them."""
    found: dict[uuid.UUID, set[str]] = {
        each: set() for each in session().scalars(_latest(since, until, Contribution.id))
    }
    pairs = (
        select(Suggestion.contribution_id, Theme.key)
        .join(Theme, Theme.id == Suggestion.theme_id)
        .where(Suggestion.contribution_id.in_(list(found)), Suggestion.band.in_(STOOD_BY))
    )
    for contribution_id, key in session().execute(pairs):
        found[contribution_id].add(key)
    return [frozenset(keys) for keys in found.values()]


def _latest(since: date, until: date, what: Any) -> Select[Any]:
    return (
        select(what)
        .where(
            Contribution.redaction == Redaction.DONE,
            Contribution.withdrawn_on.is_(None),
            Contribution.received_on >= since,
            Contribution.received_on <= until,
            open_to_readers(),
            holding.counted(Contribution.submission_id),
        )
        .order_by(Contribution.received_on.desc(), Contribution.id)
        .limit(MOST_READ)
    )


def _said(since: date, until: date, keyring: Keyring) -> list[Said]:
    said = []
    for contribution in session().scalars(_latest(since, until, Contribution)):
        try:
            text = opening.working_text(contribution, keyring)
        except CannotOpen:
            continue
        said.append(Said(_BRACKETS.sub(" ", text), contribution.language))
    return said
