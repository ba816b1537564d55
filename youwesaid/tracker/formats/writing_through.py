"""Checked words go where the insight and its answers are kept, so that later versions have them.

No signature falls: two people stand behind the English words, and two behind each translation.
"""

from collections.abc import Mapping, Sequence

from feedback.accounts.models import Staff
from feedback.core.db import session
from youwesaid.insights import identity
from youwesaid.insights.models import Answer, Insight
from youwesaid.tracker.formats.models import Made, MadeKind
from youwesaid.tracker.models import Entry

_TEXTS = ("text", "reason", "who_answers", "effect")


def write_through(entry: Entry, chosen: Sequence[Made], *, by: Staff) -> None:
    """Add the words among *chosen* to every text of the insight whose English they were made of.

    *by* has answered the identity question about them; an answer that was open stays open.
    """
    insight = session().get_one(Insight, entry.insight_id)
    was_asked, said = identity.may_be_public(insight), dict(insight.said)
    for made in chosen:
        if made.kind is MadeKind.WORDS:
            _tell(insight, made.language, {made.source: made.text})
    session().flush()
    if was_asked and insight.said != said:
        identity.answer_about_said(insight, somebody_would_know=False, by=by)


def _tell(insight: Insight, language: str, words: Mapping[str, str]) -> None:
    insight.said = _with(insight.said, language, words)
    insight.joint = _with(insight.joint, language, words)
    for answer in insight.answers:
        _tell_answer(answer, language, words)


def _tell_answer(answer: Answer, language: str, words: Mapping[str, str]) -> None:
    for name in _TEXTS:
        setattr(answer, name, _with(getattr(answer, name), language, words))
    for proof in answer.evidence:
        proof.text = _with(proof.text, language, words)


def _with(texts: Mapping[str, str], language: str, words: Mapping[str, str]) -> dict[str, str]:
    told = words.get(texts.get("en", ""))
    return {**texts, language: told} if told else dict(texts)
