"""Memos, marks for the quotes bank, and questions to colleagues: sealed where they are words."""

import uuid

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import changes
from feedback.coding.desk import anchoring
from feedback.coding.desk import queries as desk
from feedback.coding.desk.anchoring import Stretch
from feedback.coding.desk.models import Discussion, Memo, QuoteMark
from feedback.coding.models import ChangeKind, Theme
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose


class NothingWritten(Refused):
    """A memo or a question has words."""


class MarkedAlready(Refused):
    """These very words are marked."""


class NobodyCalledThat(Refused):
    """No colleague, or more than one, has a name that begins so."""


def write_memo(
    words: str,
    *,
    contribution: Contribution | None = None,
    theme: Theme | None = None,
    by: Staff,
    keyring: Keyring,
    memo_id: uuid.UUID | None = None,
) -> Memo:
    """Keep a memo about a contribution, a theme, or the coding of one with the other.

    The same *memo_id* again is the same memo. Raises NothingWritten.
    """
    if not words.strip():
        raise NothingWritten
    memo = Memo(
        id=memo_id or uuid.uuid4(),
        contribution_id=contribution.id if contribution else None,
        theme_id=theme.id if theme else None,
        written_by_id=by.id,
    )
    if held := session().get(Memo, memo.id):
        return held
    memo.words_sealed = keyring.seal(words.strip(), purpose=Purpose.WORDS, place=_of_memo(memo))
    changes.begin(ChangeKind.NOTED, by=by).add(memo)
    about = contribution or theme
    record(
        verb="wrote a memo about",
        thing=about.__tablename__ if about else "",
        thing_id=about.id if about else "",
        actor=by,
    )
    return memo


def mark_quote(contribution: Contribution, *, at: Stretch | None, by: Staff) -> QuoteMark:
    """Mark a stretch, or the whole, for the quotes bank. Raises MarkedAlready."""
    place = (at.start, at.end) if at else (None, None)
    if any((mark.start, mark.end) == place for mark in desk.marks_of(contribution.id)):
        raise MarkedAlready
    mark = QuoteMark(
        contribution_id=contribution.id, start=place[0], end=place[1], marked_by_id=by.id
    )
    changes.begin(ChangeKind.MARKED, by=by).add(mark)
    if at is not None:
        anchoring.keep(mark, at)
    record(verb="marked a quote in", thing="contribution", thing_id=contribution.id, actor=by)
    return mark


def unmark(contribution: Contribution, mark_id: uuid.UUID, *, by: Staff) -> None:
    """Take a mark away; one that is gone already changes nothing."""
    for mark in desk.marks_of(contribution.id):
        if mark.id == mark_id:
            session().delete(mark)
            session().flush()
            record(verb="unmarked in", thing="contribution", thing_id=contribution.id, actor=by)


def ask(
    contribution: Contribution,
    words: str,
    *,
    of: Staff,
    by: Staff,
    keyring: Keyring,
    discussion_id: uuid.UUID | None = None,
) -> Discussion:
    """Ask a colleague about a contribution. Raises NothingWritten."""
    if not words.strip():
        raise NothingWritten
    asked = Discussion(
        id=discussion_id or uuid.uuid4(),
        contribution_id=contribution.id,
        asked_by_id=by.id,
        asked_of_id=of.id,
    )
    if held := session().get(Discussion, asked.id):
        return held
    place = _of_discussion(asked, "words")
    asked.words_sealed = keyring.seal(words.strip(), purpose=Purpose.WORDS, place=place)
    changes.begin(ChangeKind.ASKED, by=by).add(asked)
    record(verb="asked about", thing="contribution", thing_id=contribution.id, actor=by)
    return asked


def resolve(discussion: Discussion, *, outcome: str, by: Staff, keyring: Keyring) -> None:
    """Close a question, with what came of it where somebody says so."""
    discussion.resolved_at, discussion.resolved_by_id = clock.now(), by.id
    if outcome.strip():
        place = _of_discussion(discussion, "outcome")
        discussion.outcome_sealed = keyring.seal(
            outcome.strip(), purpose=Purpose.WORDS, place=place
        )
    session().flush()
    record(verb="resolved", thing="discussion", thing_id=discussion.id, actor=by)


def colleague_in(words: str, *, by: Staff) -> tuple[Staff, str]:
    """Whom "Kim could this be …" means among colleagues, and the rest of the words.

    A full name goes before a first name or the beginning of one. Raises NobodyCalledThat.
    """
    people = desk.colleagues(by.id)
    low = words.casefold()
    full = [each for each in people if f"{low} ".startswith(f"{each.name.casefold()} ")]
    if full:
        chosen = max(full, key=lambda each: len(each.name))
        return chosen, words[len(chosen.name) :].strip()
    called, _space, rest = words.partition(" ")
    called = called.rstrip(",:").casefold()
    found = [
        each
        for each in people
        if called and any(part.startswith(called) for part in each.name.casefold().split())
    ]
    if len(found) != 1:
        raise NobodyCalledThat
    return found[0], rest.strip()


def memo_words(memo: Memo, keyring: Keyring) -> str:
    """The words of a memo."""
    return keyring.open(memo.words_sealed, purpose=Purpose.WORDS, place=_of_memo(memo))


def asked_words(discussion: Discussion, keyring: Keyring) -> str:
    """The words of a question."""
    place = _of_discussion(discussion, "words")
    return keyring.open(discussion.words_sealed, purpose=Purpose.WORDS, place=place)


def outcome_words(discussion: Discussion, keyring: Keyring) -> str:
    """What came of a question; empty when nobody said."""
    if discussion.outcome_sealed is None:
        return ""
    place = _of_discussion(discussion, "outcome")
    return keyring.open(discussion.outcome_sealed, purpose=Purpose.WORDS, place=place)


def _of_memo(memo: Memo) -> Place:
    return Place(Memo.__tablename__, memo.id, "words")


def _of_discussion(discussion: Discussion, field: str) -> Place:
    return Place(Discussion.__tablename__, discussion.id, field)
