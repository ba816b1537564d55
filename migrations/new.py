"""Write a migration with what differs between the tables and the migrations so far."""

import sys
import tempfile
from pathlib import Path

from sqlalchemy import create_engine

from feedback.core import db, migrating
from feedback.core.settings import Settings


def main(message: str) -> None:
    """Upgrade an empty database to the head, compare, write the file."""
    if not message:
        raise SystemExit('Say what changes: make migration MESSAGE="add a column"')
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        (Path(folder) / "youwesaid.sqlite3").touch()
        engine = create_engine(**db.engine_options(settings))
        db.prepare_engine(engine)
        migrating.upgrade(engine)
        migrating.write_revision(engine, message)
        engine.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
