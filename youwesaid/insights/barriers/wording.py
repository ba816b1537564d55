"""Words of barriers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from youwesaid.insights.barriers.models import Outcome

OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.GONE: _l("It is out of the way"),
    Outcome.ACCEPTED: _l("It stays, and we go on with it"),
    Outcome.ELSEWHERE: _l("Somebody else decides this"),
}


def for_templates() -> dict[str, Any]:
    """What templates of barriers may call, under one name."""
    return {"barrier_words": {"outcomes": OUTCOMES}}
