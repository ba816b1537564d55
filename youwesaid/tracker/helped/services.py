"""Keeping whether it helped, and asking those who spoke, twice at most."""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.coding.guarding import guarded
from feedback.coding.suppressing import list_hidden
from feedback.contributions.contacts import Way, contact_details
from feedback.contributions.models import Contact, Submission
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring
from feedback.core.templating import settings
from feedback.outbox import services as outbox
from feedback.outbox.addresses import NotAnAddress
from youwesaid.tracker import notices
from youwesaid.tracker.helped import queries, rules
from youwesaid.tracker.helped.models import (
    Asked,
    HelpedAnswer,
    HelpedFigure,
    HelpedLetter,
    HelpedLook,
    Verdict,
)
from youwesaid.tracker.models import Entry


class NotAskedNow(Refused):
    """It is too soon to ask of this entry whether it helped, or it is not asked about."""


def answer(
    entry: Entry,
    *,
    verdict: Verdict,
    submission_id: uuid.UUID,
    keyring: Keyring,
    receipt_id: uuid.UUID | None = None,
) -> HelpedAnswer:
    """Keep one answer; the same holder, or the same press of Send, counts once.

    A receipt that led to nothing in *entry* counts like anybody. Raises NotAskedNow.
    """
    step = queries.step_of(entry)
    if step is None:
        raise NotAskedNow
    is_holder = receipt_id is not None and queries.led_to(entry, receipt_id)
    if receipt_id is not None and is_holder:
        giver = queries.giver_of(receipt_id, entry.id, step, keyring)
    else:
        giver = keyring.receipt_mac("helped form", submission_id.bytes, entry.id.bytes).hex()
    kept = queries.answer_of(giver)
    if kept is None:
        asked = Asked.HOLDER if is_holder else Asked.ANYBODY
        kept = HelpedAnswer(entry_id=entry.id, step=step, asked=asked, verdict=verdict, giver=giver)
        session().add(kept)
    kept.verdict = verdict
    session().flush()
    _show_anew(entry.id, kept.step, kept.asked)
    return kept


def forget_holders(submissions: Sequence[Submission], keyring: Keyring) -> int:
    """Take away what the holders of these answered, because they withdrew; how many."""
    receipts = queries.receipt_ids([each.id for each in submissions])
    contributions = [each.id for sent in submissions for each in sent.contributions]
    gone = 0
    for entry_id in queries.entries_led_to(contributions):
        givers = [
            queries.giver_of(receipt_id, entry_id, step, keyring)
            for receipt_id in receipts
            for step in rules.STEPS
        ]
        taken = session().execute(
            delete(HelpedAnswer).where(HelpedAnswer.giver.in_(givers)).returning(HelpedAnswer.step)
        )
        steps = set(taken.scalars())
        gone += len(steps)
        for step in steps:
            _show_anew(entry_id, step, Asked.HOLDER)
    return gone


def ask_by_letter(*, keyring: Keyring) -> int:
    """Queue one neutral letter for each contact whose time has come; how many."""
    today, letters = clock.today(), 0
    for entry in queries.asked_entries():
        step = rules.letter_step_on(today, since=queries.asked_since(entry))
        if step is None:
            continue
        for contact in queries.contacts_to_ask(entry, step):
            letters += _ask(contact, entry, step, keyring)
    return letters


def look_at(entry: Entry, *, by: Staff) -> None:
    """An editor has looked at how many say that *entry* did not help."""
    numbers = queries.exact(entry.id)
    noes = sum(number for (_s, _a, verdict), number in numbers.items() if verdict is Verdict.NO)
    session().merge(
        HelpedLook(entry_id=entry.id, noes=noes, looked_on=clock.today(), looked_by_id=by.id)
    )
    session().flush()
    audit.record(verb="entry.helped_seen", thing="entry", thing_id=entry.slug, actor=by)


def _ask(contact: Contact, entry: Entry, step: int, keyring: Keyring) -> int:
    details = contact_details(contact, keyring)
    if details.way is not Way.EMAIL or _has_answered(contact, entry, step, keyring):
        return 0
    try:
        letter = outbox.post(
            template="question",
            to=details.address,
            language=contact.language,
            facts={},
            contact_id=contact.id,
        )
    except NotAnAddress:  # what one person typed must not keep the others from being asked
        return 0
    letter.next_try_at = notices.next_time(details)
    session().add(HelpedLetter(contact_id=contact.id, step=step))
    session().flush()
    return 1


def _has_answered(contact: Contact, entry: Entry, step: int, keyring: Keyring) -> bool:
    receipts = queries.receipt_ids([contact.submission_id])
    givers = [queries.giver_of(each, entry.id, step, keyring) for each in receipts]
    return any(queries.answer_of(giver) is not None for giver in givers)


def _show_anew(entry_id: uuid.UUID, step: int, asked: Asked) -> None:
    """Guard the counts again. Each stands until it has moved by the threshold."""
    threshold = settings().count_threshold
    numbers = queries.exact(entry_id)
    counts = [numbers.get((step, asked, verdict), 0) for verdict in Verdict]
    hidden = list_hidden(counts, threshold)
    _show(entry_id, step, asked, "", sum(counts), threshold)
    for place, verdict in enumerate(Verdict):
        count = 0 if place in hidden else counts[place]
        _show(entry_id, step, asked, verdict.value, count, threshold)
    session().flush()


def _show(
    entry_id: uuid.UUID, step: int, asked: Asked, verdict: str, count: int, threshold: int
) -> None:
    key = (entry_id, step, asked, verdict)
    figure = session().get(HelpedFigure, key)
    if figure is None:
        figure = HelpedFigure(entry_id=entry_id, step=step, asked=asked, verdict=verdict)
        session().add(figure)
    figure.shown = guarded(count, threshold=threshold, before=figure.shown).shown
    figure.threshold = threshold
