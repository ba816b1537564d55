"""The partnership's own list of small places, kept by a lead."""

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.nlp.folding import fold
from feedback.redaction.models import SmallPlace

_SHORTEST = 3  # letters: shorter ones stand in every other word


class ListedAlready(Refused):
    """The list has this place."""


class TooShort(Refused):
    """So short a name would be found everywhere."""


def add(*, name: str, may_stay: bool, by: Staff) -> SmallPlace:
    """Put a place on the list. Raises ListedAlready, TooShort."""
    written = " ".join(name.split())
    folded = fold(written).text
    if len(folded) < _SHORTEST:
        raise TooShort
    listed = session().scalars(select(SmallPlace.name)).all()
    if folded in {fold(each).text for each in listed}:
        raise ListedAlready
    place = SmallPlace(name=written, may_stay=may_stay, added_by_id=by.id)
    session().add(place)
    session().flush()
    record(
        verb="listed place",
        thing="small_place",
        thing_id=place.id,
        facts={"may_stay": may_stay},
        actor=by,
    )
    return place


def remove(place: SmallPlace, *, by: Staff) -> None:
    """Take a place off the list; what was proposed because of it stays proposed."""
    record(verb="unlisted place", thing="small_place", thing_id=place.id, actor=by)
    session().delete(place)
    session().flush()
