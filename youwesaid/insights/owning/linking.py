"""How the partnership learns what is named by answers and insights."""

import uuid
from typing import Any

from youwesaid.insights.owning import queries
from youwesaid.partnership import events


def connect() -> None:
    """Listen; doing it again changes nothing."""
    events.uses_wanted.connect(_uses)


def _uses(_sender: object, *, thing: str, thing_id: uuid.UUID, key: str, **_: Any) -> int:
    return queries.uses_of(thing, thing_id, key)
