"""What lies on an editor's desk at the start of a week: to answer, late, and public already."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.contributions import opening
from feedback.contributions.models import CodingState, Contribution, Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from youwesaid.demo.people import PEOPLE
from youwesaid.insights import identity
from youwesaid.insights import services as insights
from youwesaid.insights.models import AnswerKind, Insight, Reason
from youwesaid.insights.rules import AnswerDraft
from youwesaid.involvement import joining
from youwesaid.involvement.joining import Invitation
from youwesaid.involvement.models import OpportunityState
from youwesaid.partnership.models import Agency, Post
from youwesaid.partnership.services import add_post
from youwesaid.plans import queries as plans
from youwesaid.plans.examples import example_file
from youwesaid.plans.importing import import_plan
from youwesaid.plans.reading import read_plan_file
from youwesaid.tracker import services as tracker

PLAN, ITEM = "dg-2024", "dg-a1-2"
TO_ANSWER = "People with lived experience want a say in how services work jointly."
TO_REFUSE = "People with lived experience want to see the records that services share."
LATE = "Nobody tells us what became of what we said about codesign."
IN_URDU = "ہماری کہی ہوئی بات کا کیا بنا، کوئی نہیں بتاتا۔"
ANSWER_IN_URDU = "ہم ہر تین ماہ بعد آپ کو بتائیں گے۔"
NOTE_IN_URDU = "تاریخ غلط تھی۔ اب درست ہے۔"
INVITATION = {"en": "Read our letters with us", "ur": "ہمارے ساتھ ہمارے خط پڑھیں"}


@dataclass(frozen=True, slots=True)
class Week:
    """Where things of this week stand: the address of the entry that is late."""

    late_entry: str


def lay_out(app: Flask) -> Week:
    """Put a week's work on the desk: long ago, so that it comes before what others leave there."""
    with app.app_context():
        if PLAN not in {plan.key for plan in plans.plans()}:
            with writing():
                import_plan(read_plan_file(example_file("dumfries-galloway-2024-2027")))
        with clock.pretend(clock.now() - timedelta(days=200)):
            _heard({"en": TO_ANSWER}, tied=False)
            _heard({"en": TO_REFUSE}, tied=False)
            slug = _promised()
        with writing():
            _invited()
        return Week(slug)


def _staff(who: str) -> Staff:
    return session().scalars(select(Staff).where(Staff.name == PEOPLE[who][0])).one()


def _heard(said: Mapping[str, str], *, tied: bool) -> uuid.UUID:
    with writing():
        made = insights.make_insight(
            said=dict(said),
            theme=None,
            topic="being_heard",
            sources=[_told(said["en"])],
            period=(clock.today() - timedelta(days=30), clock.today()),
            plan_items=[plans.item(PLAN, ITEM)] if tied else [],
            by=_staff("editor"),
        )
        return made.id


def _told(words: str) -> Contribution:
    delivery = Delivery(submission_id=uuid.uuid4(), pieces=[Piece(text=words, language="en")])
    told = receive(delivery, keyring=keyring()).submission.contributions[0]
    opening.seal_working(told, words, keyring())
    told.redaction, told.safeguarding = Redaction.DONE, Safeguarding.CLEAR
    told.read_on, told.coding = clock.today(), CodingState.DONE
    return told


def _promised() -> str:
    """An entry whose day has gone by, owned by a post with a mailbox; corrected once."""
    insight_id = _heard({"en": LATE, "ur": IN_URDU}, tied=True)
    editor, publisher = _staff("editor"), _staff("publisher")
    with writing():
        insight, post = session().get_one(Insight, insight_id), _post(editor)
        draft = AnswerDraft(
            kind=AnswerKind.DOING,
            text={"en": "We will tell you every three months.", "ur": ANSWER_IN_URDU},
            reason_code=Reason.MONEY_OR_STAFF,
            reason={"en": "We are still finding out how."},
            who_answers={"en": "The engagement officer"},
            heard_on=clock.today(),
            decided_on=clock.today(),
            next_look_on=clock.today() + timedelta(days=60),
            promised_for=clock.today() + timedelta(days=90),
            agency_id=post.agency_id,
            post_id=post.id,
        )
        answer = insights.answer_insight(insight, draft=draft, by=editor)
        insights.ask_sign_off(answer, by=editor)
        insights.sign(answer, by=publisher)
        identity.answer_about_said(insight, somebody_would_know=False, by=editor)
        entry = tracker.publish(insight, by=publisher, keyring=keyring(), threshold=10)
        note = {"en": "The day was wrong. It is right now.", "ur": NOTE_IN_URDU}
        tracker.correct(entry, note=note, by=publisher, threshold=10)
        return entry.slug


def _post(editor: Staff) -> Post:
    agency = Agency(key="weekly_council", names={"en": "The council", "ur": "کونسل"}, position=9)
    session().add(agency)
    session().flush()
    return add_post(
        agency,
        names={"en": "Engagement officer"},
        mailbox="owner@example.org",
        keyring=keyring(),
        by=editor,
    )


def _invited() -> None:
    agency = session().scalars(select(Agency).where(Agency.key == "weekly_council")).one()
    said = Invitation(
        titles=INVITATION,
        about={"en": "Tell us which letters are hard to read."},
        thanks={"en": "A voucher of £15 and your bus fare."},
        agency=agency,
        closes_on=clock.today() + timedelta(days=30),
        state=OpportunityState.OPEN,
    )
    joining.write_opportunity(said=said, by=_staff("editor"))
