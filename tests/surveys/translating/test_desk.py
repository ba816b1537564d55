"""The desk where texts are translated: one box each, two people at once, nothing lost."""

import pytest

from feedback.accounts.roles import Role
from feedback.core.db import writing
from surveys.definitions.texts import text_at, with_text
from surveys.translating import services
from surveys.translating.provenance import progress
from surveys.versions import drafts, queries
from tests.surveys.translating.conftest import change, now

MORE = "questions.more.wording"


def _fields(page):
    """What a browser would send of the desk's form, unticked."""
    form = page.select_one("main form")
    hidden = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    return hidden | {box["name"]: box.text.removeprefix("\n") for box in form.select("textarea")}


@pytest.fixture
def editor(sign_in, survey):
    browser = sign_in(Role.EDITOR, name="Amina Khan")
    browser.submit("/surveys/n4/languages/", status=303, language="ur")
    return browser


DESK = "/surveys/n4/languages/ur"


def test_a_survey_is_translated_text_by_text_and_checked_by_name(editor, survey):
    page = editor.page(DESK)
    box = page.select_one(f'textarea[name="text:{MORE}"]')
    assert (box["lang"], box["dir"]) == ("ur", "rtl")
    fields = _fields(page) | {
        "text:title": "آپ کے بارے میں",
        "right:title": "yes",
        "text:questions.place.wording": "یہ کہاں ہوا؟",
        f"text:{MORE}": "{{place|وہاں}} کیا ہوا؟",
    }
    editor.submit(DESK, status=303, **fields)

    step = now(survey)
    assert text_at(step.definition, "title")["ur"] == "آپ کے بارے میں"
    assert step.translations["ur"]["title"]["by"] == "Amina Khan"
    assert progress(step.definition, step.translations, "ur").counts == {"checked": 1, "human": 2}
    assert "Amina Khan checked it" in editor.page(DESK).text
    assert "Complete, not checked" in editor.page("/surveys/n4/languages/").text


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("کیا ہوا؟", "The answer “place” is missing"),
        ("{{place|وہاں}} {{more|اور}}", "does not bring in the answer “more”"),
        ("{{place|}}؟", "Say after the |"),
        ("{{place|وہاں", "Close every pair of braces"),
        ("x" * 5001, "1 characters too long"),
    ],
)
def test_a_translation_that_loses_an_answer_is_kept_on_the_page_with_the_reason(
    editor, survey, written, complaint
):
    fields = _fields(editor.page(DESK)) | {f"text:{MORE}": written, "text:title": "آپ"}
    page = editor.submit(DESK, status=400, **fields)

    box = page.select_one(f'textarea[name="text:{MORE}"]')
    assert complaint in page.select_one(f"#{box['id']}-error").text
    assert box.text.strip() == written
    saved = now(survey).definition
    assert text_at(saved, "title")["ur"] == "آپ"
    assert "ur" not in text_at(saved, MORE)


def test_two_people_translate_at_once_and_neither_loses_a_word(editor, sign_in, survey):
    mine = _fields(editor.page(DESK))
    other = sign_in(Role.EDITOR, name="Bilal")
    other.submit(DESK, status=303, **(_fields(other.page(DESK)) | {"text:title": "عنوان"}))

    fine = editor.submit(DESK, status=303, **(mine | {"text:questions.place.wording": "کہاں؟"}))
    assert fine is not None
    page = editor.submit(DESK, status=409, **(mine | {"text:title": "آپ کے بارے میں"}))
    assert page.select_one('textarea[name="text:title"]').text.strip() == "آپ کے بارے میں"
    assert "عنوان" in page.text
    assert text_at(now(survey).definition, "title")["ur"] == "عنوان"

    editor.submit(DESK, status=303, **_fields(page))
    assert text_at(now(survey).definition, "title")["ur"] == "آپ کے بارے میں"


def test_a_changed_source_shows_what_changed_until_somebody_says_that_it_still_fits(editor, survey):
    editor.submit(DESK, status=303, **(_fields(editor.page(DESK)) | {"text:title": "آپ"}))
    stale = _fields(editor.page(DESK))
    with writing():
        change(survey, with_text(now(survey).definition, "title", "en", "About yourself"))

    page = editor.page(f"{DESK}?show=out_of_date")
    assert (page.select_one("del").text, page.select_one("ins").text) == ("you", "yourself")
    editor.submit(DESK, status=409, **(stale | {"right:title": "yes"}))
    editor.submit(DESK, status=303, **(_fields(page) | {"fits:title": "yes"}))
    step = now(survey)
    assert progress(step.definition, step.translations, "ur").counts["human"] == 1


def test_saving_goes_on_to_the_next_text_that_waits(editor):
    fields = _fields(editor.page(DESK)) | {"text:title": "آپ", "next": "title"}
    answer = editor.post(DESK, data=fields)

    page = editor.page(answer.headers["Location"])
    assert page.select_one("textarea[autofocus]")["name"] == "text:questions.place.wording"


def test_a_language_can_be_taken_away_and_the_source_cannot(editor, survey):
    editor.submit("/surveys/n4/languages/ur/remove", status=303)
    assert now(survey).definition["languages"] == ["en"]
    editor.page(DESK, status=404)
    editor.submit("/surveys/n4/languages/en/remove", status=303)
    assert now(survey).definition["languages"] == ["en"]
    editor.submit("/surveys/n4/languages/", status=400, language="xx")


def test_a_ready_made_survey_is_a_machines_work_until_people_say_otherwise(k7, sign_in):
    page = sign_in(Role.EDITOR).page("/surveys/k7/languages/")

    assert page.text.count("Complete, not checked") == 9
    assert drafts.draft_or_none(queries.survey_by_slug("k7")) is None


def test_only_editors_translate(sign_in, survey):
    sign_in(Role.VIEWER).page("/surveys/n4/languages/", status=403)


def test_a_text_that_is_not_there_changes_nothing(editor, survey):
    before = now(survey).number
    given = [services.Given(path="questions.gone.hint", text="x", seen="")]
    with writing():
        services.save_texts(survey=survey, language="ur", given=given, by=editor.member)
    assert now(survey).number == before
