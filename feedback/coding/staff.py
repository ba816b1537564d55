"""The coding desk, and the themes."""

from flask import Blueprint

bp = Blueprint("coding", __name__, url_prefix="/code")
