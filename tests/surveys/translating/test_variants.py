"""A question in other forms: a picture for each sentence, a recording, a film in sign language."""

import io

import pytest
from PIL import Image

from feedback.accounts.roles import Role
from feedback.core.db import writing
from surveys.definitions.question import Variant
from surveys.definitions.texts import with_text
from surveys.translating.services import want_language
from surveys.translating.variants import forms_of, sentences
from surveys.versions import drafts
from tests.surveys.translating.conftest import change, now

FORMS = "/surveys/n4/languages/en-easy/other-forms/"
FILM = "https://film.example.org/bsl"


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("Who helped?", ["Who helped?"]),
        ("You said {{place|it}}. Who helped? ", ["You said {{place|it}}.", "Who helped?"]),
        ("یہ کہاں ہوا؟ کس نے مدد کی؟", ["یہ کہاں ہوا؟", "کس نے مدد کی؟"]),
        ("At 9.30 a\nthing", ["At 9.30 a", "thing"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text, split):
    assert list(sentences(text)) == split


@pytest.fixture
def editor(sign_in, survey):
    words = "Something happened. Who helped?"
    with writing():
        want_language(survey=survey, language="en-easy", by=None)
        easy = with_text(
            drafts.drafted(survey).definition, "questions.more.wording", "en-easy", words
        )
        change(survey, easy)
    return sign_in(Role.EDITOR)


def _picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return (io.BytesIO(out.getvalue()), f"{colour}.png")


def _seen(page):
    return page.select_one("input[name=seen]")["value"]


def _variant(survey):
    [found] = forms_of(now(survey).definition, "en-easy")
    return found.variant


def test_every_sentence_of_easy_read_gets_its_picture_or_none_does(editor, survey):
    seen = _seen(editor.page(f"{FORMS}more"))
    half = editor.submit(f"{FORMS}more", status=400, seen=seen, upload_1=_picture("red"))
    assert "Choose a picture for sentence 2 too" in half.text
    assert _variant(survey) == Variant()

    both = {"upload_1": _picture("red"), "upload_2": _picture("blue"), "video": FILM}
    editor.submit(f"{FORMS}more", status=303, seen=seen, **both)
    kept = _variant(survey)
    assert (len(kept.pictures), kept.video) == (2, FILM)
    assert "Every sentence has a picture" in editor.page(FORMS).text

    page = editor.page(f"{FORMS}more")
    chosen = {f"picture_{number}": digest for number, digest in enumerate(kept.pictures, 1)}
    editor.submit(f"{FORMS}more", status=303, seen=_seen(page), video="", **chosen)
    assert _variant(survey) == Variant(pictures=kept.pictures)


def test_a_form_that_somebody_else_changed_meanwhile_is_shown_again(editor, survey):
    seen = _seen(editor.page(f"{FORMS}more"))
    editor.submit(f"{FORMS}more", status=303, seen=seen, video=FILM)
    page = editor.submit(f"{FORMS}more", status=409, seen=seen, video=FILM + "/mine")
    assert page.select_one("input[name=video]")["value"] == FILM + "/mine"
    editor.submit(f"{FORMS}more", status=303, seen=_seen(page), video=FILM + "/mine")
    assert _variant(survey).video == FILM + "/mine"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"video": "http://film.example.org"}, "The address must begin with https://"),
        ({"video": "https:///x"}, "The address must begin with https://"),
        ({"audio_file": b"MZ"}, "Use a picture"),
        ({"audio": "f" * 64}, "Not a valid choice"),
    ],
)
def test_what_is_no_film_and_no_recording_is_refused(editor, survey, sent, why):
    sent = {
        name: (io.BytesIO(each), "a.mp3") if isinstance(each, bytes) else each
        for name, each in sent.items()
    }
    page = editor.submit(
        f"{FORMS}more", status=400, seen=_seen(editor.page(f"{FORMS}more")), **sent
    )
    assert why in page.select_one(".error-summary").text
    assert _variant(survey) == Variant()


def test_there_are_no_other_forms_of_what_is_not_there(editor):
    editor.page(f"{FORMS}place", status=404)
    editor.page("/surveys/n4/languages/pl/other-forms/", status=404)
