"""The database: one session a request, writes that are declared, commits that are synced."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import wraps
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any, ClassVar, ParamSpec, TypeVar
from urllib.parse import quote

import pysqlite3
from flask import Flask, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, Enum, MetaData, Text, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from feedback.core.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")

#: Settings without which an acknowledged submission could be lost, or a deleted one linger.
SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    "trusted_schema": "OFF",
    "busy_timeout": "5000",
}

db = SQLAlchemy()


class ForgotToWrite(RuntimeError):
    """Something tried to change a row outside ``@writes`` or ``writing()``."""


class DatabaseMoved(Exception):
    """The file that this connection writes to is no longer the one at its address."""


class UTCDateTime(TypeDecorator[datetime]):
    """Times are UTC in Python and in the database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give SQLite's naive times their zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(enumeration: type[StrEnum]) -> Enum:
    """A column type that stores a StrEnum as its word, with a check constraint."""
    return Enum(
        enumeration,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        name=f"{enumeration.__name__.lower()}_word",
    )


class Base(DeclarativeBase):
    """All tables: random keys that tell no order, named constraints, JSON and UTC by type."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        str: Text,
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
    }


class Keyed:
    """A random 128-bit key: public addresses cannot be counted through, nor rows put in order."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)

    def __init__(self, **values: Any) -> None:
        # The key exists before the row does, because sealed values are bound to it.
        values.setdefault("id", uuid.uuid4())
        super().__init__(**values)


def engine_options(settings: Settings) -> dict[str, Any]:
    """What ``create_engine`` needs for this database.

    SQLite opens in mode rw: a missing file is an error, never a new, empty database.
    """
    shared = {"hide_parameters": True}  # or the message of an error repeats what was stored
    path = sqlite_path(settings)
    if path is not None:
        url = f"sqlite+pysqlite:///file:{quote(str(path))}?mode=rw&uri=true"
        return {**shared, "url": url, "module": pysqlite3, "connect_args": {"timeout": 5}}
    url = settings.database_url
    return {**shared, "url": url, "pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its engine, refusing to create a database where one is missing."""
    app.config["SQLALCHEMY_ENGINES"] = {"default": engine_options(settings)}
    db.init_app(app)
    # There are no asynchronous sessions; closing none would start an event loop on each request.
    app.teardown_appcontext_funcs = [
        close for close in app.teardown_appcontext_funcs if not iscoroutinefunction(close)
    ]
    with app.app_context():
        prepare_engine(db.engine)

    @app.teardown_appcontext
    def _end(_problem: BaseException | None) -> None:
        # A database that goes away after the page was made must not take the page with it.
        try:
            db.session.rollback()
        except DBAPIError as problem:
            app.logger.warning("the database went away: %s", type(problem.orig).__name__)
            db.session.invalidate()


def sqlite_path(settings: Settings) -> Path | None:
    """The database file, or None when the database is not SQLite."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    return Path(url.database)


def prepare_engine(engine: Engine) -> None:
    """Set the pragmas on every connection, and let us decide how a transaction begins."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _set_commit)


def _set_pragmas(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin on its own
    cursor = connection.cursor()
    for name, value in SQLITE_PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    path = cursor.execute("PRAGMA database_list").fetchone()[2]
    record.info["opened"] = path, _file_at(path)
    cursor.close()


def _file_at(path: str) -> tuple[int, int] | None:
    """Which file is at *path*: device and inode; None for none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - once for each thing that is kept: the quick way
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _set_commit(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    connection.commit()


def _begin(connection: Any) -> None:
    writing_now = connection.get_execution_options().get("youwesaid_writing", False)
    if writing_now:
        _refuse_moved(connection)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing_now else "BEGIN")


def _refuse_moved(connection: Any) -> None:
    """SQLite would go on writing to a file that was deleted, and thank people for nothing."""
    path, opened = connection.connection.info["opened"]
    if _file_at(path) != opened:
        connection.invalidate()  # the next one opens what is there then
        raise OperationalError("BEGIN IMMEDIATE", {}, DatabaseMoved())


@event.listens_for(Session, "before_flush")
def _refuse_undeclared(session: Session, _context: object, _instances: object) -> None:
    if not session.info.get("writing"):
        raise ForgotToWrite("changed rows outside @writes or writing()")


def session() -> Session:
    """The session of this request, command or job."""
    return db.session


@contextmanager
def writing() -> Iterator[Session]:
    """One synced transaction: committed at the end, undone if anything is raised.

    The write lock is taken at the start (BEGIN IMMEDIATE), so reading and then writing cannot
    meet a lock half-way. Nested use joins the outer transaction.
    """
    active = session()
    if active.info.get("writing"):
        yield active
        return
    active.rollback()  # end a reading transaction, so that the lock can be taken at once
    active.info["writing"] = True
    try:
        active.connection(execution_options={"youwesaid_writing": True})
        yield active
        active.commit()
    except BaseException:
        active.rollback()
        raise
    finally:
        active.info["writing"] = False


def writes(view: Callable[P, R]) -> Callable[P, R]:
    """A view that may change rows: what it returns is sent only after the synced commit.

    Asking for the page (GET) takes no write lock and may change nothing.
    """

    @wraps(view)
    def committed(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return view(*args, **kwargs)
        with writing():
            return view(*args, **kwargs)

    committed.__dict__["writes"] = True
    return committed
