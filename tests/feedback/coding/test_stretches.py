"""Codings of stretches: they follow their words when the text changes, and stand for no others."""

import pytest
from sqlalchemy import select

from feedback.coding import changes, queries
from feedback.coding.desk import anchoring, notes, services, showing
from feedback.coding.desk.models import Anchor, Discussion, Memo
from feedback.coding.models import ChangeKind, Coding
from feedback.contributions import opening
from feedback.contributions.withdrawing import withdraw
from feedback.core.db import session, writing
from feedback.redaction import services as redaction
from feedback.redaction.kinds import HiddenKind

THREE = "My son Tom was ill. She listened to me. Nobody came. 😡"


@pytest.fixture
def part(keyring):
    def make(key, words, text=THREE):
        start = text.index(words)
        return services.Part(key, anchoring.stretch(text, start, start + len(words), keyring))

    return make


def _codings(contribution):
    session().rollback()
    return {(each.theme.key, each.start, each.end) for each in queries.codings_of(contribution.id)}


def _all(statement):
    session().rollback()
    return session().scalars(statement).all()


def test_a_theme_stands_for_the_whole_and_for_a_sentence(redacted, coder, part):
    contribution = redacted(THREE)
    with writing():
        services.give_themes(
            contribution,
            keys=["listened_to"],
            parts=[part("listened_to", "She listened to me.")],
            by=coder,
        )

    assert _codings(contribution) == {("listened_to", None, None), ("listened_to", 20, 39)}


def test_a_stretch_follows_its_words_and_never_stands_for_others(
    redacted, coder, part, keyring, make_staff
):
    contribution = redacted(THREE)
    with writing():
        services.give_themes(
            contribution,
            keys=[],
            parts=[
                part("listened_to", "She listened to me."),
                part("believed", "My son Tom was ill."),
            ],
            by=coder,
        )
        instead = redaction.Instead(HiddenKind.NAME, everywhere=True)
        redaction.hide_words(contribution, "Tom", text=THREE, instead=instead, by=coder)
        redaction.make_working_text(contribution, keyring=keyring, by=coder)

    text = opening.working_text(contribution, keyring)
    start = text.index("She listened")
    assert _codings(contribution) == {("listened_to", start, start + 19), ("believed", None, None)}
    shown = showing.desk(contribution, keyring, for_coder=coder.id)
    assert [each.theme.key for each in shown.lost] == ["believed"]
    with writing():
        services.give_themes(contribution, keys=["believed"], by=coder)
    assert showing.desk(contribution, keyring, for_coder=coder.id).lost == []
    for _act in range(2):
        with writing():
            services.undo_last(by=coder)
    assert _codings(contribution) == set()


def test_an_unanchored_stretch_comes_to_stand_for_the_whole(redacted, coder, keyring):
    contribution = redacted(THREE)
    with writing():
        theme = queries.theme_by_key("waiting")
        change = changes.begin(ChangeKind.IMPORTED, by=coder)
        change.add(
            Coding(
                contribution_id=contribution.id,
                theme_id=theme.id,
                coder_id=coder.id,
                start=0,
                end=5,
            )
        )
        anchoring.follow(contribution.id, "Other words.", keyring)

    assert _codings(contribution) == {("waiting", None, None)}


def test_nothing_stays_of_words_that_are_taken_back(redacted, coder, part, keyring):
    contribution = redacted(THREE)
    with writing():
        services.give_themes(
            contribution, keys=[], parts=[part("believed", "Nobody came.")], by=coder
        )
        notes.write_memo("Tom", contribution=contribution, by=coder, keyring=keyring)
        withdraw(submissions=[contribution.submission])

    for table in (Memo, Anchor, Discussion):
        assert _all(select(table)) == []
    assert len(_codings(contribution)) == 1
