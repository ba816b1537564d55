"""The address under which people see how far they agree."""

from flask import Blueprint

from feedback.coding.agreement import wording

bp = Blueprint("agreement", __name__, url_prefix="/agreement")
wording.register(bp)
