"""Judgements, figures and lateness in whole sentences of the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from feedback.coding.guarding import guarded
from feedback.core.templating import short_day
from youwesaid.plans import targets
from youwesaid.plans.life.judging import Judgement, Standing, Why
from youwesaid.plans.life.lines import MeasureLine
from youwesaid.plans.life.models import Reading
from youwesaid.plans.life.words import Moved
from youwesaid.plans.models import PlanItem

#: Units that count nobody: their numbers point at no person.
_NOT_PEOPLE = frozenset({"percent", "months", "working_days", "days", "per year", "per period"})
_FULL = 100


def counts_people(measure: PlanItem) -> bool:
    """Whether the numbers of *measure* may count people, so that small ones are guarded.

    A unit that is not known for certain to be a share or a time is taken for one that does.
    """
    target = measure.details.get("target") or {}
    unit = str(target.get("unit") or "")
    return unit not in _NOT_PEOPLE and not unit.startswith(("percent", "rate"))


def figure(reading: Reading, *, threshold: int | None = None) -> str:
    """The number of a reading in words; with *threshold* as it may leave staff eyes."""
    if reading.value is None:
        return ""
    if threshold is not None and _may_count_people(reading):
        return _guarded_figure(reading, threshold)
    value, unit = _plain_figure(reading), _unit(reading)
    if reading.out_of is not None:
        return str(_("%(part)s out of %(whole)s", part=value, whole=format_decimal(reading.out_of)))
    return f"{value}{unit}"


def share_value(reading: Reading, *, threshold: int | None = None) -> float | None:
    """The number that a chart draws: of a part of a whole its percentage. None where there is
    none, or none that may be shown.
    """
    if reading.value is None:
        return None
    if reading.out_of is not None:
        return _share(reading, threshold)
    if threshold is None or not counts_people(reading.measure):
        return reading.value
    shown = guarded(round(reading.value), threshold=threshold).shown
    return None if shown is None else float(shown)


def _share(reading: Reading, threshold: int | None) -> float | None:
    """Percent of the whole; with *threshold* None where few people are in the part or out of it."""
    part, whole = reading.value or 0.0, reading.out_of or 0.0
    if threshold is None:
        return _FULL * part / whole
    few = guarded(round(part), threshold=threshold).shown is None
    if few or _hides_rest(reading, threshold):
        return None
    return float(round(_FULL * part / whole))


def _may_count_people(reading: Reading) -> bool:
    return reading.out_of is not None or counts_people(reading.measure)


def _guarded_figure(reading: Reading, threshold: int) -> str:
    """Counts as the one guard gives them; a part of a whole as a share, or as words."""
    if reading.out_of is not None:
        share = _share(reading, threshold)
        if share is None:
            return str(_("Too few to show the number"))
        return str(_("About %(share)s%%", share=round(share)))
    shown = guarded(round(reading.value or 0.0), threshold=threshold).shown
    if shown is None:
        return str(_("Fewer than %(number)s", number=threshold))
    return str(_("About %(number)s", number=shown))


def _hides_rest(reading: Reading, threshold: int) -> bool:
    """Whether those who are not in the part are few, but not none."""
    rest = (reading.out_of or 0.0) - (reading.value or 0.0)
    return 0 < rest < threshold


def _plain_figure(reading: Reading) -> str:
    return str(format_decimal(reading.value))


def is_share(reading: Reading) -> bool:
    """Whether the number of a reading is a part of a hundred."""
    return reading.out_of is not None or bool(_unit(reading))


def _unit(reading: Reading) -> str:
    unit = str((reading.measure.details.get("target") or {}).get("unit") or "")
    return "%" if unit.startswith("percent") else ""


def which_way(measure: PlanItem) -> str:
    """Which way is better, as the plan's target says it; empty where it does not."""
    return targets.better(measure)


def when_not(measure: PlanItem, language: str) -> str:
    """When the better way is not good news: what people here wrote, else the plan's own caveat."""
    return measure.note_in(language) or str(measure.details.get("caveat") or "")


def reason(line: MeasureLine, *, for_public: bool = False) -> str:
    """Why a measure is met, not met, or cannot be judged; without numbers of people in public."""
    newest = line.readings[-1] if line.readings else None
    is_free = not counts_people(line.measure) and (newest is None or newest.out_of is None)
    return because(line.judgement, may_tell_numbers=is_free or not for_public)


def because(judgement: Judgement, *, may_tell_numbers: bool = True) -> str:
    """Why a measure is met, is not, or cannot be judged. Numbers are left out where they must."""
    facts = judgement.facts
    if not may_tell_numbers and judgement.why in _WITH_NUMBERS:
        return str(_WITHOUT_NUMBERS[judgement.standing]())
    return str(_BECAUSE[judgement.why](facts))


def _number(facts: Mapping[str, Any], name: str) -> str:
    return str(format_decimal(round(facts[name], 1)))


def _changed(facts: Mapping[str, Any]) -> str:
    by = str(format_decimal(round(abs(facts["change"]), 1)))
    since = facts["since"] or short_day(facts["since_day"])
    if facts["change"] < 0:
        return str(_("It went down by %(by)s%% since %(since)s.", by=by, since=since))
    return str(_("It went up by %(by)s%% since %(since)s.", by=by, since=since))


def _went(facts: Mapping[str, Any]) -> str:
    named = {
        "was": _number(facts, "was"),
        "now": _number(facts, "now"),
        "day": short_day(facts["since_day"]),
    }
    if facts["moved"] is Moved.SAME:
        return str(_("It has not changed since %(day)s: it is %(now)s.", **named))
    if facts["moved"] is Moved.UP:
        return str(_("It went up since %(day)s: from %(was)s to %(now)s.", **named))
    return str(_("It went down since %(day)s: from %(was)s to %(now)s.", **named))


def _told_went(facts: Mapping[str, Any]) -> str:
    said = {
        Moved.UP: _("The newest reading says in words that it went up."),
        Moved.DOWN: _("The newest reading says in words that it went down."),
        Moved.SAME: _("The newest reading says in words that it stayed the same."),
    }
    return str(said[facts["moved"]])


def _in_time(facts: Mapping[str, Any]) -> str:
    late = ngettext("%(num)s was late.", "%(num)s were late.", facts["late"])
    kept = ngettext("%(num)s was in time.", "%(num)s were in time.", facts["kept"])
    if not facts["late"]:
        return str(kept)
    return f"{late} {kept}" if facts["kept"] else str(late)


def _no_start(facts: Mapping[str, Any]) -> str:
    if facts["since"]:
        words = _("There is no reading of %(since)s to compare with.", since=facts["since"])
        return str(words)
    return str(_("There is only one reading, and nothing to compare it with."))


def _went_with_no_numbers() -> str:
    return str(_("The newest reading fits what the plan asks for."))


_WITH_NUMBERS = frozenset({Why.COMPARED, Why.CHANGED, Why.WENT})
_WITHOUT_NUMBERS: Mapping[Standing, Callable[[], str]] = {
    Standing.MET: _went_with_no_numbers,
    Standing.NOT_MET: lambda: _("The newest reading does not fit what the plan asks for."),
    Standing.UNKNOWN: lambda: _("There is nothing to compare it with."),
}
_BECAUSE: Mapping[Why, Callable[[Mapping[str, Any]], str]] = {
    Why.COMPARED: lambda facts: _(
        "The newest reading is %(now)s, and the plan asks for %(wanted)s.",
        now=_number(facts, "now"),
        wanted=_number(facts, "wanted"),
    ),
    Why.CHANGED: _changed,
    Why.NO_READING: lambda _facts: _("There is no reading yet."),
    Why.ONLY_WORDS: lambda _facts: _("The newest reading is in words, and the plan asks a number."),
    Why.NO_NUMBER_WANTED: lambda _facts: _("The plan gives no number to reach."),
    Why.NO_START: _no_start,
    Why.START_IS_NOTHING: lambda _facts: _("It started at nothing, so there is no share of it."),
    Why.NO_DIRECTION: lambda _facts: _("The plan does not say which way it should go."),
    Why.WENT: _went,
    Why.TOLD_WENT: _told_went,
    Why.PERSON_SAYS_YES: lambda _facts: _("Somebody looked at it and says that it shows this."),
    Why.PERSON_SAYS_NO: lambda _facts: _("Somebody looked at it and says that it does not."),
    Why.NOBODY_JUDGED: lambda _facts: _("Nobody has judged yet what the newest reading shows."),
    Why.NOT_BY_NUMBER: lambda _facts: _("The plan asks for evidence: a number alone is none."),
    Why.WATCHED: lambda _facts: _("It is only watched: the plan sets nothing to reach."),
    Why.NO_WHOLE: lambda _facts: _("Nobody says out of how many this is."),
    Why.IN_TIME: _in_time,
    Why.COUNTED: lambda facts: _(
        "In the last twelve months it was %(times)s, and the plan asks for %(wanted)s.",
        times=facts["times"],
        wanted=_number(facts, "wanted"),
    ),
    Why.TOO_EARLY: lambda _facts: _("It is too early to say."),
    Why.NO_TARGET: lambda _facts: _("The plan does not say what it should reach."),
}
