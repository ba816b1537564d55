"""A new site: everything that it needs, readable by nobody else, and never over an old one."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from feedback.coding import queries
from feedback.coding.codebook.keeping import UnusableCodebook
from feedback.coding.models import Theme
from feedback.core import db, migrating
from feedback.core.db import session
from feedback.core.sealing import load_keys
from feedback.core.settings import Settings
from surveys.versions.models import Survey
from tests.support.site import new_database
from youwesaid import checks, founding
from youwesaid.founding import AlreadyFounded

WRITTEN = {"YOUWESAID_PARTNERSHIP": "Partnership of Nowhere", "YOUWESAID_NATION": "wales"}


@pytest.fixture
def empty(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A place where no site is yet."""
    server = request.getfixturevalue("postgresql_server") if backend == "postgresql" else ""
    return Settings(data=tmp_path / "a" / "data", database=new_database(server) if server else "")


@pytest.fixture
def found() -> Iterator[Callable[..., Flask]]:
    """Found a site, and let go of its database afterwards."""
    made: list[Flask] = []

    def founded(settings: Settings, **more: Path | None) -> Flask:
        made.append(founding.found(settings, written=WRITTEN, **more))
        return made[-1]

    yield founded
    for app in made:
        with app.app_context():
            db.db.engine.dispose()


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file with what is in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_new_site_can_start_and_knows_its_themes(empty, found):
    app = found(empty)

    assert checks.refusals(checks.check(empty)) == []
    with app.app_context():
        assert len(session().scalars(select(Theme)).all()) > 25
        assert session().scalars(select(Survey)).first() is not None
        assert migrating.present(db.db.engine) == migrating.newest()


def test_a_new_site_begins_with_the_themes_that_were_chosen(empty, found, tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(
        "name: Small\nthemes:\n  - {name: One thing}\n  - {name: Two, parent: One thing}\n"
    )
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: Broken\n")

    with pytest.raises(UnusableCodebook):
        found(empty, codebook=broken)
    assert not empty.data.exists()
    app = found(empty, codebook=file)

    with app.app_context():
        assert [node.depth for node in queries.tree()] == [0, 1]


def test_a_new_site_may_begin_without_themes(empty, found):
    with found(empty, codebook=None).app_context():
        assert queries.tree() == []


def test_nothing_of_a_new_site_can_be_read_by_others(empty, found):
    found(empty)

    for path in [empty.data, *empty.data.rglob("*")]:
        rights = stat.S_IMODE(path.stat().st_mode)
        if path.suffix not in {".sqlite3-wal", ".sqlite3-shm"}:
            assert not rights & 0o077, f"{path.name}: {rights:o}"


def test_what_was_written_down_is_what_is_read(empty, found):
    found(empty)

    read = Settings.load(data=empty.data, environ={})
    assert (read.partnership, read.nation) == ("Partnership of Nowhere", "wales")


def test_a_second_founding_is_refused_and_changes_nothing(empty, found):
    found(empty)
    before = everything_in(empty.keys)

    with pytest.raises(AlreadyFounded, match=r"already holds a site: nothing was changed\."):
        founding.found(empty, written={})

    assert everything_in(empty.keys) == before


def test_a_database_whose_keys_are_elsewhere_gets_no_new_ones(empty, found):
    found(empty)
    shutil.rmtree(empty.keys)

    with pytest.raises(AlreadyFounded, match=r"The database already holds a site"):
        founding.found(empty, written={})

    assert not empty.keys.exists()


def test_a_database_that_does_not_answer_leaves_no_half_of_a_site(empty, found):
    away = replace(empty, database="postgresql+psycopg://nobody@127.0.0.1:9/none")

    with pytest.raises(OperationalError):
        founding.found(away, written={})

    assert not empty.data.exists()
    found(empty)  # and trying again works


def test_migrating_a_site_that_is_new_enough_changes_nothing(empty, found):
    app = found(empty)
    founding.migrate(empty)

    with app.app_context():
        assert len(session().scalars(select(Theme)).all()) > 25
    assert load_keys(empty.keys, private=True)
