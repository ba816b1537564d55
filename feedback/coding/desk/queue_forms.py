"""The form by which a queue is narrowed, put in order and kept under a name."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Optional

from feedback.coding import queries
from feedback.coding.desk.filtering import Filters, Order
from feedback.coding.wording import theme_name
from feedback.contributions import events
from feedback.contributions.channels import CHANNELS
from feedback.contributions.models import CodingState
from feedback.core.forms import LONGEST_LINE, Form, at_most
from feedback.core.i18n import ALL_LANGUAGES, current_language

ORDERS = (
    SelectChoice(Order.OLDEST.value, _l("The oldest first")),
    SelectChoice(Order.NEWEST.value, _l("The newest first")),
    SelectChoice(Order.UNCERTAIN.value, _l("First where suggestions are least sure")),
    SelectChoice(Order.SMALL_LANGUAGES.value, _l("First the language with the fewest")),
    SelectChoice(Order.SAMPLE.value, _l("By chance")),
)
STATES = (
    SelectChoice(CodingState.WAITING.value, _l("Waiting for themes")),
    SelectChoice(CodingState.DONE.value, _l("With themes")),
    SelectChoice(CodingState.NO_THEME.value, _l("No theme found")),
    SelectChoice(CodingState.NOT_CODABLE.value, _l("Cannot be coded")),
)


class QueueForm(Form):
    """What to work through; sent in the address, so that it can be kept and sent on."""

    class Meta(Form.Meta):
        """Asking for a list changes nothing."""

        csrf = False

    order = SelectField(_l("Order"), choices=ORDERS, validators=[Optional()])
    state = SelectField(_l("State"), choices=STATES, validators=[Optional()])
    spoken = SelectField(_l("Language"), validators=[Optional()])
    survey = SelectField(_l("Survey"), validators=[Optional()])
    question = StringField(_l("Question"), validators=[Optional(), at_most(LONGEST_LINE)])
    channel = SelectField(_l("Channel"), validators=[Optional()])
    theme = SelectField(_l("Theme, given or suggested"), validators=[Optional()])
    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("To"), validators=[Optional()])

    def __init__(self, filters: Filters) -> None:
        super().__init__(formdata=None, data=_shown(filters))
        anything = SelectChoice("", _("Any"))
        language = current_language().code
        surveys: list[Any] = [
            SelectChoice(slug, title)
            for found in events.answers(events.surveys_wanted, language=language)
            for slug, title in found  # type: ignore[attr-defined]  # pairs, as the event says
        ]
        self.spoken.choices = [
            anything,
            *(
                SelectChoice(each.code, each.autonym)
                for each in ALL_LANGUAGES
                if each.code == each.base
            ),
        ]
        self.survey.choices = [anything, *surveys]
        self.channel.choices = [
            anything,
            *(SelectChoice(each.value, words) for each, words in CHANNELS.items()),
        ]
        self.theme.choices = [
            anything,
            *(
                SelectChoice(node.theme.key, "\u2003" * node.depth + theme_name(node.theme))
                for node in queries.tree()
            ),
        ]


class SaveQueueForm(Form):
    """A name for a queue."""

    name = StringField(
        _l("Keep this queue as"),
        validators=[InputRequired(_l("Give the queue a name")), at_most(80)],
    )
    is_shared = BooleanField(_l("Show it to my colleagues too"))


def _shown(filters: Filters) -> dict[str, Any]:
    plain = filters.as_args()
    return {
        **plain,
        "state": filters.state.value,
        "order": filters.order.value,
        "since": filters.since,
        "until": filters.until,
    }
