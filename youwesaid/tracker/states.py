"""One word for an entry, of what one or several agencies answered. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from youwesaid.insights.models import AnswerKind
from youwesaid.tracker.models import PublicState

_STATES = {
    AnswerKind.DONE: PublicState.DONE,
    AnswerKind.DOING: PublicState.DOING,
    AnswerKind.LOOKING: PublicState.LOOKING,
    AnswerKind.PART: PublicState.PART_DONE,
    AnswerKind.CANNOT: PublicState.CANNOT,
    AnswerKind.PASSED_ON: PublicState.PASSED_ON,
    AnswerKind.DISAGREE: PublicState.DISAGREE,
    AnswerKind.KEPT_DOING: PublicState.KEPT_DOING,
}
_LEAST_FIRST = (
    PublicState.CANNOT, PublicState.PASSED_ON, PublicState.DISAGREE, PublicState.LOOKING,
    PublicState.DOING, PublicState.PART_DONE, PublicState.DONE, PublicState.KEPT_DOING,
)  # fmt: skip
_WHOLLY = {PublicState.DONE, PublicState.KEPT_DOING}
_FINISHED = {*_WHOLLY, PublicState.PART_DONE}


class Part(NamedTuple):
    """An answer as far as it makes the word. *agency* None: the partnership as a whole."""

    agency: str | None
    decided_on: str | None  # an ISO day
    kind: AnswerKind


def joint_state(parts: Sequence[Part], *, is_whole: bool = True) -> PublicState:
    """One word for what several say together: never more than the whole of it bears.

    Of each agency counts what it decided on its newest day. What all say then is the word. Where
    something is done and something else is not, or an agency has not said its part (not
    *is_whole*), it is done in part. Where nothing is done yet, the least hopeful part speaks, so
    that a "cannot" never hides behind a "doing".
    """
    said = sorted({_STATES[kind] for kind in _newest(parts)}, key=_LEAST_FIRST.index)
    if not said:
        return PublicState.HEARD
    if not _FINISHED & set(said):
        return said[0]
    is_finished = set(said) <= _WHOLLY
    return said[0] if is_finished and is_whole else PublicState.PART_DONE


def _newest(parts: Sequence[Part]) -> Sequence[AnswerKind]:
    newest: dict[str | None, str] = {}
    for part in parts:
        newest[part.agency] = max(newest.get(part.agency, ""), part.decided_on or "")
    return [part.kind for part in parts if newest[part.agency] == (part.decided_on or "")]
