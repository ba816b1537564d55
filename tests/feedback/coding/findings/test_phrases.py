"""What is said more than before is found without any coding, and points at nobody."""

from datetime import timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.models import Suggestion
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session, writing


@pytest.fixture
def said(redacted):
    def make(text, *, days_ago=1, **columns):
        contribution = redacted(text)
        with writing():
            row = session().get_one(Contribution, contribution.id)
            row.received_on = clock.today() - timedelta(days=days_ago)
            for name, value in columns.items():
                setattr(row, name, value)
        return row

    return make


def test_a_phrase_that_many_begin_to_say_is_shown_and_what_few_say_is_not(said, sign_in):
    for number in range(40):
        said(f"The room was cold, number {number}.", days_ago=120)
    for number in range(12):
        said(f"They closed the night bus and [name] walked home, number {number}.")
    for number in range(4):
        said(f"The purple gate stood open, number {number}.")
    for number in range(9):
        said(f"A secret whisper, number {number}.", restricted=True)

    page = sign_in(Role.CODER).page("/findings/phrases").get_text(" ", strip=True)
    assert "night bus" in page
    assert "12 of 16" in page
    assert "Not said before" in page
    assert "purple gate" not in page
    assert "secret whisper" not in page
    assert " name " not in page
    assert sign_in(Role.VIEWER).get("/findings/phrases").status_code == 403


def test_a_theme_that_is_suggested_more_than_before_is_shown_though_nobody_coded(said, sign_in):
    theme = queries.theme_by_key("believed")
    for number in range(30):
        said(f"The room was cold, number {number}.", days_ago=120)
    for number in range(10):
        contribution = said(f"They believed me, number {number}.")
        with writing():
            session().add(
                Suggestion(
                    contribution_id=contribution.id,
                    theme_id=theme.id,
                    score=0.8,
                    band="likely",
                    why_sealed=b"",
                    model="words-1",
                )
            )

    page = sign_in(Role.CODER).page("/findings/phrases").get_text(" ", strip=True)
    assert "Believed 0 of 30 10 of 10" in page
