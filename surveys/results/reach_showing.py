"""Who is missing, as a page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.coding.intervals import FEWEST_COMPARED
from surveys.results.comparing import of_100
from surveys.results.reaching import Pair, Reach, Verdict

_VERDICTS: Mapping[Verdict, object] = {
    Verdict.FEWER: _l("Missing: fewer than in the area"),
    Verdict.SAME: _l("No clear difference from the area"),
    Verdict.MORE: _l("More than in the area"),
    Verdict.UNKNOWN: "",
}


@dataclass(frozen=True, slots=True)
class ShownPair:
    """One choice as ``components/pairs.html`` wants it: first answers, then the area."""

    label: str
    first: str
    first_share: float | None
    second: str
    second_share: float
    note: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class ShownReach:
    """One question's part of the page."""

    key: str
    title: str
    base: str
    warning: str
    source: str
    pairs: Sequence[ShownPair]


def shown(reach: Reach) -> ShownReach:
    """*reach* in words."""
    answers = ngettext("%(num)s answer", "%(num)s answers", reach.answered)
    warning = _(
        "Too few answers to tell who is missing. From %(fewest)s answers on it says so here.",
        fewest=FEWEST_COMPARED,
    )
    is_small = not reach.is_enough
    return ShownReach(
        key=reach.column.name.replace(".", "-"),
        title=reach.column.title,
        base=str(answers),
        warning=str(warning) if is_small else "",
        source=reach.source,
        pairs=[_pair(each) for each in reach.pairs],
    )


def _pair(pair: Pair) -> ShownPair:
    share = pair.of_answers
    return ShownPair(
        label=pair.label,
        first=_("Not shown") if share is None else _("%(share)s answers", share=of_100(share)),
        first_share=share,
        second=_("%(share)s people in the area", share=of_100(pair.of_area)),
        second_share=pair.of_area,
        note=str(_VERDICTS[pair.verdict]),
        is_marked=pair.verdict is Verdict.FEWER,
    )
