"""When a survey takes answers, how many, and what a call for views owes first."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from feedback.audit.models import AuditEntry
from feedback.core.db import session, writing
from surveys.building import changes, queries
from surveys.building.services import HasFaults
from surveys.versions import lifecycle
from surveys.versions import queries as versions
from surveys.versions import services as publishing
from surveys.versions.calling import Doubt, Owed, doubts_about
from surveys.versions.lifecycle import EndsBeforeItBegins
from surveys.versions.queries import Shut
from surveys.versions.services import NotReadyToOpen, SurveyClosed, WouldStayShut
from tests.surveys.drafting import TODAY, answer, ask, publish, step


@pytest.mark.parametrize(
    ("opens", "closes", "shut"),
    [
        (None, None, None),
        (0, 0, None),
        (1, None, Shut.NOT_YET),
        (None, -1, Shut.PAST),
        (-3, 3, None),
    ],
)
def test_an_open_survey_takes_answers_between_its_days(survey, opens, closes, shut):
    ask(survey, "one")
    publish(survey)
    with writing():
        publishing.open_survey(survey=survey)
        lifecycle.schedule(survey=survey, opens_on=_day(opens), closes_on=_day(closes), cap=None)

    assert versions.why_shut(survey) is shut
    assert (survey in versions.open_surveys()) is (shut is None)


def _day(offset):
    return None if offset is None else TODAY + timedelta(days=offset)


def test_a_survey_is_full_at_its_cap_and_takes_no_more(survey, keyring):
    ask(survey, "one")
    publish(survey)
    with writing():
        publishing.open_survey(survey=survey)
        lifecycle.schedule(survey=survey, opens_on=None, closes_on=None, cap=1)
    answer(survey, keyring, one="yes")

    assert versions.why_shut(survey) is Shut.FULL
    with pytest.raises(SurveyClosed):
        answer(survey, keyring, one="no")
    with writing():
        publishing.close_survey(survey=survey)
        with pytest.raises(WouldStayShut):
            publishing.open_survey(survey=survey)
        lifecycle.schedule(survey=survey, opens_on=None, closes_on=None, cap=2)
        publishing.open_survey(survey=survey)
    assert versions.takes_answers(survey)


def test_days_that_make_no_sense_are_refused(survey):
    with pytest.raises(EndsBeforeItBegins), writing():
        lifecycle.schedule(survey=survey, opens_on=TODAY, closes_on=_day(-1), cap=None)


def test_a_survey_in_the_archive_takes_no_answers_and_comes_back_closed(survey):
    ask(survey, "one")
    publish(survey)
    with writing():
        publishing.open_survey(survey=survey)
        lifecycle.archive(survey=survey)

    assert versions.why_shut(survey) is Shut.CLOSED
    assert survey not in versions.surveys(archived=False)
    with writing():
        lifecycle.unarchive(survey=survey)
        publishing.open_survey(survey=survey)
    assert versions.takes_answers(survey)
    verbs = session().scalars(select(AuditEntry.verb).where(AuditEntry.thing_id == "t1")).all()
    assert {"survey archived", "survey taken from the archive", "survey opened"} <= set(verbs)


def test_a_call_for_views_opens_when_it_says_what_it_owes(survey):
    ask(survey, "one")
    plain = queries.draft_of(survey).plain
    step(survey, changes.edit_call(plain, days={}, listener="The board"))
    with pytest.raises(HasFaults) as refusal:
        publish(survey)
    assert all(fault.place.startswith("call") for fault in refusal.value.faults)

    plain = queries.draft_of(survey).plain
    days = {"hear_by": "2026-07-01", "decide_on": "2026-06-01"}
    step(survey, changes.edit_call(plain, days=days, change="The opening hours"))
    publish(survey)
    with writing():
        publishing.open_survey(survey=survey)
        lifecycle.schedule(survey=survey, opens_on=None, closes_on=date(2026, 6, 9), cap=None)
    live = versions.definition_of(versions.newest_version(survey))
    assert set(doubts_about(survey, live)) == {Doubt.NO_REASONS, Doubt.DECIDED_BEFORE_THE_END}


def test_a_call_that_came_in_without_its_answers_does_not_open(survey, monkeypatch):
    ask(survey, "one")
    publish(survey)
    monkeypatch.setattr(publishing, "owed_by", lambda _definition: [Owed.HEAR_BY])

    with pytest.raises(NotReadyToOpen) as refusal, writing():
        publishing.open_survey(survey=survey)
    assert refusal.value.owed == [Owed.HEAR_BY]
