"""The worked example, both sides of it: rules are tried on pages that say something."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import Role
from feedback.coding.codebook.keeping import load_codebook
from feedback.core import db as database
from feedback.core.audience import Side
from feedback.core.db import session, writing
from feedback.core.i18n import ALL_LANGUAGES
from feedback.core.sealing import create_keys
from feedback.core.settings import Settings
from surveys.library import read_library
from surveys.versions import services as surveys
from surveys.versions.models import Survey
from tests.support.client import CheckedClient
from tests.support.walk import Walk, walk
from youwesaid.app import create_app, worker_app
from youwesaid.demo import loading
from youwesaid.plans.models import Plan, PlanItem
from youwesaid.tables import METADATA
from youwesaid.tracker.models import Entry

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever looks at the worked example does so in one process: it takes long to load."""
    for item in items:
        if HERE in item.path.parents and "example" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("example"))


@dataclass
class Example:
    """A site that has everything, and names of some of it for addresses."""

    settings: Settings
    worker: Flask
    public: Flask
    staff: Flask
    entries: list[str]  # slugs
    surveys: list[str]  # slugs
    plan: str  # key
    item: str  # key

    def visitor(self) -> CheckedClient:
        """Somebody on the public side."""
        return _client(self.public)

    def walk(self, language: str) -> Walk:
        """Every kind of public page in *language*."""
        return walk(
            self.visitor(),
            language,
            entries=self.entries,
            surveys=self.surveys,
            plan=self.plan,
            item=self.item,
        )

    def member(self, role: Role | None) -> CheckedClient:
        """Somebody on the staff side, signed in with *role* and no other; None: not signed in."""
        browser = _client(self.staff)
        if role is None:
            return browser
        with self.worker.app_context():
            member = session().scalars(select(Staff).where(Staff.name == role.value)).one()
            signed_in = {"staff": str(member.id), "stamp": member.stamp}
        with browser.session_transaction() as cookie:
            cookie.update(signed_in)
        return browser


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """The worked example on SQLite; tests look at it and leave it as it was."""
    folder = tmp_path_factory.mktemp("example")
    create_keys(folder / "keys")
    settings = Settings(
        data=folder,
        partnership="Public Protection Partnership of Nowhere",
        partnership_short="PPP Nowhere",
        public_url="http://localhost",
        staff_url="http://localhost",
        phone="01632 960 001",
        email="listening@example.org",
        report_concern="01632 960 002",
        nation="scotland",
        area="dumfries_galloway",
        invented=True,
        quickest_seconds=0,
        sends_a_minute=1_000_000,
    )
    _make_tables(settings)
    worker = worker_app(settings)
    with worker.app_context(), writing():
        load_codebook()
        # Two, so that the list of what can be answered is a page of its own.
        again = surveys.new_survey(slug="again")
        for definition in list(read_library().values())[:1]:
            surveys.publish_version(survey=again, definition=definition)
        surveys.open_survey(survey=again)
        for role in Role:
            one = Staff(email=f"{role}@example.net", name=role.value, active=True)
            one.roles = [StaffRole(role=role)]
            session().add(one)
    loading.load(worker, plan=loading.OWN_PLAN, empty=False, progress=lambda *_: None)
    sides = [side_of(side, settings) for side in Side]
    with worker.app_context():
        names = _names()
    yield Example(settings, worker, *sides, **names)
    for app in (worker, *sides):
        with app.app_context():
            database.db.engine.dispose()


def _make_tables(settings: Settings) -> None:
    path = database.sqlite_path(settings)
    assert path is not None
    path.touch(mode=0o600)
    engine = create_engine(**database.engine_options(settings))
    database.prepare_engine(engine)
    METADATA.create_all(engine)
    engine.dispose()


def side_of(side: Side, settings: Settings) -> Flask:
    """One side of the site, for clients that inspect what they get."""
    app = create_app(side, settings)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = CheckedClient
    return app


def _names() -> dict[str, object]:
    item = session().scalars(select(PlanItem).order_by(PlanItem.position, PlanItem.id)).first()
    assert item is not None
    return {
        "entries": list(session().scalars(select(Entry.slug).order_by(Entry.slug))),
        "surveys": list(session().scalars(select(Survey.slug).order_by(Survey.slug))),
        "plan": session().get_one(Plan, item.plan_id).key,
        "item": item.key,
    }


def _client(app: Flask) -> CheckedClient:
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    return made


@pytest.fixture(scope="session", params=[language.code for language in ALL_LANGUAGES])
def walked(request: pytest.FixtureRequest, example: Example) -> Walk:
    """Every kind of public page in one language, walked once: a test runs in each language."""
    return example.walk(str(request.param))
