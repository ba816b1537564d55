"""The original cut into segments, so that a screen can mark what was met in it.

Marks may overlap in any way: every place where one begins or ends begins a new segment, and a
segment knows all that lies over it. The segments joined are exactly the original.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from feedback.redaction.brackets import Cover
from feedback.redaction.kinds import HiddenKind
from feedback.redaction.models import Decision, Hiding
from feedback.safeguarding.models import Signal

#: Read in the wrong order inside Urdu or Arabic, a telephone number is another number.
_LEFT_TO_RIGHT = frozenset(
    {
        HiddenKind.EMAIL,
        HiddenKind.PHONE,
        HiddenKind.POSTCODE,
        HiddenKind.NHS_NUMBER,
        HiddenKind.NATIONAL_INSURANCE,
        HiddenKind.WEB_ADDRESS,
        HiddenKind.SOCIAL_NAME,
        HiddenKind.VEHICLE,
    }
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the original with everything that lies over it.

    *rules* are the watch rules, *begins* those of them that begin here; *decision* is None where
    nothing is hidden or proposed. A number is shown left to right, whatever surrounds it.
    """

    words: str
    rules: Sequence[str]
    begins: Sequence[str]
    decision: Decision | None
    is_number: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the working text; *hides* where it is a bracket."""

    words: str
    hides: bool


def segments(
    text: str, *, signals: Iterable[Signal], hidings: Iterable[Hiding]
) -> Sequence[Segment]:
    """*text* in segments, with its standing signals and what is hidden or proposed."""
    met = [each for each in signals if _inside(each.start, each.end, text)]
    shown = [
        each
        for each in hidings
        if each.decision is not Decision.REJECTED and _inside(each.start, each.end, text)
    ]
    places = [(each.start, each.end) for each in met] + [(each.start, each.end) for each in shown]
    edges = {0, len(text), *chain.from_iterable(places)}
    return [_segment(text, start, end, met, shown) for start, end in pairwise(sorted(edges))]


def preview(text: str, hidden: Sequence[Cover]) -> Sequence[Piece]:
    """The working text as it would be, its brackets apart from the words."""
    pieces, reached = [], 0
    for cover in hidden:
        pieces += [Piece(text[reached : cover.start], False), Piece(cover.bracket, True)]
        reached = cover.end
    pieces.append(Piece(text[reached:], False))
    return [piece for piece in pieces if piece.words]


def _segment(
    text: str, start: int, end: int, met: Sequence[Signal], shown: Sequence[Hiding]
) -> Segment:
    over = [each for each in met if each.start <= start and end <= each.end]
    hiding = [each for each in shown if each.start <= start and end <= each.end]
    decisions = {each.decision for each in hiding}
    decision = None
    if decisions:
        decision = Decision.ACCEPTED if Decision.ACCEPTED in decisions else Decision.PROPOSED
    return Segment(
        words=text[start:end],
        rules=list(dict.fromkeys(each.rule for each in over)),
        begins=list(dict.fromkeys(each.rule for each in over if each.start == start)),
        decision=decision,
        is_number=any(each.kind in _LEFT_TO_RIGHT for each in hiding),
    )


def _inside(start: int, end: int, text: str) -> bool:
    return 0 <= start < end <= len(text)
