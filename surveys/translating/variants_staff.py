"""Questions in other forms, for staff: Easy Read pictures, a recording, a film in sign language."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE
from surveys.definitions.question import Variant
from surveys.translating import queries as translating
from surveys.translating import variants
from surveys.translating.forms import VariantForm, variant_form
from surveys.translating.variants import EASY, Forms, PictureMissing, VariantChanged
from surveys.versions import drafts, media, queries
from surveys.versions.media import NotMedia
from surveys.versions.models import Survey

bp = Blueprint(
    "surveys_variants", __name__, url_prefix="/surveys/<slug>/languages/<code>/other-forms"
)


@bp.get("/")
@staff(Role.EDITOR)
def listing(slug: str, code: str) -> ResponseReturnValue:
    """Every question, and the forms that it has."""
    survey = queries.survey_by_slug(slug)
    return render_template(
        "surveys/staff/translate_variants.html",
        survey=survey,
        into=BY_CODE[_offered(survey, code)],
        questions=list(variants.forms_of(drafts.drafted(survey).definition, code)),
        is_easy=code.endswith(EASY),
    )


@bp.get("/<key>")
@staff(Role.EDITOR)
def show(slug: str, code: str, key: str) -> ResponseReturnValue:
    """The forms of one question."""
    survey = queries.survey_by_slug(slug)
    found = _forms(survey, code, key)
    return _page(survey, code, found, _form(found, code))


@bp.post("/<key>")
@staff(Role.EDITOR)
@writes
def keep(slug: str, code: str, key: str) -> ResponseReturnValue:
    """Keep the forms of one question, with the files that were added."""
    survey = queries.survey_by_slug(slug)
    found = _forms(survey, code, key)
    form = _form(found, code)
    if not form.validate_on_submit():
        return _page(survey, code, found, form), HTTPStatus.BAD_REQUEST
    given = _given(form)
    if given is None:
        return _page(survey, code, found, form), HTTPStatus.BAD_REQUEST
    try:
        variants.keep_variant(
            survey=survey,
            key=key,
            language=code,
            variant=given,
            seen=str(form.seen.data),
            by=current_staff(),
        )
    except PictureMissing as refused:
        form.reject(f"picture_{refused.number}", str(refused))
        return _page(survey, code, found, form), HTTPStatus.BAD_REQUEST
    except VariantChanged as refused:
        form.form_errors.append(str(refused))
        form.seen.data = found.seen
        return _page(survey, code, found, form), HTTPStatus.CONFLICT
    flash(_("Saved."))
    return redirect(url_for(".listing", slug=slug, code=code), HTTPStatus.SEE_OTHER)


def _given(form: VariantForm) -> Variant | None:
    """What the form says, added files kept; None where one of them is no picture or recording."""
    audio = _kept(form, "audio_file", "audio/") or str(form.audio.data)
    pictures = tuple(
        _kept(form, upload.name, "image/") or str(chosen.data)
        for chosen, upload in zip(form.pictures, form.uploads, strict=True)
    )
    if form.errors:
        return None
    return Variant(audio=audio, video=str(form.video.data), pictures=pictures)


def _kept(form: VariantForm, name: str, kind: str) -> str:
    """The digest of the file that was added there; blank where none was."""
    given = form[name].data
    if not given:
        return ""
    try:
        added = media.keep(content=given.read(), name=given.filename or "", by=current_staff())
    except NotMedia as refused:
        form.reject(name, str(refused))
        return ""
    if not added.media_type.startswith(kind):
        form.reject(name, _("This is not a recording.") if kind == "audio/" else _("No picture."))
    return added.digest


def _form(found: Forms, code: str) -> VariantForm:
    standing = found.variant
    pictures = {f"picture_{number}": digest for number, digest in enumerate(standing.pictures, 1)}
    count = len(found.sentences) if code.endswith(EASY) else 0
    form = variant_form(
        count, seen=found.seen, audio=standing.audio, video=standing.video, **pictures
    )
    form.offer(translating.pictures(), translating.recordings())
    return form


def _forms(survey: Survey, code: str, key: str) -> Forms:
    plain = drafts.drafted(survey).definition
    _offered(survey, code)
    found = next((each for each in variants.forms_of(plain, code) if each.key == key), None)
    return found or abort(HTTPStatus.NOT_FOUND)


def _offered(survey: Survey, code: str) -> str:
    wanted = drafts.drafted(survey).definition.get("languages") or ()
    return code if code in wanted and code in BY_CODE else abort(HTTPStatus.NOT_FOUND)


def _page(survey: Survey, code: str, found: Forms, form: VariantForm) -> str:
    return render_template(
        "surveys/staff/translate_variant.html",
        survey=survey,
        into=BY_CODE[code],
        found=found,
        form=form,
        pairs=list(zip(found.sentences, form.pictures, form.uploads, strict=False)),
    )
