"""Forms of the page on which staff say how people are asked."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.contributions.models import Channel
from feedback.core.forms import Form, at_most, said
from feedback.core.i18n import BY_CODE
from surveys.asking.typing_forms import INTERPRETERS
from surveys.versions.models import LinkMode

LONGEST_LABEL = 80  # characters
ANY_LANGUAGE = SelectChoice("", _l("Whatever the person's phone speaks"))
LINK_CHANNELS = (
    SelectChoice(Channel.WEB.value, _l("On a poster, a website or in a message")),
    SelectChoice(Channel.LETTER.value, _l("In a letter")),
    SelectChoice(Channel.EVENT.value, _l("At an event")),
    SelectChoice(Channel.PANEL.value, _l("With a panel")),
    SelectChoice(Channel.STAFF.value, _l("Together with a member of staff")),
)
MODES = (
    SelectChoice(LinkMode.WEB.value, _l("People use their own phone")),
    SelectChoice(LinkMode.KIOSK.value, _l("A shared tablet that clears itself between people")),
)


class LinkForm(Form):
    """A new short link."""

    label = StringField(
        _l("Where will it be?"),
        description=_l("Such as “Library, front desk”. Only staff see this."),
        validators=[said(_l("Say where it will be")), at_most(LONGEST_LABEL)],
    )
    channel = SelectField(_l("How are people asked there?"), choices=LINK_CHANNELS)
    mode = RadioField(_l("What do they use?"), choices=MODES, default=LinkMode.WEB.value)
    language = SelectField(_l("In which language does it open?"), validators=[Optional()])
    interpreter = SelectField(
        _l("Who puts it into words?"),
        description=_l("Only for answering together with a member of staff."),
        choices=INTERPRETERS,
        default="",
    )

    def offer(self, codes: Sequence[str]) -> None:
        """Let these languages be chosen."""
        own = [SelectChoice(code, BY_CODE[code].autonym) for code in codes]
        self.language.choices = [ANY_LANGUAGE, *own]


class PosterForm(Form):
    """What stands on a poster; sent by GET, so that its address can be kept."""

    class Meta(Form.Meta):
        """Nothing is changed by looking at a poster."""

        csrf = False

    languages = SelectMultipleField(
        _l("Languages on the poster"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    title = BooleanField(
        _l("Show the survey's title"),
        description=_l("Leave this off where people may be seen looking at the poster."),
    )

    def offer(self, codes: Sequence[str]) -> None:
        """Let these languages be chosen."""
        self.languages.choices = [SelectChoice(code, BY_CODE[code].autonym) for code in codes]
        self._offered = tuple(codes)

    def codes(self, otherwise: str) -> Sequence[str]:
        """The languages that were chosen, in the order of the site; *otherwise* for none."""
        chosen = set(self.languages.data or ())
        return [code for code in self._offered if code in chosen] or [otherwise]
