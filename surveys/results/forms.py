"""Which responses are counted, as the page of results asks it."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional

from feedback.core.forms import Form
from feedback.core.i18n import BY_CODE
from surveys.results.counting import Filters


class FilterForm(Form):
    """Which responses are counted. It changes nothing, so it needs no token."""

    class Meta(Form.Meta):
        """No token: it stands in the address."""

        csrf = False

    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("To"), validators=[Optional()])
    language = SelectField(_l("Language"), validators=[Optional()])

    def offer(self, languages: Sequence[str]) -> None:
        """Offer all languages together, or one of *languages*."""
        self.language.choices = [
            SelectChoice("", _l("All languages")),
            *(SelectChoice(code, BY_CODE[code].autonym) for code in languages),
        ]

    def filters(self) -> Filters:
        """What was asked for, of a valid form."""
        return Filters(
            since=self.since.data, until=self.until.data, language=self.language.data or None
        )
