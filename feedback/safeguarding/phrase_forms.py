"""Forms about the watch phrases."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Optional

from feedback.core.forms import LONGEST_LINE, Form, at_most
from feedback.nlp.risk import Rule
from feedback.safeguarding.models import Urgency

RULES = (
    SelectChoice(Rule.IMMEDIATE_DANGER.value, _l("Danger now")),
    SelectChoice(Rule.THREAT_TO_LIFE.value, _l("Threat to life")),
    SelectChoice(Rule.SUICIDE_SELF_HARM.value, _l("Suicide or self-harm")),
    SelectChoice(Rule.CHILD_AT_RISK.value, _l("A child at risk")),
    SelectChoice(Rule.SEXUAL_HARM.value, _l("Sexual harm")),
    SelectChoice(Rule.DOMESTIC_ABUSE.value, _l("Domestic abuse")),
    SelectChoice(Rule.NEGLECT.value, _l("Neglect")),
    SelectChoice(Rule.EXPLOITATION.value, _l("Exploitation")),
    SelectChoice(Rule.ABUSE_BY_WORKER.value, _l("Abuse by a worker")),
    SelectChoice(Rule.THREAT_TO_OTHERS.value, _l("Threat to others")),
)


class PhraseForm(Form):
    """A phrase to look for."""

    pattern = StringField(
        _l("Phrase"),
        description=_l(
            "Words as people write them. A star takes any ending: threat* also finds threatened. "
            "Two dots leave room for up to three words: hands .. throat."
        ),
        validators=[InputRequired(_l("Write the phrase")), at_most(LONGEST_LINE)],
    )
    rule = SelectField(
        _l("What it may be a sign of"),
        choices=RULES,
        validators=[InputRequired(_l("Choose what it may be a sign of"))],
    )
    urgency = RadioField(
        _l("How soon must somebody read it?"),
        choices=(
            SelectChoice(Urgency.NOW.value, _l("Now")),
            SelectChoice(Urgency.TODAY.value, _l("Today")),
            SelectChoice(Urgency.SOON.value, _l("Soon")),
        ),
        validators=[InputRequired(_l("Choose how soon somebody must read it"))],
    )

    def only_try(self) -> None:
        """Ask for the phrase alone: what is only tried is kept for no day."""
        self.urgency.validators = (Optional(),)
        self.urgency.validate_choice = False


class TakeOutForm(Form):
    """Why a phrase should not be looked for."""

    rule = HiddenField(validators=[InputRequired()])
    pattern = HiddenField(validators=[InputRequired()])
    why = StringField(
        _l("Why should nobody look for it?"),
        validators=[InputRequired(_l("Say why, for the second lead")), at_most(LONGEST_LINE)],
    )
