"""The six roles; a person may hold several. An administrator may not read stories."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody on the staff side is trusted with."""

    CODER = "coder"
    LEAD = "safeguarding_lead"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


class Guest(StrEnum):
    """Who is not staff, and signs in to open nothing but the pages that name them."""

    REVIEWER = "reviewer"


#: Who may read working texts and code them.
READERS = (Role.CODER, Role.LEAD)
#: Who may see insights, plan items and answers.
AUTHORS = (Role.EDITOR, Role.PUBLISHER, Role.CODER, Role.LEAD)
