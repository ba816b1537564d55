"""An answer old enough to ask whether it helped, reviewers of another, and reminders of days."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from feedback.core import clock
from feedback.core.db import session
from feedback.core.templating import settings
from youwesaid.demo import voices as telling
from youwesaid.demo.days import Act
from youwesaid.demo.voices import Voices
from youwesaid.insights import identity, services
from youwesaid.insights.models import Answer, AnswerKind, AnswerState
from youwesaid.insights.owning import services as owning
from youwesaid.insights.reviewing import cards
from youwesaid.insights.reviewing import services as reviewing
from youwesaid.insights.reviewing.models import Review, ReviewVerdict
from youwesaid.insights.rules import AnswerDraft
from youwesaid.plans import queries as plans
from youwesaid.tracker import queries as tracker
from youwesaid.tracker import services as publishing
from youwesaid.tracker.helped import queries as asking
from youwesaid.tracker.helped import services as helped
from youwesaid.tracker.helped.models import Verdict

_SAID = {
    "en": "It was hard to find the number to call.",
    "en-easy": "It was hard to find the phone number.",
    "cy": "Roedd yn anodd dod o hyd i'r rhif i'w ffonio.",
    "gd": "Bha e doirbh an àireamh-fòn a lorg.",
    "pl": "Trudno było znaleźć numer, pod który można zadzwonić.",
    "ro": "Era greu de găsit numărul la care să suni.",
    "uk": "Було важко знайти номер, за яким телефонувати.",
    "ur": "فون کرنے کا نمبر ڈھونڈنا مشکل تھا۔",
    "pa": "ਫ਼ੋਨ ਕਰਨ ਵਾਲਾ ਨੰਬਰ ਲੱਭਣਾ ਔਖਾ ਸੀ।",
    "ar": "كان من الصعب العثور على الرقم للاتصال.",
}
_TEXT = {
    "en": "The number now stands at the top of every letter.",
    "en-easy": "The phone number is now at the top of every letter.",
    "cy": "Mae'r rhif bellach ar frig pob llythyr.",
    "gd": "Tha an àireamh a-nis aig mullach gach litreach.",
    "pl": "Numer jest teraz na górze każdego listu.",
    "ro": "Numărul este acum în partea de sus a fiecărei scrisori.",
    "uk": "Номер тепер стоїть угорі кожного листа.",
    "ur": "اب نمبر ہر خط کے اوپر لکھا ہوتا ہے۔",
    "pa": "ਹੁਣ ਨੰਬਰ ਹਰ ਚਿੱਠੀ ਦੇ ਉੱਪਰ ਲਿਖਿਆ ਹੁੰਦਾ ਹੈ।",
    "ar": "الرقم الآن في أعلى كل رسالة.",
}
_WHO = {
    "en": "The council",
    "en-easy": "The council",
    "cy": "Y cyngor",
    "gd": "A' chomhairle",
    "pl": "Rada samorządowa",
    "ro": "Consiliul local",
    "uk": "Місцева рада",
    "ur": "کونسل",
    "pa": "ਕੌਂਸਲ",
    "ar": "المجلس المحلي",
}
_PUBLISHED = 120  # days ago
_HELPED: Mapping[Verdict, int] = {Verdict.YES: 21, Verdict.LITTLE: 12, Verdict.NO: 2}
_SPACE = uuid.UUID("6f7d7a52-3a1f-4c39-9d1c-8f4f5a5d9b10")
_ITEM = "dg-a1-1"


def acts(voices: Voices, *, plan: str) -> Iterator[Act]:
    """The old answer first, whether it helped, then reviewers and reminders."""
    today = clock.today()
    old = [each["id"] for each in telling.written()
           if each["days_ago"] > _PUBLISHED + 20 and each["state"] == "coded"]  # fmt: skip
    published = partial(_publish, voices, plan, old)
    yield Act(today - timedelta(days=_PUBLISHED), 25, published)
    yield Act(today - timedelta(days=15), 25, partial(_help, voices))
    yield Act(today - timedelta(days=5), 25, partial(_review, voices))
    yield Act(today, 25, partial(_remind, voices))


def _publish(voices: Voices, plan: str, old: list[str]) -> None:
    today, editor, publisher = clock.today(), voices.staff["editor"], voices.staff["publisher"]
    insight = services.make_insight(
        said=_SAID,
        theme=None,
        sources=[voices.contribution(key) for key in old],
        period=(today - timedelta(days=100), today - timedelta(days=20)),
        by=editor,
        topic="being_heard",
        plan_items=[plans.item(plan, _ITEM)],
    )
    identity.answer_about_said(insight, somebody_would_know=False, by=editor)
    draft = AnswerDraft(
        kind=AnswerKind.DONE,
        text=_TEXT,
        who_answers=_WHO,
        heard_on=today - timedelta(days=20),
        decided_on=today - timedelta(days=3),
    )
    answer = services.answer_insight(insight, draft=draft, by=editor)
    services.ask_sign_off(answer, by=editor)
    services.sign(answer, by=publisher)
    publishing.publish(
        insight, by=publisher, keyring=voices.keyring, threshold=settings().count_threshold
    )


def _help(voices: Voices) -> None:
    entry = next(each for each in session().scalars(tracker.published()) if asking.step_of(each))
    for verdict, number in _HELPED.items():
        for place in range(number):
            helped.answer(
                entry,
                verdict=verdict,
                submission_id=uuid.uuid5(_SPACE, f"{verdict}{place}"),
                keyring=voices.keyring,
            )


def _review(voices: Voices) -> None:
    editor = voices.staff["editor"]
    names = ("Bee", "Wren")
    people = [cards.add_reviewer(name=name, language="en", by=editor)[0] for name in names]
    answer = _one_to_review()
    reviewing.send_to_reviewers(answer, people, by=editor)
    reviews = session().scalars(select(Review).order_by(Review.id)).all()
    said = (
        (ReviewVerdict.RIGHT, ""),
        (ReviewVerdict.DIFFERENTLY, "Say who does it. “We” can be anybody."),
    )
    for review, (verdict, words) in zip(reviews, said, strict=True):
        reviewing.give_verdict(
            review, verdict=verdict, words=words, language="en", keyring=voices.keyring
        )


def _one_to_review() -> Answer:
    found = session().scalars(
        select(Answer)
        .where(Answer.state == AnswerState.SIGNED)
        .order_by(Answer.created_at.desc(), Answer.id)
    )
    return next(each for each in found if identity.may_be_public(each.insight))


def _remind(voices: Voices) -> None:
    owning.remind_due(keyring=voices.keyring)
