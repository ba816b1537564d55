"""Words of the tracker that stand for stored values, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from feedback.contributions import about
from feedback.core import clock
from feedback.core.i18n import BY_CODE, current_language
from feedback.core.templating import day
from feedback.stories.topics import TOPICS
from youwesaid.insights import wording as insight_words
from youwesaid.partnership import queries as partnership
from youwesaid.partnership.stages import STAGES
from youwesaid.tracker.contents import Texts, in_language
from youwesaid.tracker.models import Entry, PublicState, VersionKind
from youwesaid.tracker.pieces import EASY, in_sentences

STATES: Mapping[PublicState, LazyString] = {
    PublicState.HEARD: _l("Heard"),
    PublicState.LOOKING: _l("Looking"),
    PublicState.DOING: _l("Doing"),
    PublicState.DONE: _l("Done"),
    PublicState.PART_DONE: _l("Part done"),
    PublicState.CANNOT: _l("Cannot"),
    PublicState.PASSED_ON: _l("Passed on"),
    PublicState.DISAGREE: _l("People disagree"),
    PublicState.KEPT_DOING: _l("Kept doing"),
}
#: The age bands that contributors are offered, without "I do not want to say".
AGES = tuple(
    choice
    for question in about.questions("")
    if question.key == "age"
    for choice in question.choices
    if choice is not about.NOT_SAID
)
VERSIONS = {
    VersionKind.FIRST: _l("First published"),
    VersionKind.UPDATE: _l("Updated"),
    VersionKind.CORRECTION: _l("Corrected"),
    VersionKind.QUOTE_PULLED: _l("A quote was taken down, because the person asked us to"),
}


def said_here(texts: Texts) -> Markup:
    """A text in the reader's language; English, marked as such, where there is no other."""
    words, code = in_language(texts, current_language().code)
    if code == current_language().code:
        return Markup("<span>{}</span>").format(words)
    language = BY_CODE[code]
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        language.tag, language.direction, words
    )


def topic_name(key: str | None) -> str:
    """The plain name of a topic; empty for none."""
    return next((str(topic.label) for topic in TOPICS if topic.key == key), "")


def place_name(key: str) -> str:
    """What a locality is called in the reader's language; the key of one that is gone."""
    known = {each.key: each for each in partnership.localities()}
    return known[key].name_in(current_language().code) if key in known else key


def age_name(key: str) -> str:
    """The words of an age band."""
    return next((str(choice.label) for choice in AGES if choice.key == key), key)


def language_name(code: str) -> str:
    """What a language calls itself."""
    return BY_CODE[code].autonym if code in BY_CODE else code


def easy_lines(texts: Texts, pictures: Texts) -> Sequence[tuple[str, str]]:
    """Easy Read, sentence by sentence with a picture each; nothing on pages of other languages."""
    if current_language().code != EASY or not texts.get(EASY):
        return ()
    return [(pictures.get(each, ""), each) for each in in_sentences(texts[EASY])]


def language_tag(code: str) -> str:
    """The lang attribute of words in the language *code*."""
    return BY_CODE[code].tag if code in BY_CODE else code


def word_for(kind: str, value: str) -> str:
    """The public word of a stored value: *kind* is answer, reason, evidence,
    version or stage."""
    tables: dict[str, Mapping[Any, Any]] = {
        "answer": insight_words.KINDS,
        "reason": insight_words.REASONS,
        "evidence": insight_words.EVIDENCE,
        "version": VERSIONS,
        "stage": STAGES,
    }
    return str(tables[kind].get(value, ""))


def late_words(entry: Entry) -> Sequence[str]:
    """What everybody is told of the promised days of *entry* that have gone by."""
    today, told = clock.today(), []
    promise, look = entry.promised_for, entry.next_look_on
    if promise and promise < today:
        told.append(_("We said this would be done by %(day)s. It is not yet.", day=day(promise)))
    if look and look < today:
        told.append(
            _(
                "We said we would look again by %(day)s. We have not yet. We are late.",
                day=day(look),
            )
        )
    return [str(words) for words in told]


def register(bp: Blueprint) -> None:
    """Give the templates these words."""
    named = (said_here, topic_name, word_for, language_tag, place_name, age_name,
             language_name, easy_lines, late_words)  # fmt: skip
    for function in named:
        bp.add_app_template_global(function)
    bp.add_app_template_global(insight_words.heard_from, "heard_words")
