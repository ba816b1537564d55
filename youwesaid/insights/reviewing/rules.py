"""What reviewers are shown, and when an answer may be published with or without them. Pure."""

import hashlib
import json
from collections.abc import Collection
from enum import StrEnum

from youwesaid.insights.models import Answer
from youwesaid.insights.reviewing.models import ReviewVerdict


class Outcome(StrEnum):
    """What came of asking, about the words as they are now; the public reads it."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    AGREED = "agreed"
    MIXED = "mixed"  # at least one agreed, at least one did not
    NOT_AGREED = "not_agreed"


def digest(answer: Answer) -> str:
    """A mark of everything that a reviewer is shown: other words are asked about again.

    Of texts the English ones count: a translation that is added later says nothing else.
    """
    insight = answer.insight
    shown = [
        insight.said.get("en"),
        answer.kind,
        answer.text.get("en"),
        answer.reason_code,
        answer.reason.get("en"),
        answer.effect.get("en"),
        str(answer.promised_for),
        str(answer.next_look_on),
        sorted(item.key for item in insight.plan_items),
    ]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def outcome(verdicts: Collection[ReviewVerdict | None]) -> Outcome:
    """What *verdicts* come to; None is one that is still awaited."""
    if not verdicts:
        return Outcome.NOT_ASKED
    given = {verdict for verdict in verdicts if verdict is not None}
    if not given:
        return Outcome.WAITING
    if given == {ReviewVerdict.RIGHT}:
        return Outcome.AGREED
    return Outcome.MIXED if ReviewVerdict.RIGHT in given else Outcome.NOT_AGREED


def may_be_published(found: Outcome, *, must_agree: bool, is_explained: bool) -> bool:
    """Whether an answer may be published.

    Where reviewers must agree, one of them has. Where they need not, nobody is asked and then
    passed over in silence: a no that stands alone needs a public reason too.
    """
    if is_explained or found in {Outcome.AGREED, Outcome.MIXED}:
        return True
    return not must_agree and found is not Outcome.NOT_AGREED
