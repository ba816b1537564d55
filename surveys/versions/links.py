"""Short links to surveys: a code for each place where people are asked."""

import secrets
from collections.abc import Sequence

from sqlalchemy import select

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.contributions.models import Channel
from feedback.core import clock
from feedback.core.db import session
from surveys.versions.models import LinkMode, Survey, SurveyLink

#: No vowels, so that no code is a word; nothing that is misread for another sign on a poster.
LETTERS = "346789bcdfghjkmnpqrtvwx"
_LENGTH = 5  # 23**5: more than six million
_LONGEST_TYPED = 20  # characters; more is no code


def links_of(survey: Survey) -> Sequence[SurveyLink]:
    """Every link to *survey*: those in use first, the newest first among these."""
    statement = (
        select(SurveyLink)
        .where(SurveyLink.survey_id == survey.id)
        .order_by(
            SurveyLink.ended_on.is_not(None),
            SurveyLink.made_on.desc(),
            SurveyLink.label,
            SurveyLink.code,
        )
    )
    return session().scalars(statement).all()


def link_by_code(code: str) -> SurveyLink:
    """The link with that code, in small or capital letters, ended or not. Raises NoResultFound."""
    tidy = code.lower() if len(code) <= _LONGEST_TYPED and code.isalnum() else ""
    return session().scalars(select(SurveyLink).where(SurveyLink.code == tidy)).one()


def link_to(survey: Survey, code: str) -> SurveyLink | None:
    """The link with that code when it leads to *survey*; None for any other."""
    statement = select(SurveyLink).where(
        SurveyLink.code == code.lower()[:_LONGEST_TYPED], SurveyLink.survey_id == survey.id
    )
    return session().scalars(statement).one_or_none()


def make_link(
    *,
    survey: Survey,
    label: str,
    mode: LinkMode = LinkMode.WEB,
    channel: Channel = Channel.WEB,
    language: str | None = None,
    interpreter: str | None = None,
    by: Actor | None = None,
) -> SurveyLink:
    """A new way to *survey*, with a code that no other has.

    *interpreter* is who puts it into words where staff sit beside; other ways have none.
    """
    link = SurveyLink(
        survey=survey,
        code=_new_code(),
        label=label,
        mode=mode,
        channel=channel,
        language=language,
        interpreter=interpreter if channel is Channel.STAFF else None,
    )
    session().add(link)
    session().flush()
    facts = {"survey": survey.slug, "mode": mode.value, "channel": channel.value}
    audit.record(
        verb="survey link made", thing="survey link", thing_id=link.code, facts=facts, actor=by
    )
    return link


def end_link(*, link: SurveyLink, by: Actor | None = None) -> None:
    """Say that a poster hangs no more. What still hangs somewhere goes on opening the survey."""
    if link.ended_on is None:
        link.ended_on = clock.today()
        session().flush()
        audit.record(verb="survey link ended", thing="survey link", thing_id=link.code, actor=by)


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _place in range(_LENGTH))
        taken = select(SurveyLink.id).where(SurveyLink.code == code)
        if session().scalars(taken).one_or_none() is None:
            return code
