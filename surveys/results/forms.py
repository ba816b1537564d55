"""Which responses are counted, and what is compared, as the pages of results ask it."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.contributions.channels import CHANNELS
from feedback.contributions.models import Channel
from feedback.core.forms import LONGEST_LINE, Form, at_most
from feedback.core.i18n import BY_CODE
from surveys.results.columns import Column
from surveys.results.filters import Filters

#: Between a column and a value, in the address.
_OF = "="
#: Before a value, in the name of its field.
_PEOPLE = "people_"
_NOT_NEGATIVE = NumberRange(0, 10**10, _l("Write a number of people, 0 or more."))


class FilterForm(Form):
    """Which responses are counted. It changes nothing, so it needs no token."""

    class Meta(Form.Meta):
        """No token: it stands in the address."""

        csrf = False

    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("To"), validators=[Optional()])
    language = SelectField(_l("Language"), validators=[Optional()])
    channel = SelectField(_l("How it came"), validators=[Optional()])
    version = SelectField(_l("Version"), validators=[Optional()])
    said = SelectField(_l("Only those who said"), validators=[Optional()])

    def offer(
        self, languages: Sequence[str], versions: Sequence[int], columns: Sequence[Column]
    ) -> None:
        """Offer everything together, or one of each."""
        self.language.choices = [
            SelectChoice("", _l("All languages")),
            *(SelectChoice(code, BY_CODE[code].autonym) for code in languages),
        ]
        self.channel.choices = [
            SelectChoice("", _l("All ways")),
            *(SelectChoice(channel.value, label) for channel, label in CHANNELS.items()),
        ]
        self.version.choices = [
            SelectChoice("", _l("All versions")),
            *(SelectChoice(str(number), str(number)) for number in versions),
        ]
        self.said.choices = [
            SelectChoice("", _l("Anything")),
            *(
                SelectChoice(f"{column.name}{_OF}{value}", label, optgroup=column.title)
                for column in columns
                if column.has_choices
                for value, label in column.labels.items()
            ),
        ]

    def filters(self) -> Filters:
        """What was asked for, of a valid form."""
        column, _of, value = (self.said.data or "").partition(_OF)
        return Filters(
            since=self.since.data,
            until=self.until.data,
            language=self.language.data or None,
            channel=Channel(self.channel.data) if self.channel.data else None,
            version=int(self.version.data) if self.version.data else None,
            said=(column, value) if column else None,
        )


class CompareForm(FilterForm):
    """Which two things are compared, among which responses."""

    rows = SelectField(_l("What people answered to"), validators=[Optional()])
    columns = SelectField(_l("Beside"), validators=[Optional()])

    def offer_sides(self, sides: Mapping[str, object]) -> None:
        """Offer each of *sides*, words by name."""
        for field in (self.rows, self.columns):
            field.choices = [
                SelectChoice("", _l("Choose one")),
                *(SelectChoice(name, label) for name, label in sides.items()),
            ]


class SharingForm(Form):
    """Which questions have public results."""

    columns = SelectMultipleField(
        _l("Questions with public results"),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )

    def offer(self, columns: Sequence[Column]) -> None:
        """Offer each of *columns*."""
        self.columns.choices = [SelectChoice(each.name, each.title) for each in columns]


class AreaForm(Form):
    """How many people of the area each choice stands for; made anew for each question."""

    source = StringField(
        _l("Where these numbers are from"),
        description=_l("Such as: Census 2022, people of 16 and over."),
        validators=[at_most(LONGEST_LINE)],
    )

    @classmethod
    def asking(cls, labels: Mapping[str, str]) -> type["AreaForm"]:
        """The form with a number for each choice, labels by value."""
        fields = {
            f"{_PEOPLE}{value}": IntegerField(label, validators=[Optional(), _NOT_NEGATIVE])
            for value, label in labels.items()
        }
        return type(cls.__name__, (cls,), fields)

    @staticmethod
    def filled(people: Mapping[str, int], source: str) -> dict[str, object]:
        """What the fields hold at first."""
        numbers = {f"{_PEOPLE}{value}": number for value, number in people.items()}
        return {**numbers, "source": source}

    def numbers(self) -> list[Field]:
        """The fields of the choices."""
        return [field for field in self if field.name.startswith(_PEOPLE)]

    def people(self) -> dict[str, int | None]:
        """The number of each choice, None for one that was left blank, of a valid form."""
        return {field.name.removeprefix(_PEOPLE): field.data for field in self.numbers()}
