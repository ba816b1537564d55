"""Photos and recordings of a survey: chosen on the last page, sealed, without what they carry."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from altcha.v1 import solve_challenge
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from feedback.contributions import attachments, guarding, withdrawing
from feedback.contributions import proof as proofs
from feedback.contributions.models import Attachment, Contribution, Held, Submission
from feedback.core import clock
from feedback.core.db import db, session, writing
from feedback.core.errors import Refused
from feedback.core.headers import HEADERS
from surveys.definitions.reading import read_definition
from surveys.versions import media, services
from tests.support import sounds
from tests.support.said import only, rows
from tests.support.sounds import CANARY
from tests.surveys.walking import Visitor

DEFINITION = {
    "schema": 1,
    "languages": ["en"],
    "title": {"en": "Your place"},
    "pages": [
        {
            "key": "place",
            "questions": [
                {"key": "words", "kind": "long_text", "wording": {"en": "What is it like?"}},
                {"key": "show", "kind": "photo", "wording": {"en": "Show us the place"}},
                {"key": "say", "kind": "voice", "wording": {"en": "Tell us in your voice"}},
            ],
        }
    ],
}


@pytest.fixture
def checking(client, app) -> Visitor:
    """Somebody on the page before Send, who wrote something."""
    with writing():
        survey = services.new_survey(slug="place")
        services.publish_version(survey=survey, definition=read_definition(DEFINITION))
        services.open_survey(survey=survey)
    visitor = Visitor(client, "/en/q/place").press("Start")
    return visitor.fill(words="It leaks.").press("Carry on")


def send(visitor: Visitor, *, status: int = 200, **files: bytes) -> Visitor:
    """Press Send with *files* by question key, as a browser without JavaScript does."""
    form = visitor.page.select_one("form#journey")
    assert form["enctype"] == "multipart/form-data"
    for key in files:
        assert form.select_one(f"input[type=file][name=file_{key}]")
    parts = {f"file_{key}": (io.BytesIO(raw), f"{key}.jpg") for key, raw in files.items()}
    return visitor.post(form["action"], {**visitor.carried(), **parts}, status=status)


def stored_bytes() -> bytes:
    """Everything in the database, as it lies there."""
    session().rollback()
    found = b""
    with db.engine.connect() as connection:
        for table in (Attachment.__table__, Contribution.__table__, Submission.__table__):
            for row in connection.execute(select(table)):
                found += b"|".join(
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for value in row
                )
    return found


def test_a_photo_and_a_voice_are_sealed_without_what_they_carried(checking, keyring):
    photo, voice = sounds.photo(size=(2400, 1200)), sounds.webm(3)
    assert CANARY in photo
    assert CANARY in voice

    send(checking, show=photo, say=voice)

    lying = stored_bytes()
    assert CANARY not in lying
    assert b"JFIF" not in lying
    assert b"A_OPUS" not in lying
    kept = {each.media_type: each for each in rows(select(Attachment))}
    shown = attachments.opened(kept["image/jpeg"], keyring)
    assert CANARY not in shown
    assert Image.open(io.BytesIO(shown)).size == (1000, 2000)
    heard = attachments.opened(kept["audio/webm"], keyring)
    assert CANARY not in heard
    assert b"A_OPUS" in heard
    said = {each.question: each for each in rows(select(Contribution))}
    assert set(said) == {"words", "show", "say"}
    assert said["show"].words_sealed is None
    assert said["show"].response_id == said["words"].response_id


def test_a_file_that_cannot_be_taken_keeps_everything_else_and_says_so(checking):
    refused = send(checking, status=400, show=b"%PDF-1.4", say=sounds.mp4(200))

    assert "Choose a photo" in refused.page.select_one("#file_show-error").text
    assert "three minutes" in refused.page.select_one("#file_say-error").text
    assert "It leaks." in refused.page.text
    assert "again" in refused.page.select_one("form [class*=notice]").text
    assert not rows(select(Submission))
    send(refused, show=sounds.photo())
    assert len(rows(select(Attachment))) == 1


def test_a_file_far_too_large_loses_no_words(client, checking):
    huge = sounds.photo() + bytes(12 * 1024 * 1024)
    # As bytes: the test client would put it on a disk, which the site never does.
    parts = {**checking.carried(), "file_show": FileStorage(io.BytesIO(huge), "show.jpg")}
    boundary, body = encode_multipart(parts)

    refused = client.post(
        "/en/q/place/send",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
    )

    assert refused.status_code == 400
    assert "10 MB" in refused.text
    assert "It leaks." in refused.text


def test_files_alone_are_an_answer(checking):
    checking.press("Change").fill(words="").press("Carry on")

    send(checking, say=sounds.wav())

    assert only(select(Contribution)).question == "say"


def test_only_the_page_that_records_may_use_the_microphone(client, checking):
    answer = client.post("/en/q/place/send", data={**checking.carried(), "switch_language": "en"})

    assert "microphone=(self)" in answer.headers["Permissions-Policy"]
    assert "media-src 'self' blob:" in answer.headers["Content-Security-Policy"]
    assert client.get("/en/q/place").headers["Permissions-Policy"] == HEADERS["Permissions-Policy"]


def test_a_withdrawn_receipt_takes_the_files_with_it(checking):
    send(checking, show=sounds.photo())

    with writing():
        withdrawing.withdraw_receipt(receipt=session().scalars(select(Submission)).one().receipt)

    assert not rows(select(Attachment))


def test_a_picture_of_a_survey_is_served_as_what_it_is_and_kept_nowhere(client, app):
    with writing():
        kept = media.keep(content=sounds.photo("PNG"), name="../../door.png")
        assert media.keep(content=sounds.photo("PNG"), name="again").id == kept.id
        with pytest.raises(Refused, match="film"):
            media.keep(content=sounds.mp4(handler=b"vide"), name="film.mp4")
        digest = kept.digest

    answer = client.get(f"/media/{digest}")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype in {"image/png", "image/jpeg"}
    assert CANARY not in answer.data
    assert client.get(f"/media/{'0' * 64}").status_code == 404
    assert client.get("/media/door.png").status_code == 404


@pytest.fixture
def settings_with(public_app):
    """Change settings of the public side for one test."""
    before = public_app.extensions["settings"]

    def change(**changes):
        public_app.extensions["settings"] = replace(before, **changes)

    yield change
    public_app.extensions["settings"] = before
    proofs.forget_sends()


def test_a_machine_is_held_back_and_told_the_same_as_everybody(
    checking, monkeypatch, settings_with
):
    settings_with(quickest_seconds=3)
    person = {**checking.carried()}

    quick = checking.post("/en/q/place/send", person)
    assert "Thank you" in quick.page.text
    assert only(select(Submission)).held_why == "too_quick"

    late = clock.now() + timedelta(seconds=10)
    monkeypatch.setattr(guarding.clock, "now", lambda: late)
    checking.post("/en/q/place/send", {**person, "submission": ["1" * 32]})
    checking.post("/en/q/place/send", {**person, "submission": ["2" * 32], "homepage": ["x.org"]})
    checking.post("/en/q/place/send", {**person, "submission": ["3" * 32], "shown": ["1.abc"]})

    why = {each.id.hex: (each.held, each.held_why) for each in rows(select(Submission))}
    assert why["1" * 32] == (None, None)
    assert why["2" * 32] == (Held.WAITING, "trap")
    assert why["3" * 32] == (Held.WAITING, "no_page")


def test_in_a_flood_a_small_sum_lets_through_and_none_holds_back(checking, settings_with):
    settings_with(sends_a_minute=0)
    proofs.note_send()
    page = checking.press("Change").press("Carry on")
    fields = page.carried()
    task = json.loads(page.page.select_one("[data-sum]")["data-sum"])
    number = solve_challenge(task["challenge"], task["salt"], task["algorithm"], 50_000).number
    answer = json.dumps({**task, "number": number})

    page.post("/en/q/place/send", {**fields, "proof": [answer]})
    assert only(select(Submission)).held is None
    page.post("/en/q/place/send", {**fields, "submission": ["4" * 32], "proof": [answer]})
    page.post("/en/q/place/send", {**fields, "submission": ["5" * 32]})
    why = {each.id.hex: each.held_why for each in rows(select(Submission))}
    assert why["4" * 32] == why["5" * 32] == "no_proof"


def test_a_long_form_without_files_is_not_read(client, checking):
    """Where files may come, nothing else may be as long: short fields take fifty times the room."""
    body = b"&".join([b"q_words=a"] * 200_000)

    answer = client.post(
        "/en/q/place/send", data=body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 413


def test_going_back_from_a_second_sending_takes_no_file_along(checking, client):
    """A photo in that form would be too much for the page of questions, and all would be lost."""
    path, fields = checking.page.select_one("form#journey")["action"], checking.carried()
    send(checking, show=sounds.photo())
    again = Visitor(client, "/en/q/place")
    again.post(path, {**fields, "q_words": ["Another."]}, status=409)

    back = again.page.select_one("button[formaction='/en/q/place']")
    assert back["formenctype"] == "application/x-www-form-urlencoded"
