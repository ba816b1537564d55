"""What invented people take part in: the register, an invitation, what colleagues can lend."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from feedback.core import clock
from youwesaid.demo.days import Act
from youwesaid.demo.voices import Voices
from youwesaid.involvement import joining, services
from youwesaid.involvement.joining import Invitation
from youwesaid.involvement.models import (
    Activity,
    ActivityKind,
    ActivityState,
    IncentiveKind,
    Met,
    OpportunityState,
    SkillKind,
    SupportKind,
)
from youwesaid.involvement.services import ActivityFacts
from youwesaid.partnership import queries as partnership
from youwesaid.plans import queries as plans

FILE = Path(__file__).with_name("involvement.yaml")


def acts(voices: Voices, *, plan: str) -> Iterator[Act]:
    """Each activity on its day or, when it is to come, ten days ago; then the rest."""
    written = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    today = clock.today()
    for each in written["activities"]:
        starts = today - timedelta(days=each["days_ago"])
        known = min(starts, today - timedelta(days=10))
        if each["state"] == "held":
            known = starts
        yield Act(known, 9, partial(_hold, voices, plan, each, starts))
    for each in written["opportunities"]:
        asked = today - timedelta(days=each["days_ago"])
        closes, first = (today + timedelta(days=each[name]) for name in ("closes_in", "first_in"))
        yield Act(asked, 9, partial(_invite, voices, plan, each, closes, first))
    for each in written["skills"]:
        yield Act(today - timedelta(days=60), 9, partial(_lend, voices, each))


def _hold(voices: Voices, plan: str, each: Mapping[str, Any], starts: Any) -> None:
    editor = voices.staff["editor"]
    activity = services.write_activity(
        facts=ActivityFacts(
            titles=each["titles"],
            kind=ActivityKind(each["kind"]),
            state=ActivityState(each["state"]),
            agency=partnership.agency_by_key(each["agency"]),
            whom=each["whom"],
            whom_exactly=each.get("whom_exactly", ""),
            stages=each["stages"],
            starts_on=starts,
            place=each["place"],
            people_count=each["people"],
            came_of_it=each["came"],
            is_public=each["public"],
            plan_items=[plans.item(plan, key) for key in each["items"]],
        ),
        by=editor,
    )
    for asked in each["support"]:
        _support(voices, activity, asked)
    if "incentive" in each:
        given = {**each["incentive"], "kind": IncentiveKind(each["incentive"]["kind"])}
        told = starts - timedelta(days=14)
        services.offer_incentive(activity, **given, benefits_note_on=told, by=editor)


def _support(voices: Voices, activity: Activity, asked: Mapping[str, Any]) -> None:
    editor = voices.staff["editor"]
    request = services.note_support(
        activity,
        kind=SupportKind(asked["kind"]),
        detail=asked.get("detail", ""),
        people=asked["people"],
        by=editor,
    )
    services.settle_support(
        request, met=Met(asked["met"]), why_not=asked.get("why_not", ""), by=editor
    )


def _invite(voices: Voices, plan: str, each: Mapping[str, Any], closes: Any, first: Any) -> None:
    joining.write_opportunity(
        said=Invitation(
            titles=each["titles"],
            about=each["about"],
            thanks=each["thanks"],
            agency=partnership.agency_by_key(each["agency"]),
            closes_on=closes,
            first_on=first,
            state=OpportunityState.OPEN,
            help_offered=each["help"],
            stages=each["stages"],
            plan_items=[plans.item(plan, key) for key in each["items"]],
        ),
        by=voices.staff["lead"],
    )


def _lend(voices: Voices, each: Mapping[str, Any]) -> None:
    services.write_skill(
        agency=partnership.agency_by_key(each["agency"]),
        post=None,
        kind=SkillKind(each["kind"]),
        detail=each["detail"],
        by=voices.staff["lead"],
    )
