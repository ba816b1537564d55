"""What readings, deadlines and risks hold."""

from flask_babel import lazy_gettext as _l

from feedback.core import clock
from youwesaid.plans.life import offers, often, wording
from youwesaid.plans.life.fields import Asked, How
from youwesaid.plans.life.words import Unit

READING = (
    often.MEASURE,
    Asked(
        name="taken_on",
        label=_l("Day of the reading"),
        how=How.DAY,
        needed=_l("Give the day of the reading."),
        begins=lambda _plan: clock.today(),
        is_main=True,
    ),
    Asked(
        name="value",
        label=_l("Number"),
        how=How.NUMBER,
        hint=_l("In the unit of the measure: 12 for 12%. It may stay blank."),
        is_main=True,
    ),
    Asked(
        name="out_of",
        label=_l("Out of how many"),
        how=How.NUMBER,
        hint=_l("The whole, where the number is a part of it: 9 out of 12."),
    ),
    Asked(
        name="said",
        label=_l("In words"),
        how=How.TEXT,
        hint=_l("Such as “has increased”, or what the evidence shows. No small numbers of people."),
        is_main=True,
    ),
    Asked(
        name="moved",
        label=_l("Which way did it go?"),
        how=How.WORD,
        words=wording.MOVED,
        hint=_l("For results in words."),
    ),
    Asked(
        name="reached",
        label=_l("Does it show what the plan asks for?"),
        how=How.WORD,
        words=wording.REACHED,
        hint=_l("For evidence and milestones, which no number can judge."),
    ),
    Asked(
        name="period",
        label=_l("Period"),
        how=How.LINE,
        hint=_l("As the source names it, such as 2022-23."),
    ),
    Asked(name="is_baseline", label=_l("Later readings are compared with this one"), how=How.TICK),
    Asked(name="source", label=_l("Source"), how=How.LINE),
    Asked(name="caveat", label=_l("To bear in mind"), how=How.TEXT),
    Asked(name="note", label=_l("Note"), how=How.TEXT),
    often.SENSITIVE,
)

DEADLINE = (
    Asked(
        name="name",
        label=_l("What is due"),
        how=How.LINE,
        needed=_l("Write what is due."),
        is_main=True,
    ),
    Asked(name="measure", label=_l("Measure"), how=How.MEASURE),
    Asked(
        name="event", label=_l("Event from which the days are counted"), how=How.LINE, is_main=True
    ),
    Asked(
        name="event_on",
        label=_l("Day of the event"),
        how=How.DAY,
        needed=_l("Give the day of the event."),
    ),
    Asked(
        name="length",
        label=_l("How long after it"),
        how=How.WHOLE,
        needed=_l("Give a whole number from 0 to 1000."),
    ),
    Asked(
        name="unit",
        label=_l("Counted in"),
        how=How.WORD,
        words=wording.UNITS,
        needed=_l("Choose what it is counted in."),
        begins=lambda _plan: Unit.WORKING_DAYS,
    ),
    Asked(
        name="nation",
        label=_l("Whose bank holidays"),
        how=How.WORD,
        words=wording.NATIONS,
        needed=_l("Choose a nation."),
        begins=offers.nation,
    ),
    Asked(name="met_on", label=_l("Done on"), how=How.DAY, is_main=True),
    Asked(name="note", label=_l("Note"), how=How.TEXT),
    often.ITEMS,
    often.SENSITIVE,
)

RISK = (
    Asked(name="register", label=_l("Register"), how=How.OFFERED, offered=offers.registers),
    Asked(
        name="category",
        label=_l("Category"),
        how=How.OFFERED,
        offered=offers.risk_categories,
        is_main=True,
    ),
    Asked(
        name="risk",
        label=_l("What could go wrong"),
        how=How.TEXT,
        needed=_l("Write what could go wrong."),
        is_main=True,
    ),
    Asked(
        name="likelihood",
        label=_l("How likely is it?"),
        how=How.GRADE,
        words=wording.LIKELIHOODS,
        needed=_l("Choose how likely it is."),
        is_main=True,
    ),
    Asked(
        name="impact",
        label=_l("How bad would it be?"),
        how=How.GRADE,
        words=wording.IMPACTS,
        needed=_l("Choose how bad it would be."),
        is_main=True,
    ),
    Asked(name="mitigations", label=_l("What is done about it"), how=How.TEXT),
    often.POST,
    often.OWNER,
    Asked(
        name="state",
        label=_l("State"),
        how=How.WORD,
        words=wording.RISK_STATES,
        needed=_l("Choose a state."),
        begins=lambda _plan: "open",
        is_main=True,
    ),
    Asked(name="next_look_on", label=_l("Next look on"), how=How.DAY),
    often.ITEMS,
)
