"""Deciding proposals one by one: hide, leave, say less exactly, call it something else."""

from collections.abc import Sequence
from enum import StrEnum

from feedback.accounts.models import Staff
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.redaction import queries, services
from feedback.redaction.kinds import HiddenKind
from feedback.redaction.models import Decision, Hiding
from feedback.redaction.people import sameness
from feedback.redaction.proposing import general_of, replacement


class Verdict(StrEnum):
    """What a person says to one proposal."""

    ACCEPT = "accept"
    REJECT = "reject"
    GENERAL = "general"  # say it less exactly


class NothingLessExact(Refused):
    """Nothing says more than the kind and less than the words."""


def give(
    contribution: Contribution,
    hiding: Hiding,
    *,
    verdict: Verdict,
    text: str,
    everywhere: bool,
    by: Staff,
) -> int:
    """Decide *hiding*, and with *everywhere* whatever else of this text has the same words.

    How many places were decided; one act, which one undo takes back. Raises NothingLessExact.
    """
    less_exact = general_of(contribution, hiding, text) if verdict is Verdict.GENERAL else None
    if verdict is Verdict.GENERAL and less_exact is None:
        raise NothingLessExact
    step = _new_step(contribution)
    chosen = _same(contribution, hiding, text) if everywhere else [hiding]
    for each in chosen:
        if verdict is Verdict.REJECT and each.detector is None:
            session().delete(each)
            continue
        each.general = less_exact is not None
        each.replacement = less_exact or replacement(contribution, each, text)
        decision = Decision.REJECTED if verdict is Verdict.REJECT else Decision.ACCEPTED
        services.settle(each, decision, step=step, by=by)
    session().flush()
    return len(chosen)


def change_kind(
    contribution: Contribution,
    hiding: Hiding,
    *,
    kind: HiddenKind,
    text: str,
    everywhere: bool,
    by: Staff,
) -> int:
    """Hide *hiding* as another kind of thing than was proposed; how many places."""
    step = _new_step(contribution)
    chosen = _same(contribution, hiding, text) if everywhere else [hiding]
    for each in chosen:
        each.kind, each.general = kind.value, False
        each.replacement = replacement(contribution, each, text)
        services.settle(each, Decision.ACCEPTED, step=step, by=by)
    session().flush()
    return len(chosen)


def same_count(contribution: Contribution, hiding: Hiding, text: str) -> int:
    """At how many places of this text the same words are proposed or were decided."""
    return len(_same(contribution, hiding, text))


def _new_step(contribution: Contribution) -> int:
    services.reopen(contribution)
    return queries.last_step(contribution) + 1


def _same(contribution: Contribution, hiding: Hiding, text: str) -> Sequence[Hiding]:
    wanted = sameness(text[hiding.start : hiding.end])
    return [
        each
        for each in queries.hidings(contribution)
        if each.id == hiding.id
        or (each.decision is Decision.PROPOSED and sameness(text[each.start : each.end]) == wanted)
    ]
