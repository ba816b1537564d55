"""Running the migrations from inside the product, so that no alembic.ini is needed."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from feedback.core import paths


class BrokenReferences(RuntimeError):
    """A migration left rows that point to rows which are not there."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may change, and SQLite may rebuild them.

    SQLite rebuilds a table by dropping it, and dropping it deletes the rows of other tables that
    point to it: so references rest meanwhile, and are checked before the commit. Raises
    BrokenReferences, and nothing has changed.
    """
    with engine.connect().execution_options(youwesaid_writing=True) as connection:
        _watch_references(connection, "OFF")
        try:
            yield connection
            _refuse_broken(connection)
            connection.commit()
        finally:
            connection.rollback()
            _watch_references(connection, "ON")


def _watch_references(connection: Connection, state: str) -> None:
    if connection.dialect.name == "sqlite":
        # Past SQLAlchemy, which would begin a transaction first: inside one this does nothing.
        held = connection.connection.dbapi_connection
        if held is not None:
            held.cursor().execute(f"PRAGMA foreign_keys={state}")


def _refuse_broken(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenReferences(f"{len(broken)} references lead nowhere")


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to revision *to*, in one transaction."""
    with changing(engine) as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str = "base") -> None:
    """Take the database back to revision *to*."""
    with changing(engine) as connection:
        command.downgrade(_config(connection), to)


def write_revision(engine: Engine, message: str) -> None:
    """Write a migration file with what differs between the tables and the database."""
    with engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def newest() -> str:
    """The revision that this software expects."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def present(engine: Engine) -> str:
    """The revision that the database is at; empty for none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def knows(revision: str) -> bool:
    """Whether this software has a migration called *revision*."""
    script = ScriptDirectory.from_config(_config())
    return revision in {known.revision for known in script.walk_revisions()}
