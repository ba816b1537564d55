"""Plans in their own words, for anybody."""

from flask import Blueprint

bp = Blueprint("plans", __name__, url_prefix="/<language:language>/plans")
