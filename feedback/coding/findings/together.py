"""Which themes are spoken of together, and how much oftener than chance would bring them."""

from collections import Counter
from itertools import combinations

from flask_babel import gettext as _

from feedback.coding.findings.tables import Figure, Line, Table
from feedback.coding.findings.tallying import people_of
from feedback.coding.findings.voices import Heard, Voice
from feedback.coding.wording import theme_name

MOST_PAIRS = 40
#: Pairs of fewer contributions than this say nothing about the themes.
FEWEST_TOGETHER = 5
_OFTENER, _RARER, _MUCH = 1.25, 0.8, 2.0


def together_table(heard: Heard, *, fewest: int = 1) -> Table:
    """Pairs of themes given to the same contribution, most frequent first.

    A theme and one that it stands under are no pair. *fewest* leaves out rarer pairs.
    """
    singles, pairs = _counts(heard)
    whole = len(heard.voices)
    voices = _behind(heard)
    rows = []
    order = {theme: place for place, theme in enumerate(heard.places)}
    for (one, other), count in sorted(
        pairs.items(), key=lambda each: (-each[1], order[each[0][0]], order[each[0][1]])
    ):
        people = people_of(voices[one, other])
        if people < fewest:
            continue
        lift = count * whole / (singles[one] * singles[other])
        names = " + ".join(theme_name(heard.places[each].theme) for each in (one, other))
        rows.append(
            Line(
                names,
                [
                    Figure(str(people), number=people),
                    Figure(str(count), number=count),
                    Figure(_lift_in_words(lift, count), hint=_times(lift, count)),
                ],
            )
        )
        if len(rows) == MOST_PAIRS:
            break
    most = max((int(row.cells[0].number or 0) for row in rows), default=0)
    return Table(
        name="themes-together",
        title=str(_("Themes spoken of together")),
        columns=[
            str(_("Two themes")),
            str(_("People")),
            str(_("Contributions")),
            str(_("Together")),
        ],
        rows=[_with_share(row, most) for row in rows],
        note=str(
            _("Oftener or rarer: than if one of the two themes had nothing to do with the other.")
        ),
    )


def _with_share(row: Line, most: int) -> Line:
    first, *others = row.cells
    share = first.number / most if most and first.number is not None else None
    return Line(row.head, [Figure(first.text, first.number, share), *others])


def _counts(
    heard: Heard,
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for themes, times in Counter(voice.themes for voice in heard.voices).items():
        for each in themes:
            singles[each] += times
        for pair in _pairs(heard, themes):
            pairs[pair] += times
    return singles, pairs


def _pairs(heard: Heard, themes: frozenset[str]) -> list[tuple[str, str]]:
    order = {theme: place for place, theme in enumerate(heard.places)}
    found = combinations(sorted(themes, key=lambda each: order[each]), 2)
    return [(one, other) for one, other in found if one not in heard.places[other].above]


def _behind(heard: Heard) -> dict[tuple[str, str], list[Voice]]:
    found: dict[tuple[str, str], list[Voice]] = {}
    known: dict[frozenset[str], list[tuple[str, str]]] = {}
    for voice in heard.voices:
        if voice.themes not in known:
            known[voice.themes] = _pairs(heard, voice.themes)
        for pair in known[voice.themes]:
            found.setdefault(pair, []).append(voice)
    return found


def _lift_in_words(lift: float, count: int) -> str:
    if count < FEWEST_TOGETHER:
        return str(_("too few to tell"))
    if lift >= _MUCH:
        return str(_("much oftener than by chance"))
    if lift >= _OFTENER:
        return str(_("oftener than by chance"))
    if lift <= _RARER:
        return str(_("rarer than by chance"))
    return str(_("about as often as by chance"))


def _times(lift: float, count: int) -> str:
    if count < FEWEST_TOGETHER:
        return ""
    return str(_("%(times)s times what chance would bring", times=f"{lift:.1f}"))
