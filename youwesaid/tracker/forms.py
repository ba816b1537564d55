"""Correcting what an entry says: a dated note of what was wrong."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from feedback.core.forms import Form, at_most, said
from feedback.core.i18n import Language

LONGEST_NOTE = 1_000  # characters


class CorrectionForm(Form):
    """What was wrong; the same for each further language comes from ``for_languages``."""

    note_en = TextAreaField(
        _l("What was wrong, and what is right"),
        description=_l("Everybody can read this, with today's date."),
        validators=[said(_l("Say what was wrong.")), at_most(LONGEST_NOTE)],
    )

    def notes(self) -> dict[str, str]:
        """The note by language."""
        return {
            field.name.removeprefix("note_").replace("_", "-"): field.data or ""
            for field in self.note_fields()
        }

    def note_fields(self) -> list[Any]:
        """The field of each language, English first."""
        return [field for field in self if field.name.startswith("note_")]


def for_languages(languages: tuple[Language, ...]) -> type[CorrectionForm]:
    """The form with a note in every language that is switched on."""
    more: dict[str, Any] = {}
    for language in languages:
        if language.code != "en":
            note = _l("The same note in %(language)s", language=language.autonym)
            name = f"note_{language.code.replace('-', '_')}"
            more[name] = TextAreaField(note, validators=[at_most(LONGEST_NOTE)])
    return type("CorrectionFormInAllLanguages", (CorrectionForm,), more)
