"""A small sum for the sender's browser while very many things are sent at once (ALTCHA).

Without it, without JavaScript or with too slow a telephone, what was sent is held back for a person
to look at; it is never refused. The count of sends is of this process alone, and is not stored.
"""

import json
import time
from collections import deque
from threading import Lock
from typing import Any

from altcha.v1 import (
    ChallengeOptions,
    Payload,
    create_challenge,
    extract_params,
    verify_solution,
)

from feedback.core.keys import keyring

#: Hashes that a browser tries at most: about a second on a cheap telephone.
HARDEST = 50_000
_MINUTE = 60.0  # seconds
_MOST_NOTED = 10_000

_sends: deque[float] = deque(maxlen=_MOST_NOTED)
_counting = Lock()


def note_send() -> None:
    """Somebody, or something, pressed Send."""
    with _counting:
        _sends.append(time.monotonic())


def is_busy(most: int) -> bool:
    """Whether more than *most* presses of Send came to this process within a minute."""
    with _counting:
        since = time.monotonic() - _MINUTE
        while _sends and _sends[0] < since:
            _sends.popleft()
        return len(_sends) > most


def forget_sends() -> None:
    """Begin to count anew."""
    with _counting:
        _sends.clear()


def challenge(submission_id: str) -> dict[str, Any]:
    """A sum whose answer is good for that one submission, as static/js/proof.js reads it."""
    options = ChallengeOptions(
        max_number=HARDEST, hmac_key=_key(), params={"submission": submission_id}
    )
    return dict(create_challenge(options).to_dict())


def is_solved(answer: str, submission_id: str) -> bool:
    """Whether *answer* (JSON) solves a sum that was set for that submission."""
    try:
        payload = Payload.from_dict(json.loads(answer)).to_dict()
        solved, _complaint = verify_solution(payload, _key(), check_expires=False)
        set_for = extract_params(payload).get("submission", [])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return solved and set_for == [submission_id]


def _key() -> bytes:
    return keyring().receipt_mac("proof of work")
