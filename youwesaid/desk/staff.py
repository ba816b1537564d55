"""The staff home page."""

from flask import Blueprint

bp = Blueprint("desk", __name__, url_prefix="")
