"""Two keys: the public process can keep a story, and cannot read one back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core import keys
from feedback.core.audience import Side
from feedback.core.db import db, session
from feedback.core.sealing import KeyMissing, Place, Purpose, key_files, load_keys
from feedback.core.settings import Settings
from tests.support.pages import fields_of, only
from tests.support.walk import Walk
from youwesaid import founding, wsgi
from youwesaid.app import create_app
from youwesaid.tables import NO_ROW

WORDS = "They told me one thing and did another."
HIDDEN = {"words.private", "contact.private", "index.key", "session.key"}


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Flask, Path]]:
    """A site whose private keys lie elsewhere, as on a machine that serves the public side."""
    settings = Settings(
        data=tmp_path_factory.mktemp("public") / "data",
        public_url="http://localhost",
        staff_url="http://127.0.0.1:8001",
        quickest_seconds=0,
    )
    worker = founding.found(settings, written={})
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "keys"
    elsewhere.mkdir(mode=0o700)
    for path in settings.keys.iterdir():
        (elsewhere / path.name).write_bytes(path.read_bytes())
        if path.name in HIDDEN:
            path.unlink()
    yield settings, worker, elsewhere
    with worker.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def public_side(founded: tuple[Settings, Flask, Path]) -> Iterator[Flask]:
    """The public side, started by its own entry point over what is left."""
    app = wsgi.public(founded[0])
    yield app
    with app.app_context():
        db.engine.dispose()


def test_the_private_files_are_exactly_those_that_the_public_side_never_reads():
    assert set(key_files(private=True)) - set(key_files(private=False)) == HIDDEN


def test_a_story_sent_without_private_keys_is_read_with_them(founded, public_side):
    _settings, worker, elsewhere = founded
    walked = Walk(public_side.test_client(), "en")
    topics = walked.get("topics", "/tell/topic")
    words = walked.post("words", "/tell/words", fields_of(topics) | {"topic": "safety"})
    check = walked.post("check", "/tell/check", fields_of(words) | {"words": WORDS})

    thanks = walked.post("thanks", "/tell/send", fields_of(check))

    assert "Thank you" in thanks.h1.get_text()
    with public_side.app_context():
        kept = only(Contribution)
        kept_id = kept.id
        with pytest.raises(KeyMissing):
            opening.original(kept, keys.keyring())
    with worker.app_context():
        kept = session().get_one(Contribution, kept_id)
        assert opening.original(kept, load_keys(elsewhere, private=True)) == WORDS


def test_the_public_keyring_can_seal_and_neither_open_nor_search(public_side):
    ring = public_side.extensions["keyring"]
    place = Place("contribution", NO_ROW, "words")

    for purpose in Purpose:
        sealed = ring.seal(WORDS, purpose=purpose, place=place)
        with pytest.raises(KeyMissing):
            ring.open(sealed, purpose=purpose, place=place)
    with pytest.raises(KeyMissing):
        ring.index_token("thing")
    assert (ring.private, ring.index, ring.session) == ({}, None, None)


def test_the_public_side_does_not_even_look_at_private_keys_that_are_there(example):
    side = create_app(Side.PUBLIC, example.settings)

    ring = side.extensions["keyring"]
    assert (ring.private, ring.index, ring.session) == ({}, None, None)
    assert side.secret_key is None
    assert (example.settings.keys / "words.private").is_file()


def test_the_staff_side_does_not_start_without_the_private_keys(founded):
    with pytest.raises(wsgi.WillNotStart, match=r"words\.private is missing: restore it"):
        wsgi.staff(founded[0])


def test_the_keys_of_a_process_are_never_printed(public_side):
    ring = public_side.extensions["keyring"]

    assert ring.receipt.hex() not in repr(ring) + str(ring)
    assert ring.receipt.hex() not in repr(vars(public_side))
