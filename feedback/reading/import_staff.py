"""Bringing in contributions from a file."""

from flask import Blueprint

bp = Blueprint("contributions_import", __name__, url_prefix="/import")
