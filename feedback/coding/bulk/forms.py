"""Forms for coding many at once."""

import uuid

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.core.forms import LONGEST_LINE, Form, at_most


def _ids(texts: list[str] | None) -> list[uuid.UUID]:
    found = []
    for each in texts or []:
        try:
            found.append(uuid.UUID(each))
        except ValueError:
            continue  # not one of ours: it names nothing
    return found


class _Ticks(SelectMultipleField):
    """Boxes beside rows; which rows there are is asked of the database, not of the form."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str = "", **kwargs: object) -> None:
        super().__init__(label, validate_choice=False, choices=[], **kwargs)  # type: ignore[arg-type]


class ManyForm(Form):
    """Which of the listed get which theme, in one act with a name."""

    theme = SelectField(
        _l("Theme to give"), validators=[InputRequired(_l("Choose the theme to give"))]
    )
    title = StringField(
        _l("What is this act called?"),
        description=_l("So that you find it again to take it back. No names, no words of people."),
        validators=[InputRequired(_l("Give this act a name")), at_most(LONGEST_LINE)],
    )
    is_all = BooleanField(_l("Nothing else is in them: they wait no longer to be coded"))
    rows = _Ticks()
    read = _Ticks()
    listed = HiddenField()

    def ticked(self) -> list[uuid.UUID]:
        """The ticked rows."""
        return _ids(self.rows.data)

    def were_read(self) -> list[uuid.UUID]:
        """The rows that somebody says to have read whole."""
        return _ids(self.read.data)

    def were_listed(self) -> list[uuid.UUID]:
        """All rows of the list."""
        return _ids(str(self.listed.data or "").split())


class WordsForm(Form):
    """Words to look for in working texts, in any language."""

    words = StringField(
        _l("Words"),
        description=_l("Endings do not matter. In any language."),
        validators=[InputRequired(_l("Type at least one word")), at_most(LONGEST_LINE)],
    )
