"""The words of involvement: kinds, people, support, standards."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.contributions.contacts import When
from youwesaid.involvement.models import (
    ActivityKind,
    ActivityState,
    IncentiveKind,
    InterestState,
    Met,
    OpportunityState,
    SkillKind,
    SupportKind,
    Whom,
)
from youwesaid.partnership.stages import STAGES

KINDS: Mapping[ActivityKind, LazyString] = {
    ActivityKind.MEETING: _l("Meeting"),
    ActivityKind.WORKSHOP: _l("Workshop"),
    ActivityKind.INTERVIEWS: _l("Talks one to one"),
    ActivityKind.PANEL: _l("Standing panel"),
    ActivityKind.SURVEY: _l("Survey"),
    ActivityKind.VISIT: _l("Visit to a group"),
    ActivityKind.CODESIGN: _l("Designing together"),
    ActivityKind.RECRUITMENT: _l("Choosing staff together"),
    ActivityKind.TRAINING: _l("Training given by people with experience"),
    ActivityKind.OTHER: _l("Something else"),
}
STATES: Mapping[ActivityState, LazyString] = {
    ActivityState.PLANNED: _l("Planned"),
    ActivityState.HELD: _l("Held"),
    ActivityState.CANCELLED: _l("Cancelled"),
}
WHOM: Mapping[Whom, LazyString] = {
    Whom.CHILDREN: _l("Children"),
    Whom.YOUNG_PEOPLE: _l("Young people"),
    Whom.CARE_LEAVERS: _l("Young people in care or who left care"),
    Whom.PARENTS: _l("Parents"),
    Whom.CARERS: _l("Carers"),
    Whom.OLDER_PEOPLE: _l("Older people"),
    Whom.DISABLED_PEOPLE: _l("Disabled people"),
    Whom.LEARNING_DISABILITY: _l("People with a learning disability"),
    Whom.MENTAL_HEALTH: _l("People with mental health problems"),
    Whom.DOMESTIC_ABUSE: _l("People hurt by domestic abuse"),
    Whom.SUBSTANCE_USE: _l("People who use drugs or alcohol"),
    Whom.HOMELESSNESS: _l("People without a home"),
    Whom.NEW_TO_COUNTRY: _l("People new to this country"),
    Whom.RURAL: _l("People far from towns"),
    Whom.STAFF: _l("Frontline staff"),
    Whom.ANYONE: _l("Anyone who lives here"),
    Whom.OTHERS: _l("Others"),
}
SUPPORT: Mapping[SupportKind, LazyString] = {
    SupportKind.INTERPRETER: _l("An interpreter"),
    SupportKind.BSL: _l("A sign language interpreter"),
    SupportKind.EASY_READ: _l("Easy Read papers"),
    SupportKind.STEP_FREE: _l("A way in without steps"),
    SupportKind.TRAVEL: _l("Help with travel"),
    SupportKind.CHILDCARE: _l("Childcare"),
    SupportKind.CARE_COVER: _l("Someone to care for a relative meanwhile"),
    SupportKind.QUIET_SPACE: _l("A quiet room"),
    SupportKind.COMPANION: _l("Someone to come along"),
    SupportKind.BY_PHONE: _l("Taking part by phone or online"),
    SupportKind.OTHER: _l("Other help"),
}
MET: Mapping[Met, LazyString] = {
    Met.OPEN: _l("Not settled yet"),
    Met.YES: _l("Met"),
    Met.PARTLY: _l("Met in part"),
    Met.NO: _l("Not met"),
}
INCENTIVES: Mapping[IncentiveKind, LazyString] = {
    IncentiveKind.PAYMENT: _l("Payment"),
    IncentiveKind.VOUCHER: _l("Voucher"),
    IncentiveKind.EXPENSES: _l("Expenses"),
    IncentiveKind.MEAL: _l("Meal"),
    IncentiveKind.TRAINING: _l("Training"),
    IncentiveKind.OTHER: _l("Something else"),
}
OPPORTUNITY_STATES: Mapping[OpportunityState, LazyString] = {
    OpportunityState.DRAFT: _l("Draft"),
    OpportunityState.OPEN: _l("Open"),
    OpportunityState.SHUT: _l("Shut"),
}
INTEREST_STATES: Mapping[InterestState, LazyString] = {
    InterestState.NEW: _l("New"),
    InterestState.REACHED: _l("Reached"),
    InterestState.JOINED: _l("Takes part"),
    InterestState.NOT_NOW: _l("Not now"),
}
SKILLS: Mapping[SkillKind, LazyString] = {
    SkillKind.LANGUAGE: _l("Speaks a language"),
    SkillKind.BSL: _l("Signs"),
    SkillKind.FACILITATION: _l("Leads groups"),
    SkillKind.CHILDREN: _l("Works with children"),
    SkillKind.EASY_READ: _l("Writes Easy Read"),
    SkillKind.TRAUMA: _l("Trained in trauma"),
    SkillKind.RESEARCH: _l("Research and numbers"),
    SkillKind.VENUE: _l("Has a room to lend"),
    SkillKind.NETWORK: _l("Knows a community"),
    SkillKind.OTHER: _l("Something else"),
}
TIMES: Mapping[When, LazyString] = {
    When.ANY_TIME: _l("Any time"),
    When.MORNING: _l("In the morning"),
    When.AFTERNOON: _l("In the afternoon"),
    When.EVENING: _l("In the evening"),
}
#: The seven National Standards for Community Engagement (Scotland, 2016), by their names; what
#: each asks is in our own words.
STANDARDS: Mapping[str, tuple[LazyString, LazyString]] = {
    "inclusion": (_l("Inclusion"), _l("Did we reach those it touches, the quiet ones too?")),
    "support": (_l("Support"), _l("Did we take away what keeps people from coming?")),
    "planning": (_l("Planning"), _l("Was it clear from the start what could change?")),
    "working_together": (_l("Working together"), _l("Did we respect each other?")),
    "methods": (_l("Methods"), _l("Was the way of talking right for these people?")),
    "communication": (_l("Communication"), _l("Did people hear back in plain words?")),
    "impact": (_l("Impact"), _l("Can we show what changed because of it?")),
}  # fmt: skip


def listed(keys: Sequence[str], names: Mapping[Any, LazyString]) -> str:
    """The words of stored *keys*, in the order of *names*, with commas."""
    return ", ".join(str(words) for key, words in names.items() if str(key) in keys)


def whom(keys: Sequence[str], exactly: str = "") -> str:
    """Which people, in words."""
    said = [part for part in (listed(keys, WHOM), exactly) if part]
    return " – ".join(said)


def stages(keys: Sequence[str]) -> str:
    """How far people were involved, in words."""
    return listed(keys, STAGES)


def pounds(pence: int) -> str:
    """An amount of money, such as £12.50."""
    return str(_("£%(amount)s", amount=format_decimal(pence / 100, format="#,##0.00")))


def for_templates() -> dict[str, Any]:
    """What templates of involvement may call, under one name."""
    return {
        "involved": {
            "kinds": KINDS,
            "states": STATES,
            "support": SUPPORT,
            "met": MET,
            "incentives": INCENTIVES,
            "opportunity_states": OPPORTUNITY_STATES,
            "interest_states": INTEREST_STATES,
            "skills": SKILLS,
            "standards": STANDARDS,
            "times": TIMES,
            "stage_names": {stage.value: words for stage, words in STAGES.items()},
            "listed": listed,
            "whom": whom,
            "stages": stages,
            "pounds": pounds,
        }
    }


def choices_of(names: Mapping[Any, LazyString]) -> list[tuple[str, LazyString]]:
    """Value and label pairs for a form."""
    return [(str(key), words) for key, words in names.items()]
