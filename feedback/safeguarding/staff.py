"""Concerns, and the help numbers."""

from flask import Blueprint

bp = Blueprint("safeguarding", __name__, url_prefix="/concerns")
