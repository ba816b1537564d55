"""What other parts may ask of surveys."""

from feedback.accounts.roles import Role
from feedback.coding.codebook.keeping import load_codebook
from feedback.contributions import opening
from feedback.contributions.models import Contribution, Redaction, Safeguarding
from feedback.contributions.queries import question_asked
from feedback.core.db import session, writing
from surveys.versions import queries, services

WORDS = {"helped": "She rang me back every time."}


def answered(k7, keyring) -> Contribution:
    with writing():
        services.respond(
            version=queries.newest_version(k7),
            answers=WORDS,
            language="ur",
            submission_id=k7.id,
            keyring=keyring,
        )
    return session().query(Contribution).one()


def test_words_from_a_survey_know_the_question_as_it_was_asked(k7, keyring):
    contribution = answered(k7, keyring)

    wording = queries.definition_of(queries.newest_version(k7)).question("helped").wording
    assert question_asked(contribution, language="en") == wording["en"]
    assert question_asked(contribution, language="ur") == wording["ur"]


def test_a_question_that_is_not_a_surveys_is_shown_as_it_came(k7, keyring):
    contribution = answered(k7, keyring)
    with writing():
        contribution.response_id, contribution.question = None, "What was good?"

    assert question_asked(contribution, language="en") == "What was good?"


def test_coders_see_the_question_above_the_words(k7, keyring, sign_in):
    contribution = answered(k7, keyring)
    with writing():
        load_codebook()
        opening.seal_working(contribution, WORDS["helped"], keyring)
        contribution.redaction = Redaction.DONE
        contribution.safeguarding = Safeguarding.CLEAR

    asked = question_asked(contribution, language="en")
    assert asked in sign_in(Role.CODER).page(f"/code/{contribution.id}").text


def test_a_viewer_cannot_subtract_one_day_from_the_next(k7, keyring, sign_in):
    answered(k7, keyring)

    viewer, editor = sign_in(Role.VIEWER), sign_in(Role.EDITOR)

    assert editor.page(f"/surveys/{k7.slug}/results/?until=2020-01-01").select_one("form.filters")
    page = viewer.page(f"/surveys/{k7.slug}/results/?until=2020-01-01")
    assert page.select_one("form.filters") is None
    assert (
        page.select_one("main").text
        == viewer.page(f"/surveys/{k7.slug}/results/").select_one("main").text
    )
