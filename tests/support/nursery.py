"""Processes of the product started in a moment: forked from one that has imported everything."""

import multiprocessing
import os
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from feedback.core.audience import Side
from feedback.core.settings import Settings
from youwesaid import processes

_CONTEXT: ForkServerContext = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.support.cradle", "tests.support.nursery"])


def public_side(settings: Settings, log: Path) -> ForkServerProcess:
    """Start the public side: a gunicorn master and two workers, as ``youwesaid serve`` does."""
    return _born(_CONTEXT.Process(target=_serve, args=(settings, log)))


def worker(settings: Settings, log: Path) -> ForkServerProcess:
    """Start the worker, as ``youwesaid worker`` does."""
    return _born(_CONTEXT.Process(target=_work, args=(settings, log)))


def _born(child: ForkServerProcess) -> ForkServerProcess:
    child.start()
    return child


def _serve(settings: Settings, log: Path) -> None:
    _alone(log)
    # Each is killed soon after its birth: templates are compiled once for all of them.
    cache = log.parent / "compiled"
    cache.mkdir(exist_ok=True)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(cache))}
    address = settings.public_url.removeprefix("http://")
    processes.serve(Side.PUBLIC, settings, bind=address, workers=2, threads=4)


def _work(settings: Settings, log: Path) -> None:
    _alone(log)
    processes.work(settings)


def _alone(log: Path) -> None:
    """Leave the family of the tests, and write to a log of one's own."""
    os.setsid()
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
