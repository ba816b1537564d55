"""Publishing and correcting entries."""

from flask import Blueprint

bp = Blueprint("tracker_staff", __name__, url_prefix="/tracker")
