"""What other parts may want to hear of. They connect in ``create_app``; nothing here knows them.

A receiver is a function ``receiver(sender, **facts)``. It runs inside the transaction that sent
the event: what it raises undoes everything.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from blinker import Namespace, Signal

_events = Namespace()

#: Sent inside the transaction with ``contributions`` (a sequence) when they are withdrawn, and
#: with the ``submissions`` that brought them (one of closed answers only has no contribution).
withdrawn = _events.signal("withdrawn")

#: Sent inside the transaction with ``submission`` and ``kind`` when a permission is taken back.
permission_taken_back = _events.signal("permission-taken-back")

#: Sent inside the transaction with ``contribution`` when somebody is worried about a person in it,
#: or its working text is opened again: no words of it may stay public.
held_back = _events.signal("held-back")

#: Sent inside the transaction with ``contribution``, ``text`` and ``keyring`` when its working text
#: is made, for the first time or anew: places in an earlier one may be other words now.
working_text_made = _events.signal("working-text-made")

#: Asked with ``contribution_ids``; each receiver returns a sequence of LinkedEntry.
entries_wanted = _events.signal("entries-wanted")

#: Asked with ``slug``; each receiver returns the published LinkedEntry of that name, or None.
entry_named = _events.signal("entry-named")


#: Asked with ``response_id``, ``question`` (its key) and ``language``; a receiver that knows the
#: response returns the question as it was asked, others return None.
question_wanted = _events.signal("question-wanted")

#: Asked with ``response_id``, ``language`` and ``least``; a receiver that knows the response
#: returns its closed answers as a sequence of ClosedAnswer, those empty that fewer than *least*
#: gave.
answers_wanted = _events.signal("answers-wanted")


class ClosedAnswer(Protocol):
    """A ticked answer as somebody who codes the words beside it may see it."""

    @property
    def question(self) -> str:
        """The question as it was asked."""

    @property
    def answer(self) -> str:
        """The answer in words; empty when too few gave the same for it to be shown."""


#: Asked with ``response_id``; a receiver that knows the response returns the name (slug) of its
#: survey, others return None.
survey_wanted = _events.signal("survey-wanted")


class LinkedEntry(Protocol):
    """What the people behind a contribution may be told of a published entry."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""

    @property
    def state(self) -> str:
        """Its public state, such as "done"."""

    def title_in(self, language: str) -> str:
        """What it says people said, in *language* or else in English."""


def answers(event: Signal, **facts: Any) -> Iterator[object]:
    """What the receivers of an asking event returned, one after the other."""
    for _receiver, answer in event.send(None, **facts):
        yield answer


#: Asked with ``survey`` (its slug); a receiver that knows surveys returns the ids of its responses
#: as a statement.
responses_wanted = _events.signal("responses-wanted")

#: Asked with ``language``; a receiver that knows surveys returns pairs of slug and title of those
#: that have answers in words.
surveys_wanted = _events.signal("surveys-wanted")
