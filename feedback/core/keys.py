"""The keyring of the running process."""

from flask import Flask, current_app

from feedback.core.sealing import Keyring


def init_app(app: Flask, keyring: Keyring) -> None:
    """Hold the keys that this process may use."""
    app.extensions["keyring"] = keyring


def keyring() -> Keyring:
    """The keys of this process; the public side has no private ones."""
    held: Keyring = current_app.extensions["keyring"]
    return held
