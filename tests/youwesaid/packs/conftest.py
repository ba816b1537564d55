"""Each partnership's plan, people who said something, and answers that are public."""

import uuid
from datetime import date, timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.contributions import opening, permissions
from feedback.contributions.models import PermissionKind, Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core import clock
from feedback.core.db import writing
from youwesaid.insights import identity, quoting
from youwesaid.insights import services as insights
from youwesaid.insights.models import AnswerKind, Reason
from youwesaid.insights.rules import PLAIN_YES, AnswerDraft
from youwesaid.packs.periods import Period
from youwesaid.plans import queries as plans
from youwesaid.plans.examples import example_file
from youwesaid.plans.importing import import_plan
from youwesaid.plans.reading import read_plan_file
from youwesaid.tracker import services

QUOTE = PermissionKind.QUOTE
DAY = timedelta(days=1)


@pytest.fixture
def period():
    """The last three months."""
    today = clock.today()
    return Period(today - 90 * DAY, today)


@pytest.fixture
def bring_in(app):
    """Import one of the example plans; the plan."""

    def bring(name):
        with writing():
            key = import_plan(read_plan_file(example_file(name))).key
        return plans.plan_by_key(key)

    return bring


@pytest.fixture
def told(app, keyring):
    """Somebody's words that are read and redacted."""

    def tell(text, *kinds):
        delivery = Delivery(submission_id=uuid.uuid4(), pieces=[Piece(text=text, language="en")])
        with writing():
            received = receive(delivery, keyring=keyring)
            (contribution,) = received.submission.contributions
            opening.seal_working(contribution, text, keyring)
            contribution.redaction = Redaction.DONE
            contribution.safeguarding = Safeguarding.CLEAR
            contribution.read_on = clock.today()
            permissions.set_permissions(submission=received.submission, kinds=set(kinds))
        return contribution

    return tell


@pytest.fixture
def publish(make_staff, keyring):
    """Make an insight tied to *item*, answer it, sign it and publish it; the entry."""
    editor = make_staff(Role.EDITOR, name="Edit Person")
    publisher = make_staff(Role.PUBLISHER, name="Public Person")

    def make(item, said, sources, *, kind=AnswerKind.CANNOT, look=None, is_public=True):
        today = clock.today()
        with writing():
            insight = insights.make_insight(
                said={"en": said},
                theme=None,
                sources=sources,
                period=(today - 60 * DAY, today - 30 * DAY),
                by=editor,
                topic="being_heard",
                plan_items=[item],
            )
            for source in sources:
                if quoting.may_quote(source):
                    quote = quoting.propose_quote(
                        insight, contribution=source, by=editor, keyring=keyring,
                        stretch=(0, len(opening.working_text(source, keyring))),
                    )  # fmt: skip
                    quoting.check_quote_identity(quote, somebody_would_know=False, by=editor)
            answer = insights.answer_insight(insight, draft=_draft(kind, said, look), by=editor)
            if is_public:
                insights.ask_sign_off(answer, by=editor)
                insights.sign(answer, by=publisher)
                identity.answer_about_said(insight, somebody_would_know=False, by=editor)
                services.publish(insight, by=publisher, keyring=keyring, threshold=10)
        return insight

    return make


def _draft(kind, said, look):
    today = clock.today()
    is_plain = kind in PLAIN_YES
    return AnswerDraft(
        kind=kind,
        text={"en": f"Our answer to: {said}"},
        reason_code=None if is_plain else Reason.MONEY_OR_STAFF,
        reason={} if is_plain else {"en": "There is no money for it this year."},
        who_answers={"en": "The chair of the committee"},
        heard_on=today - 30 * DAY,
        decided_on=today - 20 * DAY,
        next_look_on=None if is_plain else (look or date(2099, 1, 1)),
        promised_for=date(2099, 1, 1) if kind is AnswerKind.DOING else None,
    )
