"""Wanting languages, and putting texts into them; every change is one step of the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core import clock
from feedback.core.errors import Refused
from feedback.core.i18n import BY_CODE
from feedback.core.text import clean
from surveys.definitions.definition import digest_of
from surveys.definitions.origins import Made, Notes, Translated, note, with_notes
from surveys.definitions.texts import Change, Plain, source_of, with_texts, without_language
from surveys.translating.fitting import misfit
from surveys.translating.memory import remembered
from surveys.translating.provenance import Line, lines
from surveys.versions import drafts
from surveys.versions.models import DraftStep, Survey, SurveyDraft

TRANSLATED = "translated"
_SHORT = 16  # hexadecimal digits of a digest: enough to tell two texts of one place apart


class NoSuchLanguage(Refused):
    """The survey is not wanted in this language, or nobody offers it."""


class SourceStays(Refused):
    """The language in which the survey was written cannot be taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody wrote for one text, and what stood there when they began (``seen_of``).

    *is_right*: somebody who speaks the language says that it is right. *still_fits*: it needed no
    change although its source changed.
    """

    path: str
    text: str
    seen: str
    is_right: bool = False
    still_fits: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of texts that were given: kept, refused in words, or changed by somebody else."""

    kept: Sequence[str]
    refused: Mapping[str, str] = field(default_factory=dict)
    clashes: frozenset[str] = frozenset()


def seen_of(line: Line) -> str:
    """What a page remembers of a text that it shows, to notice a change before it is saved."""
    return f"{digest_of(line.source)[:_SHORT]}.{digest_of(line.translation)[:_SHORT]}"


def want_language(*, survey: Survey, language: str, by: Actor | None) -> None:
    """Have the survey in *language* too, begun with what is known of it already.

    Raises NoSuchLanguage where nobody offers it.
    """
    if language not in BY_CODE:
        raise NoSuchLanguage(_("There is no language %(code)s.", code=language))
    draft = drafts.draft_of(survey)
    step = drafts.locked(draft)
    wanted = list(step.definition.get("languages") or ())
    if language in wanted:
        return
    changed = {**step.definition, "languages": [*wanted, language]}
    known = remembered(changed, step.translations, language)
    changed = with_texts(changed, [each.change for each in known])
    notes = with_notes(step.translations, known)
    _keep(draft, step, "language wanted", changed, notes, by)
    _log("survey language wanted", survey, by, {"language": language, "known": len(known)})


def fill_in(*, survey: Survey, language: str, by: Actor | None) -> int:
    """Fill in every missing text whose words were translated elsewhere; how many these are.

    Raises NoSuchLanguage when the draft is not wanted in *language*.
    """
    step = drafts.locked(drafts.draft_of(survey))
    refuse_unwanted(step.definition, language)
    known = remembered(step.definition, step.translations, language)
    keep_translated(survey=survey, step=step, language=language, translated=known, by=by)
    return len(known)


def drop_language(*, survey: Survey, language: str, by: Actor | None) -> None:
    """Take *language* away from the draft with all its texts; the step can be undone.

    Raises SourceStays for the survey's own.
    """
    draft = drafts.draft_of(survey)
    step = drafts.locked(draft)
    if language == source_of(step.definition):
        raise SourceStays(_("The survey was written in this language."))
    changed = without_language(step.definition, language)
    notes = {code: paths for code, paths in step.translations.items() if code != language}
    _keep(draft, step, "language dropped", changed, notes, by)
    _log("survey language dropped", survey, by, {"language": language})


def save_texts(*, survey: Survey, language: str, given: Sequence[Given], by: Actor) -> Saved:
    """Keep those of the texts that were touched, that fit, and that nobody else changed since.

    Raises NoSuchLanguage when the draft is not wanted in *language* (any more).
    """
    draft = drafts.draft_of(survey)
    step = drafts.locked(draft)
    refuse_unwanted(step.definition, language)
    standing = {line.path: line for line in lines(step.definition, step.translations, language)}
    kept: list[Translated] = []
    refused: dict[str, str] = {}
    clashes: set[str] = set()
    for each in given:
        line = standing.get(each.path)
        text = clean(each.text)
        if line is None or not _is_touched(each, text):
            continue
        if _is_clash(line, each, text):
            clashes.add(each.path)
        elif text and (why := misfit(line.source, text)):
            refused[each.path] = why
        else:
            kept.append(_translated(line, each, text, language, by))
    keep_translated(survey=survey, step=step, language=language, translated=kept, by=by)
    return Saved([each.change.path for each in kept], refused, frozenset(clashes))


def keep_translated(
    *,
    survey: Survey,
    step: DraftStep,
    language: str,
    translated: Sequence[Translated],
    by: Actor | None,
) -> None:
    """Add one step with all of *translated* to the draft, which stands at *step*."""
    if not translated:
        return
    draft = drafts.draft_of(survey)
    changed = with_texts(step.definition, [each.change for each in translated])
    _keep(draft, step, TRANSLATED, changed, with_notes(step.translations, translated), by)
    _log("survey translated", survey, by, {"language": language, "texts": len(translated)})


def refuse_unwanted(plain: Plain, language: str) -> None:
    """Raise NoSuchLanguage unless the draft is to be translated into *language*."""
    wanted = set(plain.get("languages") or ()) - {source_of(plain)}
    if language not in wanted & set(BY_CODE):
        raise NoSuchLanguage(_("The survey is not to be translated into %(code)s.", code=language))


def translation(line: Line, text: str, language: str, made: Made, by: Actor | None) -> Translated:
    """*text* as the translation of *line*, made by somebody today from its source as it is now."""
    said = note(line.source, made, by=by.name if by else "", on=clock.today())
    return Translated(Change(line.path, language, text), said)


def _is_touched(given: Given, text: str) -> bool:
    said_before = given.seen.partition(".")[2]
    is_same = digest_of(text)[:_SHORT] == said_before
    return not is_same or (bool(text) and (given.is_right or given.still_fits))


def _is_clash(line: Line, given: Given, text: str) -> bool:
    source, _dot, said_before = seen_of(line).partition(".")
    shown_source, _dot, shown = given.seen.partition(".")
    return source != shown_source or (said_before != shown and line.translation != text)


def _translated(line: Line, given: Given, text: str, language: str, by: Actor) -> Translated:
    made = Made.HUMAN
    if given.is_right:
        made = Made.CHECKED
    elif text == line.translation and line.note.get("state") == Made.MACHINE:
        made = Made.MACHINE  # somebody saw that it still fits, and did not say that it is right
    return translation(line, text, language, made, by)


def _keep(
    draft: SurveyDraft,
    step: DraftStep,
    what: str,
    definition: Mapping[str, Any],
    notes: Notes,
    by: Actor | None,
) -> None:
    drafts.add_step(
        draft,
        what=what,
        definition=definition,
        translations=notes,
        by=by,
        from_step=step.number,
    )


def _log(verb: str, survey: Survey, by: Actor | None, facts: dict[str, Any]) -> None:
    audit.record(verb=verb, thing="survey", thing_id=survey.slug, facts=facts, actor=by)
