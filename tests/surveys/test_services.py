"""Versions that never change, and answers that are kept once."""

import uuid
from datetime import date

import pytest
from sqlalchemy import select, text

from feedback.audit.models import AuditEntry
from feedback.contributions.models import Channel, Contribution, Submission
from feedback.contributions.queries import UnknownReceipt
from feedback.contributions.receiving import SentDifferently
from feedback.core.db import session, writing
from surveys.definitions.definition import Definition, DefinitionError
from surveys.definitions.fields import NotAnAnswer
from surveys.definitions.reading import read_definition
from surveys.library import FIRST, loading
from surveys.versions import queries, services
from surveys.versions.models import PublishedNeverChanges, SurveyState
from surveys.versions.services import KindChanged, NothingAnswered, NothingToOpen, SurveyClosed


def _with_title(definition: Definition, title: str) -> Definition:
    plain = definition.to_json()
    plain["title"]["en"] = title
    return read_definition(plain)


def _respond(survey, keyring, answers, *, submission_id=None, receipt_code=None, language="en"):
    with writing():
        return services.respond(
            version=queries.newest_version(survey),
            answers=answers,
            language=language,
            submission_id=submission_id or uuid.uuid4(),
            keyring=keyring,
            receipt_code=receipt_code,
        )


def test_other_wording_is_the_next_version_and_the_same_is_none(k7):
    definition = queries.definition_of(queries.newest_version(k7))
    with writing():
        survey = queries.survey_by_slug("k7")
        services.publish_version(survey=survey, definition=definition)
        services.publish_version(survey=survey, definition=_with_title(definition, "Other"))

    versions = queries.published_versions(k7)
    assert [version.number for version in versions] == [2, 1]
    assert versions[1].definition["title"]["en"] == "How it went for you"


def test_a_published_version_cannot_be_changed(k7):
    version = queries.newest_version(k7)
    plain = version.definition | {"drafts": []}

    with pytest.raises(PublishedNeverChanges), writing():
        version.definition = plain


def test_a_version_that_was_changed_in_the_database_is_not_shown(k7, monkeypatch):
    monkeypatch.setattr(queries, "_DEFINITIONS", {})
    definition = queries.definition_of(queries.newest_version(k7))
    with writing():
        session().execute(
            text("UPDATE survey_version SET digest = :digest"),
            {"digest": _with_title(definition, "Other").digest},
        )
    session().expire_all()

    with pytest.raises(queries.ChangedSilently):
        queries.definition_of(queries.newest_version(k7))


def test_a_known_question_cannot_be_asked_in_another_kind(k7):
    plain = queries.definition_of(queries.newest_version(k7)).to_json()
    plain["pages"][-1]["questions"][0]["kind"] = "short_text"

    with pytest.raises(KindChanged, match="change"), writing():
        services.publish_version(
            survey=queries.survey_by_slug("k7"), definition=read_definition(plain)
        )


def test_what_makes_no_sense_is_not_published(k7):
    definition = queries.definition_of(queries.newest_version(k7))
    empty = Definition(languages=definition.languages, title=definition.title, pages=())

    with pytest.raises(DefinitionError), writing():
        services.publish_version(survey=queries.survey_by_slug("k7"), definition=empty)


def test_a_survey_without_questions_cannot_be_opened(app):
    with pytest.raises(NothingToOpen), writing():
        services.open_survey(survey=services.new_survey(slug="x1"))


def test_the_library_can_be_brought_in_twice_and_leaves_what_is_open(k7, make_staff):
    member = make_staff()
    with writing():
        services.close_survey(survey=queries.survey_by_slug("k7"), by=member)
        loading.load_library(by=member, open_new=True, only=FIRST)

    session().rollback()
    assert queries.survey_by_slug("k7").state is SurveyState.CLOSED
    assert len(queries.published_versions(k7)) == 1
    verbs = session().scalars(select(AuditEntry.verb).order_by(AuditEntry.number)).all()
    assert verbs == ["survey made", "survey published", "survey opened", "survey closed"]


def test_every_refusal_has_a_name(k7, keyring):
    with pytest.raises(NothingAnswered):
        _respond(k7, keyring, {"asked": "", "helped": "  ", "nowhere": "x"})
    with pytest.raises(NotAnAnswer):
        _respond(k7, keyring, {"asked": "maybe"})
    with pytest.raises(UnknownReceipt):
        _respond(k7, keyring, {"asked": "no"}, receipt_code="0" * 18)
    press = uuid.uuid4()
    _respond(k7, keyring, {"asked": "no"}, submission_id=press)
    with pytest.raises(SentDifferently):
        _respond(k7, keyring, {"asked": "yes"}, submission_id=press)
    with writing():
        services.close_survey(survey=queries.survey_by_slug("k7"))
    with pytest.raises(SurveyClosed):
        _respond(k7, keyring, {"asked": "no"})


def test_a_repeat_gives_the_same_receipt_whatever_the_language(k7, keyring):
    press = uuid.uuid4()
    first = _respond(k7, keyring, {"helped": "Tea"}, submission_id=press)

    again = _respond(k7, keyring, {"helped": "Tea "}, submission_id=press, language="pl")

    assert (again.is_repeat, again.code) == (True, first.code)
    assert queries.count_responses(k7) == 1
    assert len(session().scalars(select(Contribution)).all()) == 1


def test_answers_can_join_what_a_receipt_holds_already(k7, keyring):
    first = _respond(k7, keyring, {"asked": "no"})

    more = _respond(k7, keyring, {"change": "Less waiting"}, receipt_code=first.code)

    assert more.code == first.code
    receipts = {each.receipt_id for each in session().scalars(select(Submission))}
    assert len(receipts) == 1


def test_somebody_who_reads_another_language_is_asked_in_the_source(k7, keyring):
    plain = queries.definition_of(queries.newest_version(k7)).to_json()
    english = read_definition(
        {
            "schema": 1,
            "languages": ["en"],
            "title": {"en": "Only English"},
            "pages": [{"key": "a", "questions": [
                {"key": "change", "kind": "long_text", "wording": {"en": "What should change?"}}
            ]}],
        }
    )  # fmt: skip
    assert plain["languages"][0] == "en"
    with writing():
        services.publish_version(survey=queries.survey_by_slug("k7"), definition=english)

    received = _respond(k7, keyring, {"change": "انتظار کم"}, language="ur")

    (response,) = queries.responses_of([received.submission.id])
    assert response.language == "en"
    assert session().scalars(select(Contribution.language)).one() == "ur"


def test_answers_that_came_on_paper_keep_their_day_and_their_way(k7, keyring):
    with writing():
        received = services.respond(
            version=queries.newest_version(queries.survey_by_slug("k7")),
            answers={"asked": "no", "change": "Less waiting"},
            language="en",
            submission_id=uuid.uuid4(),
            keyring=keyring,
            channel=Channel.PAPER,
            received_on=date(2026, 3, 3),
        )

    (response,) = queries.responses_of([received.submission.id])
    (said,) = received.submission.contributions
    assert {response.received_on, said.received_on} == {date(2026, 3, 3)}
    assert said.channel is Channel.PAPER
