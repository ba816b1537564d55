"""Who is asking on the staff side, where it may be a reviewer, who is not staff."""

import uuid

from flask import abort, g, session

from feedback.accounts import gate
from feedback.accounts.roles import Guest
from feedback.core import i18n
from feedback.core.db import session as database
from youwesaid.insights.reviewing.models import Reviewer


def held_roles() -> frozenset[str] | None:
    """The roles of whoever is signed in; of a reviewer only the guest's one."""
    held = gate.held_roles()
    if held is not None:
        return held
    return None if signed_in() is None else frozenset({Guest.REVIEWER.value})


def signed_in() -> Reviewer | None:
    """The reviewer who is signed in and was not let go, or given a new card, since."""
    known: Reviewer | None = g.get("reviewer")
    if known is not None:
        return known
    named = session.get("reviewer")
    reviewer = database().get(Reviewer, uuid.UUID(named)) if named else None
    if reviewer is None or reviewer.left_on or reviewer.stamp != session.get("reviewer_stamp"):
        return None
    g.reviewer = reviewer
    speak(reviewer.language)
    return reviewer


def current_reviewer() -> Reviewer:
    """The reviewer who is signed in; only in views that are for reviewers."""
    reviewer = signed_in()
    if reviewer is None:
        abort(401)
    return reviewer


def let_in(reviewer: Reviewer) -> None:
    """Card and secret words were right: a new session, in which nobody is staff."""
    gate.let_out()
    session["reviewer"], session["reviewer_stamp"] = str(reviewer.id), reviewer.stamp
    g.reviewer = reviewer


def let_out() -> None:
    """End the session."""
    gate.let_out()
    g.pop("reviewer", None)


def speak(code: str) -> None:
    """Make this page in the language *code*, where that is switched on."""
    if code in {language.code for language in i18n.switched_on()}:
        i18n.speak(code)
