"""The base of public forms that are sent: what tells a machine's press of Send from a person's.

No picture to decipher, nothing that asks another site, nothing stored about who sent.
"""

import re
from collections.abc import Sequence
from hmac import compare_digest
from typing import Any

from wtforms import HiddenField, StringField

from feedback.contributions import proof
from feedback.contributions.spam import FormFacts, Suspicion, suspicions
from feedback.core import clock
from feedback.core.forms import SubmissionForm
from feedback.core.keys import keyring
from feedback.core.templating import settings

#: Seconds: the time in the page is no finer, and it is in the page only.
TICK = 2
_MANY = 1000  # ticks
_STAMP = re.compile(r"([0-9a-f]{1,12})\.([0-9a-f]{32})")


class GuardedForm(SubmissionForm):
    """A form with a trap, the time since its first page, and a sum when there is a flood."""

    shown = HiddenField()  # when the first page was shown, signed
    homepage = StringField()  # the trap: out of sight, so that no person fills it in
    proof = HiddenField()

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Stamp a form that was not shown before, and take the answer to the sum out of it."""
        super().process(*args, **kwargs)
        self._answer = str(self.proof.data or "")
        self.proof.data = ""  # it belongs to one press, and travels no further
        self._seconds = seconds_since(str(self.shown.data or ""))
        if self._seconds is None:
            self.shown.data = stamp()

    def wants_proof(self) -> bool:
        """Whether so much is sent just now that browsers are asked to do a sum."""
        return proof.is_busy(settings().sends_a_minute)

    def challenge(self) -> dict[str, Any]:
        """The sum for this submission."""
        return proof.challenge(self.submission_id())

    def suspicions(self, texts: Sequence[str], *, is_quick: bool = False) -> list[Suspicion]:
        """Why this press of Send, with *texts*, may be a machine's. Counts it as one.

        A form that *is_quick* takes three taps, which is a matter of seconds.
        """
        proof.note_send()
        wanted = self.wants_proof()
        facts = FormFacts(
            trap=str(self.homepage.data or ""),
            seconds=self._seconds,
            least_seconds=min(settings().quickest_seconds, 1 if is_quick else TICK * _MANY),
            proof_wanted=wanted,
            proof_solved=wanted and proof.is_solved(self._answer, self.submission_id()),
            texts=texts,
        )
        return suspicions(facts)


def stamp() -> str:
    """This moment to the nearest ticks, signed."""
    tick = f"{_tick():x}"
    return f"{tick}.{_signed(tick)}"


def seconds_since(stamped: str) -> int | None:
    """How long ago that was; None for what we did not sign."""
    found = _STAMP.fullmatch(stamped)
    if found is None or not compare_digest(found[2], _signed(found[1])):
        return None
    passed = _tick() - int(found[1], 16)
    # A clock that was put back makes nobody quick.
    return TICK * passed if passed >= 0 else TICK * _MANY


def _tick() -> int:
    return int(clock.now().timestamp()) // TICK


def _signed(tick: str) -> str:
    return keyring().receipt_mac("shown", tick.encode()).hex()[:32]
