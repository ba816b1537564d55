"""What an application server loads: ``youwesaid.wsgi:public()`` or ``youwesaid.wsgi:staff()``."""

from flask import Flask

from feedback.contributions import arrivals
from feedback.core.audience import Side
from feedback.core.settings import Settings
from youwesaid import checks, jobs
from youwesaid.app import create_app


class WillNotStart(RuntimeError):
    """The check found something that could lose or leak words; the message says what to do."""


def public(settings: Settings | None = None) -> Flask:
    """The public side; raises WillNotStart."""
    return _web(Side.PUBLIC, settings or Settings.load())


def staff(settings: Settings | None = None) -> Flask:
    """The staff side; raises WillNotStart."""
    return _web(Side.STAFF, settings or Settings.load())


def refuse_faults(settings: Settings, *, private: bool) -> None:
    """Raise WillNotStart with one sentence a line where the check refuses."""
    faults = checks.refusals(checks.check(settings, private=private))
    if faults:
        raise WillNotStart("\n".join(fault.words for fault in faults))


def _web(side: Side, settings: Settings) -> Flask:
    refuse_faults(settings, private=side is Side.STAFF)
    app = create_app(side, settings)
    arrivals.init_app(app, jobs.announcer(settings))
    return app
