"""Words and numbers of the pages about agreement."""

from flask import Blueprint
from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from feedback.coding.agreement.comparing import Verdict
from feedback.coding.agreement.figures import Interval
from feedback.coding.agreement.models import Decision
from feedback.coding.agreement.queries import Standing
from feedback.core.i18n import BY_CODE

_MINUS = "\u2212"
_ALONE, _END = "\u2066", "\u2069"  # or the sign goes to the other end in Urdu and Arabic


def verdict_word(verdict: Verdict) -> str:
    """What the figures of a theme mean, in plain words."""
    words = {
        Verdict.TOO_FEW: _("too few to tell"),
        Verdict.RARE: _("rare theme: κ is unstable, see the counts"),
        Verdict.RELIABLE: _("reliable"),
        Verdict.TENTATIVE: _("good enough for a first impression"),
        Verdict.UNRELIABLE: _("not reliable: look at the definition"),
    }
    return str(words[verdict])


def standing_word(standing: Standing) -> str:
    """How far an entry has come, in words."""
    words = {
        Standing.WAITING: _("waits for a coder"),
        Standing.LEFT_OUT: _("cannot be understood"),
        Standing.AGREED: _("agreed"),
        Standing.DISAGREED: _("to decide"),
        Standing.DISCUSSED: _("to talk about"),
        Standing.RECONCILED: _("decided"),
    }
    return str(words[standing])


def decision_word(decision: Decision) -> str:
    """What was decided, in words."""
    words = {
        Decision.FIRST: _("What the first gave"),
        Decision.SECOND: _("What the second gave"),
        Decision.BOTH: _("Both"),
        Decision.NEITHER: _("Neither"),
        Decision.EACH: _("Theme by theme"),
        Decision.DISCUSS: _("Talk about it first"),
    }
    return str(words[decision])


def coefficient(value: float | None) -> str:
    """A figure such as κ with two digits; a dash where there is none."""
    if value is None:
        return "–"
    words = str(format_decimal(value, format="0.00")).replace("-", _MINUS)
    return f"{_ALONE}{words}{_END}" if words.startswith(_MINUS) else words


def interval_word(interval: Interval | None) -> str:
    """From where to where a figure may lie; empty where that cannot be said."""
    if interval is None:
        return ""
    low, high = coefficient(interval.low), coefficient(interval.high)
    words = str(_("%(low)s to %(high)s", low=low, high=high))
    return words.replace(" ", "\u00a0")  # a cell breaks its line before it, not inside


def percent(value: float | None) -> str:
    """A share in whole percent; a dash where there is none."""
    return "–" if value is None else str(format_percent(value))


def language_name(code: str) -> str:
    """A language in its own words; its code where we have no such language."""
    known = BY_CODE.get(code)
    return known.autonym if known else code


def register(bp: Blueprint) -> None:
    """Give the templates these words."""
    for function in (
        verdict_word,
        standing_word,
        decision_word,
        coefficient,
        interval_word,
        percent,
        language_name,
    ):
        bp.add_app_template_global(function)
