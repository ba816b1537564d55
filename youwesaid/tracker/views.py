"""See what changed: the list and one entry."""

from flask import Blueprint

bp = Blueprint("tracker", __name__, url_prefix="/<language:language>/changes")
