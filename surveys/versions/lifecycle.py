"""When a survey takes answers, how many, and when it leaves the lists."""

import re
from datetime import date

from flask_babel import gettext as _

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from surveys.versions import drafts, queries, services
from surveys.versions.models import Survey, SurveyState

#: Addresses of surveys: short, neutral, and the same in every script.
ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
#: Second parts of staff addresses, which no survey can be called.
TAKEN_WORDS = frozenset({"new", "ready-made", "archive", "import", "library"})


class NotAnAddress(Refused):
    """An address of a survey is 1 to 30 small letters, digits and hyphens."""


class AddressTaken(Refused):
    """Another survey has that address."""


class EndsBeforeItBegins(Refused):
    """The last day is before the first."""


class NotANumberOfPeople(Refused):
    """The most that may answer is fewer than one."""


def free_address(slug: str) -> str:
    """*slug* when a new survey may have it. Raises NotAnAddress and AddressTaken."""
    if not ADDRESS.fullmatch(slug) or slug in TAKEN_WORDS:
        raise NotAnAddress(
            _("Use small letters a to z, digits and hyphens, 30 at most, such as k7 or autumn-2.")
        )
    if slug in {survey.slug for survey in queries.surveys()}:
        raise AddressTaken(_("Another survey has this address. Choose another."))
    return slug


def schedule(
    *,
    survey: Survey,
    opens_on: date | None,
    closes_on: date | None,
    cap: int | None,
    by: Actor | None = None,
) -> None:
    """Say from which day to which day, and how many, may answer; None is no limit.

    Raises EndsBeforeItBegins and NotANumberOfPeople.
    """
    if opens_on and closes_on and closes_on < opens_on:
        raise EndsBeforeItBegins(_("The last day is before the first day."))
    if cap is not None and cap < 1:
        raise NotANumberOfPeople(_("Write 1 or more, or leave this blank."))
    if (survey.opens_on, survey.closes_on, survey.cap) == (opens_on, closes_on, cap):
        return
    survey.opens_on, survey.closes_on, survey.cap = opens_on, closes_on, cap
    session().flush()
    facts = {"opens_on": opens_on, "closes_on": closes_on, "cap": cap}
    audit.record(
        verb="survey scheduled", thing="survey", thing_id=survey.slug, facts=facts, actor=by
    )


def archive(*, survey: Survey, by: Actor | None = None) -> None:
    """Close it and take it out of the lists. All that came in stays."""
    if survey.archived_on is not None:
        return
    if survey.state is SurveyState.OPEN:
        services.close_survey(survey=survey, by=by)
    survey.archived_on = clock.today()
    session().flush()
    audit.record(verb="survey archived", thing="survey", thing_id=survey.slug, actor=by)


def unarchive(*, survey: Survey, by: Actor | None = None) -> None:
    """Put it back into the lists, closed as it is."""
    if survey.archived_on is None:
        return
    survey.archived_on = None
    session().flush()
    audit.record(
        verb="survey taken from the archive", thing="survey", thing_id=survey.slug, actor=by
    )


def copy_survey(*, survey: Survey, slug: str, by: Actor | None = None) -> Survey:
    """A new survey whose draft begins with what *survey* asks, or is going to ask.

    It has no answers, no days and no version yet. Raises NotAnAddress and AddressTaken.
    """
    made = services.new_survey(slug=free_address(slug), by=by)
    given = drafts.drafted(survey)
    drafts.add_step(
        drafts.draft_of(made),
        what="copy_survey",
        definition=given.definition,
        translations=given.translations,
        by=by,
        from_step=None,
    )
    audit.record(
        verb="survey copied", thing="survey", thing_id=slug, facts={"from": survey.slug}, actor=by
    )
    return made
