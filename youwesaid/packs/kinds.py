"""The kinds of packs: for whom, how long a time, and what stands in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from youwesaid.packs import periods


class PackKind(StrEnum):
    """A report for a meeting; the word that commands and addresses use."""

    QUARTERLY = "quarterly"
    CHAIR = "chair"
    COMMITTEE = "committee"
    SUB_COMMITTEE = "sub-committee"
    CHECK_IN = "check-in"
    ANNUAL = "annual"
    CONSULTATION = "consultation"


class Part(StrEnum):
    """One part of a pack."""

    RECOMMENDATIONS = "recommendations"
    QUESTIONS = "questions"
    ASKED = "asked"
    PEOPLE_SAID = "people_said"
    USED = "used"
    HEARD = "heard"
    PROGRESS = "progress"
    DONE = "done"
    PLANNED = "planned"
    NOT_DONE = "not_done"
    LATE = "late"
    HELD_UP = "held_up"
    LITTLE_PROGRESS = "little_progress"
    MEASURES = "measures"
    HELPED = "helped"
    UNHEARD = "unheard"
    NO_VOICE = "no_voice"
    INVOLVEMENT = "involvement"
    CHANGES = "changes"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Described:
    """What a kind is: its title, for whom it is, how many months it looks back, its parts."""

    title: LazyString
    for_whom: LazyString
    months: int
    parts: Sequence[Part]


#: Reports that anybody may read: what is only for a meeting is not in them.
FOR_EVERYBODY = frozenset({PackKind.ANNUAL, PackKind.CONSULTATION})
_ANSWERS = (Part.DONE, Part.PLANNED, Part.NOT_DONE, Part.LATE, Part.HELD_UP)
_GAPS = (Part.UNHEARD, Part.NO_VOICE, Part.INVOLVEMENT, Part.CHANGES, Part.MEANING)
KINDS: Mapping[PackKind, Described] = {
    PackKind.QUARTERLY: Described(
        _l("Quarterly report of a sub-group"),
        _l("For a sub-group that meets every quarter, and for the boards that it tells."),
        periods.QUARTER,
        (Part.HEARD, *_ANSWERS, Part.MEASURES, *_GAPS),
    ),
    PackKind.CHAIR: Described(
        _l("Chair's report"),
        _l("For the governing group, from the chair of a group, at each meeting."),
        periods.QUARTER,
        (Part.PROGRESS, *_ANSWERS, Part.HEARD, Part.MEASURES, *_GAPS),
    ),
    PackKind.COMMITTEE: Described(
        _l("Six-monthly report to a committee"),
        _l("For a committee of councillors, with recommendations to note."),
        periods.HALF_YEAR,
        (Part.RECOMMENDATIONS, Part.HEARD, *_ANSWERS, Part.MEASURES, *_GAPS),
    ),
    PackKind.SUB_COMMITTEE: Described(
        _l("Progress report of a sub-committee"),
        _l("For the committee above, as often as the terms of reference of a group say."),
        periods.QUARTER,
        (Part.PROGRESS, Part.HEARD, *_ANSWERS, Part.MEASURES, *_GAPS),
    ),
    PackKind.CHECK_IN: Described(
        _l("12-month check-in"),
        _l("For the boards that ask once a year if the plan makes a difference and still fits."),
        periods.YEAR,
        (Part.QUESTIONS, Part.PROGRESS, Part.HEARD, *_ANSWERS, Part.LITTLE_PROGRESS,
         Part.MEASURES, Part.HELPED, *_GAPS),
    ),
    PackKind.ANNUAL: Described(
        _l("Section for the yearly report"),
        _l("For the yearly report: how feedback was used, and where there is little progress."),
        periods.YEAR,
        (Part.USED, Part.HEARD, *_ANSWERS, Part.LITTLE_PROGRESS, Part.MEASURES, Part.HELPED,
         *_GAPS),
    ),
    PackKind.CONSULTATION: Described(
        _l("We asked, you said, we did"),
        _l("For everybody who answered a survey: what was asked, what people said, what was done."),
        periods.YEAR,
        (Part.ASKED, Part.PEOPLE_SAID, Part.HEARD, *_ANSWERS, *_GAPS),
    ),
}  # fmt: skip
