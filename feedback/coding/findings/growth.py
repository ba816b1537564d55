"""Whether new contributions still bring new themes, as a table with its sentence."""

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding.findings.saturation import Point, fitted, growth
from feedback.coding.findings.tables import Figure, Line, Table
from feedback.coding.findings.voices import Heard

MOST_POINTS = 40


def growth_table(heard: Heard) -> Table:
    """New themes in each 50 contributions, in the order in which these were received."""
    points = growth([voice.themes for voice in heard.voices])
    most = max((point.found for point in points), default=0)
    return Table(
        name="new-themes",
        title=str(_("Do new themes still come?")),
        columns=[
            str(_("After so many contributions")),
            str(_("New themes in the last 50")),
            str(_("Themes so far")),
        ],
        rows=[
            Line(
                str(point.read),
                [
                    Figure(str(point.fresh), point.fresh),
                    Figure(str(point.found), point.found, point.found / most if most else None),
                ],
            )
            for point in points[-MOST_POINTS:]
        ],
        note=str(
            _(
                "Themes as they were given, finer ones on their own. Few new ones means that the "
                "codebook holds what people say; it does not mean that all was understood."
            )
        ),
        gist=_gist(points),
    )


def _gist(points: list[Point]) -> list[str]:
    fit = fitted(points)
    if fit is None:
        return [str(_("Too few contributions to tell."))]
    last = points[-1].fresh
    return [
        str(
            ngettext(
                "The last contributions brought %(num)s new theme.",
                "The last contributions brought %(num)s new themes.",
                last,
            )
        ),
        str(
            _(
                "Saturation index: %(index)s of 100. About %(themes)s themes would be found in the "
                "end, if people went on as they did.",
                index=fit.index,
                themes=round(fit.themes),
            )
        ),
    ]
