"""Words of insights and answers that stand for stored values, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.coding.guarding import guarded
from feedback.contributions.about import NOT_SAID, Choice, questions
from feedback.core.i18n import Language, switched_on
from feedback.core.templating import settings
from youwesaid.insights.models import AnswerKind, AnswerState, EvidenceKind, Insight, Reason
from youwesaid.insights.queries import Standing, standing_of
from youwesaid.insights.rules import PLAIN_YES
from youwesaid.partnership.stages import STAGES

KINDS: Mapping[AnswerKind, LazyString] = {
    AnswerKind.DONE: _l("We did it"),
    AnswerKind.DOING: _l("We are doing it"),
    AnswerKind.LOOKING: _l("We will look at it"),
    AnswerKind.PART: _l("We did part of it"),
    AnswerKind.CANNOT: _l("We cannot, because…"),
    AnswerKind.PASSED_ON: _l("It is not ours: we passed it on"),
    AnswerKind.DISAGREE: _l("You disagree with each other: here is how we chose"),
    AnswerKind.KEPT_DOING: _l("Thank you: we kept doing it"),
}
REASONS: Mapping[Reason, LazyString] = {
    Reason.SAFETY_OR_LAW: _l("Safety or the law"),
    Reason.RIGHTS_OR_PRIVACY: _l("Someone else's rights or privacy"),
    Reason.MONEY_OR_STAFF: _l("Money or staff"),
    Reason.DECISION_ELSEWHERE: _l("Somebody else decides this"),
    Reason.TRIED_BEFORE: _l("It was tried before"),
    Reason.OPPOSITE_WISHES: _l("People want opposite things"),
    Reason.TOO_LITTLE_EVIDENCE: _l("We know too little yet"),
}
EVIDENCE: Mapping[EvidenceKind, LazyString] = {
    EvidenceKind.LINK: _l("A page, a document or a picture"),
    EvidenceKind.MINUTE: _l("Notes of a meeting"),
    EvidenceKind.POLICY: _l("A rule or guide"),
    EvidenceKind.MEASURE: _l("A number before and after"),
}
WAYS: Mapping[str, LazyString] = {
    "story": _l("stories"),
    "survey_answer": _l("survey answers"),
    "web": _l("this site"),
    "paper": _l("paper forms"),
    "phone": _l("phone calls"),
    "letter": _l("letters"),
    "event": _l("events"),
    "group_session": _l("group sessions"),
    "panel": _l("a panel of people with experience"),
    "complaint": _l("complaints"),
    "staff": _l("our staff"),
    "file": _l("an earlier survey"),
}
FILES: Mapping[str, LazyString] = {
    "application/pdf": _l("PDF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _l("Word document"),
    "text/plain": _l("Text"),
    "image/png": _l("Picture"),
    "image/jpeg": _l("Picture"),
}
#: The ages of people, as the question about it has them.
AGES: Sequence[Choice] = [
    choice
    for question in questions("")
    if question.key == "age"
    for choice in question.choices
    if choice is not NOT_SAID
]
STANDINGS: Mapping[Standing, LazyString] = {
    Standing.WAITING: _l("Waiting for an answer"),
    Standing.SIGN_OFF: _l("For sign-off"),
    Standing.ANSWERED: _l("Ready to publish"),
    Standing.PUBLISHED: _l("Published"),
}
STATES: Mapping[AnswerState, LazyString] = {
    AnswerState.DRAFT: _l("Draft"),
    AnswerState.FOR_SIGN_OFF: _l("Waits for a second person"),
    AnswerState.SIGNED: _l("Signed"),
}


def heard_from(ways: Sequence[str]) -> str:
    """The ways in which something was heard, as a list in the reader's language."""
    named = [str(WAYS[way]) for way in ways if way in WAYS]
    return format_list(named, locale=get_locale() or "en") if named else ""


def missing_languages(by_language: Mapping[str, str]) -> list[Language]:
    """The languages that are switched on and in which nobody has written this yet."""
    return [language for language in switched_on() if not by_language.get(language.code)]


def public_count(insight: Insight) -> str:
    """The number of people as the public would read it."""
    return guarded(insight.count, threshold=settings().count_threshold).in_words()


def standing_words(insight: Insight) -> str:
    """How far an insight has come, in words."""
    return str(STANDINGS[standing_of(insight)])


def for_templates() -> dict[str, Any]:
    """What templates of insights may call, under one name."""
    return {
        "insight_words": {
            "kinds": KINDS,
            "reasons": REASONS,
            "evidence": EVIDENCE,
            "files": FILES,
            "stages": STAGES,
            "states": STATES,
            "standings": STANDINGS,
            "plain_yes": PLAIN_YES,
            "heard_from": heard_from,
            "missing": missing_languages,
            "public_count": public_count,
            "standing": standing_words,
        }
    }
