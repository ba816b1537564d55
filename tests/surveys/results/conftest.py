"""Answers to count."""

import uuid

import pytest

from feedback.contributions.models import Submission
from feedback.core import clock
from feedback.core.db import session, writing
from surveys.definitions.reading import read_definition
from surveys.versions import queries, services
from surveys.versions.models import SurveyAnswer, SurveyResponse


@pytest.fixture
def answered(k7, keyring):
    """Twelve said yes and six no; one of those, in Urdu, wrote something."""

    def respond(answers, language="en"):
        return services.respond(
            version=queries.newest_version(queries.survey_by_slug("k7")),
            answers=answers,
            language=language,
            submission_id=uuid.uuid4(),
            keyring=keyring,
        )

    with writing():
        for number in range(12):
            respond(
                {"asked": "yes", "happened": "yes", "support": ["family", "safety"][: number % 3]}
            )
        for _number in range(5):
            respond({"asked": "no"})
        respond({"asked": "no", "helped": "چائے", "support": ["none"]}, "ur")
    return k7


@pytest.fixture
def make_survey(app):
    """Make an open survey of questions given as JSON; one page each, wording by key."""

    def make(*questions, slug="s1", pages=None, languages=("en",)):
        def worded(question):
            words = dict.fromkeys(languages, question["key"].capitalize())
            choices = [
                {"value": value, "label": dict.fromkeys(languages, value.capitalize())}
                for value in question.pop("values", ())
            ]
            return {"wording": words} | ({"choices": choices} if choices else {}) | question

        plain = {
            "schema": 1,
            "languages": list(languages),
            "title": dict.fromkeys(languages, "Some questions"),
            "pages": pages
            or [{"key": each["key"], "questions": [worded(each)]} for each in questions],
        }
        with writing():
            survey = services.new_survey(slug=slug)
            services.publish_version(survey=survey, definition=read_definition(plain))
            services.open_survey(survey=survey)
        return survey

    return make


@pytest.fixture
def keep(app):
    """Keep a response as its rows, quicker than by sending it."""

    def kept(survey, answers, *, times=1, held=None, day=None, **columns):
        version = queries.newest_version(queries.survey_by_slug(survey.slug))
        found = None
        for _time in range(times):
            submission = Submission(content_mac="-", held=held)
            session().add(submission)
            session().flush()
            found = SurveyResponse(
                submission_id=submission.id,
                version_id=version.id,
                language=columns.pop("language", "en"),
                shown_digest="-",
                received_on=day or clock.today(),
                answers=[SurveyAnswer(question=key, value=value) for key, value in answers.items()],
                **columns,
            )
            session().add(found)
        session().flush()
        return found

    return kept
