"""The front door of the public side."""

from flask import Blueprint

bp = Blueprint("front", __name__, url_prefix="")
