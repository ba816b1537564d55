"""Keeping a survey that was brought in: a draft that nobody can see."""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from itertools import count
from typing import Any

from flask_babel import gettext as _

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core.unpacking import UnusableFile
from surveys.definitions.definition import DefinitionError
from surveys.definitions.reading import read_draft
from surveys.versions import drafts, lifecycle, queries, services
from surveys.versions.models import Survey

WHAT = "import_survey"
#: Bytes of a definition on its way between two pages.
_LARGEST = 30 * 1024 * 1024


def keep(
    *, plain: Mapping[str, Any], slug: str = "", file: str = "", by: Actor | None = None
) -> Survey:
    """A new survey with *plain* as its draft, under *slug* or a neutral address that is free.

    A file's own name would tell the subject to everybody who sees the address. Raises
    NotAnAddress and AddressTaken.
    """
    address = lifecycle.free_address(slug) if slug else _neutral_address()
    survey = services.new_survey(slug=address, by=by)
    drafts.add_step(
        drafts.draft_of(survey),
        what=WHAT,
        definition=plain,
        translations={},
        by=by,
        from_step=None,
    )
    facts = {"file": file[:80], "questions": sum(len(page["questions"]) for page in plain["pages"])}
    audit.record(verb="survey brought in", thing="survey", thing_id=address, facts=facts, actor=by)
    return survey


def _neutral_address() -> str:
    taken = {survey.slug for survey in queries.surveys()}
    return next(slug for number in count(1) if (slug := f"s{number}") not in taken)


def packed(plain: Mapping[str, Any]) -> str:
    """*plain* as a short text, to travel in a page until somebody says yes."""
    whole = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(whole, 9)).decode()


def unpacked(text: str) -> dict[str, Any]:
    """What ``packed`` packed. Raises UnusableFile for everything else."""
    try:
        unpacker = zlib.decompressobj()
        whole = unpacker.decompress(base64.b64decode(text, validate=True), _LARGEST)
        return read_draft(json.loads(whole)).to_json()
    except (binascii.Error, zlib.error, ValueError, RecursionError, DefinitionError) as problem:
        raise UnusableFile(
            _("The page was changed on its way. Bring the file in again.")
        ) from problem
