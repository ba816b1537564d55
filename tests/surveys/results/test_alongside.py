"""Ticked answers beside the words that came with them, as far as many ticked the same."""

import uuid

from sqlalchemy import select

from feedback.contributions.models import Contribution
from feedback.core.db import session, writing
from surveys.definitions.question import Kind
from surveys.results.alongside import OPINIONS, alongside
from surveys.versions import queries, services


def _respond(survey, keyring, answers):
    with writing():
        services.respond(
            version=queries.newest_version(survey),
            answers=answers,
            language="en",
            submission_id=uuid.uuid4(),
            keyring=keyring,
        )


def _closed(survey):
    definition = queries.definition_of(queries.newest_version(survey))
    return [
        question
        for question in definition.questions()
        if question.is_closed and question.choices and question.kind is not Kind.MATRIX
    ]


def test_an_answer_is_shown_when_ten_gave_it(k7, keyring):
    question = _closed(k7)[0]
    common, rare = question.choices[0].value, question.choices[1].value
    value = (lambda one: [one]) if question.kind is Kind.SEVERAL else (lambda one: one)
    for number in range(10):
        _respond(k7, keyring, {question.key: value(common), "helped": f"She rang. {number}"})
    _respond(k7, keyring, {question.key: value(rare), "helped": "He rang."})

    session().rollback()
    shown = {}
    for contribution in session().scalars(select(Contribution)):
        [told] = alongside(contribution.response_id, language="en", least=10)
        shown.setdefault(told.answer, []).append(contribution.id)

    assert {len(ids) for ids in shown.values()} == {10, 1}
    assert len(shown[""]) == 1
    assert alongside(uuid.uuid4(), language="en", least=10) is None
    assert Kind.SINGLE not in OPINIONS
