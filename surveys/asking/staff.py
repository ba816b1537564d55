"""How people are asked, for staff: links, QR codes, posters, tablets, paper, and what was typed."""

from http import HTTPStatus

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.contributions.models import Channel
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE, Language, current_language, switched_on
from feedback.core.keys import keyring
from surveys.asking import counting, doubling, pictures, posters
from surveys.asking.blueprint import bp
from surveys.asking.paper import on_paper
from surveys.asking.sheets import in_language
from surveys.asking.staff_forms import LinkForm, PosterForm
from surveys.definitions.definition import Definition
from surveys.definitions.reading import read_draft
from surveys.versions import drafts, links, queries
from surveys.versions.models import LinkMode, Survey, SurveyLink, SurveyVersion

#: Who sees how people are asked; who makes links; who types answers in.
SEE = (Role.EDITOR, Role.LEAD, Role.PUBLISHER, Role.CODER)
MAKE = (Role.EDITOR, Role.LEAD)


@bp.route("/", methods=["GET", "POST"])
@staff(*SEE)
@writes
def ways(slug: str) -> ResponseReturnValue:
    """Everything on one screen: each way in, what it brought, and how to make another."""
    survey = queries.survey_by_slug(slug)
    form = LinkForm()
    form.offer(_asked_in(survey))
    if form.is_submitted() and may_make() and form.validate():
        link = links.make_link(
            survey=survey,
            label=str(form.label.data),
            mode=LinkMode(form.mode.data),
            channel=Channel(form.channel.data),
            language=form.language.data or None,
            interpreter=form.interpreter.data or None,
            by=current_staff(),
        )
        flash(_("The link is ready: %(address)s", address=pictures.typed_address(link)))
        return redirect(url_for("surveys_asking.ways", slug=slug), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template(
        "surveys/staff/asking/ways.html",
        survey=survey,
        form=form if may_make() else None,
        title=title_of(survey),
        ways=counting.ways_of(survey),
        channels=counting.by_channel(survey),
        address=pictures.typed_address,
        drawn=pictures.drawn,
        offered=offered_languages(survey),
        batches=doubling.batches_of(survey, by=current_staff(), keyring=keyring()),
        has_draft=drafts.draft_or_none(survey) is not None,
    ), status


@bp.post("/<code>/end")
@staff(*MAKE)
@writes
def end(slug: str, code: str) -> ResponseReturnValue:
    """Say that a link is used no more."""
    links.end_link(link=_link(slug, code), by=current_staff())
    flash(_("The link is marked as ended. Who still has it can still open the survey."))
    return redirect(url_for("surveys_asking.ways", slug=slug), HTTPStatus.SEE_OTHER)


@bp.get("/<code>/qr.<any(svg, png):kind>")
@staff(*SEE)
def qr(slug: str, code: str, kind: str) -> ResponseReturnValue:
    """The QR code as a file."""
    link = _link(slug, code)
    content = pictures.svg_file(link) if kind == "svg" else pictures.png_file(link)
    response = Response(content, mimetype="image/svg+xml" if kind == "svg" else "image/png")
    response.headers["Content-Disposition"] = f'attachment; filename="{link.code}.{kind}"'
    return response


@bp.get("/<code>/poster")
@staff(*SEE)
def poster(slug: str, code: str) -> ResponseReturnValue:
    """A sheet of A4 to print, in one language or several."""
    link = _link(slug, code)
    form = PosterForm(formdata=request.args)
    asked_in = _asked_in(link.survey)
    form.offer(asked_in)
    wanted = link.language or current_language().code
    codes = form.codes(wanted if wanted in asked_in else asked_in[0])
    version = queries.newest_version(link.survey)
    definition = queries.definition_of(version) if version and form.title.data else None
    return render_template(
        "surveys/staff/asking/poster.html",
        link=link,
        form=form,
        parts=posters.poster_words(codes, definition=definition),
        lines=posters.help_lines(codes),
        code=pictures.drawn(link),
        address=pictures.typed_address(link),
        sheet_language=BY_CODE[codes[0]],
    )


@bp.get("/paper")
@staff(*SEE)
def paper(slug: str) -> ResponseReturnValue:
    """The questions on sheets of A4: those that are asked now, or the draft."""
    survey = queries.survey_by_slug(slug)
    version = queries.newest_version(survey)
    is_draft = version is None or request.args.get("of") == "draft"
    definition = _definition(survey, version, is_draft=is_draft)
    wanted = definition.language_for(request.args.get("in", current_language().code))
    sheet = in_language(
        BY_CODE[wanted],
        "surveys/staff/asking/paper_sheet.html",
        paper=on_paper(definition, wanted),
        version=version.number if version and not is_draft else None,
    )
    return render_template(
        "surveys/staff/asking/paper.html",
        survey=survey,
        sheet=sheet,
        is_draft=is_draft,
        sheet_language=BY_CODE[wanted],
        offered=[BY_CODE[code] for code in definition.languages],
    )


def may_make() -> bool:
    """Whether the present member of staff may make and end links."""
    return bool(current_staff().role_names & {role.value for role in MAKE})


def _definition(survey: Survey, version: SurveyVersion | None, *, is_draft: bool) -> Definition:
    """The version's, or the draft's. Raises DefinitionError for a draft that cannot be read."""
    if version is not None and not is_draft:
        return queries.definition_of(version)
    return read_draft(drafts.drafted(survey).definition)


def definition_or_none(survey: Survey) -> Definition | None:
    """What those who begin now are asked; None before the first version."""
    version = queries.newest_version(survey)
    return queries.definition_of(version) if version else None


def title_of(survey: Survey) -> str:
    """What staff call the survey: its title, that of its draft, or its address without either."""
    definition = definition_or_none(survey)
    if definition is None:
        plain = drafts.drafted(survey).definition
        source = next(iter(plain.get("languages") or ()), "")
        return str(plain.get("title", {}).get(source) or survey.slug)
    return definition.title[definition.language_for(current_language().code)]


def offered_languages(survey: Survey) -> list[Language]:
    """The languages in which the newest version is complete."""
    definition = definition_or_none(survey)
    return [BY_CODE[code] for code in definition.languages] if definition else []


def _asked_in(survey: Survey) -> list[str]:
    """In which languages people may be asked: those of the survey; any before it is published."""
    return [language.code for language in offered_languages(survey) or switched_on()]


def _link(slug: str, code: str) -> SurveyLink:
    """The link with that code to that survey. Raises NoResultFound."""
    link = links.link_to(queries.survey_by_slug(slug), code)
    if link is None:
        raise NoResultFound
    return link
