"""Surveys as files: which version, in which format, and that they were taken out."""

from collections.abc import Sequence
from enum import StrEnum

from flask_babel import gettext as _

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core.errors import Refused
from feedback.core.named_files import DOCX, XLSX, NamedFile
from surveys.definitions.definition import Definition
from surveys.definitions.reading import read_draft
from surveys.exchange.document import survey_document
from surveys.exchange.survey_json import survey_json
from surveys.exchange.xlsform_out import xlsform
from surveys.versions import drafts, queries
from surveys.versions.models import Survey

#: The version that is being built.
DRAFT = "draft"
_MOST_SIDE_BY_SIDE = 2


class Format(StrEnum):
    """What a survey can be written as."""

    XLSX = "xlsx"
    JSON = "json"
    DOCX = "docx"


MEDIA_TYPES = {
    Format.XLSX: XLSX,
    Format.JSON: "application/json",
    Format.DOCX: DOCX,
}


class NoSuchVersion(Refused):
    """The survey has no version of that number."""


class NotItsLanguage(Refused):
    """The survey is not in that language, or too many were asked for at once."""


def survey_file(
    *,
    survey: Survey,
    which: str,
    form: Format,
    languages: Sequence[str] = (),
    by: Actor | None = None,
) -> NamedFile:
    """*survey* as a file: version *which* (a number, "draft", or "" for the newest).

    *languages* are those of a document, one or two; the source where none is named. Raises
    NoSuchVersion, NotItsLanguage, and DefinitionError for a draft that has not the shape of one.
    """
    version, definition = _found(survey, which)
    content = _content(form, definition, survey.slug, version, languages)
    facts = {"format": form.value, "version": version, "digest": definition.digest}
    audit.record(
        verb="exported a survey", thing="survey", thing_id=survey.slug, facts=facts, actor=by
    )
    name = f"{survey.slug}-{version}.{form.value}"
    return NamedFile(name, MEDIA_TYPES[form], content)


def _found(survey: Survey, which: str) -> tuple[str, Definition]:
    if which == DRAFT:
        return DRAFT, read_draft(drafts.drafted(survey).definition)
    versions = queries.published_versions(survey)
    wanted = [each for each in versions if which in {"", str(each.number)}]
    if not wanted:
        numbers = ", ".join(str(each.number) for each in reversed(versions)) or "-"
        raise NoSuchVersion(_("There is no such version. There are: %(numbers)s.", numbers=numbers))
    return str(wanted[0].number), queries.definition_of(wanted[0])


def _content(
    form: Format, definition: Definition, slug: str, version: str, languages: Sequence[str]
) -> bytes:
    if form is Format.XLSX:
        return xlsform(definition, slug=slug, version=version)
    if form is Format.JSON:
        return survey_json(definition, slug=slug, version=version).encode()
    chosen = tuple(dict.fromkeys(languages)) or definition.languages[:1]
    unknown = [code for code in chosen if code not in definition.languages]
    if unknown or len(chosen) > _MOST_SIDE_BY_SIDE:
        offered = ", ".join(definition.languages)
        raise NotItsLanguage(
            _("Choose one or two of the survey's languages: %(languages)s.", languages=offered)
        )
    return survey_document(definition, slug=slug, version=version, languages=chosen)
