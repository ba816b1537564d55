"""What findings are counted from, as pages ask it; and why a snapshot is put right."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional

from feedback.coding.findings.voices import Filters
from feedback.contributions.channels import CHANNELS
from feedback.contributions.models import Channel
from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.core.i18n import BY_CODE


class FindingsForm(Form):
    """Which contributions are counted. It changes nothing, so it needs no token."""

    class Meta(Form.Meta):
        """No token: it stands in the address."""

        csrf = False

    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("To"), validators=[Optional()])
    language = SelectField(_l("Language"), validators=[Optional()])
    question = SelectField(_l("Question"), validators=[Optional()])
    channel = SelectField(_l("How it came"), validators=[Optional()])
    as_coded = BooleanField(_l("Show merged themes as they were when they were given"))

    def offer(self, languages: Sequence[str], questions: Mapping[str, str]) -> None:
        """Offer everything together, or one of each."""
        self.language.choices = [
            SelectChoice("", _l("All languages")),
            *(SelectChoice(code, BY_CODE[code].autonym) for code in languages if code in BY_CODE),
        ]
        self.question.choices = [
            SelectChoice("", _l("All questions")),
            *(SelectChoice(key, words) for key, words in questions.items()),
        ]
        self.channel.choices = [
            SelectChoice("", _l("All ways")),
            *(SelectChoice(channel.value, label) for channel, label in CHANNELS.items()),
        ]

    def filters(self) -> Filters:
        """What was asked for, of a valid form."""
        return Filters(
            since=self.since.data,
            until=self.until.data,
            language=self.language.data or None,
            question=self.question.data or None,
            channel=Channel(self.channel.data) if self.channel.data else None,
            restated=not self.as_coded.data,
        )


def address(filters: Filters) -> dict[str, str]:
    """*filters* as they stand in an address."""
    given: dict[str, date | str | None] = {
        "since": filters.since,
        "until": filters.until,
        "language": filters.language,
        "question": filters.question,
        "channel": filters.channel.value if filters.channel else None,
        "as_coded": None if filters.restated else "y",
    }
    return {name: str(value) for name, value in given.items() if value is not None}


class CorrectionForm(Form):
    """Why a snapshot is made once more."""

    reason = TextAreaField(
        _l("What was wrong?"),
        description=_l("Everybody who sees the numbers sees this. Write no names."),
        validators=[said(_l("Write what was wrong.")), at_most(LONGEST_LINE)],
    )
