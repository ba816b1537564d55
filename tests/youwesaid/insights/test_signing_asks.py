"""Whoever signs can say on the same page if somebody could be known by what people said."""

import pytest

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from youwesaid.insights import identity, services
from youwesaid.insights.models import Answer, AnswerState, Insight


@pytest.fixture
def waiting(insight, draft, make_staff):
    with writing():
        made = services.answer_insight(insight, draft=draft(), by=make_staff(Role.EDITOR))
        services.ask_sign_off(made, by=make_staff(Role.EDITOR))
    return made.id


def _now(answer_id):
    session().rollback()
    answer = session().get_one(Answer, answer_id, populate_existing=True)
    asked = identity.about_said(session().get_one(Insight, answer.insight_id))
    return answer.state, asked.somebody_would_know if asked else None


def _press(publisher, answer_id, status, **fields):
    path = f"/insights/answers/{answer_id}/sign-off"
    seen = publisher.page(path).select_one("[name=seen]")["value"]
    return publisher.submit(path, status=status, seen=seen, **fields)


@pytest.mark.one_database
def test_words_by_which_somebody_could_be_known_are_sent_back_and_not_signed(waiting, sign_in):
    publisher = sign_in(Role.PUBLISHER)

    page = _press(publisher, waiting, 400, do="sign", would_know="yes")
    assert "Send it back then" in page.text
    assert _now(waiting) == (AnswerState.FOR_SIGN_OFF, None)

    _press(publisher, waiting, 302, do="send_back", would_know="yes", note="Leave out the town.")
    assert _now(waiting) == (AnswerState.DRAFT, True)


@pytest.mark.one_database
def test_one_who_signs_answers_the_question_in_the_same_press(waiting, sign_in):
    _press(sign_in(Role.PUBLISHER), waiting, 302, do="sign", would_know="no")

    assert _now(waiting) == (AnswerState.SIGNED, False)
