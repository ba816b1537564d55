"""Could someone who knows them work out who this is? Asked of a person, one text at a time."""

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core.db import session
from youwesaid.insights.models import IdentityCheck, Insight, Quote


def answer_about_said(insight: Insight, *, somebody_would_know: bool, by: Staff) -> IdentityCheck:
    """Keep an answer about what people said, as its words are now."""
    made = IdentityCheck(
        insight_id=insight.id,
        about_digest=_digest(insight.said),
        somebody_would_know=somebody_would_know,
        asked_of_id=by.id,
    )
    session().add(made)
    session().flush()
    facts = {"somebody_would_know": somebody_would_know}
    audit.record(
        verb="insight.identity_checked", thing="insight", thing_id=insight.id, facts=facts, actor=by
    )
    return made


def note_about_quote(quote: Quote, *, somebody_would_know: bool, by: Staff) -> None:
    """Keep who answered about a quote, and when."""
    made = IdentityCheck(
        insight_id=quote.insight_id,
        quote_id=quote.id,
        somebody_would_know=somebody_would_know,
        asked_of_id=by.id,
    )
    session().add(made)
    session().flush()


def about_said(insight: Insight) -> IdentityCheck | None:
    """The last answer about what people said, as its words are now; None: ask."""
    statement = (
        select(IdentityCheck)
        .where(
            IdentityCheck.insight_id == insight.id,
            IdentityCheck.quote_id.is_(None),
            IdentityCheck.about_digest == _digest(insight.said),
        )
        .order_by(IdentityCheck.asked_at.desc(), IdentityCheck.id.desc())
        .limit(1)
    )
    return session().scalars(statement).one_or_none()


def may_be_public(insight: Insight) -> bool:
    """Whether a person said of these very words that nobody could know who it is."""
    asked = about_said(insight)
    return asked is not None and not asked.somebody_would_know


def _digest(said: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(dict(said), sort_keys=True).encode()).hexdigest()
