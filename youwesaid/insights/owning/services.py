"""Reminding the owners of answers: one neutral letter for each post, and no step twice."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import clock
from feedback.core.db import session
from feedback.core.i18n import switched_on
from feedback.core.sealing import Keyring
from feedback.outbox import services as outbox
from feedback.outbox.addresses import NotAnAddress
from youwesaid.insights.owning import queries, rules
from youwesaid.insights.owning.models import Reminder
from youwesaid.insights.owning.rules import Owed
from youwesaid.partnership import services as partnership
from youwesaid.partnership.models import Post

log = logging.getLogger(__name__)


def remind_due(*, keyring: Keyring) -> int:
    """Send what is due today by itself; how many letters."""
    today = clock.today()
    owed = [*queries.late(today), *queries.coming(today, within=rules.BEFORE)]
    steps = [(each, rules.step_on(today, due_on=each.on)) for each in owed]
    return _send([(each, step) for each, step in steps if step], today, keyring, by=None)


def remind_owners(*, by: Staff, keyring: Keyring) -> int:
    """Remind the owners of everything that is late, because staff ask; how many letters.

    Asking again on the same day sends nothing more.
    """
    today = clock.today()
    late = [(each, rules.asked_step(today)) for each in queries.late(today)]
    letters = _send(late, today, keyring, by=by)
    audit.record(verb="owners.reminded", thing="answer", facts={"letters": letters}, actor=by)
    return letters


def _send(
    wanted: Sequence[tuple[Owed, str]], today: date, keyring: Keyring, *, by: Staff | None
) -> int:
    sent = queries.reminded([each.answer.id for each, _step in wanted])
    by_post: dict[Post, list[tuple[Owed, str]]] = {}
    for each, step in wanted:
        post = each.answer.post
        is_sent = (each.answer.id, each.due, each.on, step) in sent
        if post is not None and post.address_sealed is not None and not is_sent:
            by_post.setdefault(post, []).append((each, step))
    letters = 0
    for post, due in by_post.items():
        if _post(post, [each for each, _step in due], today, keyring):
            letters += 1
            _note(post, due, by)
    session().flush()
    return letters


def _post(post: Post, owed: Sequence[Owed], today: date, keyring: Keyring) -> bool:
    late = sum(each.on < today for each in owed)
    try:
        outbox.post(
            template="owner_reminder",
            to=partnership.mailbox_of(post, keyring),
            language=switched_on()[0].code,
            facts={"late": late, "near": len(owed) - late},
        )
    except NotAnAddress:  # one mailbox must not keep the others from being reminded
        log.warning("post %s has no mailbox that can be written to", post.id)
        return False
    return True


def _note(post: Post, due: Iterable[tuple[Owed, str]], by: Staff | None) -> None:
    for each, step in due:
        session().add(
            Reminder(
                answer_id=each.answer.id,
                post_id=post.id,
                due=each.due,
                due_on=each.on,
                step=step,
                asked_by_id=by.id if by else None,
            )
        )
