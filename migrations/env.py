"""Alembic's way to our database: the settings say where, the tables say what."""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from feedback.core.db import UTCDateTime
from youwesaid.tables import METADATA


def _render(kind: str, thing: Any, _autogen: Any) -> str | bool:
    # Migrations must not import the application, which will have moved on by the time they run.
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    """Run the migrations that were asked for on an open connection."""
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=is_sqlite,
        render_item=_render,
        compare_type=True,
    )
    with context.begin_transaction():
        if not is_sqlite:
            # Better to give up soon than to hold up somebody who is sending a story.
            connection.exec_driver_sql("SET LOCAL lock_timeout = '500ms'")
        context.run_migrations()


run(context.config.attributes["connection"])
