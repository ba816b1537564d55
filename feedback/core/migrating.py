"""Running the migrations from inside the product, so that no alembic.ini is needed."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from feedback.core import paths


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to revision *to*, in one transaction."""
    with engine.connect().execution_options(youwesaid_writing=True) as connection:
        command.upgrade(_config(connection), to)
        connection.commit()


def downgrade(engine: Engine, to: str = "base") -> None:
    """Take the database back to revision *to*."""
    with engine.connect().execution_options(youwesaid_writing=True) as connection:
        command.downgrade(_config(connection), to)
        connection.commit()


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
