"""Answering a survey: every answer travels in the page, and nothing is kept before Send."""

import uuid
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from feedback.contributions import arrivals
from feedback.contributions.queries import UnknownReceipt
from feedback.contributions.receiving import SentDifferently
from feedback.core.audience import public
from feedback.core.db import writing
from feedback.core.errors import Refused
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.references import NotAReceipt
from feedback.stories import receipt_views
from feedback.stories.forms import HeldForm, is_switching
from feedback.stories.services import TakenBack
from surveys.definitions.fields import NotAnAnswer
from surveys.definitions.routing import Step
from surveys.journey import files, screens
from surveys.journey.forms import JourneyForm
from surveys.journey.journey import Journey, shown_as
from surveys.versions import links, queries, saved, services
from surveys.versions.models import Survey
from surveys.versions.services import NothingAnswered, ScreenedOut, SurveyClosed

bp = Blueprint("surveys", __name__, url_prefix="/<language:language>/q")


@bp.get("/")
@public
def open_surveys() -> ResponseReturnValue:
    """The surveys that can be answered now; when there is one, that one."""
    surveys = queries.open_surveys()
    if len(surveys) == 1:
        return redirect(url_for("surveys.answer", slug=surveys[0].slug), HTTPStatus.SEE_OTHER)
    return render_template("surveys/open.html", journeys=[(each, _begun(each)) for each in surveys])


@bp.get("/<slug>")
@public
def answer(slug: str) -> ResponseReturnValue:
    """What it is about, and a way in."""
    survey = queries.public_survey(slug)
    return screens.here(survey, _begun(survey))


@bp.post("/<slug>")
@public
def move(slug: str) -> ResponseReturnValue:
    """On, back, or to a page that is to be changed."""
    files.expect_files()
    survey = queries.public_survey(slug)
    journey = _travelling(survey)
    if is_switching() or not queries.takes_answers(survey):
        return screens.here(survey, journey)
    if "back" in request.form:
        return _back(survey, journey)
    change = journey.path().step(request.form.get("change", ""))
    if change is not None:
        journey.form.changing.data = "yes"
        return screens.question(survey, journey, change)
    return _on(survey, journey)


@bp.post("/<slug>/send")
@public
def send(slug: str) -> ResponseReturnValue:
    """Keep the answers; the thank-you page is made after the synced commit."""
    files.expect_files()
    survey = queries.public_survey(slug)
    journey = _travelling(survey)
    if is_switching():
        return _same_in_this_language(survey, journey)
    chosen = files.chosen(journey.files())
    if chosen.complaints:
        return screens.check(survey, journey, complaints=chosen.complaints)
    try:
        with writing():
            received = services.respond(
                version=queries.version_of(survey, journey.version_id),
                answers=journey.given,
                language=current_language().code,
                submission_id=uuid.UUID(hex=journey.form.submission_id()),
                keyring=keyring(),
                link=links.link_to(survey, journey.form.by.data or ""),
                files=chosen.files,
                suspicions=journey.suspicions(),
            )
            saved.forget_sent(typed=journey.form.kept.data or "", keyring=keyring())
    except Refused as problem:
        return _unsent(survey, journey, problem)
    arrivals.announce()
    thanks = journey.definition.thanks.get(journey.language, "")
    return receipt_views.thanks(
        received,
        is_more=False,
        words=thanks,
        words_in=journey.spoken if thanks else None,
        see=url_for("survey_results.show", slug=slug) if survey.shares else "",
    )


@bp.get("/<slug>/send")
@public
def begin(slug: str) -> ResponseReturnValue:
    """The last address of the journey opened without its answers: from the start, then."""
    return redirect(url_for("surveys.answer", slug=slug), HTTPStatus.SEE_OTHER)


def _begun(survey: Survey) -> Journey:
    """A journey that has not started: from an address comes at most the link that led here."""
    return _journey(survey, MultiDict({"by": request.args.get("by", "")}))


def _travelling(survey: Survey) -> Journey:
    return _journey(survey, request.form)


def _journey(survey: Survey, sent: MultiDict[str, str]) -> Journey:
    version = queries.version_of(survey, JourneyForm(formdata=sent).version_id())
    definition = queries.definition_of(version)
    language = current_language().code
    return Journey(definition, version_id=version.id, language=language, sent=sent)


def _same_in_this_language(survey: Survey, journey: Journey) -> ResponseReturnValue:
    """Whatever page the last press of Send led to, without sending anything."""
    if "code" not in request.form:
        return screens.here(survey, journey)
    try:
        return receipt_views.after(HeldForm())
    except (NotAReceipt, UnknownReceipt):
        return redirect(url_for("stories.receipt"), HTTPStatus.SEE_OTHER)


def _back(survey: Survey, journey: Journey) -> ResponseReturnValue:
    if journey.form.changing.data:
        return screens.check(survey, journey)
    step = journey.step_before()
    return screens.question(survey, journey, step) if step else screens.first(survey, journey)


def _on(survey: Survey, journey: Journey) -> ResponseReturnValue:
    step = journey.path().step(journey.at)
    if step is not None:
        again = _stays(survey, journey, step)
        if again is not None:
            return again
    following = journey.following()
    if following is not None:
        return screens.question(survey, journey, following)
    if journey.path().exit is not None:
        return screens.way_out(survey, journey)
    return screens.check(survey, journey)


def _stays(survey: Survey, journey: Journey, step: Step) -> ResponseReturnValue | None:
    """The same page again: wrong, doubtful, or longer by what its answers lead to; or None."""
    if "skip" in request.form and not step.is_required:
        journey.skip(step)
        step = journey.path().step(journey.at) or step
    if journey.problems_of(step):
        return screens.question(survey, journey, step, is_checked=True)
    was_shown = set(request.form.getlist("on_page"))
    if was_shown and {shown_as(each) for each in step.questions} - was_shown:
        return screens.question(survey, journey, step, is_longer=True)
    doubts = journey.doubts(step)
    if doubts:
        journey.note_doubts(doubts)
        return screens.question(survey, journey, step, doubts=doubts)
    return None


def _unsent(survey: Survey, journey: Journey, problem: Refused) -> ResponseReturnValue:
    """Nothing was kept, and nothing is lost: the page that says why."""
    match problem:
        case NotAnAnswer():
            return _refused_answer(survey, journey, problem)
        case NothingAnswered():
            return _nothing_answered(survey, journey)
        case ScreenedOut():
            return screens.way_out(survey, journey)
        case SurveyClosed():
            return screens.closed(survey, journey, HTTPStatus.CONFLICT)
        case TakenBack():
            return screens.kept(survey, journey, "taken_back")
        case SentDifferently():
            return screens.kept(survey, journey, "differently")
    raise problem


def _refused_answer(survey: Survey, journey: Journey, problem: NotAnAnswer) -> ResponseReturnValue:
    """The page of the first question whose answer cannot be kept, with everything still there."""
    step = journey.path().step_asking(problem.question)
    if step is None:
        raise problem
    journey.form.changing.data = "" if journey.definition.is_quick else "yes"
    return screens.question(survey, journey, step, is_checked=True)


def _nothing_answered(survey: Survey, journey: Journey) -> ResponseReturnValue:
    step = journey.path().after("")
    if journey.definition.is_quick and step is not None:
        return screens.question(survey, journey, step, is_empty=True)
    return screens.check(survey, journey, nothing=True)
