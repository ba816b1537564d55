"""Days of invitations for the public calendar: neutral, because others see calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from flask_babel import gettext as _

from feedback.core.i18n import current_language
from feedback.core.templating import settings
from youwesaid.involvement import queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """The first day of what people are invited to."""

    key: str
    on: date
    title: str
    url: str
    changed_on: date
    about: str = ""
    until: date | None = None


def invitations() -> Sequence[Invited]:
    """Of invitations that are open, those whose first day is known."""
    here = current_language().code
    return [
        Invited(
            key=each.slug,
            on=each.first_on,
            title=_("Have your say"),
            url=urljoin(settings().public_url, f"/{here}/take-part/{each.slug}"),
            changed_on=each.changed_on,
        )
        for each in queries.open_opportunities()
        if each.first_on
    ]
