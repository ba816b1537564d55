"""What workplans, action plans, reviews, tests of change and what was told hold."""

from flask_babel import lazy_gettext as _l

from youwesaid.plans.life import offers, often, wording
from youwesaid.plans.life.fields import Asked, How
from youwesaid.plans.life.words import Telling

WORK = (
    Asked(
        name="year",
        label=_l("Year of the workplan"),
        how=How.LINE,
        needed=_l("Give the year, such as 2026 or 2026-27."),
        begins=offers.this_year,
    ),
    Asked(
        name="action",
        label=_l("What will be done"),
        how=How.TEXT,
        hint=_l("Specific, and something that can be achieved."),
        needed=_l("Write what will be done."),
        is_main=True,
    ),
    Asked(name="measurable", label=_l("How anybody will know"), how=How.TEXT, is_main=True),
    often.POST,
    often.OWNER,
    Asked(name="due_on", label=_l("Deadline"), how=How.DAY, is_main=True),
    often.STATUS,
    often.RAG,
    Asked(name="progress", label=_l("Progress"), how=How.TEXT),
    often.FINISHED,
    often.ITEMS,
    often.SENSITIVE,
)

ROW = (
    Asked(
        name="category",
        label=_l("Category"),
        how=How.OFFERED,
        offered=offers.template_categories,
        is_main=True,
    ),
    Asked(name="cells", label=_l("The plan's own columns"), how=How.CELLS, is_main=True),
    often.STATUS,
    often.RAG,
    Asked(
        name="due_on",
        label=_l("Deadline as a day"),
        how=How.DAY,
        hint=_l("Only where there is one: it shows what is late."),
        is_main=True,
    ),
    often.FINISHED,
    often.ITEMS,
    often.SENSITIVE,
)

REVIEW = (
    Asked(
        name="name",
        label=_l("What it is called"),
        how=How.LINE,
        needed=_l("Write what it is called."),
        is_main=True,
    ),
    Asked(
        name="planned_on",
        label=_l("Planned for"),
        how=How.DAY,
        needed=_l("Give the day for which it is planned."),
        is_main=True,
    ),
    Asked(
        name="asks", label=_l("What it asks"), how=How.LINES, hint=_l("One question on each line.")
    ),
    Asked(name="goes_to", label=_l("Who gets the result"), how=How.GROUPS),
    Asked(name="held_on", label=_l("Held on"), how=How.DAY, is_main=True),
    Asked(name="answers", label=_l("Answers"), how=How.ANSWERS),
    Asked(
        name="difference",
        label=_l("Does it make a difference?"),
        how=How.WORD,
        words=wording.DIFFERENCE,
        is_main=True,
    ),
    Asked(
        name="fits", label=_l("Does it still fit?"), how=How.WORD, words=wording.FITS, is_main=True
    ),
    Asked(name="found", label=_l("What was found"), how=How.TEXT),
    Asked(
        name="next_on",
        label=_l("Next time on"),
        how=How.DAY,
        hint=_l("When this one was held, the next one is planned for that day."),
    ),
    often.ITEMS,
    often.SENSITIVE,
)

TEST = (
    Asked(
        name="team",
        label=_l("Team"),
        how=How.LINE,
        needed=_l("Write which team tries it."),
        is_main=True,
    ),
    Asked(
        name="change",
        label=_l("The change that is tried"),
        how=How.TEXT,
        needed=_l("Write what is tried."),
        is_main=True,
    ),
    Asked(
        name="cycle",
        label=_l("Which round"),
        how=How.WHOLE,
        needed=_l("Give the number of the round: 1 for the first."),
        begins=lambda _plan: 1,
        is_main=True,
    ),
    Asked(name="started_on", label=_l("Begun on"), how=How.DAY),
    Asked(name="planned", label=_l("Plan: what was expected, and how it is tested"), how=How.TEXT),
    Asked(name="done", label=_l("Do: what was done, and what came up"), how=How.TEXT),
    Asked(name="studied", label=_l("Study: what the measures and people say"), how=How.TEXT),
    Asked(name="acted", label=_l("Act: what happens next"), how=How.TEXT),
    Asked(name="ended_on", label=_l("Ended on"), how=How.DAY),
    Asked(name="result", label=_l("Result in words"), how=How.TEXT, is_main=True),
    Asked(
        name="decision",
        label=_l("What the team decided"),
        how=How.WORD,
        words=wording.DECISIONS,
        is_main=True,
    ),
    Asked(name="scaled_on", label=_l("Scaled on"), how=How.DAY, is_main=True),
    Asked(name="scaled", label=_l("Scaled where to, and how"), how=How.TEXT),
    often.ITEMS,
)

MESSAGE = (
    Asked(
        name="audience",
        label=_l("Who was told"),
        how=How.LINE,
        needed=_l("Write who was told."),
        is_main=True,
    ),
    Asked(name="channel", label=_l("Channel"), how=How.LINE, is_main=True),
    Asked(
        name="told",
        label=_l("What they were told"),
        how=How.TEXT,
        needed=_l("Write what they were told."),
        is_main=True,
    ),
    Asked(name="teller", label=_l("Role that told them"), how=How.LINE),
    Asked(
        name="telling",
        label=_l("Told already?"),
        how=How.WORD,
        words=wording.TELLING,
        needed=_l("Say if it was told already."),
        begins=lambda _plan: Telling.DRAFT,
        is_main=True,
    ),
    Asked(name="told_on", label=_l("Told on"), how=How.DAY, is_main=True),
    Asked(name="entry_slugs", label=_l("Published answers that it is about"), how=How.ENTRIES),
    often.ITEMS,
    often.SENSITIVE,
)
