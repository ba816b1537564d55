"""An answer as people will read it on a telephone, in any language that is switched on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE, Language
from youwesaid.insights import wording
from youwesaid.insights.models import Insight
from youwesaid.insights.rules import AnswerDraft
from youwesaid.partnership.models import Agency


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words with the language that they are really in."""

    words: str
    language: Language


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that an answer says: what it is, in the reader's language, and the words."""

    label: str
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that the telephone shows; *note* is set where something stays in English."""

    language: Language
    you_said: str
    said: Spoken
    kind: str
    agency: Spoken | None
    lines: Sequence[Line]
    note: str


def preview(
    insight: Insight,
    draft: AnswerDraft,
    *,
    language: Language,
    agency: Agency | None,
    joint: Mapping[str, str],
) -> Preview:
    """What people would read of *draft* in *language*; days and furniture in it too."""
    with force_locale(Locale.parse(language.locale)):
        lines = [
            Line(label, _in(words, language))
            for label, words in _texts(draft, joint, language)
            if words.get("en")
        ]
        lines += _days(draft, language)
        spoken = [_in(insight.said, language), *(line.spoken for line in lines)]
        is_mixed = any(each.language is not language for each in spoken)
        return Preview(
            language=language,
            you_said=_("You said"),
            said=spoken[0],
            kind=str(wording.KINDS[draft.kind]),
            agency=_in(agency.names, language) if agency else None,
            lines=lines,
            note=_("This is not in your language yet. You see the English words.")
            if is_mixed
            else "",
        )


def _texts(
    draft: AnswerDraft, joint: Mapping[str, str], language: Language
) -> list[tuple[str, Mapping[str, str]]]:
    code = draft.reason_code
    word = str(wording.REASONS[code]) if code else ""
    return [
        (_("We say together"), joint),
        (_("What we say"), draft.text),
        (_("What you would notice"), draft.effect),
        (_("Why:"), {"en": word, language.code: word}),
        (_("The reason"), draft.reason),
        (_("Answered by:"), draft.who_answers),
    ]


def _days(draft: AnswerDraft, language: Language) -> list[Line]:
    days: list[tuple[str, date | None]] = [
        (_("Promised for"), draft.promised_for),
        (_("Decided on"), draft.decided_on),
        (_("Next look on"), draft.next_look_on),
    ]
    return [
        Line(label, Spoken(str(format_date(day, "long")), language)) for label, day in days if day
    ]


def _in(texts: Mapping[str, str], language: Language) -> Spoken:
    if texts.get(language.code):
        return Spoken(texts[language.code], language)
    return Spoken(texts.get("en", ""), BY_CODE["en"])
