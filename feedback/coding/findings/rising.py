"""What is spoken of more than before, in words that do not make much of little."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding.findings.tables import Figure, Line, Table
from feedback.coding.findings.tallying import tally
from feedback.coding.findings.voices import Filters, heard
from feedback.coding.intervals import around
from feedback.coding.models import Theme
from feedback.coding.wording import theme_name

#: Two spans of a quarter of a year: a quarter that has just begun is not set against a whole one.
SPAN = timedelta(days=91)
#: Of fewer people in both spans together nothing is said but how many they are.
FEWEST_TO_TELL = 10
_NOW, _BEFORE = "now", "before"


class Certainty(StrEnum):
    """What a change may be taken for."""

    CLEAR = "clear"
    CHANCE = "chance"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Change:
    """How many people spoke of a theme in the last three months, and in the three before."""

    theme: Theme
    now: int
    before: int
    certainty: Certainty

    def in_words(self) -> str:
        """The change, such as "3 more than in the three months before"."""
        more = self.now - self.before
        if not self.before:
            return str(_("nobody in the three months before"))
        if not more:
            return str(_("as many as in the three months before"))
        if more > 0:
            return str(ngettext("%(num)s more than in the three months before",
                                "%(num)s more than in the three months before", more))  # fmt: skip
        return str(ngettext("%(num)s fewer than in the three months before",
                            "%(num)s fewer than in the three months before", -more))  # fmt: skip

    def how_sure(self) -> str:
        """Whether that is more than chance makes."""
        words = {
            Certainty.CLEAR: _("More than chance would make."),
            Certainty.CHANCE: _("It may be chance."),
            Certainty.FEW: _("Too few people to tell."),
        }
        return str(words[self.certainty])


def changes(until: date) -> list[Change]:
    """Every theme that was spoken of in the six months up to *until*: what rises most is first."""
    middle = until - SPAN
    found = heard(Filters(since=middle - SPAN + timedelta(days=1), until=until))
    sums = tally(found, lambda voice: (_NOW if voice.day > middle else _BEFORE,))
    whole = sums.get((None, _NOW), 0), sums.get((None, _BEFORE), 0)
    changed = []
    for theme_key, place in found.places.items():
        now, before = sums.get((theme_key, _NOW), 0), sums.get((theme_key, _BEFORE), 0)
        if now or before:
            certainty = _certainty(now, before, *whole)
            changed.append(Change(place.theme, now, before, certainty))
    order = list(Certainty)
    return sorted(
        changed,
        key=lambda each: (each.now <= each.before, order.index(each.certainty),
                          each.before - each.now, each.theme.key),
    )  # fmt: skip


def rising(until: date, most: int = 5) -> Sequence[Change]:
    """What was spoken of by more people than before, the clearest first."""
    return [each for each in changes(until) if each.now > each.before][:most]


def rising_table(until: date, *, fewest: int = 0) -> Table:
    """The same as a table of all themes; those of fewer people than *fewest* are left out."""
    found = [each for each in changes(until) if min(each.now, each.before) >= fewest]
    most = max((each.now for each in found), default=0)
    return Table(
        name="themes-rising",
        title=str(_("What is rising")),
        columns=[
            str(_("Theme")),
            str(_("Last three months")),
            str(_("Three months before")),
            str(_("Change")),
        ],
        rows=[
            Line(
                theme_name(each.theme),
                [
                    Figure(str(each.now), each.now, each.now / most if most else None),
                    Figure(str(each.before), each.before),
                    Figure(each.in_words(), hint=each.how_sure()),
                ],
                url=each.theme.key,
            )
            for each in found
        ],
        note=str(_("People in the last 91 days, and in the 91 days before those.")),
    )


def _certainty(now: int, before: int, all_now: int, all_before: int) -> Certainty:
    """Whether the share of now lies off that of all voices (see ``intervals.around``)."""
    if now + before < FEWEST_TO_TELL:
        return Certainty.FEW
    low, high = around(now, now + before)
    expected = all_now / (all_now + all_before)
    return Certainty.CHANCE if low <= expected <= high else Certainty.CLEAR
