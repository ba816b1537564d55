"""Answering a survey: every answer travels in the page, and nothing is kept before Send."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from feedback.contributions import arrivals
from feedback.contributions.queries import UnknownReceipt
from feedback.contributions.receiving import SentDifferently
from feedback.core.audience import public
from feedback.core.db import writing
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.references import NotAReceipt
from feedback.stories import receipt_views
from feedback.stories.forms import HeldForm, is_switching
from feedback.stories.services import TakenBack
from surveys.definitions.fields import NotAnAnswer
from surveys.definitions.routing import Step
from surveys.journey.forms import CHECK, Journey, JourneyForm, with_fields
from surveys.versions import queries, services
from surveys.versions.models import Survey, SurveyState
from surveys.versions.services import NothingAnswered, SurveyClosed

bp = Blueprint("surveys", __name__, url_prefix="/<language:language>/q")


@bp.get("/")
@public
def open_surveys() -> ResponseReturnValue:
    """The surveys that can be answered now; when there is one, that one."""
    surveys = queries.open_surveys()
    if len(surveys) == 1:
        return redirect(url_for("surveys.answer", slug=surveys[0].slug), HTTPStatus.SEE_OTHER)
    return render_template("surveys/open.html", journeys=[_begun(each) for each in surveys])


@bp.get("/<slug>")
@public
def answer(slug: str) -> ResponseReturnValue:
    """What it is about, and a way in."""
    survey = queries.public_survey(slug)
    return _here(*_begun(survey))


@bp.post("/<slug>")
@public
def move(slug: str) -> ResponseReturnValue:
    """On, back, or to a page that is to be changed."""
    survey = queries.public_survey(slug)
    journey = _travelling(survey)
    if is_switching() or survey.state is not SurveyState.OPEN:
        return _here(survey, journey)
    if "back" in request.form:
        return _back(survey, journey)
    change = journey.path().step(request.form.get("change", ""))
    if change is not None:
        journey.form.changing.data = "yes"
        return _question_page(survey, journey, change)
    return _on(survey, journey)


@bp.post("/<slug>/send")
@public
def send(slug: str) -> ResponseReturnValue:
    """Keep the answers; the thank-you page is made after the synced commit."""
    survey = queries.public_survey(slug)
    journey = _travelling(survey)
    if is_switching():
        return _same_in_this_language(survey, journey)
    try:
        with writing():
            received = services.respond(
                version=queries.version_of(survey, journey.form.version_id()),
                answers=journey.given,
                language=current_language().code,
                submission_id=uuid.UUID(hex=journey.form.submission_id()),
                keyring=keyring(),
            )
    except NotAnAnswer as problem:
        return _refused_answer(survey, journey, problem)
    except NothingAnswered:
        return _check_page(survey, journey, nothing=True)
    except SurveyClosed:
        return _page("surveys/closed.html", survey, journey, HTTPStatus.CONFLICT)
    except (SentDifferently, TakenBack) as problem:
        why = "taken_back" if isinstance(problem, TakenBack) else "differently"
        return _kept_page(survey, journey, why)
    arrivals.announce()
    return receipt_views.thanks(received, is_more=False)


@bp.get("/<slug>/send")
@public
def begin(slug: str) -> ResponseReturnValue:
    """The last address of the journey opened without its answers: from the start, then."""
    return redirect(url_for("surveys.answer", slug=slug), HTTPStatus.SEE_OTHER)


def _begun(survey: Survey) -> tuple[Survey, Journey]:
    """A journey that has not started: nothing of it can come from an address."""
    return survey, _journey(survey, MultiDict())


def _travelling(survey: Survey) -> Journey:
    return _journey(survey, request.form)


def _journey(survey: Survey, sent: MultiDict[str, str]) -> Journey:
    begun_on = JourneyForm(formdata=sent).version_id()
    version = queries.version_of(survey, begun_on)
    definition = queries.definition_of(version)
    journey = Journey(definition, language=current_language().code, sent=sent)
    journey.form.version.data = version.id.hex
    return journey


def _same_in_this_language(survey: Survey, journey: Journey) -> ResponseReturnValue:
    """Whatever page the last press of Send led to, without sending anything."""
    if "code" not in request.form:
        return _here(survey, journey)
    try:
        return receipt_views.after(HeldForm())
    except (NotAReceipt, UnknownReceipt):
        return redirect(url_for("stories.receipt"), HTTPStatus.SEE_OTHER)


def _here(survey: Survey, journey: Journey) -> ResponseReturnValue:
    """The page that is shown, again and unchecked."""
    if survey.state is not SurveyState.OPEN:
        return _page("surveys/closed.html", survey, journey)
    if journey.form.before.data:
        return _kept_page(survey, journey, journey.form.before.data)
    if journey.at == CHECK:
        return _check_page(survey, journey)
    step = journey.path().step(journey.at)
    return _question_page(survey, journey, step) if step else _intro_page(survey, journey)


def _back(survey: Survey, journey: Journey) -> ResponseReturnValue:
    if journey.form.changing.data:
        return _check_page(survey, journey)
    path = journey.path()
    step = path.last if journey.at == CHECK else path.before(journey.at)
    return _question_page(survey, journey, step) if step else _intro_page(survey, journey)


def _on(survey: Survey, journey: Journey) -> ResponseReturnValue:
    here = journey.path().step(journey.at)
    if here is not None:
        if "skip" in request.form:
            journey.skip(here)
        if not journey.page_form(here).validate():
            return _question_page(survey, journey, here, is_checked=True)
    following = journey.following()
    if following is None:
        return _check_page(survey, journey)
    return _question_page(survey, journey, following)


def _refused_answer(survey: Survey, journey: Journey, problem: NotAnAnswer) -> ResponseReturnValue:
    """The page of the first question whose answer cannot be kept, with everything still there."""
    step = next(
        step
        for step in journey.path().steps
        if problem.question in {question.key for question in step.questions}
    )
    journey.form.changing.data = "yes"
    return _question_page(survey, journey, step, is_checked=True)


def _intro_page(survey: Survey, journey: Journey) -> ResponseReturnValue:
    journey.arrive("")
    return _page("surveys/intro.html", survey, journey)


def _question_page(
    survey: Survey, journey: Journey, step: Step, *, is_checked: bool = False
) -> ResponseReturnValue:
    journey.arrive(step.page.key)
    form, path = journey.page_form(step), journey.path()
    is_refused = is_checked and not form.validate()
    return _page(
        "surveys/page.html",
        survey,
        journey,
        HTTPStatus.BAD_REQUEST if is_refused else HTTPStatus.OK,
        form=form,
        step=step,
        questions=with_fields(form, journey.asked_on(step)),
        number=path.number_of(step),
        one_by_one=path.is_one_by_one,
    )


def _check_page(survey: Survey, journey: Journey, *, nothing: bool = False) -> ResponseReturnValue:
    journey.arrive(CHECK)
    status = HTTPStatus.BAD_REQUEST if nothing else HTTPStatus.OK
    return _page(
        "surveys/check.html", survey, journey, status, rows=journey.answered(), nothing=nothing
    )


def _kept_page(survey: Survey, journey: Journey, why: str) -> ResponseReturnValue:
    """Nothing was kept, nothing is lost: the person says what they meant."""
    journey.begin_again()
    journey.form.before.data = why
    return _page("surveys/kept.html", survey, journey, HTTPStatus.CONFLICT, why=why)


def _page(
    template: str,
    survey: Survey,
    journey: Journey,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> ResponseReturnValue:
    # A page that holds answers changes its language by sending them along.
    if request.method == "POST":
        more["language_form"] = "journey"
    page = render_template(
        template,
        survey=survey,
        journey=journey,
        definition=journey.definition,
        shown_in=journey.spoken,
        **more,
    )
    return page, status
