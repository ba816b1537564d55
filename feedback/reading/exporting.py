"""Working texts as a table: nothing that is hidden, and nothing that a spreadsheet would run."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding.exchange.gathering import sendable
from feedback.coding.models import Coding, Theme
from feedback.contributions import opening
from feedback.core.db import session
from feedback.core.sealing import Keyring
from feedback.core.tables import csv_text

HEADS = ("id", "received_on", "language", "question", "working_text", "themes")
_AT_ONCE = 500  # rows opened before the next are asked for


@dataclass(frozen=True, slots=True)
class Export:
    """A CSV table and how many contributions are in it."""

    table: str
    count: int


def export_csv(*, keyring: Keyring, by: Staff | None = None) -> Export:
    """The working text of every contribution that may leave; that it was taken out is logged."""
    rows = list(_rows(keyring))
    record(verb="exported working texts", facts={"count": len(rows)}, actor=by)
    return Export(csv_text(HEADS, rows), len(rows))


def _rows(keyring: Keyring) -> Iterator[Sequence[object]]:
    statement = sendable().execution_options(yield_per=_AT_ONCE)
    themes = _themes()
    for each in session().scalars(statement):
        yield (
            each.id,
            each.received_on.isoformat(),
            each.language,
            each.question or "",
            opening.working_text(each, keyring),
            "|".join(themes.get(each.id, ())),
        )


def _themes() -> Mapping[uuid.UUID, Sequence[str]]:
    """The English names of the themes that anybody gave, by contribution, in book order."""
    statement = (
        select(Coding.contribution_id, Theme.position, Theme.key, Theme.names)
        .join(Theme, Theme.id == Coding.theme_id)
        .order_by(Theme.position, Theme.key, Coding.id)
    )
    given: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for contribution_id, _position, key, names in session().execute(statement):
        given[contribution_id][key] = names["en"]
    return {contribution_id: list(names.values()) for contribution_id, names in given.items()}
