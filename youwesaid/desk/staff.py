"""The staff home page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from feedback.core.audience import staff
from youwesaid.desk import at_hand, queries

bp = Blueprint("desk", __name__)


@bp.get("/")
@staff()
def home() -> ResponseReturnValue:
    """What waits, danger first; each card only for those who may open what it counts."""
    return render_template(
        "desk/home.html",
        cards=queries.cards(),
        hands=at_hand.hands(),
        rising=queries.rising_themes(),
    )
