"""Starting and stopping the three processes: public, staff, worker."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from feedback.core import errors
from feedback.core.audience import Side
from feedback.core.settings import PREFIX, Settings
from youwesaid import jobs, wsgi
from youwesaid.app import worker_app

GRACE_SECONDS = 20
_OWNER_ONLY = 0o077  # whatever a process creates, such as the queue's file


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's log of its own troubles, without a visitor's address or what was asked for."""

    def warning(self, msg: str, *args: Any, **options: Any) -> None:
        """Log, but not what a request that made no sense was made of."""
        if str(msg).startswith("Invalid request from"):
            msg, args = "a request could not be read and was refused", ()
        super().warning(msg, *args, **options)

    def exception(self, msg: object, *_args: Any, **_options: Any) -> None:
        """Log where it went wrong; the message of an error, and the arguments, stay out."""
        what = msg.partition("%")[0].strip() if isinstance(msg, str) else "failed"
        problem = sys.exc_info()[1]
        super().error("%s: %s", what, "" if problem is None else errors.place_of(problem))


class WebServer(BaseApplication):  # type: ignore[misc]
    """gunicorn with threads; nothing about a visit is written anywhere."""

    def __init__(self, make: Callable[[], Flask], options: Mapping[str, Any]) -> None:
        self.make = make
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our options instead of gunicorn's command line."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, once in each worker."""
        return self.make()


def serve(side: Side, settings: Settings, *, bind: str, workers: int, threads: int) -> None:
    """Run one side until it is told to stop; raises wsgi.WillNotStart before anything listens."""
    wsgi.refuse_faults(settings, private=side is Side.STAFF)
    os.umask(_OWNER_ONLY)
    make = wsgi.public if side is Side.PUBLIC else wsgi.staff
    options = {
        "bind": bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "accesslog": None,
        "errorlog": "-",
        "logger_class": QuietLogger,
        "loglevel": "warning",
        "control_socket_disable": True,
        "graceful_timeout": GRACE_SECONDS,
        "limit_request_line": 2048,
        "limit_request_fields": 60,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "proc_name": f"youwesaid-{side}",
    }
    WebServer(lambda: make(settings), options).run()


def work(settings: Settings) -> None:
    """Run the worker until it is told to stop; raises wsgi.WillNotStart first."""
    wsgi.refuse_faults(settings, private=True)
    os.umask(_OWNER_ONLY)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    app = worker_app(settings)
    with app.app_context():
        jobs.screen()  # whatever arrived while nobody was at work
    queue = jobs.register(app, settings)
    queue.create_consumer(workers=1, periodic=True, initial_delay=0.1, max_delay=2.0).run()


@dataclass(slots=True)
class Family:
    """Child processes that live and die together."""

    children: list[subprocess.Popen[bytes]]
    stopping: bool = False

    @classmethod
    def start(cls, settings: Settings, commands: Sequence[Sequence[str]]) -> "Family":
        """Start one process a command, each over the same data folder."""
        environment = {**os.environ, f"{PREFIX}DATA": str(settings.data.resolve())}
        base = [sys.executable, "-m", "youwesaid"]
        return cls(
            [
                # Their own process group: Ctrl-C reaches only us, and we stop them in order.
                subprocess.Popen([*base, *words], env=environment, start_new_session=True)  # noqa: S603
                for words in commands
            ]
        )

    def wait(self) -> int:
        """Wait until told to stop (0), or until one of them ends by itself (1)."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told)
        while not self.stopping:
            if any(child.poll() is not None for child in self.children):
                self.stop()
                return 1
            time.sleep(0.2)
        self.stop()
        return 0

    def _told(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def stop(self) -> None:
        """Ask each to stop, and end those that do not."""
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)


def answers(url: str, *, seconds: float = 60.0) -> bool:
    """Whether *url* answers within that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own address
                return bool(response.status < 500)  # noqa: PLR2004
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def write_ready_file(path: Path, contents: Mapping[str, Any]) -> None:
    """Write JSON in one step, so that whoever waits for it never reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(path.suffix + ".part")
    unfinished.write_text(json.dumps(contents, indent=2) + "\n", encoding="utf-8")
    unfinished.chmod(0o600)
    unfinished.replace(path)
