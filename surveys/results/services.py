"""What staff decide about results: which are public, and what the area is like."""

from collections.abc import Mapping, Sequence

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core.db import session
from surveys.results.reaching import figures
from surveys.results.sharing import shareable
from surveys.versions.models import AreaFigure, Survey


def share_results(*, survey: Survey, columns: Sequence[str], by: Actor | None = None) -> None:
    """Make the results of *columns* public and of no other; those that cannot be are left out."""
    known = [column.name for column in shareable(survey, "en")]
    chosen = [name for name in known if name in columns]
    if chosen == survey.shares:
        return
    survey.shares = chosen
    session().flush()
    audit.record(
        verb="survey results shared",
        thing="survey",
        thing_id=survey.slug,
        facts={"columns": len(chosen)},
        actor=by,
    )


def set_area_figures(
    *,
    survey: Survey,
    column: str,
    people: Mapping[str, int | None],
    source: str,
    by: Actor | None = None,
) -> None:
    """Say how many people of the area each choice of *column* stands for; None for not known."""
    held = figures(survey).get(column, {})
    for value, number in people.items():
        figure = held.get(value)
        if number is None:
            if figure is not None:
                session().delete(figure)
            continue
        if figure is None:
            figure = AreaFigure(survey_id=survey.id, question=column, value=value, people=number)
            session().add(figure)
        figure.people, figure.source = number, source
    session().flush()
    audit.record(
        verb="area figures set",
        thing="survey",
        thing_id=survey.slug,
        facts={"column": column},
        actor=by,
    )
