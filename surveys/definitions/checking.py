"""Whether a definition makes sense: every text there, every name known, every page reachable."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from surveys.definitions import piping_faults, question_faults, reachability, rule_faults
from surveys.definitions.definition import END, Definition, DefinitionError
from surveys.definitions.places import At, pages_of, questions_of, texts_of
from surveys.definitions.question import Words

Faults = Iterator[DefinitionError]
LONGEST_TEXT = 5_000  # characters
MOST_QUESTIONS = 500
#: Keys and values: short, of one alphabet, safe as names of form fields and of columns.
NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


def check(definition: Definition) -> None:
    """Raise DefinitionError for the first thing in *definition* that cannot be used."""
    for fault in _each(definition):
        raise fault


def faults(definition: Definition) -> list[DefinitionError]:
    """Everything in *definition* that keeps it from being published, in its own order of parts."""
    return list(_each(definition))


def _each(definition: Definition) -> Faults:
    for find in _LOOKS:
        yield from find(definition)
    # What leads where can only be told when every name that is used exists.
    if all(not any(look(definition)) for look in (_names, rule_faults.find)):
        yield from reachability.find(definition)


def _languages(definition: Definition) -> Faults:
    at = At().into("languages")
    if not definition.languages:
        yield at.refused(_("Name at least one language."))
    for code in (*definition.languages, *definition.drafts):
        if code not in BY_CODE:
            yield at.refused(_("There is no language %(code)s.", code=code))
    if len(set(definition.languages)) < len(definition.languages):
        yield at.refused(_("Name each language once."))
    if set(definition.drafts) - set(definition.languages):
        yield At().into("drafts").refused(_("Only languages of the survey can be drafts."))


def _texts(definition: Definition) -> Faults:
    for at, words, is_needed in texts_of(definition):
        yield from _words(at, words, definition.languages, is_needed=is_needed)


def _words(at: At, words: Words, languages: tuple[str, ...], *, is_needed: bool) -> Faults:
    if not words and not is_needed:
        return
    for code in languages:
        if not words.get(code, "").strip():
            yield at.into(code).refused(_("The text is missing in this language."))
        elif len(words[code]) > LONGEST_TEXT:
            yield at.into(code).refused(_("The text is too long."))
    for code in words:
        if code not in languages:
            yield at.into(code).refused(_("The survey does not name this language."))


def _names(definition: Definition) -> Faults:
    if not any(question.asks for question in definition.questions()):
        yield At().into("pages").refused(_("The survey asks nothing."))
    if sum(1 for _each_one in definition.questions()) > MOST_QUESTIONS:
        yield At().into("pages").refused(_("The survey has too many questions."))
    yield from _names_of_pages(definition)
    yield from _names_of_questions(definition)


def _names_of_pages(definition: Definition) -> Faults:
    # Pages and exits share their names, because a skip leads to either.
    taken: set[str] = {END}
    for at, page in pages_of(definition):
        yield from _name(at.into("key"), page.key, taken)
        if not page.questions:
            yield at.into("questions").refused(_("The page is empty."))
    yield from _names_in(At(), "exits", "key", [each.key for each in definition.exits], taken)
    yield from _names_in(At(), "sections", "key", [each.key for each in definition.sections], set())


def _names_of_questions(definition: Definition) -> Faults:
    taken: set[str] = set()
    for at, question in questions_of(definition):
        yield from _name(at.into("key"), question.key, taken)
        values = [choice.value for choice in question.choices]
        yield from _names_in(at, "choices", "value", values, set())
        yield from _names_in(at, "rows", "key", [row.key for row in question.rows], set())


def _names_in(at: At, where: str, called: str, names: list[str], taken: set[str]) -> Faults:
    for number, name in enumerate(names, 1):
        yield from _name(at.into(where, number).into(called), name, taken)


def _name(at: At, name: str, taken: set[str]) -> Faults:
    if not NAME.fullmatch(name):
        yield at.refused(
            _("“%(name)s” must be small letters a to z, digits and _, 40 at most.", name=name)
        )
    elif name in taken:
        yield at.refused(_("“%(name)s” is there twice.", name=name))
    taken.add(name)


def _sections(definition: Definition) -> Faults:
    known = {section.key for section in definition.sections}
    left: set[str] = set()
    current = ""
    for at, page in pages_of(definition):
        if page.section and page.section not in known:
            yield at.into("section").refused(_("There is no section “%(key)s”.", key=page.section))
        elif page.section != current:
            left.add(current)
            current = page.section
            if current and current in left:
                yield at.into("section").refused(
                    _("The pages of section “%(key)s” must follow each other.", key=current)
                )
    for number, section in enumerate(definition.sections, 1):
        if all(page.section != section.key for page in definition.pages):
            yield (
                At()
                .into("sections", number)
                .refused(_("No page is in the section “%(key)s”.", key=section.key))
            )


def _call(definition: Definition) -> Faults:
    call = definition.call
    if call is None:
        return
    at = At().into("call")
    if not call.hear_by:
        yield at.into("hear_by").refused(_("Say by which day people will hear what came of it."))
    days = {"hear_by": call.hear_by, "decide_on": call.decide_on}
    for name, day in days.items():
        if day and not _is_day(day):
            yield at.into(name).refused(_("It must be a day such as 2026-09-30."))
    if all(_is_day(day) for day in days.values()) and call.hear_by < call.decide_on:
        yield at.into("hear_by").refused(_("People cannot hear of it before it is decided."))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _quick(definition: Definition) -> Faults:
    if not definition.is_quick:
        return
    at = At().into("quick")
    if len(definition.pages) != 1:
        yield at.refused(_("A quick survey has just one page."))
    if any(question.is_file for question in definition.questions()):
        yield at.refused(_("A quick survey takes no photos or recordings."))
    if any(page.skips for page in definition.pages):
        yield at.refused(_("A quick survey has no skips: it is sent at once."))


_LOOKS: tuple[Callable[[Definition], Faults], ...] = (
    _languages,
    _texts,
    _names,
    _sections,
    question_faults.find,
    rule_faults.find,
    piping_faults.find,
    _call,
    _quick,
)
