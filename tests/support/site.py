"""The real site over a data folder of its own: founded, started and stopped as in production."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from flask import Flask
from sqlalchemy import create_engine

from feedback.core.db import db, writing
from feedback.core.settings import FILE_NAME, PREFIX, Settings
from youwesaid import founding, processes
from youwesaid.demo import people
from youwesaid.demo.people import SignIn

#: Where Leave now goes in tests; nothing on this machine answers there.
LEAVE_TO = "https://weather.invalid/"


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def new_database(server: str) -> str:
    """The address of a new, empty database on the PostgreSQL *server*."""
    name = f"site_{uuid.uuid4().hex[:12]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    return server.replace("/postgres?", f"/{name}?")


@dataclass
class Site:
    """Three processes over one data folder; ``app`` is the worker's, for services and queries."""

    settings: Settings
    app: Flask
    logs: Path
    sign_ins: dict[str, SignIn]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def public(self) -> str:
        """The address of the public side."""
        return self.settings.public_url

    @property
    def staff(self) -> str:
        """The address of the staff side."""
        return self.settings.staff_url

    def start(self, *names: str) -> None:
        """Start processes with the real command, and wait until the web ones answer."""
        for name in names or ("public", "staff", "worker"):
            self.running[name] = self._started(name)
        for name, url in (("public", f"{self.public}/healthz"), ("staff", f"{self.staff}/sign-in")):
            if name in self.running:
                assert processes.answers(url), f"{name} does not answer: {self.said()}"

    def _started(self, name: str) -> subprocess.Popen[bytes]:
        words = [name]
        if name != "worker":
            port = (self.public if name == "public" else self.staff).rpartition(":")[2]
            words = ["serve", name, "--bind", f"127.0.0.1:{port}", "--workers", "1"]
        kept = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "youwesaid", *words],
                env={**kept, f"{PREFIX}DATA": str(self.settings.data)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        """All that the processes wrote to their logs."""
        return "\n".join(path.read_text(errors="replace") for path in self.logs.glob("*.log"))

    def stop(self) -> None:
        """Ask every process to stop, and end those that do not."""
        processes.Family(list(self.running.values())).stop()
        self.running.clear()

    def close(self) -> None:
        """Stop, and let go of the database."""
        self.stop()
        with self.app.app_context():
            db.engine.dispose()


def found_site(folder: Path, *, database: str = "", **changes: str) -> Site:
    """A new site with one account for each kind of work; *changes* are settings by name."""
    written = {
        "PARTNERSHIP": "Public Protection Partnership of Nowhere",
        "PARTNERSHIP_SHORT": "PPP Nowhere",
        "NATION": "scotland",
        "AREA": "dumfries_galloway",
        "PHONE": "01632 960 001",
        "PUBLIC_URL": f"http://127.0.0.1:{free_port()}",
        "STAFF_URL": f"http://127.0.0.1:{free_port()}",
        "LEAVE_TO": LEAVE_TO,
        "DATABASE": database,
        "QUICKEST_SECONDS": "0",  # no test waits to look like a person
        "SENDS_A_MINUTE": "1000000",
        **changes,
    }
    named = {f"{PREFIX}{name}": value for name, value in written.items()}
    settings = Settings.load(data=folder / "data", environ=named)
    app = founding.found(settings, written=named)
    assert (settings.data / FILE_NAME).is_file()
    with app.app_context(), writing():
        _members, sign_ins = people.make_people()
    (folder / "logs").mkdir()
    return Site(settings, app, folder / "logs", {each.who: each for each in sign_ins})


def kill_tree(pid: int) -> None:
    """Kill -9 a process and all that it started, the parents first so that nothing is reborn."""
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for each in family:
        try:
            os.kill(each.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    while any(_is_alive(each) for each in family):
        time.sleep(0.01)


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
