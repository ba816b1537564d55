"""An insight that is ready to be published, and the people who publish it."""

import uuid
from datetime import date, timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.contributions import opening, permissions
from feedback.contributions.models import PermissionKind, Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.insights import identity, quoting
from youwesaid.insights import services as insights
from youwesaid.insights.models import AnswerKind, Reason
from youwesaid.insights.rules import AnswerDraft
from youwesaid.plans.models import ItemType, Plan, PlanItem
from youwesaid.tracker import services


@pytest.fixture
def editor(make_staff):
    return make_staff(Role.EDITOR, name="Rhona Kerr")


@pytest.fixture
def publisher(make_staff):
    return make_staff(Role.PUBLISHER, name="Jo Paterson")


@pytest.fixture
def plan_item(app):
    with writing():
        plan = Plan(key="dg-2024", title="A plan", partnership={}, document={})
        item = PlanItem(
            plan=plan,
            key="dg-p1",
            type=ItemType.PRIORITY,
            label="priority",
            ref="Priority 1",
            title="Lived and living experience",
        )
        session().add_all([plan, item])
    return item


@pytest.fixture
def told(app, keyring):
    """Somebody's words with a receipt: (contribution, code)."""

    def tell(text="Each time I had to start again.", *kinds, language="en"):
        with writing():
            delivery = Delivery(
                submission_id=uuid.uuid4(), pieces=[Piece(text=text, language=language)]
            )
            received = receive(delivery, keyring=keyring)
            contribution = received.submission.contributions[0]
            opening.seal_working(contribution, text, keyring)
            contribution.redaction = Redaction.DONE
            contribution.safeguarding = Safeguarding.CLEAR
            contribution.read_on = clock.today()
            permissions.set_permissions(submission=received.submission, kinds=set(kinds))
        return contribution, received.code

    return tell


@pytest.fixture
def answered(told, plan_item, editor, publisher, keyring):
    """An insight from *sources* with a signed answer, tied to the plan."""

    def make(sources=None, *, kind=AnswerKind.CANNOT, next_look=None, said=None):
        today = clock.today()
        sources = sources or [told()[0]]
        with writing():
            insight = insights.make_insight(
                said=said or {"en": "You tell the same story again.", "ur": "ایک ہی بات بار بار۔"},
                theme=None,
                sources=sources,
                period=(today - timedelta(days=90), today),
                by=editor,
                topic="being_heard",
                plan_items=[plan_item],
            )
            for source in sources:
                if quoting.may_quote(source):
                    text = opening.working_text(source, keyring)
                    quote = quoting.propose_quote(
                        insight,
                        contribution=source,
                        stretch=(0, len(text)),
                        by=editor,
                        keyring=keyring,
                    )
                    quoting.check_quote_identity(quote, somebody_would_know=False, by=editor)
            needs_reason = kind not in {AnswerKind.DONE, AnswerKind.KEPT_DOING}
            draft = AnswerDraft(
                kind=kind,
                text={"en": "We cannot do this now.", "ur": "ہم ابھی یہ نہیں کر سکتے۔"},
                reason_code=Reason.SAFETY_OR_LAW if needs_reason else None,
                reason={"en": "The law asks two people to agree."} if needs_reason else {},
                who_answers={"en": "The committee's chair"},
                heard_on=today - timedelta(days=30),
                decided_on=today - timedelta(days=20),
                next_look_on=next_look or (date(2099, 1, 1) if needs_reason else None),
                promised_for=date(2099, 1, 1) if kind is AnswerKind.DOING else None,
            )
            answer = insights.answer_insight(insight, draft=draft, by=editor)
            insights.ask_sign_off(answer, by=editor)
            insights.sign(answer, by=publisher)
            identity.answer_about_said(insight, somebody_would_know=False, by=editor)
        return insight

    return make


@pytest.fixture
def published(answered, publisher, keyring):
    """A published entry."""

    def make(*args, **more):
        insight = answered(*args, **more)
        with writing():
            return services.publish(insight, by=publisher, keyring=keyring, threshold=10)

    return make


QUOTE = PermissionKind.QUOTE
