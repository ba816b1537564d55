"""What a call for views must say before it opens: who listens, what can change, when people hear.

Lundy's model asks for an audience and for influence beside a voice; Gunning's principles ask for
reasons, and that nothing is decided before the answers are in.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from surveys.definitions.definition import Call, Definition
from surveys.versions.models import Survey


class Owed(StrEnum):
    """What a call for views owes to those whom it calls."""

    LISTENER = "listener"
    CHANGE = "change"
    HEAR_BY = "hear_by"


class Doubt(StrEnum):
    """What does not stop a call for views, and should make its editor think."""

    NO_REASONS = "no_reasons"
    NO_CLOSING_DAY = "no_closing_day"
    DECIDED_BEFORE_THE_END = "decided_before_the_end"
    HEARD_BEFORE_DECIDED = "heard_before_decided"


def owed_by(definition: Definition) -> Sequence[Owed]:
    """What the call for views in *definition* does not say yet; nothing where it is none."""
    call = definition.call
    if call is None:
        return ()
    source = definition.languages[0]
    is_said = {
        Owed.LISTENER: bool(call.listener.get(source, "").strip()),
        Owed.CHANGE: bool(call.change.get(source, "").strip()),
        Owed.HEAR_BY: bool(call.hear_by),
    }
    return [owed for owed, said in is_said.items() if not said]


def doubts_about(survey: Survey, definition: Definition) -> Sequence[Doubt]:
    """What should be thought over before the call for views opens, or while it is open."""
    call = definition.call
    if call is None:
        return ()
    decided, heard = _day(call.decide_on), _day(call.hear_by)
    is_doubtful = {
        Doubt.NO_REASONS: not _says_reasons(call),
        Doubt.NO_CLOSING_DAY: survey.closes_on is None,
        Doubt.DECIDED_BEFORE_THE_END: _is_before(decided, survey.closes_on),
        Doubt.HEARD_BEFORE_DECIDED: _is_before(heard, decided),
    }
    return [doubt for doubt, is_so in is_doubtful.items() if is_so]


def _says_reasons(call: Call) -> bool:
    return any(text.strip() for text in call.reasons.values())


def _is_before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
