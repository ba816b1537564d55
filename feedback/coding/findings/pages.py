"""The blueprint that the pages of findings share."""

from flask import Blueprint

from feedback.coding import wording

bp = Blueprint("findings", __name__)
wording.register(bp)
