"""Typing a sample of papers again: whoever does it does not see what the first typist typed."""

import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.forms import Form
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring
from surveys.asking import doubling
from surveys.asking.blueprint import bp
from surveys.asking.doubling import SECOND, Difference, TypedAgainAlready, TypedByYourself
from surveys.asking.paper import numbers_of
from surveys.asking.typing_forms import answers_in, refuse
from surveys.asking.typing_staff import TYPE
from surveys.definitions.answering import sorted_answers
from surveys.definitions.definition import Definition
from surveys.definitions.fields import Asked, asked
from surveys.journey.forms import page_form, with_fields
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyResponse


@bp.route("/again/<uuid:response_id>", methods=["GET", "POST"])
@staff(*TYPE)
@writes
def type_again(slug: str, response_id: uuid.UUID) -> ResponseReturnValue:
    """The questions again without the first answers; then both side by side, where they differ."""
    survey = queries.survey_by_slug(slug)
    response = doubling.paper(survey, response_id)
    try:
        doubling.may_type_again(response, current_staff())
    except TypedByYourself:
        return _back(slug, _("You typed this paper yourself. Somebody else types it again."))
    except TypedAgainAlready:
        return _back(slug, _("This paper was typed again already."))
    if request.method == "GET":
        return _screen(survey, response, {})
    given = answers_in(request.form)
    page = _page(response, given)
    if page.errors:
        return _screen(survey, response, given, page=page)
    found = doubling.differences(response, given, response.language)
    right = {each.column: request.form.get(f"right_{each.column}", "") for each in found}
    if not all(right.values()):
        return _screen(survey, response, given, found=found, is_asked="compared" in request.form)
    slips = doubling.settle(
        response=response,
        given=given,
        language=response.language,
        right=right,
        by=current_staff(),
        keyring=keyring(),
    )
    done = ngettext("%(num)s slip was mended.", "%(num)s slips were mended.", slips)
    flash(done if slips else _("Both typings are the same now."))
    return redirect(url_for("surveys_asking.ways", slug=slug), HTTPStatus.SEE_OTHER)


def _screen(
    survey: Survey,
    response: SurveyResponse,
    given: Mapping[str, Sequence[str]],
    *,
    page: Form | None = None,
    found: Sequence[Difference] = (),
    is_asked: bool = False,
) -> ResponseReturnValue:
    definition = queries.definition_of(response.version)
    form = page or _page(response, {})
    questions = _asked(definition, response.language)
    made = render_template(
        "surveys/staff/asking/again.html",
        survey=survey,
        response=response,
        page=form,
        questions=with_fields(form, questions),
        numbers=numbers_of(definition),
        sheet_language=BY_CODE[response.language],
        differences=found,
        second=SECOND,
        is_asked=is_asked,
        carried=[(f"q_{part}", value) for part, several in given.items() for value in several],
    )
    return made, HTTPStatus.BAD_REQUEST if form.errors or is_asked else HTTPStatus.OK


def _page(response: SurveyResponse, given: Mapping[str, Sequence[str]]) -> Form:
    """The form of the questions, with what cannot be read said beside them."""
    definition = queries.definition_of(response.version)
    form = page_form(_asked(definition, response.language), given)
    problems = sorted_answers(definition, given, response.language).problems
    for problem in problems.values():
        refuse(form, problem)
    return form


def _asked(definition: Definition, language: str) -> list[Asked]:
    """The questions whose answers are compared."""
    return [asked(each, language) for each in definition.questions() if each.is_closed]


def _back(slug: str, why: str) -> ResponseReturnValue:
    flash(why, "error")
    return redirect(url_for("surveys_asking.ways", slug=slug), HTTPStatus.SEE_OTHER)
