"""Surveys and their results."""

from flask import Blueprint

bp = Blueprint("surveys_staff", __name__, url_prefix="/surveys")
