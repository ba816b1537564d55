"""Signing in to the staff side."""

from flask import Flask
from flask_login import LoginManager
from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.core.db import session
from feedback.core.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Know who is signed in."""
    app.secret_key = settings.staff_url
    manager = LoginManager(app)

    @manager.user_loader
    def _load(key: str) -> Staff | None:
        return session().scalars(select(Staff).where(Staff.fs_uniquifier == key)).one_or_none()
