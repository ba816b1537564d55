"""Deciding what the working text does not show, and making it."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions import events, opening, searching
from feedback.contributions.models import Contribution, Redaction
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring
from feedback.nlp.identifiers import Band
from feedback.redaction import queries
from feedback.redaction.brackets import blanked, covers, replaced
from feedback.redaction.kinds import HiddenKind, bracket
from feedback.redaction.models import Decision, Hiding
from feedback.redaction.places import Place, occurrences, same_words, trimmed


@dataclass(frozen=True, slots=True)
class Instead:
    """What a person wants to stand there: a kind of thing, or *words* of their own."""

    kind: HiddenKind
    words: str = ""
    everywhere: bool = False  # also where the same whole words stand elsewhere

    @property
    def hidden_kind(self) -> HiddenKind:
        """The kind that is kept: own words are of no kind."""
        return HiddenKind.OWN_WORDS if self._own() else self.kind

    def bracket_in(self, language: str) -> str:
        """The bracket in a text of *language*."""
        own = self._own()
        return f"[{own}]" if own else bracket(self.kind, language)

    def _own(self) -> str:
        return self.words.strip("[] ")


class OutsideTheText(Refused):
    """The place to hide is empty or not inside the text."""


class NotInTheText(Refused):
    """The words to hide do not stand in the text as they were typed."""


class ProposalsWait(Refused):
    """Some proposals are neither accepted nor rejected."""


class NothingToUndo(Refused):
    """No decision is left to take back."""


def decide(contribution: Contribution, hiding: Hiding, *, decision: Decision, by: Staff) -> None:
    """Accept or reject one proposal; a stretch that a person chose is rejected by taking it out."""
    reopen(contribution)
    if decision is Decision.REJECTED and hiding.detector is None:
        session().delete(hiding)
    else:
        settle(hiding, decision, step=queries.last_step(contribution) + 1, by=by)
    session().flush()


def accept_all(contribution: Contribution, *, by: Staff, only: Band | None = None) -> int:
    """Accept every proposal that waits, or those of one band; how many there were."""
    waiting = [each for each in queries.undecided(contribution) if only in {None, each.band}]
    if waiting:
        reopen(contribution)
    step = queries.last_step(contribution) + 1
    for hiding in waiting:
        settle(hiding, Decision.ACCEPTED, step=step, by=by)
    session().flush()
    return len(waiting)


def hide(
    contribution: Contribution, place: Place, *, text: str, instead: Instead, by: Staff
) -> int:
    """Hide *place*, and where it says so every other place of the same whole words; how many.

    Raises OutsideTheText for an empty place or one that is not in the text.
    """
    chosen = trimmed(text, place.start, place.end)
    if chosen is None:
        raise OutsideTheText
    places = same_words(text, chosen) if instead.everywhere else [chosen]
    return _hide_places(contribution, places, instead=instead, by=by)


def hide_words(
    contribution: Contribution, words: str, *, text: str, instead: Instead, by: Staff
) -> int:
    """Hide every place where *words* stand exactly as typed; how many. Raises NotInTheText."""
    places = occurrences(text, words)
    if not places:
        raise NotInTheText
    return _hide_places(contribution, places, instead=instead, by=by)


def undo(contribution: Contribution, *, by: Staff) -> int:
    """Take back the last act of deciding, whole; how many places. Raises NothingToUndo."""
    step = queries.last_step(contribution)
    if not step:
        raise NothingToUndo
    taken_back = [each for each in queries.hidings(contribution) if each.step == step]
    reopen(contribution)
    for hiding in taken_back:
        if hiding.detector is None:
            session().delete(hiding)
        else:
            settle(hiding, Decision.PROPOSED, step=None, by=by)
            as_proposed(hiding, contribution.language)
    session().flush()
    return len(taken_back)


def make_working_text(contribution: Contribution, *, keyring: Keyring, by: Staff | None) -> str:
    """Seal the text that coders, quotes and exports see, and make it found by its words.

    *by* is None for a text that was published without names before it came here. Raises
    ProposalsWait while a proposal is undecided.
    """
    decided = queries.hidings(contribution)
    if any(each.decision is Decision.PROPOSED for each in decided):
        raise ProposalsWait
    text = opening.original(contribution, keyring)
    hidden = covers(text, [each for each in decided if each.decision is Decision.ACCEPTED])
    working = replaced(text, hidden)
    opening.seal_working(contribution, working, keyring)
    contribution.redaction = Redaction.DONE
    session().flush()
    searching.index(contribution, blanked(text, hidden), keyring=keyring)
    record(
        verb="made working text",
        thing="contribution",
        thing_id=contribution.id,
        facts={"hidden": len(hidden)},
        actor=by,
    )
    events.working_text_made.send(None, contribution=contribution, text=working, keyring=keyring)
    return working


def _hide_places(
    contribution: Contribution, places: Sequence[Place], *, instead: Instead, by: Staff
) -> int:
    reopen(contribution)
    step = queries.last_step(contribution) + 1
    known = {(each.start, each.end): each for each in queries.hidings(contribution)}
    for place in places:
        hiding = known.get((place.start, place.end)) or Hiding(
            contribution_id=contribution.id, start=place.start, end=place.end
        )
        hiding.kind = instead.hidden_kind.value
        hiding.replacement = instead.bracket_in(contribution.language)
        session().add(hiding)
        settle(hiding, Decision.ACCEPTED, step=step, by=by)
    session().flush()
    return len(places)


def settle(hiding: Hiding, decision: Decision, *, step: int | None, by: Staff) -> None:
    """Keep what a person decided about one place; the caller flushes."""
    hiding.decision = decision
    hiding.step = step
    hiding.decided_by_id = None if decision is Decision.PROPOSED else by.id


def as_proposed(hiding: Hiding, language: str) -> None:
    """Undo what a person changed about a proposal: its kind, and how exactly it is said."""
    hiding.general = False
    if hiding.found_as is not None:
        hiding.kind = hiding.found_as
    if hiding.kind in set(HiddenKind) and hiding.kind != HiddenKind.OWN_WORDS:
        hiding.replacement = bracket(HiddenKind(hiding.kind), language)


def reopen(contribution: Contribution) -> None:
    """A text that was finished is finished no longer: nobody works on it until it is saved."""
    if contribution.redaction is Redaction.DONE:
        contribution.redaction = Redaction.WAITING
        contribution.working_sealed = None
        contribution.read_on = None
        searching.forget([contribution.id])
        session().flush()
        # A quote was cut from the text as it was, with what is now to be hidden.
        events.held_back.send(None, contribution=contribution)
