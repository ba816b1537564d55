"""Publishing a draft, when it takes answers, and what there was before."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE
from surveys.building import listed, queries, services, showing, telling
from surveys.building.build_staff import bp, conflict
from surveys.building.lifecycle_forms import ScheduleForm
from surveys.building.queries import Draft
from surveys.building.services import HasFaults, MeaningNotSaid
from surveys.translating.provenance import languages_to_publish
from surveys.versions import lifecycle
from surveys.versions import queries as versions
from surveys.versions.calling import doubts_about, owed_by
from surveys.versions.comparing import differences, is_wording_only
from surveys.versions.drafts import ChangedMeanwhile
from surveys.versions.lifecycle import EndsBeforeItBegins, NotANumberOfPeople
from surveys.versions.models import Survey
from surveys.versions.services import KindChanged

#: Who may see what was published and when.
SEE = (Role.EDITOR, Role.LEAD, Role.PUBLISHER, Role.VIEWER)


@bp.get("/publish")
@staff(Role.EDITOR)
def publishing(slug: str) -> ResponseReturnValue:
    """What would be published, what stands in the way, and when the survey takes answers."""
    survey = versions.survey_by_slug(slug)
    return _page(queries.draft_of(survey), ScheduleForm(obj=survey))


@bp.post("/publish")
@staff(Role.EDITOR)
@writes
def publish(slug: str) -> ResponseReturnValue:
    """Make the draft the next version."""
    survey = versions.survey_by_slug(slug)
    said = {
        name.removeprefix("same-"): value
        for name, value in request.form.items()
        if name.startswith("same-")
    }
    try:
        version = services.publish_draft(
            survey=survey,
            token=request.form.get("token", ""),
            same=[key for key, value in said.items() if value == "yes"],
            other=[key for key, value in said.items() if value == "no"],
            by=current_staff(),
        )
    except ChangedMeanwhile:
        return conflict(survey)
    except (HasFaults, MeaningNotSaid, KindChanged) as problem:
        return _page(queries.draft_of(survey), ScheduleForm(None, obj=survey), str(problem))
    flash(_("Version %(number)s is published.", number=version.number))
    return _to_page(survey)


@bp.post("/when")
@staff(Role.EDITOR)
@writes
def schedule(slug: str) -> ResponseReturnValue:
    """From which day to which day, and how many, may answer."""
    survey = versions.survey_by_slug(slug)
    form = ScheduleForm()
    if form.validate():
        try:
            lifecycle.schedule(
                survey=survey,
                opens_on=form.opens_on.data,
                closes_on=form.closes_on.data,
                cap=form.cap.data,
                by=current_staff(),
            )
        except EndsBeforeItBegins as problem:
            form.reject("closes_on", str(problem))
        except NotANumberOfPeople as problem:
            form.reject("cap", str(problem))
        else:
            flash(_("Saved."))
            return _to_page(survey)
    return _page(queries.draft_of(survey), form)


@bp.get("/history")
@staff(*SEE)
def history(slug: str) -> ResponseReturnValue:
    """Every version with what changed, and the newest steps of the draft."""
    survey = versions.survey_by_slug(slug)
    published = versions.published_versions(survey)
    definitions = [versions.definition_of(each) for each in published]
    changed = [
        telling.in_words(differences(earlier, definition))
        for definition, earlier in zip(definitions, [*definitions[1:], None], strict=False)
    ]
    return render_template(
        "surveys/staff/history.html",
        survey=survey,
        title=queries.title_of(survey),
        versions=list(zip(published, changed, strict=True)),
        steps=queries.steps_of(survey),
        in_words=telling.step_in_words,
    )


def _page(draft: Draft, form: ScheduleForm, problem: str = "") -> ResponseReturnValue:
    survey = draft.survey
    newest = versions.newest_version(survey)
    live = versions.definition_of(newest) if newest else None
    ready = services.ready(draft.standing)
    left_out = set(draft.definition.languages) - set(
        languages_to_publish(draft.plain, draft.translations)
    )
    called = live if live is not None else draft.definition
    page = render_template(
        "surveys/staff/publish.html",
        draft=draft,
        survey=survey,
        form=form,
        problem=problem,
        newest=newest,
        faults=showing.faults_shown(draft),
        changed=telling.in_words(differences(live, ready)),
        is_same=live is not None and live.digest == ready.digest,
        is_minor=live is not None and is_wording_only(live, ready),
        reworded=[(each, live) for each in services.reworded_questions(survey, draft.standing)],
        left_out=[BY_CODE[code] for code in draft.definition.languages if code in left_out],
        owed=[listed.owed_in_words(each) for each in owed_by(called)],
        doubts=[listed.doubt_in_words(each) for each in doubts_about(survey, called)],
        shut=versions.why_shut(survey),
        responses=versions.count_responses(survey),
    )
    is_wrong = bool(problem or form.errors)
    return page, HTTPStatus.CONFLICT if is_wrong else HTTPStatus.OK


def _to_page(survey: Survey) -> ResponseReturnValue:
    return redirect(url_for("surveys_building.publishing", slug=survey.slug), HTTPStatus.SEE_OTHER)
