"""Rules of a draft that can never be true: taken out, and told."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from feedback.core.lines import Verb
from surveys.definitions.checking import faults
from surveys.definitions.definition import DefinitionError
from surveys.definitions.reading import read_draft
from surveys.exchange.report import Report

_ROUNDS = 5
_AT_RULE = "show_if"


def mended(plain: Mapping[str, Any], report: Report) -> list[DefinitionError]:
    """Take rules out of *plain* until none is at fault; the faults that are left."""
    for _round in range(_ROUNDS):
        found = faults(read_draft(plain))
        if not any(_take_out(plain, fault, report) for fault in found if _is_rule(fault)):
            return found
    return faults(read_draft(plain))


def _is_rule(fault: DefinitionError) -> bool:
    return _AT_RULE in fault.place.split(" > ")


def _take_out(plain: Mapping[str, Any], fault: DefinitionError, report: Report) -> bool:
    """Take out the rules of the question, or else of the page, that is at fault."""
    for page in plain["pages"]:
        for part in (page, *page["questions"]):
            is_it = part["key"] == (fault.question or fault.page)
            if is_it and (part is not page) is bool(fault.question) and _bare(part):
                why = [fault.why, _("It is always shown.")]
                report.add(Verb.REFUSED, part["key"], _AT_RULE, why=why)
                return True
    return False


def _bare(part: dict[str, Any]) -> bool:
    holders = [part, *part.get("choices", ())]
    had_any = any(_AT_RULE in each for each in holders)
    for each in holders:
        each.pop(_AT_RULE, None)
    return had_any
