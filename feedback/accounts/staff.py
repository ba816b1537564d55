"""Staff accounts, for administrators."""

from flask import Blueprint

bp = Blueprint("accounts_staff", __name__, url_prefix="/people")
