"""Keeping the list of watch phrases: adding to it, taking out of it, trying it.

Adding is one person's act: it can only put more in front of a reader. Taking one out needs a second
lead, since a phrase that is not looked for is never seen.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import CannotOpen, Keyring
from feedback.nlp.folding import fold_words
from feedback.nlp.risk import BadPhrase, Phrase, Rule, compiled
from feedback.safeguarding.models import PhraseChange, Urgency
from feedback.safeguarding.phrases import shipped, watched

MOST_TRIED = 500  # contributions that a phrase is tried on
THING = "watch phrase"


class NotAPhrase(Refused):
    """A pattern must begin and end with a word; the message of the cause says where it does not."""


class AlreadyWatched(Refused):
    """The list has this phrase."""


class NotOnTheList(Refused):
    """No phrase in force reads like that."""


class SecondLeadMissing(Refused):
    """Whoever asked for a phrase to be taken out cannot be the one who agrees."""


@dataclass(frozen=True, slots=True)
class Try:
    """On how many of the latest contributions a phrase would have met something."""

    met: int
    tried: int


def listed(language: str) -> Sequence[Phrase]:
    """The phrases of *language* in force, by what they are a sign of, the most urgent first."""
    order = {urgency.value: place for place, urgency in enumerate(Urgency)}
    phrases = watched().phrases.get(language, ())
    return sorted(
        phrases, key=lambda each: (each.rule.value, order[each.level.value], each.pattern)
    )


def changes() -> Sequence[PhraseChange]:
    """Everything that leads changed and that has not ended, the latest first."""
    statement = (
        select(PhraseChange)
        .where(PhraseChange.ended_at.is_(None))
        .order_by(PhraseChange.made_at.desc(), PhraseChange.id)
    )
    return session().scalars(statement).all()


def change(change_id: uuid.UUID) -> PhraseChange:
    """One change; NoResultFound for none."""
    return session().get_one(PhraseChange, change_id)


def add(*, language: str, rule: Rule, urgency: Urgency, pattern: str, by: Staff) -> PhraseChange:
    """Look for one more phrase; what nobody has read is looked through again.

    Raises NotAPhrase, AlreadyWatched.
    """
    wanted = " ".join(pattern.split())
    _refuse_unreadable(wanted, language)
    known = {(each.rule, each.pattern) for each in watched().phrases.get(language, ())}
    if (rule, wanted) in known:
        raise AlreadyWatched
    row = PhraseChange(
        language=language, rule=rule.value, urgency=urgency, pattern=wanted, by_id=by.id
    )
    row.made_at = clock.now()
    session().add(row)
    session().flush()
    _look_again()
    _record("added", row, by)
    return row


def ask_to_take_out(
    *, language: str, rule: Rule, pattern: str, why: str, by: Staff
) -> PhraseChange:
    """Ask a second lead to agree that a phrase is looked for no longer. Raises NotOnTheList.

    One that a lead had added ends at once: it is the list as it came that is never made shorter by
    one person.
    """
    own = _own(language, rule, pattern)
    if own is not None:
        _end(own, by=by)
        _record("took out", own, by)
        return own
    found = next(
        (
            each
            for each in shipped().phrases.get(language, ())
            if (each.rule, each.pattern) == (rule, pattern)
        ),
        None,
    )
    if found is None:
        raise NotOnTheList
    row = PhraseChange(
        language=language,
        rule=rule.value,
        urgency=Urgency(found.level.value),
        pattern=pattern,
        is_off=True,
        why=why,
        by_id=by.id,
        made_at=clock.now(),
    )
    session().add(row)
    session().flush()
    _record("asked to take out", row, by)
    return row


def agree(row: PhraseChange, *, by: Staff) -> None:
    """The second lead agrees: the phrase is looked for no longer. Raises SecondLeadMissing."""
    if row.by_id == by.id:
        raise SecondLeadMissing
    row.agreed_by_id, row.agreed_at = by.id, clock.now()
    session().flush()
    _record("took out", row, by)


def end(row: PhraseChange, *, by: Staff) -> None:
    """Take a change back: an added phrase goes, one that was taken out is looked for again."""
    _end(row, by=by)
    if row.is_off:
        _look_again()
    _record("took back", row, by)


def try_on_what_was_read(pattern: str, *, language: str, keyring: Keyring) -> Try:
    """How many of the latest working texts a phrase meets. Raises NotAPhrase."""
    _refuse_unreadable(pattern, language)
    expression = compiled(pattern, language=language)
    latest = (
        select(Contribution)
        .where(Contribution.working_sealed.is_not(None), Contribution.withdrawn_on.is_(None))
        .order_by(Contribution.received_on.desc(), Contribution.id)
        .limit(MOST_TRIED)
    )
    met = tried = 0
    for contribution in session().scalars(latest):
        try:
            text = opening.working_text(contribution, keyring)
        except CannotOpen:
            continue
        tried += 1
        met += bool(expression.search(fold_words(text).text))
    return Try(met, tried)


def waiting_count() -> int:
    """How many changes wait for a second lead."""
    waiting = select(func.count(PhraseChange.id)).where(
        PhraseChange.is_off, PhraseChange.agreed_by_id.is_(None), PhraseChange.ended_at.is_(None)
    )
    return session().scalar(waiting) or 0


def _own(language: str, rule: Rule, pattern: str) -> PhraseChange | None:
    statement = select(PhraseChange).where(
        PhraseChange.language == language,
        PhraseChange.rule == rule.value,
        PhraseChange.pattern == pattern,
        PhraseChange.is_off.is_(False),
        PhraseChange.ended_at.is_(None),
    )
    return session().scalars(statement).first()


def _refuse_unreadable(pattern: str, language: str) -> None:
    try:
        compiled(pattern, language=language)
    except BadPhrase as fault:
        raise NotAPhrase(str(fault)) from fault


def _look_again() -> None:
    """Let the worker look through everything again that no person has read."""
    unread = update(Contribution).where(
        Contribution.read_on.is_(None), Contribution.withdrawn_on.is_(None)
    )
    session().execute(unread.values(screened_on=None))


def _end(row: PhraseChange, *, by: Staff) -> None:
    row.ended_at, row.ended_by_id = clock.now(), by.id
    session().flush()


def _record(verb: str, row: PhraseChange, by: Staff) -> None:
    facts = {"language": row.language, "rule": row.rule, "urgency": row.urgency.value}
    record(verb=verb, thing=THING, thing_id=row.id, facts=facts, actor=by)
