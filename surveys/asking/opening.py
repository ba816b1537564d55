"""Where a short link leads, and in which language."""

from collections.abc import Sequence

from werkzeug.datastructures import LanguageAccept

from feedback.core.i18n import BY_CODE, Language, switched_on
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyLink


def language_of(link: SurveyLink, accepted: LanguageAccept) -> Language | None:
    """The language in which *link* opens; None where the reader has to choose.

    The link's own, else the first that the reader's browser asks for. Variants such as Easy Read
    are never guessed.
    """
    on = {language.code: language for language in switched_on()}
    if link.language in on:
        return on[link.language]
    if len(on) == 1:
        return next(iter(on.values()))
    plain = [code for code in on if BY_CODE[code].base == code]
    best = accepted.best_match(plain)
    return on[best] if best else None


def languages_to(survey: Survey) -> Sequence[Language]:
    """The languages that the first page offers: those of the survey, else all of the site."""
    version = queries.newest_version(survey)
    offered = queries.definition_of(version).languages if version else ()
    both = [language for language in switched_on() if language.code in offered]
    return both or switched_on()
