"""Forms of asking anywhere that the public side needs."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from feedback.core.forms import Form
from surveys.journey.forms import JourneyForm

_ANSWERS = "q_"  # how the names of questions' fields begin
_NOT_SAVED = frozenset({"turn"})


class SavedCodeForm(Form):
    """The 21 digits under which answers wait."""

    code = StringField(_l("Your come-back number"))

    def refuse(self) -> None:
        """One sentence for every code that opens nothing, whatever the reason."""
        self.reject("code", _("We hold nothing under that number. Check it and try again."))


def travelling(sent: MultiDict[str, str]) -> Sequence[tuple[str, str]]:
    """What travels in the pages of a survey, without the buttons of this one."""
    own = (set(JourneyForm(formdata=None)._fields) | {"kept"}) - _NOT_SAVED
    return [
        (name, value)
        for name, value in sent.items(multi=True)
        if value and (name in own or name.startswith(_ANSWERS))
    ]
