"""Forms of files out and in."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core.forms import Form


class Wanted(StrEnum):
    """How much of a file is brought in."""

    CODEBOOK = "codebook"
    CODINGS = "codings"


class FileForm(Form):
    """A codebook or a project to bring in, and how."""

    file = FileField(
        _l("The file"),
        description=_l(
            "A codebook (.qdc) or a project (.qdpx) of NVivo, MAXQDA, ATLAS.ti, QualCoder or "
            "another program that writes REFI-QDA, or one that was taken out here. 32 MB at most."
        ),
        validators=[FileRequired(_l("Choose a file."))],
    )
    wanted = RadioField(
        _l("What comes in?"),
        choices=[
            SelectChoice(
                Wanted.CODEBOOK.value, _l("Only the codebook: themes that are here change")
            ),
            SelectChoice(
                Wanted.CODINGS.value,
                _l("Texts and codings: themes that are here stay, new ones become drafts"),
            ),
        ],
        default=Wanted.CODEBOOK.value,
    )
    only_ours = BooleanField(_l("Leave out codes that are no themes of ours, with their codings"))
    already_redacted = BooleanField(
        _l("The texts were published already, without names: nobody has to read them first"),
        description=_l("Texts with words to watch for still wait for a person."),
    )
    language = SelectField(_l("Which language are texts in that do not show it?"))
