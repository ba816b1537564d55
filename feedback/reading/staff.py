"""The inbox and the reading screen."""

from flask import Blueprint

bp = Blueprint("inbox", __name__, url_prefix="/read")
