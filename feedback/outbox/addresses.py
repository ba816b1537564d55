"""What an electronic mail address looks like, no stricter than the mail servers themselves."""

import re

from feedback.core.errors import Refused

_LONGEST = 254  # characters, RFC 5321
_ADDRESS = re.compile(r"[^@\s<>\"(),:;\\\x00-\x20\x7f]{1,64}@[^@\s<>\"(),:;\\\x00-\x20\x7f]{1,190}")


class NotAnAddress(Refused):
    """What was given cannot be an electronic mail address."""


def address(typed: str) -> str:
    """The address in *typed*, without outer spaces; raises NotAnAddress."""
    tidy = typed.strip()
    domain = tidy.rpartition("@")[2]
    if len(tidy) > _LONGEST or not _ADDRESS.fullmatch(tidy) or domain.startswith((".", "-")):
        raise NotAnAddress
    return tidy
