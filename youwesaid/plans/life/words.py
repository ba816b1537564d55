"""The small vocabularies of a plan's life: kinds of records and what may be chosen in them."""

from enum import StrEnum


class Kind(StrEnum):
    """What a record of a plan's life is; also the part of its address."""

    READING = "readings"
    WORK = "workplan"
    ROW = "rows"  # of the plan's own action plan template
    DEADLINE = "deadlines"
    REVIEW = "reviews"
    RISK = "risks"
    TEST = "tests"
    MESSAGE = "told"


class Moved(StrEnum):
    """Which way a reading went, as a person reads it: for results told in words."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class Reached(StrEnum):
    """Whether a person judges that a reading shows what the measure asks for."""

    YES = "yes"
    NO = "no"


class Unit(StrEnum):
    """What the length of a deadline is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


class Nation(StrEnum):
    """Whose bank holidays count."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class Difference(StrEnum):
    """Whether the plan makes a difference, as a review finds it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Fit(StrEnum):
    """Whether the plan still fits, as a review finds it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class RiskState(StrEnum):
    """Whether anybody still has to do something about a risk."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Decision(StrEnum):
    """What a team does with a change that it tried: the last step of plan, do, study, act."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"


class Telling(StrEnum):
    """Whether something was told already."""

    DRAFT = "draft"
    TOLD = "told"
