"""Telling the worker that something has arrived, without saying what or when."""

from collections.abc import Callable

from flask import Flask, current_app


def init_app(app: Flask, announcer: Callable[[], None]) -> None:
    """Use *announcer* to wake the worker."""
    app.extensions["announce"] = announcer


def announce() -> None:
    """Wake the worker after a commit; it looks for itself what is waiting.

    Nothing is lost when this fails: the worker also looks every minute.
    """
    announcer = current_app.extensions.get("announce")
    if announcer is None:
        return
    try:
        announcer()
    except Exception as problem:  # noqa: BLE001 - a full queue disk must not hide a thank-you page
        current_app.logger.warning("the worker could not be woken: %s", type(problem).__name__)
