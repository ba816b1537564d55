"""The blueprint that the pages of insights, answers and quotes share."""

from flask import Blueprint

from feedback.accounts.roles import AUTHORS, Role
from youwesaid.insights import linking, wording
from youwesaid.plans import wording as plan_wording

bp = Blueprint("insights", __name__, url_prefix="/insights")
bp.context_processor(wording.for_templates)
bp.context_processor(plan_wording.for_templates)
linking.connect()

#: Who answers.
EDITORS = (Role.EDITOR, Role.PUBLISHER)
#: Who may see insights and answers.
READERS_OF_INSIGHTS = (*AUTHORS, Role.VIEWER)
