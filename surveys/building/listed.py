"""The list of surveys, and what a new one can begin with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from surveys.building import queries, services
from surveys.definitions.definition import Definition
from surveys.library import read_library
from surveys.library.shelf import SHELF
from surveys.versions import drafts
from surveys.versions import queries as versions
from surveys.versions.calling import Doubt, Owed
from surveys.versions.models import Survey, SurveyDraft, SurveyVersion
from surveys.versions.queries import Shut

_OWED: Mapping[Owed, LazyString] = {
    Owed.LISTENER: _l("Say who will listen before you open this call for views."),
    Owed.CHANGE: _l("Say what can change before you open this call for views."),
    Owed.HEAR_BY: _l("Say by when people will hear before you open this call for views."),
}
_DOUBTS: Mapping[Doubt, LazyString] = {
    Doubt.NO_REASONS: _l("It does not say why you ask now."),
    Doubt.NO_CLOSING_DAY: _l("It has no last day. People need to know how long they have."),
    Doubt.DECIDED_BEFORE_THE_END: _l(
        "The day of the decision comes before the last day for answers."
    ),
    Doubt.HEARD_BEFORE_DECIDED: _l("People would hear before anything is decided."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One survey of the list."""

    survey: Survey
    version: SurveyVersion | None
    definition: Definition | None
    title: str
    shut: Shut | None
    responses: int
    has_draft: bool  # something is built beside what is live


def rows(*, archived: bool) -> Sequence[Row]:
    """Every survey that is in the archive, or every other one; newest first."""
    return [
        _row(survey)
        for survey in versions.surveys()
        if (survey.archived_on is not None) is archived
    ]


def _row(survey: Survey) -> Row:
    version = versions.newest_version(survey)
    live = versions.definition_of(version) if version else None
    draft = drafts.draft_or_none(survey)
    return Row(
        survey=survey,
        version=version,
        definition=live,
        title=queries.title_of(survey),
        shut=versions.why_shut(survey),
        responses=versions.count_responses(survey),
        has_draft=draft is not None and _differs(draft, live),
    )


def _differs(draft: SurveyDraft, live: Definition | None) -> bool:
    standing = drafts.standing(draft)
    return live is None or services.ready(standing).digest != live.digest


def ready_made() -> list[tuple[str, LazyString | str]]:
    """The ready-made surveys to choose from."""
    return [
        (name, SHELF[name].name if name in SHELF else definition.title[definition.languages[0]])
        for name, definition in read_library().items()
    ]


def own() -> list[tuple[str, str]]:
    """The partnership's own surveys to copy, those of the archive too."""
    return [(survey.slug, queries.title_of(survey)) for survey in versions.surveys()]


def owed_in_words(owed: Owed) -> str:
    """What is to be said first, in words."""
    return str(_OWED[owed])


def doubt_in_words(doubt: Doubt) -> str:
    """What should be thought over, in words."""
    return str(_DOUBTS[doubt])
