"""The address under which staff say how people are asked."""

from flask import Blueprint

bp = Blueprint("surveys_asking", __name__, url_prefix="/surveys/<slug>/ask")
