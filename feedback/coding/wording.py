"""Words of the coding pages that stand for stored values, and how a contribution is shown."""

from dataclasses import dataclass

from flask import Blueprint
from flask_babel import gettext as _

from feedback.coding.models import Theme
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core.i18n import BY_CODE, Language, current_language
from feedback.core.sealing import Keyring

_ROW_LENGTH = 160  # characters of a text shown in a list


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of contributions."""

    contribution: Contribution
    text: str
    language: Language


def row(contribution: Contribution, keyring: Keyring, *, whole: bool = False) -> Row:
    """A contribution for a list, its working text shortened unless the *whole* is wanted."""
    text = opening.working_text(contribution, keyring)
    if whole:
        return Row(contribution, text, language_of(contribution))
    short = text if len(text) <= _ROW_LENGTH else text[:_ROW_LENGTH].rsplit(" ", 1)[0] + " …"
    return Row(contribution, short, language_of(contribution))


def language_of(contribution: Contribution) -> Language:
    """The language in which it was said; English where we have no such language."""
    return BY_CODE.get(contribution.language, BY_CODE["en"])


def theme_name(theme: Theme) -> str:
    """The theme's name in the language of the page."""
    return theme.name_in(current_language().code)


def band_word(band: str) -> str:
    """How sure the tagger is, in words."""
    words = {"likely": _("likely"), "possible": _("possible"), "weak": _("weak")}
    return str(words[band])


def tone_word(tone: str) -> str:
    """The tone of an English text, in words."""
    words = {"positive": _("positive"), "negative": _("negative")}
    return str(words.get(tone, _("mixed or neutral")))


def register(bp: Blueprint) -> None:
    """Give the templates these words."""
    for function in (band_word, tone_word, theme_name):
        bp.add_app_template_global(function)
