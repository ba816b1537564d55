"""What was done to a draft, and what differs between versions, in words."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.core.i18n import BY_CODE
from surveys.versions.comparing import Difference, Differs

#: What each step of a draft is called; the names are those of ``surveys.building.changes``.
STEPS: Mapping[str, LazyString] = {
    "begun": _l("Began with the published version"),
    "copy_survey": _l("Copied a survey"),
    "import_survey": _l("Brought in from a file"),
    "add_question": _l("Added a question"),
    "edit_question": _l("Changed a question"),
    "set_kind": _l("Changed how a question is answered"),
    "copy_question": _l("Copied a question"),
    "remove_question": _l("Took a question away"),
    "move_question": _l("Moved a question"),
    "rename_question": _l("Made a changed question a new one"),
    "split_page": _l("Gave questions a page of their own"),
    "join_pages": _l("Put two pages together"),
    "edit_page": _l("Changed a page"),
    "move_part": _l("Moved an answer"),
    "remove_part": _l("Took an answer away"),
    "edit_survey": _l("Changed the survey’s own words"),
    "edit_call": _l("Changed the call for views"),
    "remove_call": _l("Made it no call for views"),
    "add_section": _l("Began a section"),
    "edit_section": _l("Changed the title of a section"),
    "remove_section": _l("Took the title of a section away"),
    "add_exit": _l("Added an exit page"),
    "edit_exit": _l("Changed an exit page"),
    "remove_exit": _l("Took an exit page away"),
    "set_show_if": _l("Changed when something is shown"),
    "set_skip": _l("Changed where people go on"),
    "set_check": _l("Changed a check"),
    "remove_rule": _l("Took a rule away"),
}
_OTHER = _l("Changed texts or translations")
_DIFFERS: Mapping[Differs, LazyString] = {
    Differs.ADDED: _l("New: “%(words)s”"),
    Differs.REMOVED: _l("Gone: “%(words)s”"),
    Differs.REWORDED: _l("Other words: “%(words)s”"),
    Differs.CHOICES: _l("Other answers to choose from: “%(words)s”"),
    Differs.RULES: _l("Shown or checked in another way: “%(words)s”"),
    Differs.MOVED: _l("Moved: “%(words)s”"),
    Differs.SURVEY: _l("The title, the introduction or other words of the survey"),
    Differs.PAGES: _l("Headings, or where people go on after a page"),
    Differs.TRANSLATIONS: _l("Translations"),
    Differs.LANGUAGES_ADDED: _l("New languages: %(words)s"),
    Differs.LANGUAGES_REMOVED: _l("Languages that are gone: %(words)s"),
}


def step_in_words(what: str) -> str:
    """What one step of a draft did."""
    return str(STEPS.get(what, _OTHER))


def in_words(found: Sequence[Difference]) -> list[str]:
    """Each difference as one line."""
    return [_line(each) for each in found] or [str(_("Nothing that people see"))]


def _line(difference: Difference) -> str:
    words = difference.words
    if difference.what in {Differs.LANGUAGES_ADDED, Differs.LANGUAGES_REMOVED}:
        words = ", ".join(BY_CODE[code].autonym for code in words.split(", "))
    # Words of a survey may hold a percent sign: they are put in, never read as a pattern.
    return str(_DIFFERS[difference.what]) % {"words": words}
