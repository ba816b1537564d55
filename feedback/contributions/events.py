"""What other parts may want to hear of. They connect in ``create_app``; nothing here knows them."""

from blinker import Namespace

_events = Namespace()

#: Sent inside the transaction with ``contributions`` (a sequence) when they are withdrawn.
withdrawn = _events.signal("withdrawn")

#: Sent inside the transaction with ``submission`` and ``kind`` when a permission is taken back.
permission_taken_back = _events.signal("permission-taken-back")

#: Asked with ``contribution_ids``; each receiver returns a sequence of LinkedEntry.
entries_wanted = _events.signal("entries-wanted")
