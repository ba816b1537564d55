"""Every migration goes up, down and up again, with rows in every table, on both databases."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Enum,
    MetaData,
    Table,
    create_engine,
    func,
    inspect,
    select,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import LargeBinary, Uuid

from feedback.core import db, migrating
from feedback.core.settings import Settings
from tests.support.site import new_database
from youwesaid.tables import METADATA

VALUES: dict[type, Any] = {
    str: "words",
    int: 1,
    bool: False,
    float: 0.5,
    bytes: b"sealed",
    date: date(2026, 3, 1),
    datetime: datetime(2026, 3, 1, tzinfo=UTC),
}


def revisions() -> list[str]:
    """All revisions, the first one first."""
    script = ScriptDirectory.from_config(migrating._config())
    return [each.revision for each in reversed(list(script.walk_revisions()))]


@pytest.fixture
def engine(backend, request, tmp_path) -> Iterator[Engine]:
    """An empty database of that kind."""
    address = ""
    if backend == "postgresql":
        address = new_database(request.getfixturevalue("postgresql_server"))
    settings = Settings(data=tmp_path, database=address)
    path = db.sqlite_path(settings)
    if path is not None:
        path.touch()
    made = create_engine(**db.engine_options(settings))
    db.prepare_engine(made)
    yield made
    made.dispose()


def fill(connection: Connection) -> int:
    """One row in every table that there is at this revision; how many tables."""
    found = MetaData()
    found.reflect(connection)
    keys: dict[str, dict[str, Any]] = {}
    tables = [table for table in found.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        row = {column.name: value(table, column, keys) for column in wanted(table)}
        connection.execute(table.insert().values(row))
        keys[table.name] = row
    return len(tables)


def wanted(table: Table) -> list[Column[Any]]:
    """The columns that must have a value."""
    return [column for column in table.columns if not column.nullable or column.primary_key]


def value(table: Table, column: Column[Any], keys: dict[str, dict[str, Any]]) -> Any:
    """Something that fits the column: what it points at, one of its words, or a plain value."""
    for key in column.foreign_keys:
        return keys[key.column.table.name][key.column.name]
    known = METADATA.tables.get(table.name)
    modelled = known.columns.get(column.name) if known is not None else None
    kind = modelled.type if modelled is not None else column.type
    if isinstance(kind, Enum):
        return kind.enums[0]
    if isinstance(kind, Uuid):
        made = uuid.uuid4()
        return made if isinstance(column.type, Uuid) else made.hex
    if column.name == "end":
        return 2  # after the start
    plain = {JSON: {}, LargeBinary: VALUES[bytes]}
    return plain.get(type(kind)) if type(kind) in plain else VALUES[column.type.python_type]


def shape(engine: Engine) -> dict[str, Any]:
    """Tables, columns, keys, checks and indexes, in an order that does not matter."""
    look = inspect(engine)
    return {
        table: {
            "columns": {
                each["name"]: (str(each["type"]), each["nullable"])
                for each in look.get_columns(table)
            },
            "foreign": sorted(str(each["name"]) for each in look.get_foreign_keys(table)),
            "unique": sorted(str(each["name"]) for each in look.get_unique_constraints(table)),
            "checks": sorted(str(each["name"]) for each in look.get_check_constraints(table)),
            "indexes": sorted(str(each["name"]) for each in look.get_indexes(table)),
        }
        for table in look.get_table_names()
    }


def test_there_is_one_newest_revision():
    script = ScriptDirectory.from_config(migrating._config())

    assert script.get_heads() == [migrating.newest()]


def test_each_migration_goes_up_down_and_up_with_rows_in_every_table(engine):
    before = "base"
    for revision in revisions():
        migrating.upgrade(engine, revision)
        there = shape(engine)
        with engine.connect().execution_options(youwesaid_writing=True) as connection:
            assert fill(connection) > 0
            connection.commit()

        migrating.downgrade(engine, before)
        assert migrating.present(engine) == ("" if before == "base" else before)
        migrating.upgrade(engine, revision)

        assert shape(engine) == there
        before = revision


def test_going_down_to_nothing_leaves_no_table_of_ours(engine):
    migrating.upgrade(engine)

    migrating.downgrade(engine)

    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


def test_the_models_are_what_the_migrations_make(engine):
    migrating.upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_a_migration_that_meets_a_reader_gives_up_and_changes_nothing(engine, backend):
    if backend == "sqlite":
        pytest.skip("only PostgreSQL makes a migration wait for a reader")
    migrating.upgrade(engine)
    there = shape(engine)

    with engine.connect() as reader:
        reader.execute(select(func.count()).select_from(METADATA.tables["contribution"]))
        with pytest.raises(OperationalError, match="lock timeout"):
            migrating.downgrade(engine)

    assert shape(engine) == there
