"""A pack from its record: which parts in which order, and what stands under the title."""

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import gettext as _

from feedback.core import clock
from feedback.core.templating import day, settings
from youwesaid.packs.blocks import Block, Fact, Pack, Words
from youwesaid.packs.kinds import KINDS, PackKind, Part
from youwesaid.packs.lines import Route
from youwesaid.packs.parts import (
    answers,
    effects,
    front,
    gaps,
    heard,
    involved,
    plan,
    promises,
    survey,
)
from youwesaid.packs.record import Asked, Record, gathered
from youwesaid.packs.telling import cell, ours, printed, speaking

_PARTS: Mapping[Part, Callable[[Record], list[Block]]] = {
    Part.RECOMMENDATIONS: front.recommendations,
    Part.QUESTIONS: front.questions,
    Part.ASKED: survey.asked,
    Part.PEOPLE_SAID: survey.people_said,
    Part.USED: heard.used,
    Part.HEARD: heard.heard,
    Part.PROGRESS: answers.progress,
    Part.DONE: answers.done,
    Part.PLANNED: answers.planned,
    Part.NOT_DONE: answers.not_done,
    Part.LATE: promises.lateness,
    Part.HELD_UP: promises.held_up,
    Part.LITTLE_PROGRESS: answers.little_progress,
    Part.MEASURES: effects.measures,
    Part.HELPED: effects.helped,
    Part.UNHEARD: gaps.unheard,
    Part.NO_VOICE: gaps.no_voice,
    Part.INVOLVEMENT: involved.involvement,
    Part.CHANGES: plan.changes,
    Part.MEANING: front.meaning,
}


def pack(asked: Asked, *, today: date | None = None) -> Pack:
    """The pack that was asked for, in its language, from what is public today."""
    with speaking(asked.language) as language:
        described = KINDS[asked.kind]
        record = gathered(asked, today=today or clock.today())
        blocks = [block for part in described.parts for block in _PARTS[part](record)]
        return Pack(
            name=_file_name(asked),
            title=str(described.title),
            language=language,
            facts=_facts(record),
            blocks=blocks,
        )


def _file_name(asked: Asked) -> str:
    period = asked.period
    return f"{asked.kind}-{asked.plan.key}-{period.start.isoformat()}-{period.end.isoformat()}"


def _facts(record: Record) -> list[Fact]:
    asked, route = record.asked, record.route
    is_survey = asked.kind is PackKind.CONSULTATION
    partnership = str(record.plan.partnership.get("name") or settings().partnership)
    told = [
        (_("Partnership"), cell(printed(record.plan, partnership))),
        (_("Plan"), cell(printed(record.plan, record.plan.title))),
        (_("What this is about"), cell("" if is_survey else _about(asked))),
        (_("As it stands on"), cell(day(record.made_on))),
        (_("From whom to whom"), cell("" if is_survey else _way(record))),
        (_("What the plan says of this report"), cell(printed(record.plan, _line(route)))),
    ]
    return [Fact(ours(name), words) for name, words in told if words]


def _way(record: Record) -> Words:
    found = way(record.route)
    if found:
        return printed(record.plan, found)
    return ours(_("The plan does not say to whom this is reported."))


def _about(asked: Asked) -> str:
    start, end = day(asked.period.start), day(asked.period.end)
    return str(_("From %(start)s to %(end)s", start=start, end=end))


def way(route: Route) -> str:
    """The way of a report, level by level, in the plan's own names; empty where it says none."""
    return " → ".join(", ".join(level) for level in route.levels if level)


def _line(route: Route) -> str:
    return ", ".join(part for part in (route.what, route.cadence, route.review) if part)
