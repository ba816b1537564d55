"""Two people coded one contribution at the same time: which themes stay is decided once."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import changes, queries
from feedback.coding.models import ChangeKind, ChangeSet, Coding, Theme
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session


@dataclass(frozen=True, slots=True)
class Given:
    """One theme, and who gave it."""

    theme: Theme
    by_me: bool
    others: Sequence[str]  # names


def given(contribution: Contribution, *, by: Staff) -> Sequence[Given]:
    """Every theme that anybody gave, in the codebook's order."""
    codings = queries.codings_of(contribution.id)
    named = select(Staff.id, Staff.name).where(Staff.id.in_({each.coder_id for each in codings}))
    names = dict(session().execute(named).all())
    found: dict[uuid.UUID, Given] = {}
    for theme in dict.fromkeys(coding.theme for coding in codings):
        of = [coding for coding in codings if coding.theme_id == theme.id]
        others = sorted({names.get(c.coder_id, "?") for c in of if c.coder_id != by.id})
        found[theme.id] = Given(theme, any(c.coder_id == by.id for c in of), others)
    return list(found.values())


def keep_only(
    contribution: Contribution, *, keys: Collection[str], shown: Collection[str], by: Staff
) -> ChangeSet:
    """Take away every coding, whoever gave it, of a theme *shown* that is not among *keys*.

    What somebody gave since the page was shown stays: nobody has decided on it. One act, which can
    be taken back. None left means that no theme fits.
    """
    change = changes.begin(ChangeKind.RECONCILED, by=by, facts={"merged": True})
    dropped = set(shown) - set(keys)
    for coding in queries.codings_of(contribution.id):
        if coding.theme.key in dropped:
            change.remove(session().get_one(Coding, coding.id))
    left = queries.codings_of(contribution.id)
    if not left:
        change.set(contribution, coding=CodingState.NO_THEME)
    facts = {"kept": len({coding.theme_id for coding in left})}
    record(
        verb="merged the codings of",
        thing="contribution",
        thing_id=contribution.id,
        facts=facts,
        actor=by,
    )
    return change.change_set
