"""The levels: what each proposes, which of them shut a text, and what to do, step by step."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.safeguarding.models import Level, Outcome, Urgency

#: The levels that somebody can raise, least first; a higher one replaces a lower one.
RAISED: Sequence[Level] = (Level.L1, Level.L2, Level.L3, Level.L4, Level.ATTACK)

#: While a concern of one of these is open, only those who look after it may read the words.
RESTRICTING = frozenset({Level.L2, Level.L3, Level.L4, Level.ATTACK})

PROPOSED: Mapping[Level, Urgency] = {
    Level.L1: Urgency.SOON,
    Level.L2: Urgency.TODAY,
    Level.L3: Urgency.NOW,
    Level.L4: Urgency.NOW,
    Level.ATTACK: Urgency.NOW,
}

STEPS: Mapping[Level, Sequence[LazyString]] = {
    Level.L1: (
        _l("Find out which service it is about."),
        _l("If they left a safe way to reach them, tell them how to complain, and who can help."),
        _l("If not, tell the service what was said, without who said it."),
        _l("Write down where you pointed them, then close it. The words can be published."),
    ),
    Level.L2: (
        _l("Ask if it is safe to talk, in the way that they chose, before you say anything else."),
        _l("Ask what they want to happen. Tell them whom to call, and offer to call with them."),
        _l("Make sure that it was done: ask them, or ask the service. Write down what you heard."),
        _l("If you cannot reach them, or they are less safe than you thought, choose level 4."),
        _l("Publish nothing until it is closed."),
    ),
    Level.L3: (
        _l("Call the manager of the service now. Do not write: speak to a person."),
        _l("Say what is planned, to whom, where and when, in the words that stand here."),
        _l("If somebody may be hurt before the manager can act, call 999."),
        _l("Ask what the manager will do, and by when. Write it down."),
        _l("Publish nothing. Tell nobody in the service who said it."),
    ),
    Level.L4: (
        _l("If somebody may be hurt now, call 999."),
        _l("Call the safeguarding team: the children's team for a child, else the adults' team."),
        _l("Say only what stands here. Ask what they will do, and by when."),
        _l("Do not look for the person yourself, and do not promise to keep it secret."),
        _l("Write down whom you called, when, and what they said. Publish nothing."),
    ),
    Level.ATTACK: (
        _l("Publish nothing of it, now or later. It may be the attack itself, or a search."),
        _l("Do not answer, and do not say if you know the person it is about."),
        _l("Hide everything that shows who it is about: names, places, times, work, family."),
        _l("Tell whoever protects that person: their worker, the police or the safeguarding team."),
        _l("Look for other words like these in what came in. Write down what you did."),
    ),
}

#: How a concern of each level usually ends comes first in the list of outcomes.
USUAL: Mapping[Level, Outcome] = {
    Level.L1: Outcome.SIGNPOSTED,
    Level.L2: Outcome.RAISED_BY_THEM,
    Level.L3: Outcome.MANAGER_ACTED,
    Level.L4: Outcome.PASSED_TO_ADULTS,
    Level.ATTACK: Outcome.TARGET_PROTECTED,
}


def is_higher(one: Level, other: Level) -> bool:
    """Whether *one* asks for more than *other*."""
    return RAISED.index(one) > RAISED.index(other)
