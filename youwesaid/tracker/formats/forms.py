"""Forms of formats: words beside the English ones, pictures, a film, a recording, a check."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    Field,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from youwesaid.tracker.formats.wording import PARTS, PICTURES
from youwesaid.tracker.pieces import Piece

LONGEST_WORDS = 2_000  # characters of one text


class FilmForm(Form):
    """Where the entry is told in British Sign Language."""

    url = StringField(
        _l("Address of the film"),
        description=_l("It must begin with https://. Two translators who are Deaf check it first."),
        validators=[said(_l("Paste the address of the film.")), at_most(LONGEST_LINE)],
    )


class SoundForm(Form):
    """The entry read aloud in one language."""

    spoken = SelectField(_l("In which language"))
    file = FileField(
        _l("The recording"),
        description=_l("MP3, Ogg, M4A, WAV or WebM, at most 5 MB. Read only what is on the page."),
        validators=[FileRequired(_l("Choose a file."))],
    )


class CheckForm(Form):
    """What a second person has checked."""

    made = SelectMultipleField(_l("What you have checked"))
    nobody = BooleanField(_l("Nobody who knows them could work out from these words who it is"))


class ListedForm(Form):
    """A form with one field for each of a list of sources."""

    sources: ClassVar[Sequence[str]] = ()

    def given(self) -> dict[str, str]:
        """What was written or chosen, by what it was made from; blanks left out."""
        return {
            source: str(field.data)
            for source, field in zip(self.sources, self.listed(), strict=True)
            if field.data
        }

    def listed(self) -> Sequence[Field]:
        """The fields in the order of the sources."""
        return [self[f"text_{number}"] for number in range(len(self.sources))]


def words_form(pieces: Sequence[Piece]) -> type[ListedForm]:
    """A form that asks for each of *pieces* in another language."""
    fields: dict[str, Any] = {
        f"text_{number}": TextAreaField(PARTS[piece.part], validators=[at_most(LONGEST_WORDS)])
        for number, piece in enumerate(pieces)
    }
    sources = [piece.english for piece in pieces]
    return type("WordsForm", (ListedForm,), {**fields, "sources": sources})


def pictures_form(sentences: Sequence[str]) -> type[ListedForm]:
    """A form that asks for the picture beside each of *sentences*."""
    choices = [SelectChoice("", _l("No picture yet"))]
    choices += [SelectChoice(name, label) for name, label in PICTURES.items()]
    fields: dict[str, Any] = {
        f"text_{number}": SelectField(sentence, choices=choices)
        for number, sentence in enumerate(sentences)
    }
    return type("PicturesForm", (ListedForm,), {**fields, "sources": list(sentences)})


def starting(sources: Sequence[str], present: Mapping[str, str]) -> dict[str, str]:
    """What a listed form starts with."""
    return {f"text_{number}": present.get(source, "") for number, source in enumerate(sources)}
