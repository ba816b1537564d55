"""``youwesaid check``: what is running, not what was configured. Each fault names its mend."""

import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError

from feedback.core import db, migrating
from feedback.core.sealing import KeyMissing, Place, Purpose, key_files, load_keys
from feedback.core.settings import FILE_NAME, Settings
from youwesaid import tables

SAFE_SQLITE = (3, 51, 3)  # the first release without the WAL-reset fault
_WANTED_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "secure_delete": "1",
    "trusted_schema": "0",
}
_WANTED_POSTGRESQL = {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"}
_OLDEST_CLOCK = date(2026, 11, 1)  # no server may believe in a day before this was written


class Weight(StrEnum):
    """Refuse: words could be lost or leak. Warn: somebody should mend it."""

    FINE = "fine"
    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; *words* is one sentence, with the mend where it is bad."""

    about: str
    weight: Weight
    words: str


def check(settings: Settings, *, private: bool = True) -> list[Finding]:
    """Look at everything that one process needs; *private* is False for the public side."""
    if not settings.data.is_dir():
        return [_refuse("data", f"{settings.data} does not exist: run `youwesaid init`.")]
    findings = [*_files(settings, private=private), *_keys(settings, private=private)]
    findings += [*_addresses(settings), *_mail(settings), *_clock()]
    return findings + _database(settings)


def refusals(findings: list[Finding]) -> list[Finding]:
    """The findings that keep a server from starting."""
    return [finding for finding in findings if finding.weight is Weight.REFUSE]


def _fine(about: str, words: str) -> Finding:
    return Finding(about, Weight.FINE, words)


def _refuse(about: str, words: str) -> Finding:
    return Finding(about, Weight.REFUSE, words)


def _warn(about: str, words: str) -> Finding:
    return Finding(about, Weight.WARN, words)


def _files(settings: Settings, *, private: bool) -> Iterator[Finding]:
    names = [settings.keys / name for name in key_files(private=private)]
    database = db.sqlite_path(settings)
    for path in [*names, settings.data / FILE_NAME, *([database] if database else [])]:
        if path.exists() and _open_to_others(path):
            yield _refuse("files", f"{path} can be read by others: run `chmod 600 {path}`.")
    if settings.keys.is_dir() and stat.S_IMODE(settings.keys.stat().st_mode) & 0o077:
        yield _refuse("files", f"{settings.keys} is open to others: run `chmod 700` on it.")
    yield _fine("files", "Files were looked at.")


def _open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _keys(settings: Settings, *, private: bool) -> Iterator[Finding]:
    try:
        ring = load_keys(settings.keys, private=private)
    except KeyMissing as problem:
        yield _refuse("keys", str(problem))
        return
    secrets = [ring.receipt, ring.index, ring.session]
    held = [secret for secret in [*ring.public.values(), *secrets] if secret is not None]
    if len(set(held)) < len(held):
        yield _refuse("keys", "Two key files are the same: restore them from your key backup.")
    if private:
        place = Place("check", tables.NO_ROW, "trial")
        for purpose in Purpose:
            try:
                sealed = ring.seal("trial", purpose=purpose, place=place)
                ring.open(sealed, purpose=purpose, place=place)
            except Exception:  # noqa: BLE001 - whatever it is, the pair does not work
                words = f"The two {purpose} keys are not a pair: restore them from your key backup."
                yield _refuse("keys", words)
    yield _fine("keys", "Keys were tried.")


def _addresses(settings: Settings) -> Iterator[Finding]:
    public, staff = urlsplit(settings.public_url), urlsplit(settings.staff_url)
    for name, url in (("PUBLIC", public), ("STAFF", staff)):
        if url.scheme not in {"http", "https"} or not url.hostname:
            yield _refuse("addresses", f"YOUWESAID_{name}_URL is not a web address: mend it.")
        elif url.scheme == "http" and url.hostname not in {"127.0.0.1", "localhost", "::1"}:
            words = f"YOUWESAID_{name}_URL is not https: words would travel in the clear."
            yield _refuse("addresses", words + " Put a certificate in front and write https.")
    if urlsplit(settings.leave_to).scheme not in {"http", "https"}:
        yield _refuse("addresses", "YOUWESAID_LEAVE_TO is not a web address: mend it.")
    if public.netloc == staff.netloc:
        words = "The public and the staff side have the same address: give them two."
        yield _refuse("addresses", words)
    yield _fine("addresses", "Addresses were looked at.")


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.mail_server:
        yield _warn("mail", "YOUWESAID_MAIL_SERVER is empty: letters wait in the outbox.")
        return
    if not settings.mail_sender:
        yield _refuse("mail", "YOUWESAID_MAIL_SENDER is empty: set the From address.")
    local = settings.mail_server in {"127.0.0.1", "localhost", "::1"}
    if settings.mail_password and not settings.mail_tls and not local:
        yield _refuse("mail", "The mail password would travel in the clear: set MAIL_TLS to true.")
    yield _fine("mail", "Mail settings were looked at.")


def _clock() -> Iterator[Finding]:
    today = datetime.fromtimestamp(time.time(), UTC).date()
    if today < _OLDEST_CLOCK:
        yield _refuse("clock", f"The clock says {today}: set it right (NTP) before starting.")
    else:
        yield _fine("clock", f"The clock says {today}.")


def _database(settings: Settings) -> list[Finding]:
    path = db.sqlite_path(settings)
    if path is not None and not path.is_file():
        return [_refuse("database", f"{path} is missing: restore it, or run `youwesaid init`.")]
    try:
        engine = create_engine(**db.engine_options(settings))
        db.prepare_engine(engine)
        with engine.connect() as connection:
            looked: Callable[[Connection], Iterator[Finding]] = (
                _postgresql if path is None else _sqlite
            )
            findings = list(looked(connection))
        findings += _migrations(engine)
        engine.dispose()
    except SQLAlchemyError as problem:
        cause = type(getattr(problem, "orig", problem)).__name__
        return [_refuse("database", f"The database does not answer ({cause}): start or mend it.")]
    return findings


def _sqlite(connection: Connection) -> Iterator[Finding]:
    version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        words = f"SQLite {version} can corrupt a database in WAL mode: install pysqlite3 0.6.1."
        yield _refuse("database", words)
    for name, wanted in _WANTED_PRAGMAS.items():
        found = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()).lower()
        if found != wanted:
            words = f"SQLite runs with {name}={found} instead of {wanted}: words could be lost."
            yield _refuse("database", words + " Move the database to a local disk and start again.")
    damage = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if damage != "ok":
        yield _refuse("database", "The database file is damaged: restore the newest backup.")
    yield _fine("database", f"SQLite {version} was asked.")


def _postgresql(connection: Connection) -> Iterator[Finding]:
    for name, wanted in _WANTED_POSTGRESQL.items():
        found = connection.exec_driver_sql(f"SHOW {name}").scalar_one()
        if found != wanted:
            words = (
                f"PostgreSQL runs with {name}={found}: set it to {wanted}, or words can be lost."
            )
            yield _refuse("database", words)
    for name in ("log_statement", "log_min_error_statement", "log_error_verbosity"):
        found = connection.exec_driver_sql(f"SHOW {name}").scalar_one()
        good = {"log_statement": {"none", "ddl"}, "log_min_error_statement": {"panic"}}
        if found not in good.get(name, {"terse"}):
            words = f"PostgreSQL runs with {name}={found}: its log may repeat parts of statements."
            yield _warn("database", words + " See deploy/postgresql.md.")
    if connection.exec_driver_sql("SELECT to_regclass('huey_task')").scalar_one() is None:
        yield _refuse("database", "The worker's queue has no tables: run `youwesaid migrate`.")
    version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    yield _fine("database", f"PostgreSQL {version} was asked.")


def _migrations(engine: Engine) -> list[Finding]:
    present, newest = migrating.present(engine), migrating.newest()
    if present == newest:
        return [_fine("migrations", f"The tables are at revision {present}.")]
    if not present:
        words = "The database has no tables of ours: run `youwesaid init`."
    elif migrating.knows(present):
        words = f"The tables are at revision {present}: back up, then run `youwesaid migrate`."
    else:
        words = f"The tables are at revision {present}, newer than this software: upgrade it."
    return [_refuse("migrations", words)]
