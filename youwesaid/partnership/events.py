"""What the partnership asks of the parts above it. Those connect themselves."""

import uuid

from blinker import Namespace

_events = Namespace()

#: Asked with ``thing`` (agency, post or locality), ``thing_id`` and ``key``; each receiver returns
#: how many of its rows name it.
uses_wanted = _events.signal("partnership-uses-wanted")


def uses_of(thing: str, thing_id: uuid.UUID, key: str = "") -> int:
    """How often the parts above name this agency, post or locality."""
    answers = uses_wanted.send(None, thing=thing, thing_id=thing_id, key=key)
    return sum(number for _receiver, number in answers)
