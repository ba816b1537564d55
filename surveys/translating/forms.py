"""What the pages of translations send."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.core.i18n import Language
from surveys.definitions.origins import Made
from surveys.translating.queries import Named
from surveys.translating.services import Given

TEXT, SEEN, RIGHT, FITS = "text:", "seen:", "right:", "fits:"
#: The button that was pressed: the place of the text beside it.
NEXT = "next"


def _is_film(_form: Any, field: Field) -> None:
    address = urlsplit(field.data or "")
    if field.data and (address.scheme != "https" or not address.hostname):
        raise ValidationError(str(_("The address must begin with https://.")))


class LanguageForm(Form):
    """Wanting the survey in another language."""

    language = SelectField(
        _l("Add a language"), validators=[said(_l("Choose a language"))], default=""
    )

    def offer(self, languages: Sequence[Language]) -> None:
        """Give *languages* to choose from."""
        offered = [SelectChoice(each.code, each.autonym) for each in languages]
        self.language.choices = [SelectChoice("", _l("Choose one")), *offered]


def given_texts(form: MultiDict[str, str]) -> list[Given]:
    """Every text that the desk sent, in its order."""
    return [
        Given(
            path=path,
            text=form[name],
            seen=form.get(SEEN + path, ""),
            is_right=RIGHT + path in form,
            still_fits=FITS + path in form,
        )
        for name in form
        if name.startswith(TEXT) and (path := name.removeprefix(TEXT))
    ]


class FileForm(Form):
    """Bringing in a file of translations."""

    file = FileField(
        _l("The file"),
        description=_l("CSV or XLIFF 1.2, made here, at most 5 MB."),
        validators=[FileRequired(_l("Choose a file"))],
    )
    made = RadioField(
        _l("Who made these translations?"),
        choices=[
            SelectChoice(Made.HUMAN.value, _l("A person")),
            SelectChoice(Made.MACHINE.value, _l("A machine")),
            SelectChoice(
                Made.CHECKED.value,
                _l("A person, and somebody who speaks the language checked them"),
            ),
        ],
        default=Made.HUMAN.value,
    )
    only_try = SubmitField(_l("Only try"))

    def made_by(self) -> Made:
        """Who vouches for what the file says nothing about."""
        return Made(self.made.data)

    def is_trial(self) -> bool:
        """Whether nothing is to be stored."""
        return bool(self.only_try.data)


class VariantForm(Form):
    """The forms of one question in one language; pictures are named by ``with_sentences``."""

    seen = HiddenField()
    audio = SelectField(_l("Recording"), default="")
    audio_file = FileField(
        _l("Add a recording"), description=_l("MP3, Ogg, M4A, WAV or WebM, at most 5 MB.")
    )
    video = StringField(
        _l("Address of a film"),
        description=_l("Such as one in British Sign Language. It must begin with https://."),
        validators=[at_most(LONGEST_LINE), _is_film],
    )

    pictures: Sequence[SelectField] = ()
    uploads: Sequence[FileField] = ()

    def offer(self, pictures: Sequence[Named], recordings: Sequence[Named]) -> None:
        """Give the pictures and recordings to choose from that are there."""
        self.audio.choices = _media(recordings)
        for field in self.pictures:
            field.choices = _media(pictures)


def variant_form(count: int, **standing: Any) -> VariantForm:
    """The form for a question of *count* sentences that are to have pictures.

    *standing* has ``picture_1`` and so on beside the fields of ``VariantForm``.
    """
    places = range(1, count + 1)
    named: dict[str, Any] = {}
    for place in places:
        named[f"picture_{place}"] = SelectField(
            _l("Picture for sentence %(number)s", number=place), default=""
        )
        named[f"upload_{place}"] = FileField(
            _l("Add a picture for sentence %(number)s", number=place)
        )
    form: VariantForm = type("SentencesForm", (VariantForm,), named)(**standing)
    form.pictures = [form[f"picture_{place}"] for place in places]
    form.uploads = [form[f"upload_{place}"] for place in places]
    return form


def _media(rows: Sequence[Named]) -> list[SelectChoice]:
    return [SelectChoice("", _l("None")), *(SelectChoice(each.digest, each.name) for each in rows)]
