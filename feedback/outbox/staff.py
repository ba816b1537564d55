"""Letters that could not be sent."""

from flask import Blueprint

bp = Blueprint("outbox", __name__, url_prefix="/letters")
