"""Deciding where two have disagreed: always with a reason, and so that it can be taken back."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import changes
from feedback.coding import queries as coding
from feedback.coding.agreement import queries
from feedback.coding.agreement.drawing import keep_first_answers
from feedback.coding.agreement.models import Decision, Reconciliation, SampleEntry
from feedback.coding.agreement.queries import Pair, Standing
from feedback.coding.agreement.reliability import Themes
from feedback.coding.codebook import pinning
from feedback.coding.codebook.editing import Wording, edit_theme
from feedback.coding.codebook.versions import present_version
from feedback.coding.models import ChangeKind, ChangeSet, Coding, Origin, Theme
from feedback.contributions.models import CodingState
from feedback.core.db import session
from feedback.core.errors import Refused


class NoReason(Refused):
    """A decision says why: the next coder must be able to decide in the same way."""


class NothingDisputed(Refused):
    """Both gave the same themes, or one of them has not coded it yet."""


class NotAmongThose(Refused):
    """Only themes that one of the two gave can be decided on here."""


def decide(
    entry: SampleEntry,
    *,
    decision: Decision,
    reason: str,
    by: Staff,
    keys: Collection[str] = (),
) -> Reconciliation:
    """Settle the themes that only one gave; those that both gave, or neither, stay as they are.

    *keys* are the themes to keep when each is decided by itself. An earlier decision on the same
    entry is taken back first. Raises NoReason, NothingDisputed, NotAmongThose.
    """
    if not reason.strip():
        raise NoReason
    keep_first_answers(entry.sample)
    pair = queries.pairs_of([entry])[0]
    if pair.standing in {Standing.WAITING, Standing.LEFT_OUT, Standing.AGREED}:
        raise NothingDisputed
    kept = kept_of(pair, decision, keys)
    if pair.decided is not None and pair.decided.change_set is not None:
        changes.undo(pair.decided.change_set, by=by)
    is_settled = decision is not Decision.DISCUSS
    change_set = _write(pair, kept, decision, by) if is_settled else None
    made = Reconciliation(
        decision=decision,
        themes=sorted(pair.agreed | kept) if is_settled else [],
        reason=reason.strip(),
        made_by_id=by.id,
        change_set=change_set,
    )
    entry.reconciliations.append(made)
    session().flush()
    record(
        verb="reconciled" if is_settled else "put up for discussion",
        thing="contribution",
        thing_id=entry.contribution_id,
        facts={"sample": entry.sample_number, "decision": decision.value},
        actor=by,
    )
    return made


def kept_of(pair: Pair, decision: Decision, keys: Collection[str] = ()) -> Themes:
    """The disputed themes that *decision* keeps. Raises NotAmongThose."""
    first, second = pair.only_first, pair.only_second
    if not set(keys) <= first | second:
        raise NotAmongThose
    kept = {
        Decision.FIRST: first,
        Decision.SECOND: second,
        Decision.BOTH: first | second,
        Decision.EACH: frozenset(keys),
    }
    return kept.get(decision, frozenset())


def take_back_last(*, by: Staff) -> Reconciliation | None:
    """Take back what *by* decided last here; None when there is nothing left of it.

    What was merged at the desk is a decision of another kind, and is taken back there.
    """
    last = (
        select(Reconciliation)
        .join(ChangeSet, ChangeSet.number == Reconciliation.change_set_number)
        .where(Reconciliation.made_by_id == by.id, ChangeSet.undone_at.is_(None))
        .order_by(ChangeSet.number.desc())
        .limit(1)
    )
    found = session().scalars(last).first()
    if found is None or found.change_set is None:
        return None
    changes.undo(found.change_set, by=by)
    facts = {"act": found.change_set.number}
    record(verb="took back a decision", thing="change", facts=facts, actor=by)
    return found


def reword(
    entry: SampleEntry,
    theme: Theme,
    *,
    definition: str,
    include: str,
    exclude: str,
    reason: str,
    by: Staff,
) -> ChangeSet | None:
    """Say better what *theme* means, in view of this entry; None where it says that already.

    It becomes part of the codebook's next version, and is taken back like any change of it.
    Raises NoReason, and what ``edit_theme`` raises.
    """
    if not reason.strip():
        raise NoReason
    wording = Wording(
        names=theme.names,
        definition=definition,
        include=include,
        exclude=exclude,
        examples=theme.examples,
        terms=theme.terms,
        owner_id=theme.owner_id,
    )
    change_set = edit_theme(theme, wording, by=by, reason=reason.strip())
    if change_set is not None and theme.key not in entry.reworded:
        entry.reworded = [*entry.reworded, theme.key]
        session().flush()
    return change_set


def pin_as_example(entry: SampleEntry, theme: Theme, *, by: Staff) -> bool:
    """Show this entry beside the definition of *theme*; whether that is allowed.

    It must have the theme, its giver must allow training by it, and two or three are enough.
    """
    given = [
        each.id for each in coding.codings_of(entry.contribution_id) if each.theme_id == theme.id
    ]
    try:
        for coding_id in given[:1]:
            pinning.pin(theme, coding_id=coding_id, by=by)
    except (pinning.MayNotBePinned, pinning.EnoughPinned):
        return False
    return bool(given)


def _write(pair: Pair, kept: Themes, decision: Decision, by: Staff) -> ChangeSet:
    """Bring the codings that count to what was decided."""
    contribution = pair.entry.contribution
    facts: dict[str, Any] = {
        "contribution": str(contribution.id),
        "sample": pair.entry.sample_number,
        "decision": decision.value,
    }
    change = changes.begin(ChangeKind.RECONCILED, by=by, facts=facts)
    themes = {theme.key: theme for theme in coding.all_themes()}
    held = coding.codings_of(contribution.id)
    present = queries.present_keys()
    for key in sorted(pair.only_first | pair.only_second):
        given = [each for each in held if present[each.theme.key] == key]
        if key not in kept:
            for each in given:
                change.remove(each)
        elif not given:
            change.add(
                Coding(
                    contribution_id=contribution.id,
                    theme_id=themes[key].id,
                    coder_id=by.id,
                    codebook_version=present_version(),
                    origin=Origin.RECONCILED,
                )
            )
    is_themed = bool(coding.codings_of(contribution.id))
    change.set(contribution, coding=CodingState.DONE if is_themed else CodingState.NO_THEME)
    return change.change_set
