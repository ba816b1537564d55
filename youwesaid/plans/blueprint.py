"""The blueprint that the staff pages of plans share."""

from flask import Blueprint

from feedback.accounts.roles import Role
from youwesaid.plans import wording

bp = Blueprint("plans_staff", __name__, url_prefix="/plans")
bp.context_processor(wording.for_templates)

#: Who keeps plans.
KEEPERS = (Role.EDITOR, Role.PUBLISHER)
