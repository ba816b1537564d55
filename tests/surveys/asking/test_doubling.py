"""Typing a sample twice: somebody else, blind, and then the paper decides."""

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.contributions.models import Channel, Submission
from feedback.contributions.withdrawing import NO_CONTENT, withdraw
from feedback.core.db import session, writing
from surveys.asking import doubling
from surveys.asking.typing import Typed, enter
from surveys.versions import queries
from tests.support.said import rows
from tests.surveys.walking import answers_of, responses


@pytest.fixture
def typed(visit, make_staff, keyring):
    """Papers of one batch, typed by the first typist."""

    def type_them(number: int):
        typist = make_staff(Role.CODER, name="First Typist")
        version = queries.newest_version(visit)
        with writing():
            for _paper in range(number):
                one = Typed(
                    submission_id=uuid.uuid4(),
                    given={"met": ["yes"], "place": ["home"], "words": ["More time."]},
                    language="en",
                    channel=Channel.PAPER,
                    received_on=date(2026, 1, 5),
                    batch="Library",
                )
                enter(one, version=version, by=typist, keyring=keyring)
        return typist

    return type_them


def _batch(visit, by, keyring):
    session().rollback()
    return doubling.batches_of(visit, by=by, keyring=keyring)[0]


@pytest.mark.parametrize(("papers", "sample"), [(1, 1), (10, 1), (11, 2)])
def test_one_paper_in_ten_is_typed_again_and_never_by_the_first_typist(
    visit, typed, make_staff, keyring, papers, sample
):
    first, second = typed(papers), make_staff(Role.CODER)

    batch = _batch(visit, second, keyring)

    assert (batch.papers, batch.sample, len(batch.waiting)) == (papers, sample, sample)
    assert not _batch(visit, first, keyring).waiting
    assert batch.rate is None


def test_the_second_typing_is_blind_and_the_paper_decides(visit, typed, sign_in, keyring):
    typed(1)
    second = sign_in(Role.LEAD, name="Second Typist")
    paper = _batch(visit, second.member, keyring).waiting[0]
    path = f"/surveys/visit/ask/again/{paper.id}"

    blind = second.page(path)
    assert not blind.select("[checked]")
    assert "More time." not in blind.text
    answers = {"q_met": "yes", "q_place": "office", "q_room": "3"}
    beside = second.submit(path, **answers)
    told = [" ".join(each.text.split()) for each in beside.select("fieldset")]
    assert told == ["Where was it? At home An office", "Which room? left blank 3"]
    assert beside.select_one("[name=q_room][type=hidden]")
    second.submit(path, status=400, compared="yes", **answers)
    right = {"right_place": "second", "right_room": "second", "compared": "yes"}
    second.submit(path, status=303, **answers | right)

    batch = _batch(visit, second.member, keyring)
    assert (batch.done, batch.slips, batch.compared) == (1, 2, 3)
    assert not batch.waiting
    mended = next(each for each in responses() if each.second_of_id is None)
    assert answers_of(mended) == {"met": "yes", "place": "office", "room": 3}
    assert queries.count_responses(visit) == 1
    assert second.get(path).status_code == 303  # once is enough


def test_nobody_types_their_own_paper_again(visit, typed, sign_in, keyring):
    typist = typed(1)
    paper = responses()[0]

    with pytest.raises(doubling.TypedByYourself):
        doubling.may_type_again(paper, typist)


def test_taking_a_paper_back_takes_both_typings(visit, typed, make_staff, keyring):
    typed(1)
    paper = responses()[0]
    with writing():
        doubling.settle(
            response=paper,
            given={"met": ["no"]},
            language="en",
            right={"met": "first", "place": "first"},
            by=make_staff(Role.LEAD),
            keyring=keyring,
        )
    assert len(responses()) == 2

    with writing():
        withdraw(submissions=[session().get_one(Submission, paper.submission_id)])

    assert [answers_of(each) for each in responses()] == [{}, {}]
    # Nor is anything left with which somebody could try out what the answers were.
    assert {each.content_mac for each in rows(select(Submission))} == {NO_CONTENT}
