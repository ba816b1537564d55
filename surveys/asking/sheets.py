"""Parts of a page in another language than the page: sheets that staff print."""

from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup

from feedback.core.i18n import Language


def in_language(language: Language, template: str, **words: object) -> Markup:
    """*template* filled in with all furniture in *language*; it escapes like any other."""
    with force_locale(language.locale):
        return Markup(render_template(template, spoken=language, **words))  # noqa: S704
