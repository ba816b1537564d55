"""What a record of a plan's life must hold to be true; each broken rule has a name and a field."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core import clock
from feedback.core.errors import Refused
from youwesaid.plans.life.words import Kind, Telling

_YEAR = re.compile(r"(19|20)\d\d([-/]\d\d(\d\d)?)?")
LONGEST_WAIT = 1000  # of any unit


class Untrue(Refused):
    """A record that cannot be true; ``field`` is where the mend is."""

    field = ""
    complaint: LazyString


class NothingRead(Untrue):
    """A reading has neither a number nor words."""

    field = "value"
    complaint = _l("Give a number, words, or both.")


class PartOfNothing(Untrue):
    """The whole is nothing, or there is a whole without a part."""

    field = "out_of"
    complaint = _l("The whole must be more than nothing, and needs a number beside it.")


class StillToCome(Untrue):
    """Something is said to have happened on a day that is still to come."""

    complaint = _l("The day is still to come.")

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotAYear(Untrue):
    """A workplan is of a year."""

    field = "year"
    complaint = _l("Write the year as 2026 or 2026-27.")


class RowIsBlank(Untrue):
    """A row of an action plan says nothing."""

    field = "cells_0"
    complaint = _l("Write something in at least one of the plan's columns.")


class TooLong(Untrue):
    """A deadline is further away than anybody plans."""

    field = "length"
    complaint = _l("Give a whole number from 0 to 1000.")


class MetBeforeEvent(Untrue):
    """A deadline was met before what starts it."""

    field = "met_on"
    complaint = _l("It cannot be done before the day of the event.")


class NextIsNotLater(Untrue):
    """The next review comes before this one."""

    field = "next_on"
    complaint = _l("The next time must come after this one.")


class EndsBeforeItBegins(Untrue):
    """A test of change ended before it began."""

    field = "ended_on"
    complaint = _l("It cannot end before it began.")


class NoRound(Untrue):
    """Rounds of a test count from 1."""

    field = "cycle"
    complaint = _l("Give the number of the round: 1 for the first.")


class ScaledWithoutResult(Untrue):
    """A change was scaled of which nobody says how its test went."""

    field = "result"
    complaint = _l("Write the result before it is scaled.")


class ToldOnNoDay(Untrue):
    """Something was told, and nobody says when."""

    field = "told_on"
    complaint = _l("Give the day on which they were told.")


Values = Mapping[str, Any]


def check(kind: Kind, values: Values) -> None:
    """Raise the first rule that *values* break; all attributes of the kind are in them."""
    for name in _PAST & values.keys():
        if values[name] is not None and values[name] > clock.today():
            raise StillToCome(name)
    if kind in _CHECKS:
        _CHECKS[kind](values)


def _reading(values: Values) -> None:
    if values["value"] is None and not values["said"]:
        raise NothingRead
    if values["out_of"] is not None and (values["out_of"] <= 0 or values["value"] is None):
        raise PartOfNothing


def _work(values: Values) -> None:
    if not _YEAR.fullmatch(values["year"]):
        raise NotAYear


def _row(values: Values) -> None:
    if not any(values["cells"].values()):
        raise RowIsBlank


def _deadline(values: Values) -> None:
    if not 0 <= values["length"] <= LONGEST_WAIT:
        raise TooLong
    if values["met_on"] and values["met_on"] < values["event_on"]:
        raise MetBeforeEvent


def _review(values: Values) -> None:
    if values["next_on"] and values["next_on"] <= (values["held_on"] or values["planned_on"]):
        raise NextIsNotLater


def _test(values: Values) -> None:
    if values["cycle"] < 1:
        raise NoRound
    if values["started_on"] and values["ended_on"] and values["ended_on"] < values["started_on"]:
        raise EndsBeforeItBegins
    if values["scaled_on"] and not values["result"]:
        raise ScaledWithoutResult


def _message(values: Values) -> None:
    if values["telling"] is Telling.TOLD and values["told_on"] is None:
        raise ToldOnNoDay
    if values["telling"] is Telling.TOLD and values["told_on"] > clock.today():
        raise StillToCome("told_on")


#: Days that can only lie in the past.
_PAST = frozenset({"taken_on", "met_on", "held_on", "finished_on", "ended_on", "scaled_on"})
_CHECKS: Mapping[Kind, Callable[[Values], None]] = {
    Kind.READING: _reading,
    Kind.WORK: _work,
    Kind.ROW: _row,
    Kind.DEADLINE: _deadline,
    Kind.REVIEW: _review,
    Kind.TEST: _test,
    Kind.MESSAGE: _message,
}
