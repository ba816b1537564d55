"""What is worth telling somebody about an answer before it is handed over. Nobody is stopped."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core.i18n import Language, switched_on
from youwesaid.insights import queries, waiting
from youwesaid.insights.helping.alike import Alike, most_alike
from youwesaid.insights.helping.plainness import Plainness, plainness
from youwesaid.insights.helping.promises import vague_promises
from youwesaid.insights.helping.prompts import Checked, Prompt, Reply, checked, waited
from youwesaid.insights.models import Answer, AnswerKind, Insight
from youwesaid.insights.rules import AnswerDraft

#: What each prompt asks, and what to do where nothing of it was found.
PROMPTS: Mapping[Prompt, tuple[LazyString, LazyString]] = {
    Prompt.INTRODUCTION: (
        _l("It says who speaks."),
        _l("Say who answers: a role and a group."),
    ),
    Prompt.EXPLANATION: (
        _l("It explains why."),
        _l("Say why it is so, in one sentence."),
    ),
    Prompt.SPEED: (
        _l("It comes soon, or says sorry for the wait."),
        _l("It took long. Say sorry for the wait."),
    ),
    Prompt.THANKS: (
        _l("It says thank you, or sorry."),
        _l("Thank people for telling you. Say sorry where something went wrong."),
    ),
    Prompt.CONTENT: (
        _l("It speaks of what people said."),
        _l("Use the words that people used: speak of just this, not of services in general."),
    ),
    Prompt.SIGNPOST: (
        _l("It says where to turn, or shows proof."),
        _l("Give a number, a page or a place where people can find out more."),
    ),
    Prompt.SIGN_OFF: (
        _l("It is signed by a role, and says when you come back to it."),
        _l("Name the role that owns it, and the day on which you look again."),
    ),
}


@dataclass(frozen=True, slots=True)
class EarlierReply:
    """An earlier answer that this one looks like, and where it is."""

    alike: Alike
    insight_id: uuid.UUID
    said: str


@dataclass(frozen=True, slots=True)
class Advice:
    """All of it. *plain* is by language, as far as something is written in it."""

    prompts: Sequence[Checked]
    days_waited: int | None
    plain: Sequence[tuple[Language, Plainness]]
    vague: Sequence[str]
    earlier: EarlierReply | None

    @property
    def lacking(self) -> int:
        """How many of the seven were not found."""
        return sum(not each.is_there for each in self.prompts)


def advice(insight: Insight, draft: AnswerDraft, *, present: Answer | None = None) -> Advice:
    """What could be said about *draft*; *present* is the answer that it replaces."""
    reply = Reply(
        text=draft.text.get("en", ""),
        said=insight.said.get("en", ""),
        who=draft.who_answers.get("en", ""),
        reason=draft.reason.get("en", ""),
        effect=draft.effect.get("en", ""),
        has_post=draft.post_id is not None,
        has_proof=bool(present and present.evidence),
        heard_on=draft.heard_on,
        decided_on=draft.decided_on,
        next_day=draft.promised_for or draft.next_look_on,
    )
    return Advice(
        prompts=checked(reply),
        days_waited=waited(reply),
        plain=[
            (language, plainness(draft.text[language.code], language.code))
            for language in switched_on()
            if draft.text.get(language.code)
        ],
        vague=vague(draft),
        earlier=_earlier(reply.text, present),
    )


def vague(draft: AnswerDraft) -> Sequence[str]:
    """Promises without a day; of "we are doing it" none, because that is refused without one."""
    if draft.kind is AnswerKind.DOING:
        return []
    return vague_promises(
        draft.text.get("en", ""),
        has_day=draft.promised_for is not None,
        looks_again=draft.next_look_on is not None,
    )


def _earlier(text: str, present: Answer | None) -> EarlierReply | None:
    texts = waiting.earlier_texts(leave_out=present.id if present else None)
    found = most_alike(text, texts)
    if found is None:
        return None
    answer = queries.answer_by_id(found.answer_id)
    return EarlierReply(found, answer.insight_id, answer.insight.said["en"])
