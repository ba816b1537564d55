"""What the front door needs to know of the house behind it."""

from collections.abc import Sequence

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from feedback.core.db import session
from feedback.core.templating import settings
from feedback.safeguarding import help_lines
from feedback.safeguarding import queries as safeguarding
from feedback.safeguarding.help_lines import HelpGroup, HelpLine
from surveys.versions import queries as surveys


def help_groups() -> Sequence[HelpGroup]:
    """The help lines in force; those that were shipped when the database cannot be asked.

    This page opens whatever else is broken.
    """
    try:
        return safeguarding.help_groups()
    except DBAPIError as problem:
        current_app.logger.warning("help lines without checks: %s", type(problem.orig).__name__)
        return help_lines.lines_for(settings().nation, settings().area or None)


def help_line(key: str) -> HelpLine | None:
    """One help line in force by its key; None when it is not shown here."""
    lines = (line for group in help_groups() for line in group.lines)
    return next((line for line in lines if line.key == key), None)


def only_open_survey() -> str | None:
    """The slug of the open survey, when there is just one: then its door opens it directly."""
    slugs = [survey.slug for survey in surveys.open_surveys()]
    return slugs[0] if len(slugs) == 1 else None


def touch_database() -> None:
    """Ask the database anything. Raises DBAPIError when it does not answer."""
    session().execute(select(1))
