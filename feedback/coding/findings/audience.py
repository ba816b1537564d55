"""Who sees which numbers."""

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role

#: Who sees live numbers: who may read what people said, or answers to it.
LIVE = (*READERS, Role.EDITOR, Role.PUBLISHER)
#: Who sees themes at all: a viewer sees figures of snapshots only.
WATCHERS = (*LIVE, Role.VIEWER)


def sees_all() -> bool:
    """Whether whoever is signed in sees live numbers."""
    return bool(current_staff().role_names & {role.value for role in LIVE})


def may_read() -> bool:
    """Whether whoever is signed in may read working texts."""
    return bool(current_staff().role_names & {role.value for role in READERS})
