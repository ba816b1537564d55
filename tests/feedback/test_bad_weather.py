"""When the database goes away: nobody is thanked for nothing, no words are lost, it comes back."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pysqlite3
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, event, text

from feedback.contributions.models import Submission
from feedback.core import db as database
from feedback.core.audience import Side, public
from feedback.core.db import SQLITE_PRAGMAS, db, session
from feedback.core.headers import HEADERS
from feedback.core.settings import Settings
from youwesaid import founding
from youwesaid.app import create_app

WORDS = "They promised to call, and then nobody did."


@pytest.fixture
def fragile(app: Flask, settings: Settings, backend: str):
    """The public side with a page whose database connection ends while it is being made."""
    if backend != "postgresql":
        pytest.skip("an embedded database has no connection that another could end")
    made = create_app(Side.PUBLIC, settings)

    @made.get("/fragile")
    @public
    def fragile_page() -> str:
        mine = session().execute(text("SELECT pg_backend_pid()")).scalar_one()
        other = create_engine(settings.database_url, isolation_level="AUTOCOMMIT")
        with other.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        other.dispose()
        return "<p>Thank you. We have it.</p>"

    yield made.test_client()
    with made.app_context():
        db.engine.dispose()


def test_a_page_that_was_made_is_sent_though_the_database_went_away(fragile):
    response = fragile.get("/fragile")

    assert (response.status_code, response.text) == (200, "<p>Thank you. We have it.</p>")
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert fragile.get("/healthz").status_code == 200


def story(words: str = WORDS) -> dict[str, str]:
    """A form that is ready to be sent."""
    return {"topic": "safety", "words": words, "submission": uuid.uuid4().hex}


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, Path]]:
    """The public side over an embedded database of its own, that waits only a moment for a lock."""
    monkeypatch.setitem(SQLITE_PRAGMAS, "busy_timeout", "100")
    settings = Settings(data=tmp_path / "data", public_url="http://localhost")
    worker = founding.found(settings, written={})
    app = create_app(Side.PUBLIC, settings)
    path = database.sqlite_path(settings)
    assert path is not None
    yield app, path
    for each in (app, worker):
        with each.app_context():
            db.engine.dispose()


def assert_kept_for_later(visitor: FlaskClient, form: dict[str, str]) -> None:
    """Refused, with every word still on the page and no thanks."""
    response = visitor.post("/en/tell/send", data=form)

    assert response.status_code == 503
    assert form["words"] in response.text
    assert "Thank you" not in response.text


def assert_taken(app: Flask, form: dict[str, str]) -> None:
    """The same press again is thanked for, and is in the file that is there now."""
    response = app.test_client().post("/en/tell/send", data=form)

    assert "Thank you. We have it." in response.text
    with app.app_context():
        assert session().get(Submission, uuid.UUID(form["submission"])) is not None


def test_a_database_that_was_moved_away_takes_no_story_and_is_not_made_anew(embedded):
    app, path = embedded
    visitor, form = app.test_client(), story()
    assert_taken(app, story())
    aside = path.parent / "aside"
    aside.mkdir()
    beside = list(path.parent.glob(f"{path.name}*"))
    for file in beside:
        file.rename(aside / file.name)

    assert_kept_for_later(visitor, form)
    assert_kept_for_later(visitor, form)
    assert not path.exists()

    for file in beside:
        (aside / file.name).rename(file)
    assert_taken(app, form)


def test_a_database_that_was_replaced_is_the_one_that_is_written_to(embedded):
    app, path = embedded
    copy = path.with_name("restored")
    with app.app_context():
        db.engine.dispose()
    shutil.copyfile(path, copy)
    assert_taken(app, story())
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    copy.rename(path)
    form = story()

    assert_kept_for_later(app.test_client(), form)

    assert_taken(app, form)


def test_a_lock_that_somebody_holds_loses_no_words(embedded):
    app, path = embedded
    visitor, form = app.test_client(), story()
    other = create_engine(f"sqlite+pysqlite:///{path}", module=database.pysqlite3)
    with other.connect() as connection:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        assert_kept_for_later(visitor, form)
        connection.exec_driver_sql("ROLLBACK")
    other.dispose()

    assert_taken(app, form)


def test_a_full_disk_loses_no_words(embedded):
    app, path = embedded
    with closing(pysqlite3.connect(str(path))) as emptied:
        emptied.execute("VACUUM")  # migrations leave pages that are free
    visitor, form = app.test_client(), story("They listened. " * 600)
    with app.app_context():
        engine = db.engine
    event.listen(engine, "begin", _grow_no_more)

    assert_kept_for_later(visitor, form)

    event.remove(engine, "begin", _grow_no_more)
    engine.dispose()
    assert_taken(app, form)


def _grow_no_more(connection: Connection) -> None:
    """SQLite then says that the disk is full."""
    connection.exec_driver_sql("PRAGMA max_page_count=1")
