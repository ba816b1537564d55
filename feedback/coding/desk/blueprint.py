"""The blueprint of the coding desk: its pages are in several modules."""

from flask import Blueprint

from feedback.coding import wording

bp = Blueprint("coding", __name__, url_prefix="/code")
wording.register(bp)
