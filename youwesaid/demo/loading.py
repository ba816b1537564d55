"""Loading the worked example into a new site."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path

from flask import Flask

from feedback.coding.tagging import training
from feedback.core.db import writing
from feedback.core.keys import keyring
from surveys.library import FIRST
from surveys.library import loading as survey_library
from surveys.versions import services as surveys
from youwesaid.demo import (
    answers,
    formats,
    givers,
    involvement,
    owners,
    partnership,
    people,
    plan_life,
    plan_records,
    responses,
    team,
    voices,
)
from youwesaid.demo.days import play
from youwesaid.demo.people import SignIn
from youwesaid.plans.importing import import_plan
from youwesaid.plans.reading import read_plan_file
from youwesaid.tracker.sharing import snapshots as open_data

#: The plan that the invented answers are about.
OWN_PLAN = "dumfries-galloway-2024-2027"
EXAMPLES = Path(__file__).resolve().parents[1] / "plans" / "examples"


def plan_names() -> list[str]:
    """The example plans that can be named."""
    return sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


def load(
    app: Flask, *, plan: str, empty: bool, progress: Callable[[int, int], None]
) -> list[SignIn]:
    """Fill the site of *app*: staff, plan, survey and, unless *empty*, the invented words."""
    with app.app_context():
        with writing():
            members, sign_ins = people.make_people()
            if plan == OWN_PLAN and not empty:
                partnership.make_partnership(keyring())
            key = import_plan(read_plan_file(EXAMPLES / f"{plan}.yaml")).key
            for survey in survey_library.load_library(only=FIRST):
                surveys.open_survey(survey=survey)
        if empty:
            return sign_ins
        told = voices.Voices(members, keyring())
        story = answers.acts(told, plan=key) if plan == OWN_PLAN else ()
        kept = plan_life.acts(told, plan=key) if plan == OWN_PLAN else ()
        lived = plan_records.acts(told, plan=key) if plan == OWN_PLAN else ()
        answered = responses.acts(told.keyring)
        joined = involvement.acts(told, plan=key) if plan == OWN_PLAN else ()
        told_of = givers.acts()
        owned = owners.acts(told, plan=key) if plan == OWN_PLAN else ()
        past = chain(
            voices.acts(told),
            answered,
            story,
            kept,
            lived,
            joined,
            told_of,
            owned,
            team.acts(told),
            formats.acts(told) if plan == OWN_PLAN else (),
        )
        play(past, progress=progress)
        training.retrain(keyring=keyring())
        with writing():
            open_data.make_if_due()
    return sign_ins
