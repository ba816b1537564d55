"""Tables move on without losing a row: every revision up, down and up again, on both databases."""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    create_engine,
    func,
    inspect,
    select,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from feedback.core import db, migrating, paths
from feedback.core.settings import Settings
from tests.support.site import new_database
from youwesaid.tables import METADATA

REVISIONS = [
    revision.revision
    for revision in reversed(
        list(ScriptDirectory(str(paths.MIGRATIONS)).walk_revisions())
    )
]  # fmt: skip
ALEMBIC = "alembic_version"


@pytest.fixture
def engine(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    server = request.getfixturevalue("postgresql_server") if backend == "postgresql" else ""
    settings = Settings(data=tmp_path, database=new_database(server) if server else "")
    path = db.sqlite_path(settings)
    if path is not None:
        path.touch(mode=0o600)
    made = create_engine(**db.engine_options(settings))
    db.prepare_engine(made)
    yield made
    made.dispose()


def schema(engine: Engine) -> dict[str, Any]:
    """Everything that a database says of its tables, in an order of our own."""
    looked = inspect(engine)
    return {
        name: {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], str(column["default"]))
                for column in looked.get_columns(name)
            ),
            "primary key": looked.get_pk_constraint(name)["constrained_columns"],
            "foreign keys": _plain(looked.get_foreign_keys(name)),
            "uniques": _plain(looked.get_unique_constraints(name)),
            "indexes": _plain(looked.get_indexes(name)),
            "checks": _plain(looked.get_check_constraints(name)),
        }
        for name in sorted(set(looked.get_table_names()) - {ALEMBIC})
    }


def _plain(found: list[Any]) -> list[str]:
    return sorted(json.dumps(each, sort_keys=True, default=str) for each in found)


def reflected(connection: Connection) -> MetaData:
    """The tables as they are in the database now, whatever the models say."""
    metadata = MetaData()
    metadata.reflect(connection)
    metadata.remove(metadata.tables[ALEMBIC])
    return metadata


def fill(connection: Connection) -> dict[str, int]:
    """Put one row into every table that has none, and say how many rows each has."""
    metadata = reflected(connection)
    for table in metadata.sorted_tables:
        if not connection.scalar(select(func.count()).select_from(table)):
            connection.execute(table.insert().values(_row(connection, table)))
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
    }


def _row(connection: Connection, table: Table) -> dict[str, Any]:
    """The least that the table takes: blank what may be blank, and references to what is there."""
    words = _words(connection, table)
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.nullable and not (column.name == "contribution_id" and column.foreign_keys):
            continue  # what may be about a contribution often must be about one thing or another
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column
            row[column.name] = connection.scalar(select(target))
        else:
            row[column.name] = words.get(column.name) or _value(column.type, column.name)
    return row


def _words(connection: Connection, table: Table) -> dict[str, Any]:
    """The first word that each column may hold, where it holds only some: as the database says."""
    checks = inspect(connection).get_check_constraints(table.name)
    never = {
        refused[1]
        for check in checks
        if (
            refused := re.fullmatch(
                r"\W*\w+\W+(?:text\W+)?<> '(\w+)'\W*(?:text\W*)?", check["sqltext"]
            )
        )
    }
    found: dict[str, Any] = {}
    for check in checks:
        number = re.search(r"(\w+)\W+(?:IN|= ANY \(ARRAY)\W+(\d+)", check["sqltext"])
        if number:
            found[number[1]] = int(number[2])
        words = [each for each in re.findall(r"'(\w+)'", check["sqltext"]) if each not in never]
        if words and check["name"].endswith("_word"):
            column = re.search(r"\w+", check["sqltext"])
            found[column.group() if column else ""] = words[0]
    return found


def _value(kind: Any, name: str) -> Any:
    if isinstance(kind, Uuid) or (str(kind) == "CHAR(32)"):
        return uuid.uuid4() if isinstance(kind, Uuid) else uuid.uuid4().hex
    values: list[tuple[type, Any]] = [
        (Boolean, False),
        (Integer, 2 if name == "end" else 1),  # a stretch of text ends after it starts
        (Float, 0.5),
        (DateTime, datetime(2026, 11, 23, tzinfo=UTC)),
        (Date, date(2026, 11, 23)),
        (LargeBinary, b"\x01sealed"),
        (JSON, {"en": "words"}),
    ]
    for type_, value in values:
        if isinstance(kind, type_):
            return value
    return f"{name}-{uuid.uuid4().hex[:8]}"


def test_there_is_one_head_and_every_revision_has_a_way_back():
    script = ScriptDirectory(str(paths.MIGRATIONS))

    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    for revision in script.walk_revisions():
        assert hasattr(revision.module, "downgrade"), revision.revision
        assert "feedback" not in Path(revision.path).read_text().split("def upgrade")[0]


def test_the_models_say_what_the_migrations_made(engine):
    migrating.upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)

    assert not [each for each in differences if ALEMBIC not in str(each)]


def test_the_migrations_make_the_same_tables_as_the_models(engine, backend, request, tmp_path):
    migrating.upgrade(engine)
    migrated = schema(engine)
    server = request.getfixturevalue("postgresql_server") if backend == "postgresql" else ""
    (tmp_path / "other").mkdir()
    settings = Settings(
        data=tmp_path / "other", database=new_database(server) if server else ""
    )  # fmt: skip
    path = db.sqlite_path(settings)
    if path is not None:
        path.touch()
    other = create_engine(**db.engine_options(settings))
    METADATA.create_all(other)
    declared = schema(other)
    other.dispose()

    assert list(migrated) == list(declared)
    for name, table in declared.items():
        assert migrated[name] == table, name


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_goes_up_down_and_up_with_rows_in_the_tables(engine, revision):
    before = REVISIONS[REVISIONS.index(revision) - 1] if revision != REVISIONS[0] else "base"
    migrating.upgrade(engine, before) if before != "base" else None
    earlier = schema(engine)
    kept = _filled(engine) if before != "base" else {}

    migrating.upgrade(engine, revision)
    later, full = schema(engine), _filled(engine)
    migrating.downgrade(engine, before)
    assert schema(engine) == earlier
    migrating.upgrade(engine, revision)

    assert schema(engine) == later
    assert migrating.present(engine) == revision
    with engine.connect() as connection:
        counted = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in reflected(connection).sorted_tables
        }
    assert {name: counted[name] for name in kept if name in counted} == {
        name: count for name, count in kept.items() if name in counted
    }
    assert all(full.values())


def test_going_down_to_nothing_leaves_no_table_of_ours(engine):
    migrating.upgrade(engine)
    _filled(engine)

    migrating.downgrade(engine)

    assert schema(engine) == {}


def test_a_migration_that_meets_a_reader_gives_up_and_changes_nothing(engine):
    if engine.dialect.name == "sqlite":
        pytest.skip("only PostgreSQL makes a migration wait for a reader")
    migrating.upgrade(engine)
    before = schema(engine)

    with engine.connect() as reader:
        reader.execute(select(func.count()).select_from(METADATA.tables["contribution"]))
        with pytest.raises(OperationalError, match="lock timeout"):
            migrating.downgrade(engine)

    assert schema(engine) == before


def test_a_table_that_others_point_to_is_rebuilt_without_losing_a_row(engine):
    migrating.upgrade(engine)
    before = _filled(engine)

    with migrating.changing(engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        rebuilt = "always" if engine.dialect.name == "sqlite" else "never"
        for name in ("contribution", "theme", "staff"):
            with operations.batch_alter_table(name, recreate=rebuilt) as table:
                table.add_column(Column("shade", Text, nullable=False, server_default="red"))

    assert _filled(engine) == before


def test_a_migration_that_breaks_a_reference_changes_nothing(engine):
    migrating.upgrade(engine)
    before = _filled(engine)

    with pytest.raises((migrating.BrokenReferences, IntegrityError)):
        _forget_themes(engine)

    assert _filled(engine) == before


def _forget_themes(engine: Engine) -> None:
    with migrating.changing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM theme")


def _filled(engine: Engine) -> dict[str, int]:
    with engine.connect().execution_options(youwesaid_writing=True) as connection:
        counts = fill(connection)
        connection.commit()
    return counts
