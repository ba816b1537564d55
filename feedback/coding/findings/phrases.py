"""Phrases that people use more than before, found without anybody's codings; for readers only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from feedback.coding.codebook.keeping import NoThemes, present_codebook
from feedback.coding.findings.rising import SPAN
from feedback.contributions import holding, opening
from feedback.contributions.models import Contribution, Redaction
from feedback.contributions.restricting import open_to_readers
from feedback.core.db import session
from feedback.core.sealing import CannotOpen, Keyring
from feedback.nlp.phrases import Said
from feedback.nlp.rising import RisingPhrase, rising_phrases

_BRACKETS = re.compile(r"\[[^\]]*\]")  # what stands for something hidden is nobody's word
MOST_READ = 1_500
"""The latest so many of each span are opened: that takes a few seconds at most."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases, and of how many contributions in each span."""

    found: Sequence[RisingPhrase]
    since: date
    before: int
    after: int


def phrases(until: date, *, keyring: Keyring) -> Phrases:
    """What was said in the three months up to *until* and less in the three before.

    From working texts that every reader may see. Never of fewer than five contributions.
    """
    middle = until - SPAN
    earlier = _said(middle - SPAN + timedelta(days=1), middle, keyring)
    later = _said(middle + timedelta(days=1), until, keyring)
    try:
        codebook = present_codebook()
    except NoThemes:
        codebook = None
    found = rising_phrases(earlier, later, codebook=codebook)
    return Phrases(found, middle + timedelta(days=1), len(earlier), len(later))


def _said(since: date, until: date, keyring: Keyring) -> list[Said]:
    latest = (
        select(Contribution)
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
    said = []
    for contribution in session().scalars(latest):
        try:
            text = opening.working_text(contribution, keyring)
        except CannotOpen:
            continue
        said.append(Said(_BRACKETS.sub(" ", text), contribution.language))
    return said
