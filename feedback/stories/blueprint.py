"""Where the story journey and the pages behind a receipt live. No address tells a subject."""

from flask import Blueprint

bp = Blueprint("stories", __name__, url_prefix="/<language:language>")
