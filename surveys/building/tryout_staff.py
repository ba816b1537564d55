"""Trying a draft out like somebody who answers it. Nothing is kept, on any page."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.i18n import BY_CODE
from surveys.building import previewing, queries
from surveys.building.build_staff import bp
from surveys.building.queries import Draft
from surveys.definitions.answering import taken
from surveys.definitions.reading import read_draft
from surveys.definitions.routing import Step
from surveys.journey.forms import CHECK, EXIT, with_fields
from surveys.journey.journey import Journey
from surveys.versions import queries as versions

#: No version: what is tried out is not published.
_NO_VERSION = uuid.UUID(int=0)


@bp.route("/try", methods=["GET", "POST"])
@staff(Role.EDITOR)
def try_out(slug: str) -> ResponseReturnValue:
    """The draft, page by page; its answers travel in the page like anybody's."""
    draft = queries.draft_of(versions.survey_by_slug(slug))
    if not any(question.asks for question in draft.definition.questions()):
        flash(_("There is nothing to try out yet. Add a question first."))
        return redirect(url_for("surveys_building.build", slug=slug), HTTPStatus.SEE_OTHER)
    journey = _journey(draft)
    if request.method == "GET":
        return _shown(draft, journey, journey.path().step(request.args.get("at", "")))
    return _moved(draft, journey)


def _journey(draft: Draft) -> Journey:
    code = request.values.get("in", "")
    language = code if code in draft.definition.languages else draft.source
    definition = read_draft(previewing.with_source(draft.plain, language))
    return Journey(
        definition,
        version_id=_NO_VERSION,
        language=language,
        sent=request.form if request.method == "POST" else MultiDict(),
    )


def _moved(draft: Draft, journey: Journey) -> ResponseReturnValue:
    if "again" in request.form:
        return _shown(draft, journey, journey.path().step(journey.at))
    if "back" in request.form:
        return _shown(draft, journey, journey.step_before())
    step = journey.path().step(journey.at)
    if step is not None:
        if "skip" in request.form and not step.is_required:
            journey.skip(step)
        if journey.problems_of(step):
            return _shown(draft, journey, step, is_checked=True)
        doubts = journey.doubts(step)
        if doubts:
            journey.note_doubts(doubts)
            return _shown(draft, journey, step, doubts=doubts)
    following = journey.following() or (journey.path().after("") if step is None else None)
    return _shown(draft, journey, following) if following else _end(draft, journey)


def _shown(
    draft: Draft,
    journey: Journey,
    step: Step | None,
    *,
    is_checked: bool = False,
    doubts: dict[str, str] | None = None,
) -> ResponseReturnValue:
    step = step or journey.path().after("")
    if step is None:
        return _end(draft, journey)
    journey.arrive(step.page.key)
    form = journey.page_form(step)
    if is_checked:
        for problem in journey.problems_of(step):
            named = f"q_{problem.part}"
            form.reject(named if named in form else f"q_{problem.question}", str(problem))
    return _page(
        draft,
        journey,
        HTTPStatus.BAD_REQUEST if is_checked else HTTPStatus.OK,
        step=step,
        form=form,
        questions=with_fields(form, journey.asked_on(step)),
        number=journey.path().number_of(step),
        doubts=doubts or {},
    )


def _end(draft: Draft, journey: Journey) -> ResponseReturnValue:
    """Where it ends, and what would be kept of it."""
    way_out = journey.path().exit
    journey.arrive(EXIT if way_out else CHECK)
    kept = [] if way_out or journey.problems() else _would_keep(journey)
    return _page(draft, journey, way_out=way_out, kept=kept, is_end=True)


def _would_keep(journey: Journey) -> list[tuple[str, str]]:
    found = taken(journey.definition, journey.given, journey.language)
    closed = [
        (column, ", ".join(map(str, value)) if isinstance(value, list) else str(value))
        for column, value in found.closed.items()
    ]
    return [*closed, *found.texts.items()]


def _page(
    draft: Draft, journey: Journey, status: int = HTTPStatus.OK, **more: Any
) -> ResponseReturnValue:
    page = render_template(
        "surveys/staff/tryout.html",
        draft=draft,
        journey=journey,
        shown_in=journey.spoken,
        offered=[BY_CODE[code] for code in draft.definition.languages],
        **more,
    )
    return page, status
