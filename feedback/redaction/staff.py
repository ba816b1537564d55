"""Making the working text."""

from flask import Blueprint

bp = Blueprint("redaction", __name__, url_prefix="/redact")
