"""Changing drafts by hand, for tests of what comes of them."""

import uuid
from datetime import date

from feedback.core.db import writing
from surveys.building import changes, queries, services
from surveys.definitions.question import Kind
from surveys.versions import queries as versions
from surveys.versions.responding import respond

#: The day on which these tests happen.
TODAY = date(2026, 5, 20)


def token(survey) -> str:
    return queries.draft_of(survey).token


def step(survey, definition, *, at=None, what="edit_survey"):
    with writing():
        return services.change(
            survey=survey, token=at or token(survey), what=what, definition=definition
        )


def ask(survey, key, kind=Kind.YES_NO, wording=None):
    plain = queries.draft_of(survey).plain
    added = changes.add_question(
        plain, key=key, page_key=key, kind=kind, wording=wording or f"Is it {key}?"
    )
    return step(survey, added, what="add_question")


def publish(survey, **said):
    with writing():
        return services.publish_draft(survey=survey, token=token(survey), **said)


def answer(survey, keyring, **answers):
    with writing():
        return respond(
            version=versions.newest_version(survey),
            answers=answers,
            language="en",
            submission_id=uuid.uuid4(),
            keyring=keyring,
        )


def reworded(survey, key, words):
    plain = queries.draft_of(survey).plain
    changed = changes.edit_question(plain, key, wording={"en": words})
    return step(survey, changed, what="edit_question")
