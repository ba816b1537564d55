"""A survey in two versions, and answers to it of every sort."""

import uuid

import pytest
from sqlalchemy import select

from feedback.contributions import opening
from feedback.contributions.models import Contribution, Redaction, Safeguarding
from feedback.core.db import session, writing
from surveys.definitions.reading import read_definition
from surveys.versions import queries, services
from surveys.versions.responding import respond

CANARY = "=HYPERLINK(1)"
ORIGINAL = "My name is Oona"


def _words(text):
    return {"en": text, "ur": f"{text} ۱"}


def _choices(*values):
    return [{"value": value, "label": _words(value.capitalize())} for value in values]


def _plain(*values):
    questions = [
        {
            "key": "asked",
            "kind": "single",
            "wording": _words('Were you "asked"?'),
            "choices": _choices(*values),
        },
        {
            "key": "help",
            "kind": "several",
            "wording": _words("Which help? It's yours"),
            "choices": _choices("home", "money"),
        },
        {
            "key": "staff",
            "kind": "matrix",
            "wording": _words("Staff"),
            "choices": _choices("good", "bad"),
            "rows": [{"key": "kind", "label": _words("Kind")}],
        },
        {"key": "nights", "kind": "number", "wording": _words("Nights"), "least": -9, "most": 9},
        {"key": "why", "kind": "long_text", "wording": _words("Why?")},
    ]
    pages = [{"key": f"p{place}", "questions": [each]} for place, each in enumerate(questions)]
    title = _words("How it was")
    return {"schema": 1, "languages": ["en", "ur"], "title": title, "pages": pages}


@pytest.fixture
def answered(app, keyring):
    """Twelve alike and one apart; three wrote something, one of whom nobody has redacted."""
    with writing():
        survey = services.new_survey(slug="s1")
        for values in (("yes", "no"), ("no", "yes", "unsure")):
            services.publish_version(survey=survey, definition=read_definition(_plain(*values)))
        services.open_survey(survey=survey)
        version = queries.newest_version(survey)

        def send(answers, language="en"):
            respond(
                version=version,
                answers=answers,
                language=language,
                submission_id=uuid.uuid4(),
                keyring=keyring,
            )

        for _number in range(12):
            send({"asked": "yes", "help": ["home"], "nights": 2})
        send({"asked": "unsure", "staff.kind": "bad", "nights": -3, "why": ORIGINAL}, "ur")
        for _number in range(2):
            send({"asked": "yes", "why": ORIGINAL})
        found = session().scalars(select(Contribution).order_by(Contribution.id)).all()
        for each, text in zip(found, (CANARY, "A \u2588\u2588, told\ntwice"), strict=False):
            opening.seal_working(each, text, keyring)
            each.redaction, each.safeguarding = Redaction.DONE, Safeguarding.CLEAR
    return survey
