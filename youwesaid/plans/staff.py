"""Plans, for those who keep them."""

from flask import Blueprint

bp = Blueprint("plans_staff", __name__, url_prefix="/plans")
