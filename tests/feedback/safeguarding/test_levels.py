"""Levels are not urgencies; a card says what to do; a call is written down; closed is not gone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.safeguarding import services
from feedback.safeguarding.levels import PROPOSED, RAISED, STEPS
from feedback.safeguarding.models import (
    Act,
    Concern,
    ConcernNote,
    Level,
    Outcome,
    Result,
    Urgency,
    Way,
)
from feedback.safeguarding.services import Call, NobodyTold, NothingToRaise, StillOpen, StillShows
from tests.support.said import again, only, reading, rows, say


@pytest.fixture
def lead(sign_in):
    return sign_in(Role.LEAD, name="Lee Lead")


@pytest.fixture
def contribution(app, keyring):
    return say("The room was cold.", keyring=keyring)


@pytest.fixture
def raised(contribution, lead, keyring):
    def make(level, urgency=Urgency.TODAY):
        with writing():
            return services.raise_concern(
                session().get_one(Contribution, contribution.id),
                level=level,
                urgency=urgency,
                by=lead.member,
                note="",
                keyring=keyring,
            )

    return make


def call(result=Result.TOOK_IT_ON):
    return Call(whom="Ann Duty, 01632 960 999", way=Way.PHONE, result=result, done_at=clock.now())


def closed(concern, lead, keyring, outcome=Outcome.TARGET_PROTECTED, **more):
    with writing():
        services.close(
            concern, outcome=outcome, by=lead.member, note="Done", keyring=keyring, **more
        )


@pytest.mark.parametrize("level", RAISED)
def test_a_level_proposes_an_urgency_when_none_is_chosen(lead, contribution, level):
    lead.post(reading(contribution, "worry"), data={"worry-level": level.value})

    concern = only(select(Concern))
    assert (concern.level, concern.urgency) == (level, PROPOSED[level])


def test_an_urgency_that_is_chosen_counts_and_not_the_proposed_one(lead, contribution):
    fields = {"worry-level": "l4", "worry-urgency": "soon"}

    lead.post(reading(contribution, "worry"), data=fields)

    concern = only(select(Concern))
    assert (concern.level, concern.urgency) == (Level.L4, Urgency.SOON)


def test_the_reading_screen_has_the_card_of_every_level_in_place(lead, contribution):
    page = lead.page(reading(contribution))

    for level, card in zip(RAISED, page.select("#worry .choice .route-card"), strict=True):
        assert [step.get_text() for step in card.select("ol li")] == [
            str(step) for step in STEPS[level]
        ]
    shortcuts = [each["aria-keyshortcuts"] for each in page.select("#worry input[type=radio]")]
    assert shortcuts == ["1", "2", "3", "4", "5"]


def test_level_0_is_cleared_and_never_raised(raised):
    with pytest.raises(NothingToRaise):
        raised(Level.L0)


def test_a_higher_level_replaces_a_lower_one_and_the_sooner_clock_runs(raised):
    raised(Level.L2, Urgency.TODAY)
    higher = raised(Level.L4, Urgency.SOON)
    lower = raised(Level.L1, Urgency.NOW)

    assert higher.id == lower.id
    assert (lower.level, lower.urgency) == (Level.L4, Urgency.NOW)


def test_a_call_is_in_the_log_with_whom_how_when_and_what_came_of_it(lead, raised):
    concern = raised(Level.L4)
    fields = {
        "call-whom": "Ann Duty, 01632 960 999",
        "call-way": "phone",
        "call-done_at": (clock.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "call-result": "will_call_back",
        "call-note": "She rings at noon",
    }

    lead.post(f"/concerns/{concern.id}/call", data=fields)

    words = lead.page(f"/concerns/{concern.id}").select_one("#log").get_text(" ", strip=True)
    for part in ("Ann Duty", "By telephone", "They will call back", "She rings at noon"):
        assert part in words
    note = only(select(ConcernNote).where(ConcernNote.verb == Act.CALLED))
    assert b"Ann" not in note.whom_sealed
    assert note.result is Result.WILL_CALL_BACK


def test_a_call_from_the_future_or_without_a_name_is_asked_about(lead, raised):
    concern = raised(Level.L4)
    later = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    fields = {"call-way": "phone", "call-result": "no_answer", "call-done_at": later}

    page = lead.submit(f"/concerns/{concern.id}/call", status=400, **fields)

    summary = page.select_one(".error-summary").get_text()
    assert "Write whom you called" in summary
    assert "Give a time that has been" in summary


def test_the_next_step_follows_what_was_done(lead, raised, keyring):
    concern = raised(Level.L3)

    steps = [lead.page("/concerns/").select_one("[data-row] .hint").get_text()]
    with writing():
        services.take(concern, owner=lead.member, by=lead.member, keyring=keyring)
    steps.append(lead.page("/concerns/").select_one("[data-row] .hint").get_text())
    with writing():
        services.add_call(concern, call=call(), by=lead.member, note="", keyring=keyring)
    steps.append(lead.page("/concerns/").select_one("[data-row] .hint").get_text())

    assert steps == [
        "Next: Somebody says that they look after it",
        "Next: Call the manager of the service",
        "Next: Write down what happened, or close it",
    ]


def test_another_level_gets_another_clock_and_a_line_in_the_log(lead, raised):
    concern = raised(Level.L4, Urgency.NOW)
    due_before = concern.due_at
    fields = {"level-level": "l1", "level-urgency": "soon", "level-note": "A complaint after all"}

    lead.post(f"/concerns/{concern.id}/level", data=fields)

    row = only(select(Concern))
    assert (row.level, row.urgency) == (Level.L1, Urgency.SOON)
    assert row.due_at > due_before
    assert "A complaint after all" in lead.page(f"/concerns/{concern.id}").get_text()


def test_a_closed_concern_is_opened_again_and_the_log_keeps_how_it_had_ended(
    lead, raised, keyring, contribution
):
    concern = raised(Level.L2)
    closed(concern, lead, keyring, Outcome.RAISED_BY_THEM)
    assert not again(contribution).restricted

    lead.post(f"/concerns/{concern.id}/reopen", data={"reopen-note": "They rang again"})

    row = only(select(Concern))
    assert (row.closed_at, row.outcome) == (None, None)
    assert row.due_at > clock.now()
    assert again(contribution).safeguarding is Safeguarding.CONCERN
    assert again(contribution).restricted
    words = lead.page(f"/concerns/{concern.id}").select_one("#log").get_text(" ", strip=True)
    assert "They raised it themselves" in words
    assert "They rang again" in words


def test_a_concern_is_not_opened_again_beside_another(lead, raised, keyring):
    first = raised(Level.L2)
    closed(first, lead, keyring, Outcome.NO_HARM_FOUND)
    raised(Level.L2)

    with pytest.raises(StillOpen), writing():
        services.reopen(first, by=lead.member, note="Again", keyring=keyring)


def test_an_attack_is_closed_after_telling_and_hiding_and_is_never_public(
    lead, raised, keyring, contribution
):
    concern = raised(Level.ATTACK)

    with pytest.raises(NobodyTold):
        closed(concern, lead, keyring, identity_hidden=True)
    with writing():
        services.add_call(concern, call=call(), by=lead.member, note="", keyring=keyring)
    with pytest.raises(StillShows):
        closed(concern, lead, keyring)
    closed(concern, lead, keyring, identity_hidden=True)

    row = again(contribution)
    assert (row.restricted, row.never_public) == (False, True)


def test_what_was_no_attack_after_all_may_be_public(lead, raised, keyring, contribution):
    closed(raised(Level.ATTACK), lead, keyring, Outcome.NO_HARM_FOUND)

    assert not again(contribution).never_public


def test_the_page_says_what_an_attack_still_needs(lead, raised):
    concern = raised(Level.ATTACK)
    fields = {"close-outcome": "target_protected", "close-note": "Done"}

    page = lead.submit(f"/concerns/{concern.id}/close", status=400, **fields)

    assert "First tell whoever protects that person" in page.select_one(".error-summary").get_text()
    assert not rows(select(Concern).where(Concern.closed_at.is_not(None)))
