"""Making a new site: folder, keys, settings file, database, tables, codebook, surveys."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine

from feedback.coding.codebook import keeping, versions
from feedback.coding.exchange import codebook_in
from feedback.core import db, migrating
from feedback.core.db import writing
from feedback.core.sealing import create_keys
from feedback.core.settings import FILE_NAME, Settings, write_file
from surveys.library import FIRST, loading
from youwesaid import jobs
from youwesaid.app import worker_app


class AlreadyFounded(Exception):
    """The data folder already holds a site."""


def found(
    settings: Settings, *, written: Mapping[str, str], codebook: Path | None = keeping.OWN_CODEBOOK
) -> Flask:
    """Make everything that a new site needs, and give back its worker application.

    *written* goes into the settings file. *codebook* is a file of ours (YAML) or of other
    programs (.qdc); None: no theme yet. Raises AlreadyFounded rather than touch a site's keys
    or tables, Refused for a codebook of ours that cannot be used, and OperationalError before
    anything is made where the database does not answer.
    """
    if settings.keys.exists():
        raise AlreadyFounded(f"{settings.data} already holds a site: nothing was changed.")
    if _has_tables(settings):
        # Words in it are sealed to keys that are not here, and new ones would not open them.
        raise AlreadyFounded(
            "The database already holds a site: restore its keys, or name another."
        )
    if codebook is not None and not _is_exchanged(codebook):
        keeping.written_in(codebook)  # better refused before there is half a site
    settings.data.mkdir(parents=True, exist_ok=True)
    settings.data.chmod(0o700)
    create_keys(settings.keys)
    write_file(settings.data / FILE_NAME, written)
    path = db.sqlite_path(settings)
    if path is not None and not path.exists():
        path.touch(mode=0o600)
    migrate(settings)
    app = worker_app(settings)
    with app.app_context(), writing():
        _load(codebook)
        loading.load_library(only=FIRST)
    return app


def _is_exchanged(codebook: Path) -> bool:
    return codebook.suffix.lower() == ".qdc"


def _load(codebook: Path | None) -> None:
    if codebook is None:
        return
    if not _is_exchanged(codebook):
        keeping.load_codebook(codebook)
        return
    content, who = codebook.read_bytes(), keeping.COMMAND_LINE
    codebook_in.import_codebook(content, name=codebook.name, by=who)
    versions.publish(note=f"Loaded from {codebook.name}", by=who)


def _has_tables(settings: Settings) -> bool:
    path = db.sqlite_path(settings)
    if path is not None and not path.exists():
        return False
    engine = create_engine(**db.engine_options(settings))
    try:
        return bool(migrating.present(engine))
    finally:
        engine.dispose()


def migrate(settings: Settings) -> None:
    """Bring the tables to the newest revision, and make the worker's queue."""
    engine = create_engine(**db.engine_options(settings))
    db.prepare_engine(engine)
    migrating.upgrade(engine)
    engine.dispose()
    jobs.make_queue(settings)
