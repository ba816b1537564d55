"""What a poster says, in one language after another; neutral words unless asked for more."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE, Language
from feedback.safeguarding.help_lines import HelpLine
from feedback.safeguarding.queries import help_groups
from surveys.definitions.definition import Definition

_FIRST_OF_GROUP = 3  # lines; a poster is no directory


@dataclass(frozen=True, slots=True)
class PosterWords:
    """The words of a poster in one language."""

    language: Language
    heading: str
    about: str
    scan: str
    typed: str
    blank: str
    danger: str


def poster_words(
    codes: Sequence[str], *, definition: Definition | None = None
) -> Sequence[PosterWords]:
    """A poster's words in each of *codes*; with the title of *definition* where one is given."""
    return [_words(BY_CODE[code], definition) for code in codes]


def help_lines(codes: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Whom to call, in the first of *codes*: name and number, danger first."""
    with force_locale(BY_CODE[codes[0]].locale):
        lines = [line for group in help_groups() for line in group.lines[:_FIRST_OF_GROUP]]
        return [(str(line.title), number) for line in lines if (number := _number(line))]


def _number(line: HelpLine) -> str:
    return line.display_number or ""


def _words(language: Language, definition: Definition | None) -> PosterWords:
    with force_locale(language.locale):
        title = definition.title.get(definition.language_for(language.code)) if definition else None
        return PosterWords(
            language=language,
            heading=_("Have your say"),
            about=title or _("A few questions. It takes a few minutes."),
            scan=_("Point your phone's camera at the square."),
            typed=_("Or type this address:"),
            blank=_("You can leave any question blank. You do not have to give your name."),
            danger=_("If you or a child is in danger now, call 999."),
        )
