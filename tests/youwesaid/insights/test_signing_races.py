"""Nobody's name comes under words that they have not read, however two presses fall."""

import threading

import pytest

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from youwesaid.insights import queries, services
from youwesaid.insights.models import AnswerState


@pytest.fixture
def handed_over(insight, draft, make_staff):
    editor = make_staff(Role.EDITOR)
    with writing():
        answer = services.answer_insight(insight, draft=draft(), by=editor)
        services.ask_sign_off(answer, by=editor)
    return answer


def test_an_answer_that_is_rewritten_while_it_is_signed_is_not_signed(
    handed_over, draft, make_staff, app
):
    publisher_id, writer = make_staff(Role.PUBLISHER).id, make_staff(Role.EDITOR)
    number = handed_over.id
    session().rollback()
    was_read, was_rewritten = threading.Event(), threading.Event()
    refused = []

    def sign():
        try:
            with app.app_context(), writing():
                answer = queries.answer_by_id(number)
                was_read.set()
                was_rewritten.wait(2)  # SQLite lets nobody in meanwhile
                services.sign(answer, by=session().get_one(Staff, publisher_id))
        except services.NotForSignOff as refusal:
            refused.append(refusal)

    signing = threading.Thread(target=sign)
    signing.start()
    was_read.wait(5)
    with writing():
        answer = queries.answer_by_id(number)
        services.change_answer(answer, draft=draft(text={"en": "We will not."}), by=writer)
    was_rewritten.set()
    signing.join()
    session().rollback()

    assert queries.answer_by_id(number).text["en"] == "We will not."
    assert queries.answer_by_id(number).state is AnswerState.DRAFT
