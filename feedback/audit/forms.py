"""Choosing what the audit log shows."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.audit import queries
from feedback.core.forms import Form


class FilterForm(Form):
    """Which entries to show; sent in the address."""

    class Meta(Form.Meta):
        """It changes nothing, so it carries no token."""

        csrf = False

    thing = SelectField(_l("About"), default="", validate_choice=False)
    thing_id = StringField(_l("Its id"))

    def offer(self) -> None:
        """Fill the list with what the log is about."""
        everything = SelectChoice(value="", label=str(_l("Everything")))
        self.thing.choices = [everything, *(SelectChoice(value=kind) for kind in queries.things())]
