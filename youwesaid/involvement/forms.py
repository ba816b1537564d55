"""What is filled in about involvement, by staff and by the public."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import NumberRange, Optional, ValidationError

from feedback.contributions.guarding import GuardedForm
from feedback.core import references
from feedback.core.forms import LONGEST_LINE, Form, at_most, readable, said
from feedback.core.i18n import Language, current_language
from feedback.core.references import NotAReceipt
from feedback.stories.contact_form import ReachForm
from feedback.stories.forms import CodeForm, SeveralOrNone, explained
from youwesaid.involvement import wording
from youwesaid.involvement.models import ActivityState, OpportunityState
from youwesaid.partnership import queries as partnership
from youwesaid.partnership.stages import STAGES
from youwesaid.plans.spoken import SpokenForm

LONGEST_TEXT = 3000  # characters
MOST_PEOPLE = 100_000
_AMOUNT = _l("Write an amount such as 25 or 12.50.")
_DAY = readable(_l("Give a day"))


def _line(language: Language) -> Any:
    return StringField(language.autonym, validators=[at_most(LONGEST_LINE)])


def _text(language: Language) -> Any:
    return TextAreaField(language.autonym, validators=[at_most(LONGEST_TEXT)])


def _several(label: Any, names: Any) -> Any:
    choices = [SelectChoice(key, words) for key, words in wording.choices_of(names)]
    return SeveralOrNone(label, choices=choices)


def _one(label: Any, names: Any, **more: Any) -> Any:
    choices = [SelectChoice(key, words) for key, words in wording.choices_of(names)]
    return SelectField(label, choices=choices, **more)


def _agencies() -> Sequence[Any]:
    here = current_language().code
    return [SelectChoice(each.key, each.name_in(here)) for each in partnership.agencies()]


class _WithAgency(SpokenForm):
    """A form that says which agency it is, of those that there are."""

    agency = SelectField(_l("Which agency?"), choices=[])
    items = SelectMultipleField(coerce=uuid.UUID, validate_choice=False)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Offer the agencies of today."""
        self.agency.choices = _agencies()
        super().process(*args, **kwargs)


class ActivityForm(_WithAgency):
    """One activity of the register."""

    SPOKEN = {"title": _line, "came": _text}
    ORDER = ("title", "kind", "state", "agency", "whom", "starts_on", "ends_on", "came")
    kind = _one(_l("What is it?"), wording.KINDS)
    state = _one(_l("Has it happened?"), wording.STATES, default=ActivityState.PLANNED.value)
    whom = _several(_l("Which people?"), wording.WHOM)
    whom_exactly = StringField(
        _l("Which group, exactly"),
        description=_l("Such as: the carers' group that meets on Tuesdays. Never a person's name."),
        validators=[at_most(LONGEST_LINE)],
    )
    localities = SeveralOrNone(
        _l("Where do they live?"), description=_l("None ticked: the whole area."), choices=[]
    )
    stages = _several(_l("What do they take part in?"), STAGES)
    starts_on = DateField(_l("First day"), validators=[_DAY])
    ends_on = DateField(_l("Last day, if it takes more than one"), validators=[Optional()])
    place = StringField(_l("Place"), validators=[at_most(LONGEST_LINE)])
    people_count = IntegerField(
        _l("About how many people came?"),
        description=_l("Staff only. The public reads it rounded, and never below ten."),
        validators=[Optional(), NumberRange(0, MOST_PEOPLE, _l("Write a whole number from 0."))],
    )
    is_public = BooleanField(
        _l("Show it to the public once it was held"),
        description=_l("Title, agency, people, stage and what came of it. Not the place or day."),
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Offer the localities of today."""
        here = current_language().code
        self.localities.choices = [
            SelectChoice(each.key, each.name_in(here)) for each in partnership.localities()
        ]
        super().process(*args, **kwargs)


class RegisterForm(Form):
    """What the register is narrowed to; sent in the address."""

    class Meta(Form.Meta):
        """It changes nothing, so it carries no token."""

        csrf = False

    agency = SelectField(_l("Agency"), choices=[], validate_choice=False)
    state = SelectField(
        _l("Has it happened?"),
        choices=[
            SelectChoice("", _l("All")),
            *(SelectChoice(key, words) for key, words in wording.choices_of(wording.STATES)),
        ],
        validate_choice=False,
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Offer the agencies of today."""
        self.agency.choices = [SelectChoice("", _("All")), *_agencies()]
        super().process(*args, **kwargs)

    def wanted_state(self) -> ActivityState | None:
        """The state that was chosen, if it is one."""
        return next((each for each in ActivityState if each.value == self.state.data), None)


class SupportForm(Form):
    """Support that somebody asks for."""

    kind = _one(_l("What help was asked for?"), wording.SUPPORT)
    detail = StringField(
        _l("Detail"),
        description=_l("Such as: Polish, in person. Never who asked."),
        validators=[at_most(LONGEST_LINE)],
    )
    people = IntegerField(
        _l("For how many people?"),
        default=1,
        validators=[NumberRange(1, MOST_PEOPLE, _l("Write a whole number from 1."))],
    )


class SettleForm(Form):
    """Whether support was given."""

    met = RadioField(
        _l("Was it met?"),
        choices=[SelectChoice(key, words) for key, words in wording.choices_of(wording.MET)],
    )
    why_not = StringField(_l("Why not, or not in full?"), validators=[at_most(LONGEST_LINE)])


class IncentiveForm(Form):
    """What is given for people's time."""

    kind = _one(_l("What was offered?"), wording.INCENTIVES)
    pounds = DecimalField(
        _l("Worth for one person, in pounds"),
        default=Decimal(0),
        validators=[readable(_AMOUNT), NumberRange(0, 10_000, _AMOUNT)],
    )
    offered = IntegerField(
        _l("Offered to how many people?"),
        validators=[NumberRange(1, MOST_PEOPLE, _l("Write a whole number from 1."))],
    )
    taken = IntegerField(
        _l("How many took it?"),
        default=0,
        validators=[NumberRange(0, MOST_PEOPLE, _l("Write a whole number from 0."))],
    )
    benefits_note_on = DateField(
        _l("Day on which people were told what it may do to their benefits"),
        validators=[Optional()],
    )


class PayeeForm(Form):
    """How to pay one person."""

    name = StringField(_l("Name"), validators=[said(_l("Write a name.")), at_most(LONGEST_LINE)])
    way = TextAreaField(
        _l("How to pay them"),
        description=_l("Only what the payment needs. It is deleted 90 days after they are paid."),
        validators=[said(_l("Write how to pay them.")), at_most(LONGEST_LINE)],
    )


class OpportunityForm(_WithAgency):
    """An invitation to take part."""

    SPOKEN = {"title": _line, "about": _text, "when": _text, "thanks": _text}
    ORDER = ("title", "about", "when", "thanks", "agency", "closes_on", "state")
    help_offered = _several(_l("What help can people have?"), wording.SUPPORT)
    stages = _several(_l("What would they take part in?"), STAGES)
    first_on = DateField(
        _l("First day, if it is known"),
        description=_l("It goes into the public calendar."),
        validators=[Optional()],
    )
    closes_on = DateField(_l("Last day to say yes"), validators=[_DAY])
    state = _one(_l("State"), wording.OPPORTUNITY_STATES, default=OpportunityState.DRAFT.value)


class InterestStateForm(Form):
    """What became of somebody's interest."""

    state = _one(_l("What became of it?"), wording.INTEREST_STATES)


class SkillForm(Form):
    """A line of the skills directory."""

    agency = SelectField(_l("Which agency?"), choices=[])
    post = SelectField(
        _l("Which post?"), description=_l("A post, never a person's name."), choices=[]
    )
    kind = _one(_l("What can they bring?"), wording.SKILLS)
    detail = TextAreaField(
        _l("In a few words"),
        description=_l("Such as: speaks Urdu and Punjabi; has led groups of young people."),
        validators=[said(_l("Say what it is, in a few words.")), at_most(LONGEST_TEXT)],
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Offer the agencies and posts of today."""
        here = current_language().code
        self.agency.choices = list(_agencies())
        posts = [
            SelectChoice(str(post.id), f"{post.agency.name_in(here)}: {post.name_in(here)}")
            for post in partnership.posts()
        ]
        self.post.choices = [SelectChoice("", _("No post in particular")), *posts]
        super().process(*args, **kwargs)


class SkillSearchForm(Form):
    """What is looked for in the skills directory; sent in the address."""

    class Meta(Form.Meta):
        """It changes nothing, so it carries no token."""

        csrf = False

    kind = SelectField(
        _l("What can they bring?"),
        choices=[
            SelectChoice("", _l("All")),
            *(SelectChoice(key, words) for key, words in wording.choices_of(wording.SKILLS)),
        ],
        validate_choice=False,
    )
    q = StringField(_l("Words"))


class InterestForm(ReachForm, GuardedForm):
    """What a person fills in who would like to take part: only how to reach them."""

    sent = HiddenField()  # the thank-you page was shown for this press

    def validate_safe(self, field: Any) -> None:
        """We can only reach those who say that it is safe."""
        if field.data != "yes":
            raise ValidationError(
                _("We do not keep your details unless it is safe. You can phone us instead.")
            )


class TakeBackForm(CodeForm):
    """The number that deletes somebody's details."""

    sure = HiddenField()

    def tidy_code(self) -> str | None:
        """The 18 digits; None when they are not right, which is said beside the field."""
        try:
            return references.tidy(self.code.data or "")
        except NotAReceipt as problem:
            self.reject("code", explained(problem.fault))
            return None
