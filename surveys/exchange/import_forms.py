"""What staff fill in to bring a survey in from a file."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField

from feedback.core.forms import Form


class FileForm(Form):
    """A file to look at."""

    file = FileField(
        _l("The file"),
        description=_l(
            "An XLSForm of ODK or KoboToolbox (.xlsx, .xls), a survey of LimeSurvey (.lss), or one "
            "that was taken out here (.xlsx, .json). 10 MB at most."
        ),
        validators=[FileRequired(_l("Choose a file."))],
    )


class KeepForm(Form):
    """Making a draft of what was read; the survey travels in the page until then."""

    survey = HiddenField()
    name = HiddenField()
    slug = StringField(
        _l("Address"),
        description=_l(
            "Short, and telling nothing about the subject, such as k7. Leave it blank, and it gets "
            "one that is free."
        ),
    )
