"""What the vocabularies of a plan's life are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from youwesaid.plans.life.judging import Standing
from youwesaid.plans.life.words import (
    Decision,
    Difference,
    Fit,
    Kind,
    Moved,
    Nation,
    Reached,
    RiskState,
    Telling,
    Unit,
)

Names = Mapping[StrEnum, LazyString]

MOVED: Names = {
    Moved.UP: _l("It went up"),
    Moved.DOWN: _l("It went down"),
    Moved.SAME: _l("It stayed the same"),
}
REACHED: Names = {
    Reached.YES: _l("Yes, this shows it"),
    Reached.NO: _l("No, this does not show it"),
}
UNITS: Names = {
    Unit.WORKING_DAYS: _l("working days"),
    Unit.DAYS: _l("days"),
    Unit.MONTHS: _l("months"),
}
NATIONS: Names = {
    Nation.ENGLAND: _l("England"),
    Nation.WALES: _l("Wales"),
    Nation.SCOTLAND: _l("Scotland"),
    Nation.NORTHERN_IRELAND: _l("Northern Ireland"),
}
DIFFERENCE: Names = {
    Difference.YES: _l("Yes"),
    Difference.PARTLY: _l("In part"),
    Difference.NO: _l("No"),
    Difference.UNKNOWN: _l("Cannot be said yet"),
}
FITS: Names = {
    Fit.YES: _l("Yes"),
    Fit.PARTLY: _l("In part"),
    Fit.NO: _l("No"),
    Fit.UNKNOWN: _l("Cannot be said yet"),
}
RISK_STATES: Names = {
    RiskState.OPEN: _l("Open"),
    RiskState.ACCEPTED: _l("Accepted, and watched"),
    RiskState.CLOSED: _l("Closed"),
}
DECISIONS: Names = {
    Decision.ADOPT: _l("Adopt: keep the change"),
    Decision.ADAPT: _l("Adapt: change it and test again"),
    Decision.ABANDON: _l("Abandon: do not go on"),
}
TELLING: Names = {
    Telling.DRAFT: _l("Draft: not told yet"),
    Telling.TOLD: _l("Told"),
}
STANDINGS: Names = {
    Standing.MET: _l("Met"),
    Standing.NOT_MET: _l("Not met"),
    Standing.UNKNOWN: _l("Cannot be said"),
}
LIKELIHOODS: Mapping[int, LazyString] = {
    1: _l("Rare"),
    2: _l("Unlikely"),
    3: _l("Possible"),
    4: _l("Likely"),
    5: _l("Almost certain"),
}
IMPACTS: Mapping[int, LazyString] = {
    1: _l("Very low"),
    2: _l("Low"),
    3: _l("Medium"),
    4: _l("High"),
    5: _l("Very high"),
}
#: Words for likelihood times impact: (at most, words, shade of the grid).
_SCORES: Sequence[tuple[int, LazyString, int]] = (
    (4, _l("Low"), 1),
    (9, _l("Medium"), 2),
    (14, _l("High"), 4),
    (25, _l("Very high"), 5),
)
#: Of actions whose plan prints no statuses of its own; kept by their English words.
STATUSES: Mapping[str, LazyString] = {
    "Not started": _l("Not started"),
    "In progress": _l("In progress"),
    "Completed": _l("Completed"),
    "Stopped": _l("Stopped"),
}
#: Where the plan has no colours of its own; kept by their English words.
RAG: Mapping[str, LazyString] = {
    "Red": _l("Red"),
    "Amber": _l("Amber"),
    "Green": _l("Green"),
}


@dataclass(frozen=True, slots=True)
class Called:
    """What the records of one kind are called on the pages that keep them."""

    many: LazyString
    new: LazyString  # the button that starts one
    about: LazyString  # what they are for, in a sentence or two
    none: LazyString


CALLED: Mapping[Kind, Called] = {
    Kind.READING: Called(
        _l("Measures and readings"),
        _l("Add a reading"),
        _l("A reading is a number or words, such as “has increased”. Both count."),
        _l("No reading yet."),
    ),
    Kind.WORK: Called(
        _l("Workplan"),
        _l("Add an action"),
        _l("The actions of a year. Change them as often as needed: every earlier value is kept."),
        _l("No action in this workplan yet."),
    ),
    Kind.ROW: Called(
        _l("Action plan"),
        _l("Add a row"),
        _l("Rows in the plan's own columns and categories."),
        _l("No row in this action plan yet."),
    ),
    Kind.DEADLINE: Called(
        _l("Deadlines"),
        _l("Add a deadline"),
        _l("Days that follow from an event. Bank holidays are left out of working days."),
        _l("No deadline yet."),
    ),
    Kind.REVIEW: Called(
        _l("Reviews and check-ins"),
        _l("Plan a review"),
        _l("When the plan is looked at again, what is asked, and what was answered."),
        _l("No review is planned yet."),
    ),
    Kind.RISK: Called(
        _l("Risks"),
        _l("Add a risk"),
        _l("What could go wrong, how likely it is and how bad it would be. For staff only."),
        _l("No risk in the register yet."),
    ),
    Kind.TEST: Called(
        _l("Tests of change"),
        _l("Add a test"),
        _l("One team tries a change: plan, do, study, act. For staff only."),
        _l("No test of change yet."),
    ),
    Kind.MESSAGE: Called(
        _l("What was told to whom"),
        _l("Add what was told"),
        _l("What people were told, through which channel and when. Drafts are for staff only."),
        _l("Nothing is written down yet."),
    ),
}
#: Kinds that are never on a public page.
STAFF_ONLY = frozenset({Kind.RISK, Kind.TEST})


def score_words(score: int) -> LazyString:
    """A word for likelihood times impact."""
    return next(word for most, word, _shade in _SCORES if score <= most)


def score_shade(score: int) -> int:
    """How dark a cell of the grid is, 1 to 5; it repeats the word and the number."""
    return next(shade for most, _word, shade in _SCORES if score <= most)
