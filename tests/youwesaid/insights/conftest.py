"""A small plan, a theme, and people who said something that was coded with it."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.coding.models import Coding, Theme
from feedback.contributions import opening, permissions
from feedback.contributions.models import (
    Channel,
    CodingState,
    Contribution,
    Kind,
    PermissionKind,
    Redaction,
    Safeguarding,
)
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import session, writing
from feedback.core.sealing import Keyring
from youwesaid.insights import services
from youwesaid.insights.models import AnswerKind, Insight, Reason
from youwesaid.insights.rules import AnswerDraft
from youwesaid.plans import queries as plans
from youwesaid.plans.examples import example_file
from youwesaid.plans.importing import import_plan
from youwesaid.plans.models import PlanItem
from youwesaid.plans.reading import read_plan_file

MARCH = date(2026, 3, 1)
PERIOD = (date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def plan(app: Any) -> Callable[[str], PlanItem]:
    """The Dumfries and Galloway plan; asks for its items by key."""
    with writing():
        import_plan(read_plan_file(example_file("dumfries-galloway-2024-2027")))
    return lambda key: plans.item("dg-2024", key)


@pytest.fixture
def theme(app: Any) -> Theme:
    """A theme about having to tell a story again and again."""
    with writing():
        made = Theme(
            key="telling_it_once",
            names={"en": "Telling it once"},
            definition="People must tell their story or their chronology to every service again.",
            terms={"en": ["again and again", "chronolog*"]},
        )
        session().add(made)
    return made


@pytest.fixture
def said(app: Any, theme: Theme, keyring: Keyring, make_staff: Callable[..., Staff]) -> Any:
    """Somebody says something, which is redacted and coded with the theme."""

    def say(
        text: str,
        *,
        language: str = "en",
        kind: Kind = Kind.STORY,
        channel: Channel = Channel.WEB,
        received_on: date = MARCH,
        allows: tuple[PermissionKind, ...] = (),
        is_coded: bool = True,
        **more: Any,
    ) -> Contribution:
        piece = Piece(text=text, language=language, kind=kind, channel=channel, more=more)
        delivery = Delivery(submission_id=uuid.uuid4(), pieces=[piece], received_on=received_on)
        with writing():
            submission = receive(delivery, keyring=keyring).submission
            (contribution,) = submission.contributions
            opening.seal_working(contribution, text, keyring)
            contribution.redaction = Redaction.DONE
            contribution.safeguarding = Safeguarding.CLEAR
            permissions.set_permissions(submission=submission, kinds=allows)
            if is_coded:
                contribution.coding = CodingState.DONE
                session().add(
                    Coding(contribution_id=contribution.id, theme_id=theme.id,
                           coder_id=uuid.uuid4())
                )  # fmt: skip
        return contribution

    return say


@pytest.fixture
def insight(said: Any, theme: Theme, plan: Any, make_staff: Callable[..., Staff]) -> Insight:
    """An insight from two stories, tied to one plan item."""
    sources = [said("I told it seven times."), said("Każdy pyta od nowa.", language="pl")]
    with writing():
        return services.make_insight(
            said={"en": "You must tell the same story again and again."},
            theme=theme,
            topic="being_heard",
            sources=sources,
            period=PERIOD,
            plan_items=[plan("dg-a4-2")],
            by=make_staff(Role.EDITOR),
        )


@pytest.fixture
def draft() -> Callable[..., AnswerDraft]:
    """A complete answer; fields given by name replace its own."""

    def make(**other: Any) -> AnswerDraft:
        whole: dict[str, Any] = {
            "kind": AnswerKind.CANNOT,
            "text": {"en": "We cannot do this now."},
            "reason_code": Reason.SAFETY_OR_LAW,
            "reason": {"en": "The law says two people must agree."},
            "who_answers": {"en": "The chair, Public Protection Committee"},
            "heard_on": date(2026, 3, 31),
            "decided_on": date(2026, 4, 20),
            "next_look_on": date(2027, 10, 1),
        }
        if other.get("kind") is AnswerKind.DOING:
            whole["promised_for"] = date(2027, 9, 1)
        return AnswerDraft(**{**whole, **other})

    return make


@pytest.fixture
def editor(make_staff):
    return make_staff(Role.EDITOR)


@pytest.fixture
def publisher(make_staff):
    return make_staff(Role.PUBLISHER, name="Pat Signs")


@pytest.fixture
def answered(insight, draft, editor):
    with writing():
        return services.answer_insight(insight, draft=draft(), by=editor)


@pytest.fixture
def asked(answered, editor):
    with writing():
        services.ask_sign_off(answered, by=editor)
    return answered


@pytest.fixture
def signed(asked, publisher):
    with writing():
        services.sign(asked, by=publisher)
    return asked
