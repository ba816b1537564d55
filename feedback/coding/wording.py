"""Words of the coding pages that stand for stored values."""

from flask import Blueprint
from flask_babel import gettext as _

from feedback.coding.showing import theme_name


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
