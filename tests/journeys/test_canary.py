"""Nothing about the one who writes, and no word in the clear, in any file, log or table.

One person tells a story with marked words from a marked browser; everything that can go wrong goes
wrong; staff read, redact, code and search. Then every byte that the site left behind is looked at.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from sqlalchemy import Date, create_engine, select, text, update

from feedback.accounts.models import Staff
from feedback.coding.desk import services as coding
from feedback.coding.tagging import training
from feedback.contributions import opening, searching
from feedback.contributions.models import Contribution, SearchWord, Submission
from feedback.core import db as database
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from feedback.redaction import services as redaction
from feedback.redaction.kinds import HiddenKind
from feedback.safeguarding import services as safeguarding
from feedback.safeguarding.models import Level
from surveys.versions import queries as surveys
from surveys.versions import services as survey_services
from surveys.versions.models import SurveyVersion
from tests.support.pages import fields_of, receipt_shown
from tests.support.scan import found_in, found_in_files, found_in_tables
from tests.support.site import Site
from tests.support.visitor import Visitor
from youwesaid import jobs
from youwesaid.tables import METADATA

MARK = "canaryqz"
ADDRESS = "203.0.113.77"
WORDS = f"My {MARK}story: the {MARK}worker came late and the {MARK}flat was cold."
BROWSER = {
    "User-Agent": f"{MARK}-browser/1.0",
    "X-Forwarded-For": ADDRESS,
    "X-Real-IP": ADDRESS,
    "Forwarded": f"for={ADDRESS}",
    "Referer": f"https://{MARK}-referrer.example/{MARK}",
    "Accept-Language": f"en,x-{MARK}",
    "Cookie": f"{MARK}=yes",
    "Via": f"1.1 {MARK}",
}
#: What may lie in the clear, as days and closed answers do; none of it is of the words.
PUBLIC_TABLES = ("receipt", "submission", "contribution", "permission", "about_you", "contact")


@dataclass
class Left:
    """What was given on the way, and must be nowhere."""

    codes: list[str] = field(default_factory=list)

    @property
    def secrets(self) -> list[str]:
        """Everything that must be nowhere."""
        grouped = [" ".join(code[at : at + 3] for at in range(0, 18, 3)) for code in self.codes]
        return [MARK, ADDRESS, *self.codes, *grouped]


@contextmanager
def _without(site: Site, table: str) -> Iterator[None]:
    """The database lacks a table meanwhile, as after a botched restore."""
    engine = create_engine(**database.engine_options(site.settings))
    database.prepare_engine(engine)
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_gone"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table}_gone RENAME TO {table}"))
        engine.dispose()


def _tell(site: Site, left: Left) -> None:
    visitor = Visitor(site.public, BROWSER)
    visitor.write(WORDS)
    visitor.send()
    left.codes.append(receipt_shown(visitor.page))
    held = fields_of(visitor.page, "held")
    visitor.post("/en/code/contact", held | {
        "save": "y", "shown": "y", "safe": "yes", "way": "email", "note": f"Say {MARK}",
        "address": f"{MARK}@example.org"})  # fmt: skip
    assert visitor.status == 200
    visitor.post("/en/code", {"code": left.codes[0]})
    visitor.post("/en/code", {"code": f"{MARK} 123"})
    assert visitor.status == 400


def _answer(site: Site, left: Left) -> None:
    with site.app.app_context(), writing():
        survey = surveys.surveys()[0]
        survey_services.open_survey(survey=survey)
        slug = survey.slug
    visitor = Visitor(site.public, BROWSER)
    visitor.get(f"/en/q/{slug}")
    for _page in range(20):
        form = visitor.page.select_one("form#journey")
        if form is None or str(form["action"]).endswith("/send"):
            break
        boxes = {str(box["name"]): WORDS for box in form.select("textarea, input[type=text]")}
        visitor.send(**boxes)
    visitor.send()
    left.codes.append(receipt_shown(visitor.page))


STORY = {"topic": "safety", "words": WORDS, "submission": "c" * 32}
#: Name, status, side, method, path, and what differs in the headers and the form.
WRONG = [
    ("404", 404, "public", f"/en/{MARK}?{MARK}={MARK}", {}, {}),
    ("405", 405, "public", "/en/help", {}, {"words": WORDS}),
    ("413", 413, "public", "/en/tell/check", {}, {"words": WORDS * 20_000}),
    ("host", 400, "public", "/en/", {"Host": f"{MARK}.example"}, {}),
    ("cross-site", 403, "public", "/en/tell/check", {"Origin": f"https://{MARK}.x"}, STORY),
    ("token", 400, "staff", "/sign-in", {}, {"email": f"{MARK}@example.org"}),
    ("type", 400, "public", "/en/tell/check", {"Content-Type": f"text/{MARK}"}, STORY),
    ("parts", 400, "public", "/en/tell/check",
     {"Content-Type": f"multipart/form-data; boundary={MARK}"}, STORY),
    ("survey", 500, "public", "/en/q/broken", {}, {"words": WORDS}),
    ("survey asked for", 500, "public", f"/en/q/broken?{MARK}={MARK}", {}, {}),
]  # fmt: skip


def _go_wrong(site: Site, left: Left) -> None:
    _break_a_survey(site)
    for name, wanted, side, path, headers, form in WRONG:
        visitor = Visitor(site.public if side == "public" else site.staff, BROWSER | headers)
        visitor.post(path, form) if form else visitor.get(path)
        assert visitor.status == wanted, name
    visitor = Visitor(site.public, BROWSER)
    with _without(site, "contribution"):
        visitor.post("/en/tell/send", STORY)
        assert visitor.status == 503
        assert WORDS in visitor.page.get_text()
    visitor.post("/en/tell/send", STORY)
    assert visitor.status == 200
    left.codes.append(receipt_shown(visitor.page))
    visitor.post("/en/tell/send", STORY | {"words": f"{WORDS} More."})
    assert visitor.status == 409
    _speak_nonsense(site.public)
    _speak_nonsense(site.staff)


def _break_a_survey(site: Site) -> None:
    """One more survey, whose definition in the database is not one."""
    with site.app.app_context(), writing() as active:
        whole = surveys.surveys()[0]
        broken = survey_services.new_survey(slug="broken")
        definition = surveys.definition_of(surveys.version_of(whole, None))
        version = survey_services.publish_version(survey=broken, definition=definition)
        survey_services.open_survey(survey=broken)
        active.flush()
        active.execute(
            update(SurveyVersion)
            .where(SurveyVersion.id == version.id)
            .values(definition={}, digest="0" * 64)
        )


def _speak_nonsense(base: str) -> None:
    """What no browser would say; the server refuses it before any page of ours is asked."""
    site = urlsplit(base)
    for said in (
        f"GET /{MARK} {MARK}/9.9\r\n\r\n",
        f"{MARK}{{}} / HTTP/1.1\r\nHost: x\r\n\r\n",
        f"GET /{MARK} HTTP/1.1\r\nHost: x\r\nBad Name {MARK}: {MARK}\r\n\r\n",
        f"GET /{MARK * 400} HTTP/1.1\r\nHost: x\r\n\r\n",
        f"GET /{MARK} HTTP/1.1\r\nHost: x\r\n" + f"X-{MARK}: {MARK}\r\n" * 100 + "\r\n",
        f"POST /{MARK} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {MARK}\r\n\r\n",
        f"POST /en/tell/check HTTP/1.1\r\nHost: {site.netloc}\r\nContent-Length: 900\r\n\r\n{MARK}",
    ):
        with socket.create_connection((site.hostname, site.port), timeout=10) as connection:
            connection.sendall(said.encode())
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(4096):
                pass


def _work(site: Site) -> None:
    """Screen, redact, raise a concern, code, search and retrain, as staff and the worker do."""
    with site.app.app_context():
        jobs.screen()
        ring = keyring()
        member = session().scalars(select(Staff).where(Staff.email == "lead@example.org")).one()
        for contribution in session().scalars(select(Contribution)):
            with writing():
                redaction.accept_all(contribution, by=member)
                redaction.hide_words(
                    contribution, f"{MARK}flat", text=opening.original(contribution, ring),
                    instead=redaction.Instead(HiddenKind.PLACE), by=member,
                )  # fmt: skip
                redaction.make_working_text(contribution, keyring=ring, by=member)
                safeguarding.raise_concern(
                    contribution, level=Level.L1, by=member, note=f"About {MARK}", keyring=ring
                )
                coding.give_themes(contribution, keys=["waiting"], by=member)
        training.retrain(keyring=ring)
        assert searching.search(f"{MARK}worker", keyring=ring)
        assert session().scalars(select(SearchWord)).first()


def _look_as_staff(page: Page, site: Site) -> None:
    with site.app.app_context():
        told = session().scalars(select(Contribution).order_by(Contribution.id)).first()
        assert told is not None
        address = f"{site.staff}/read/{told.id}"
    page.goto(address)
    assert MARK in page.inner_text("body")
    page.goto(f"{site.staff}/read/search")
    page.locator("textarea, input[type=text], input[type=search]").first.fill(f"{MARK}worker")
    page.locator("main form button[type=submit]").first.click()
    assert MARK in page.inner_text("body")


@pytest.fixture(scope="module")
def own_site(make_site: Callable[..., Site]) -> Site:
    """A site that may be hurt."""
    made = make_site()
    made.start()
    return made


@pytest.fixture
def left(own_site: Site, staff_of: Callable[..., Page]) -> Left:
    """Everything that happened, once."""
    seen = Left()
    _tell(own_site, seen)
    _answer(own_site, seen)
    _go_wrong(own_site, seen)
    _work(own_site)
    _look_as_staff(staff_of(own_site, "lead"), own_site)
    return seen


def _folders(site: Site) -> list[Path]:
    """Where bytes may lie: the data folder, the logs, and PostgreSQL's own folder."""
    folders = [site.settings.data, site.logs]
    if database.sqlite_path(site.settings) is None:
        with site.app.app_context():
            folders.append(Path(session().execute(text("SHOW data_directory")).scalar_one()))
            session().execute(text("CHECKPOINT"))
    return folders


def test_the_words_and_their_writer_lie_nowhere_in_the_clear(own_site, left):
    running, seen = found_in_files(_folders(own_site), left.secrets)
    with own_site.app.app_context():
        dumped, rows = found_in_tables(session().connection(), left.secrets)
        kept = session().scalars(select(Submission)).all()
    own_site.stop()
    stopped, _seen = found_in_files(_folders(own_site), left.secrets)

    assert (running, dumped, stopped) == ([], [], [])
    assert seen > 100_000
    assert rows > 100
    assert len(kept) == 3


def test_the_search_for_secrets_finds_what_is_there():
    hidden = f"xx{MARK}yy"

    assert found_in(hidden.upper().encode(), [MARK]) == [MARK]
    assert found_in(hidden.encode("utf-16-le"), [MARK]) == [MARK]
    assert found_in(hidden.encode().hex().encode(), [MARK]) == [MARK]
    assert found_in(b"nothing of the kind", [MARK]) == []


def test_the_tables_of_the_public_side_hold_days_and_no_times():
    for name in PUBLIC_TABLES:
        for column in METADATA.tables[name].columns:
            if column.name.endswith(("_on", "_at")):
                assert isinstance(column.type, Date), f"{name}.{column.name}"
            assert not column.name.endswith("_at"), f"{name}.{column.name}"
