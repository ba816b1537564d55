"""A survey to translate."""

import pytest

from feedback.core.db import session, writing
from surveys.versions import drafts
from surveys.versions.models import Survey
from surveys.versions.services import new_survey

PLAIN = {
    "schema": 1,
    "languages": ["en"],
    "title": {"en": "About you"},
    "pages": [
        {
            "key": "p",
            "questions": [
                {"key": "place", "kind": "short_text", "wording": {"en": "Where was it?"}},
                {
                    "key": "more",
                    "kind": "long_text",
                    "wording": {"en": "What happened at {{place|that place}}? Who helped?"},
                },
            ],
        }
    ],
}


def change(survey, plain):
    """Make *plain* the draft, as the builder would."""
    draft = drafts.draft_of(survey)
    drafts.add_step(
        draft,
        what="test",
        definition=plain,
        translations=drafts.standing(draft).translations,
        by=None,
        from_step=None,
    )


def now(survey):
    """The draft as it stands, whoever changed it."""
    session().rollback()
    return drafts.drafted(survey)


@pytest.fixture
def survey(app) -> Survey:
    """Three texts in English."""
    with writing():
        made = new_survey(slug="n4")
        change(made, PLAIN)
    return made
