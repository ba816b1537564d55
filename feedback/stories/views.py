"""Telling a story, and the page behind a receipt."""

from flask import Blueprint

bp = Blueprint("stories", __name__, url_prefix="/<language:language>")
