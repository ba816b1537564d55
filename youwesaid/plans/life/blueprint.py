"""The blueprint of a plan's life on the staff side; its pages are in ``staff`` and ``files``."""

from typing import Any

from flask import Blueprint

from feedback.accounts.roles import Role
from youwesaid.plans import wording as plan_words
from youwesaid.plans.life import lining, sentences, showing, wording
from youwesaid.plans.life.words import Kind

bp = Blueprint("plan_life_staff", __name__, url_prefix="/plans/<key>/-/life")
KEEPERS = (Role.EDITOR, Role.PUBLISHER)
#: For addresses: what ``any`` takes.
KINDS = ", ".join(kind.value for kind in Kind)

bp.context_processor(plan_words.for_templates)


@bp.context_processor
def for_templates() -> dict[str, Any]:
    """What templates of a plan's life may call."""
    return {"life": wording, "life_shows": showing, "life_says": sentences,
            "life_lines": lining, "kinds": Kind}  # fmt: skip
