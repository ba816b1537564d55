"""What the pages of translations send."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core.forms import Form, said
from feedback.core.i18n import Language
from surveys.definitions.origins import Made
from surveys.translating.services import Given

TEXT, SEEN, RIGHT, FITS = "text:", "seen:", "right:", "fits:"
#: The button that was pressed: the place of the text beside it.
NEXT = "next"


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
