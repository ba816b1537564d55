"""Forms of the reading screen, the search, and what staff bring in for somebody."""

import re
import uuid
from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.contributions.models import Channel, PermissionKind
from feedback.core import clock, i18n
from feedback.core.forms import LONGEST_LINE, LONGEST_STORY, Form, SubmissionForm, at_most, said
from feedback.core.templating import settings
from feedback.reading.adding import Entered
from feedback.redaction.kinds import BY_HAND, LABELS, HiddenKind
from feedback.redaction.places import Place
from feedback.redaction.services import Instead
from feedback.stories.topics import TOPICS

NO_CHOICE = SelectChoice("", "–")
LONGEST_BRACKET = 40  # characters
LARGEST_GROUP = 1_000  # people
_PLACE = re.compile(r"[0-9]{1,6}")

ENTERED_CHANNELS = (
    SelectChoice(Channel.LETTER.value, _l("A letter or e-mail")),
    SelectChoice(Channel.PHONE.value, _l("A phone call")),
    SelectChoice(Channel.PAPER.value, _l("A paper form")),
    SelectChoice(Channel.EVENT.value, _l("An event")),
    SelectChoice(Channel.GROUP_SESSION.value, _l("A group session")),
    SelectChoice(Channel.PANEL.value, _l("A panel")),
    SelectChoice(Channel.COMPLAINT.value, _l("What complaints are about")),
)
PERMISSIONS = (
    SelectChoice(PermissionKind.REPORTS.value, _l("Use it in reports")),
    SelectChoice(PermissionKind.QUOTE.value, _l("Show a few of the words on the website")),
    SelectChoice(PermissionKind.STORY.value, _l("Show the whole story on the website")),
    SelectChoice(PermissionKind.TRAINING.value, _l("Use it to train staff")),
)


def written_languages(*, besides: str = "") -> Sequence[SelectChoice]:
    """The languages that people write in here, and *besides*: codes and their own names."""
    codes = i18n.written_languages(settings().languages)
    extra = [besides] if besides in i18n.BY_CODE and besides not in codes else []
    return [SelectChoice(code, i18n.BY_CODE[code].autonym) for code in (*codes, *extra)]


class HideForm(Form):
    """What to hide: a selection (staff.js fills in start and end) or words typed out."""

    start = HiddenField()
    end = HiddenField()
    words = StringField(
        _l("Or type the words to hide, exactly as they stand"),
        validators=[at_most(LONGEST_LINE)],
    )
    kind = SelectField(
        _l("What is it?"), choices=[SelectChoice(kind.value, LABELS[kind]) for kind in BY_HAND]
    )
    instead = StringField(
        _l("Words to show instead (you can leave this blank)"),
        validators=[at_most(LONGEST_BRACKET)],
    )
    everywhere = BooleanField(_l("Hide it wherever it stands"), default=True)

    def place(self) -> Place:
        """The selection in code points; an empty place when nothing was selected."""
        start, end = str(self.start.data or ""), str(self.end.data or "")
        if not (_PLACE.fullmatch(start) and _PLACE.fullmatch(end)):
            return Place(0, 0)
        return Place(int(start), int(end))

    def instead_of_it(self) -> Instead:
        """What is to stand there."""
        return Instead(
            kind=HiddenKind(self.kind.data),
            words=str(self.instead.data or ""),
            everywhere=bool(self.everywhere.data),
        )


class FinishForm(Form):
    """The last step of reading."""

    english = TextAreaField(
        _l("English translation of the working text (you can leave this blank)"),
        description=_l("Keep the brackets: write no names or numbers that are hidden."),
        validators=[at_most(LONGEST_STORY)],
    )


class LanguageForm(Form):
    """Which language it is, when the machine or the form was wrong."""

    language = SelectField(_l("Language"))


class SearchForm(Form):
    """Words to find in working texts."""

    words = StringField(
        _l("Words to find"),
        description=_l("In any language. Endings do not matter; every word must be there."),
        validators=[said(_l("Write at least one word")), at_most(LONGEST_LINE)],
    )


class AddForm(SubmissionForm):
    """Something that somebody said elsewhere, put in by staff."""

    channel = SelectField(_l("How did it come?"), choices=ENTERED_CHANNELS)
    received_on = DateField(
        _l("When did it come?"), default=clock.today, validators=[InputRequired(_l("Give a day"))]
    )
    language = SelectField(_l("Which language are the words in?"))
    topic = SelectField(
        _l("What is it about? (you can leave this blank)"),
        choices=[NO_CHOICE, *(SelectChoice(topic.key, topic.label) for topic in TOPICS)],
        validators=[Optional()],
    )
    people_count = IntegerField(
        _l("How many people said it? (only for a group; you can leave this blank)"),
        validators=[
            Optional(),
            NumberRange(min=1, max=LARGEST_GROUP, message=_l("Give a number from 1 to 1000")),
        ],
    )
    words = TextAreaField(
        _l("Their words"),
        description=_l("As they were said or written. Names are hidden in the next step."),
        validators=[said(_l("Write what was said")), at_most(LONGEST_STORY)],
    )
    permissions = SelectMultipleField(
        _l("What do they allow? (only if they were asked)"),
        choices=PERMISSIONS,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[Optional()],
    )
    with_receipt = BooleanField(_l("Give them a receipt code"), default=True)

    def validate_received_on(self, field: DateField) -> None:
        """Not a day to come."""
        if isinstance(field.data, date) and field.data > clock.today():
            raise ValidationError(_("Choose today or an earlier day"))

    def entry(self) -> Entered:
        """What was put in."""
        return Entered(
            submission_id=uuid.UUID(hex=self.submission_id()),
            words=str(self.words.data),
            language=str(self.language.data),
            channel=Channel(self.channel.data),
            received_on=self.received_on.data or clock.today(),
            topic=self.topic.data or None,
            people_count=self.people_count.data,
            permissions=frozenset(PermissionKind(kind) for kind in self.permissions.data or []),
            with_receipt=bool(self.with_receipt.data),
        )
