"""Correcting what an entry says: a note of what was wrong, and the right words."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from feedback.core.forms import Form, at_most, said
from feedback.core.i18n import Language

LONGEST_NOTE = 1_000  # characters


class CorrectionForm(Form):
    """What was wrong; one pair of fields for each further language comes from ``for_languages``."""

    note_en = TextAreaField(
        _l("What was wrong, and what is right"),
        description=_l("Everybody can read this, with today's date."),
        validators=[said(_l("Say what was wrong.")), at_most(LONGEST_NOTE)],
    )
    said_en = TextAreaField(
        _l("What people said, put right"),
        description=_l("Leave it as it is when only the answer was wrong."),
        validators=[at_most(LONGEST_NOTE)],
    )

    def notes(self) -> dict[str, str]:
        """The note by language."""
        return self._texts("note_")

    def wordings(self) -> dict[str, str]:
        """The corrected wording by language."""
        return self._texts("said_")

    def pairs(self) -> list[tuple[Any, Any]]:
        """The fields of each language, English first."""
        codes = [name.removeprefix("note_") for name in self._fields if name.startswith("note_")]
        return [(self[f"note_{code}"], self[f"said_{code}"]) for code in codes]

    def _texts(self, prefix: str) -> dict[str, str]:
        return {
            field.name.removeprefix(prefix).replace("_", "-"): field.data or ""
            for field in self
            if field.name.startswith(prefix)
        }


def for_languages(languages: tuple[Language, ...]) -> type[CorrectionForm]:
    """The form with fields for every language that is switched on."""
    more: dict[str, Any] = {}
    for language in languages:
        if language.code == "en":
            continue
        name = language.code.replace("-", "_")
        note = _l("The same note in %(language)s", language=language.autonym)
        wording = _l("What people said, in %(language)s", language=language.autonym)
        more[f"note_{name}"] = TextAreaField(note, validators=[at_most(LONGEST_NOTE)])
        more[f"said_{name}"] = TextAreaField(wording, validators=[at_most(LONGEST_NOTE)])
    return type("CorrectionFormInAllLanguages", (CorrectionForm,), more)
