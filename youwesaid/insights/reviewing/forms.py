"""What reviewers fill in, and what editors fill in about them."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.core.i18n import Language, switched_on
from feedback.core.spoken import SpokenForm
from youwesaid.insights.reviewing.models import Reviewer, ReviewVerdict
from youwesaid.insights.reviewing.wording import VERDICTS

LONGEST_WORDS = 3000  # characters


class CardForm(Form):
    """The card, and the secret words of those who have been here before."""

    card = StringField(
        _l("The code on your card"), validators=[said(_l("Type the code on your card."))]
    )
    secret_password = PasswordField(
        _l("Your secret words"), description=_l("Leave this blank the first time.")
    )


class SecretForm(Form):
    """The first visit: choosing secret words. Called a password so that no error page shows it."""

    card_password = HiddenField()
    secret_password = StringField(
        _l("Choose your secret words"),
        description=_l("At least 8 letters. You need them each time. Tell them to nobody."),
    )


class VerdictForm(Form):
    """What a reviewer says."""

    verdict = RadioField(
        _l("What do you say?"),
        choices=[SelectChoice(each.value, label) for each, label in VERDICTS.items()],
        validate_choice=False,
    )
    words = TextAreaField(
        _l("Say it in your words"),
        description=_l("You need not write anything when it is right."),
        validators=[at_most(LONGEST_WORDS)],
    )

    def validate_verdict(self, field: Any) -> None:
        """One of the three."""
        if field.data not in set(ReviewVerdict):
            raise ValidationError(_("Choose one of the answers."))


class ReviewerForm(Form):
    """A new reviewer."""

    name = StringField(
        _l("What they want to be called here"),
        description=_l("It need not be their real name. No address and no number is kept."),
        validators=[said(_l("Write what they want to be called.")), at_most(LONGEST_LINE)],
    )
    reads_in = SelectField(_l("Language"))

    def offer(self) -> None:
        """Offer the languages that are switched on."""
        self.reads_in.choices = [SelectChoice(each.code, each.autonym) for each in switched_on()]


class SendForm(Form):
    """To whom an answer is sent."""

    reviewers = SelectMultipleField(
        _l("Send it to"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, reviewers: list[Reviewer]) -> None:
        """Offer those who have not left."""
        self.reviewers.choices = [SelectChoice(str(each.id), each.name) for each in reviewers]


def _reason_field(language: Language) -> Any:
    checks = [at_most(LONGEST_WORDS)]
    if language.code == "en":
        checks.append(said(_l("Write the reason in English. Everybody can read it.")))
    return TextAreaField(language.autonym, validators=checks)


class ReasonForm(SpokenForm):
    """Why an answer does without a reviewer who agrees: public."""

    SPOKEN = {"why": _reason_field}
