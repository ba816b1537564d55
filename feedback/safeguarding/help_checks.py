"""The partnership's own word on the help lines: read again, corrected, or taken off the page."""

import re

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.safeguarding import queries
from feedback.safeguarding.models import HelpLineCheck

_NUMBER = re.compile(r"\+?[0-9](?: ?[0-9]){2,14}")  # ITU-T E.164: at most 15 digits


class NotANumber(Refused):
    """What was typed is not a telephone number."""


class NoSuchLine(Refused):
    """There is no help line with this key for this partnership."""


class LastWayToHelp(Refused):
    """The number for danger to life is never taken off the page."""


ALWAYS_SHOWN = frozenset({"emergency"})


def is_number(typed: str) -> bool:
    """Whether that can be a telephone number."""
    return _NUMBER.fullmatch(typed) is not None


def confirm(key: str, *, by: Staff) -> None:
    """*by* has read the number on its own page today and it is right. Raises NoSuchLine."""
    _check(key, by=by).checked_on = clock.today()
    record(verb="checked help line", thing="help line", thing_id=key, actor=by)
    session().flush()


def correct(key: str, *, number: str, by: Staff) -> None:
    """Show *number* from now on; empty goes back to the one shipped.

    Raises NotANumber, NoSuchLine.
    """
    if number and not is_number(number):
        raise NotANumber
    check = _check(key, by=by)
    check.checked_on = clock.today()
    check.number = number or None
    record(verb="corrected help line", thing="help line", thing_id=key, actor=by)
    session().flush()


def set_hidden(key: str, *, hidden: bool, by: Staff) -> None:
    """Take a line off the public page, or put it back. Raises LastWayToHelp, NoSuchLine."""
    if hidden and key in ALWAYS_SHOWN:
        raise LastWayToHelp
    _check(key, by=by).hidden = hidden
    verb = "hid help line" if hidden else "showed help line"
    record(verb=verb, thing="help line", thing_id=key, actor=by)
    session().flush()


def _check(key: str, *, by: Staff) -> HelpLineCheck:
    lines = {each.line.key: each.line for each in queries.checked_lines()}
    if key not in lines:
        raise NoSuchLine
    check = session().get(HelpLineCheck, key) or HelpLineCheck(
        key=key,
        hidden=False,
        checked_on=lines[key].checked_on,  # hiding a line does not make it checked
    )
    check.checked_by_id = by.id
    session().add(check)
    return check
