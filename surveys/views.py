"""Answering a survey."""

from flask import Blueprint

bp = Blueprint("surveys", __name__, url_prefix="/<language:language>/q")
