"""Words of "did it help?" in the reader's language, and what its templates may ask."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString
from sqlalchemy.exc import NoResultFound

from feedback.coding.guarding import GuardedCount
from feedback.core.keys import keyring
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.helped import queries
from youwesaid.tracker.helped.models import Verdict
from youwesaid.tracker.helped.queries import Result
from youwesaid.tracker.models import Entry

VERDICTS: Mapping[Verdict, LazyString] = {
    Verdict.YES: _l("Yes"),
    Verdict.LITTLE: _l("A little"),
    Verdict.NO: _l("No"),
    Verdict.CANNOT_TELL: _l("I cannot tell"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What an entry's page shows of it: what people answered, and whether one can answer now."""

    results: list[Result]
    step: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """What the page behind a receipt asks about one entry."""

    slug: str
    is_answered: bool


def helped_of(entry: Entry) -> Shown:
    """For the page of *entry*."""
    return Shown(queries.results([entry.id]).get(entry.id, []), queries.step_of(entry))


def helped_question(slug: str, receipt_id: uuid.UUID) -> Question | None:
    """For the page behind a receipt; None where it is too soon to ask."""
    try:
        entry = tracker.entry_by_slug(slug)
    except NoResultFound:
        return None
    step = queries.step_of(entry)
    if step is None:
        return None
    giver = queries.giver_of(receipt_id, entry.id, step, keyring())
    return Question(slug, queries.answer_of(giver) is not None)


def answered_by(total: GuardedCount) -> str:
    """How many people answered, in words."""
    if total.shown is None:
        return str(
            ngettext(
                "Fewer than %(num)s person answered.",
                "Fewer than %(num)s people answered.",
                total.threshold,
            )
        )
    return str(
        ngettext("About %(num)s person answered.", "About %(num)s people answered.", total.shown)
    )


def verdict_word(verdict: Verdict) -> str:
    """What was answered, in words."""
    return str(VERDICTS[verdict])
