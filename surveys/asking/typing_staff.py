"""Typing in what people answered on paper, on the telephone, or in a group."""

import uuid
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Response, after_this_request, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.contributions.arrivals import announce
from feedback.contributions.receiving import SentDifferently
from feedback.core import references
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.errors import Refused
from feedback.core.forms import Form
from feedback.core.i18n import BY_CODE, current_language
from feedback.core.keys import keyring
from feedback.core.templating import settings
from surveys.asking.blueprint import bp
from surveys.asking.paper import numbers_of
from surveys.asking.sheets import in_language
from surveys.asking.typing import Entered, LooksWrong, NotAgreed, Stray, enter, look_over
from surveys.asking.typing_forms import TypingForm, answers_in, refuse
from surveys.definitions.definition import Definition
from surveys.definitions.fields import NotAnAnswer, asked
from surveys.journey.forms import page_form, with_fields
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyVersion
from surveys.versions.services import NothingAnswered, SurveyClosed

#: Who types answers in.
TYPE = (Role.EDITOR, Role.LEAD, Role.CODER)


@bp.route("/type", methods=["GET", "POST"])
@staff(*TYPE)
@writes
def type_in(slug: str) -> ResponseReturnValue:
    """All questions on one page; after Save the next paper of the batch at once."""
    survey = queries.survey_by_slug(slug)
    version = queries.version_of(survey, _version_id())
    definition = queries.definition_of(version)
    language = _language(definition)
    form = TypingForm(language=language, version=version.id.hex, **_begun())
    given = answers_in(request.form)
    page = page_form(_asked(definition, language), given)
    if not form.is_submitted():
        return _screen(survey, version, form, page)
    if form.validate():
        try:
            typed = form.typed(given, language=language, is_meant="meant" in request.form)
            entered = enter(typed, version=version, by=current_staff(), keyring=keyring())
        except Refused as problem:
            strays = _explain(problem, form, page, definition, given)
            return _screen(survey, version, form, page, strays=strays)
        after_this_request(_announced)
        fresh = page_form(_asked(definition, language), {})
        return _screen(survey, version, form.for_next(), fresh, entered=entered)
    return _screen(survey, version, form, page)


def _explain(
    problem: Refused,
    form: TypingForm,
    page: Form,
    definition: Definition,
    given: dict[str, list[str]],
) -> list[Stray]:
    """Put what is wrong beside its field; what does not fit is given back, to be looked at."""
    looked = look_over(definition, given, str(form.language.data))
    for wrong in looked.problems.values():
        refuse(page, wrong)
    words = {
        NotAgreed: _("They did not agree, so nothing of it may be kept. Give the paper back."),
        NothingAnswered: _("Nothing is typed yet."),
        SurveyClosed: _("This survey takes no answers now. Open it to type more in."),
        SentDifferently: _("This paper was saved already, with other answers. Begin a new page."),
    }
    if type(problem) in words:
        form.form_errors.append(words[type(problem)])
    elif not isinstance(problem, LooksWrong | NotAnAnswer):
        raise problem
    return [] if looked.problems else list(looked.strays)


def _screen(
    survey: Survey,
    version: SurveyVersion,
    form: TypingForm,
    page: Form,
    *,
    strays: list[Stray] | None = None,
    entered: Entered | None = None,
) -> ResponseReturnValue:
    definition = queries.definition_of(version)
    language = str(form.language.data)
    is_wrong = bool(form.errors or page.errors or strays)
    made = render_template(
        "surveys/staff/asking/type.html",
        survey=survey,
        version=version,
        versions=queries.published_versions(survey),
        title=definition.title[language],
        form=form,
        page=page,
        questions=with_fields(page, _asked(definition, language)),
        numbers=numbers_of(definition),
        offered=[BY_CODE[code] for code in definition.languages],
        sheet_language=BY_CODE[language],
        strays=strays or [],
        entered=entered,
        slip=_slip(entered, language) if entered and entered.code else "",
    )
    return made, HTTPStatus.BAD_REQUEST if is_wrong else HTTPStatus.OK


def _slip(entered: Entered, language: str) -> Markup:
    """The number that is handed over, with what it is for, in the language of the paper."""
    return in_language(
        BY_CODE[language],
        "surveys/staff/asking/slip.html",
        code=references.grouped(entered.code or ""),
        address=urlsplit(settings().public_url).netloc,
    )


def _asked(definition: Definition, language: str) -> list[Any]:
    """Every question that can be answered on paper, in the language of the paper."""
    return [
        asked(question, language)
        for question in definition.questions()
        if question.asks and not question.is_file
    ]


def _version_id() -> uuid.UUID | None:
    """The version that the paper says it is; None for the newest."""
    try:
        return uuid.UUID(hex=request.values.get("version", ""))
    except ValueError:
        return None


def _language(definition: Definition) -> str:
    """The language of the paper."""
    wanted = request.form.get("language") or request.args.get("in") or current_language().code
    return definition.language_for(wanted)


def _begun() -> dict[str, Any]:
    """What the address says of the batch, so that it stays when the language changes."""
    return {"batch": request.args["batch"]} if "batch" in request.args else {}


def _announced(response: Response) -> Response:
    """Wake the worker, now that what was typed is committed."""
    announce()
    return response
