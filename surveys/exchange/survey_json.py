"""A survey as JSON: exactly what it is, with a digest that says whether anybody changed it."""

import json
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from feedback.core.errors import Refused
from surveys.definitions.definition import Definition, digest_of

_NAME = "youwesaid"
_WHAT = "survey"
#: Characters; the largest survey in ten languages is far below.
LONGEST = 20_000_000


class NotASurvey(Refused):
    """The JSON is no survey that was written by this software, or not all of it."""


def survey_json(definition: Definition, *, slug: str, version: str) -> str:
    """*definition* as JSON with its digest; names in order, so that two files can be compared."""
    plain = definition.to_json()
    whole = {
        _NAME: _WHAT,
        "schema": plain["schema"],
        "slug": slug,
        "version": version,
        "digest": digest_of(plain),
        "definition": plain,
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def read_survey_json(text: str) -> Mapping[str, Any]:
    """The definition in *text* as plain JSON, from our file or alone. Raises NotASurvey.

    An edited file is fine: whoever reads the definition checks it like any other.
    """
    if len(text) > LONGEST:
        raise NotASurvey(_("The file is too large to be a survey."))
    try:
        whole = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise NotASurvey(_("The file is not JSON.")) from None
    plain = whole.get("definition", whole) if isinstance(whole, dict) else None
    if not isinstance(plain, dict) or "pages" not in plain:
        raise NotASurvey(_("The file is JSON, but no survey of this software."))
    return plain


def was_edited(text: str) -> bool:
    """Whether our file in *text* holds another survey than the one that was written."""
    whole = json.loads(text.removeprefix("\ufeff"))
    written = whole.get("digest") if isinstance(whole, dict) else None
    return written is not None and written != digest_of(read_survey_json(text))
