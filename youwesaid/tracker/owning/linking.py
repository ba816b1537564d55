"""How the partnership learns what published entries name."""

from typing import Any

from youwesaid.partnership import events
from youwesaid.tracker.models import FacetKind
from youwesaid.tracker.owning import queries

_FACETS = {"agency": FacetKind.AGENCY, "locality": FacetKind.LOCALITY}


def connect() -> None:
    """Listen; doing it again changes nothing."""
    events.uses_wanted.connect(_uses)


def _uses(_sender: object, *, thing: str, key: str, **_: Any) -> int:
    return queries.facets_naming(_FACETS[thing], key) if thing in _FACETS else 0
