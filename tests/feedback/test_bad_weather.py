"""When the database goes away: no page that was made is lost with it, and it comes back."""

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from feedback.core.audience import public
from feedback.core.db import db, session
from feedback.core.headers import HEADERS
from feedback.core.settings import Settings
from youwesaid.app import Side, create_app


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
