"""Forms that the leads fill in: sheets, clocks, and who is on duty."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.accounts.models import Staff
from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.safeguarding.clocks import LONGEST, SHIPPED, Clocks, Kind, Span, key_of
from feedback.safeguarding.duty_models import EscalationContact, Unit
from feedback.safeguarding.forms import LEVELS
from feedback.safeguarding.levels import RAISED
from feedback.safeguarding.models import Level, Urgency
from feedback.safeguarding.sheets import Line

UNITS = (
    SelectChoice(Unit.MINUTES.value, _l("minutes")),
    SelectChoice(Unit.HOURS.value, _l("hours")),
    SelectChoice(Unit.WORKING_DAYS.value, _l("working days")),
)
EVERY_LEAD = SelectChoice("", _l("Every safeguarding lead"))
EVERY_OTHER = SelectChoice("", _l("Every other safeguarding lead"))


class ContactForm(Form):
    """One line of a partner's escalation sheet."""

    partner = StringField(
        _l("Partner"),
        description=_l("Such as the council, the health board or the police."),
        validators=[said(_l("Write which partner")), at_most(LONGEST_LINE)],
    )
    role = StringField(
        _l("Role"),
        description=_l("A team or a role, not a name: people change."),
        validators=[said(_l("Write which role")), at_most(LONGEST_LINE)],
    )
    number = StringField(
        _l("Number"), validators=[said(_l("Write the number")), at_most(LONGEST_LINE)]
    )
    hours = StringField(
        _l("When do they answer? (you can leave this blank)"), validators=[at_most(LONGEST_LINE)]
    )
    out_of_hours_number = StringField(
        _l("Number out of hours (you can leave this blank)"), validators=[at_most(LONGEST_LINE)]
    )
    levels = SelectMultipleField(
        _l("For which levels?"),
        choices=LEVELS,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[InputRequired(_l("Choose at least one level"))],
    )

    def line(self) -> Line:
        """The line."""
        return Line(
            partner=str(self.partner.data),
            role=str(self.role.data),
            number=str(self.number.data),
            hours=str(self.hours.data or ""),
            out_of_hours_number=str(self.out_of_hours_number.data or ""),
            levels=[Level(each) for each in self.levels.data or []],
        )

    @classmethod
    def of(cls, contact: EscalationContact | None) -> "ContactForm":
        """The form filled in with *contact*; empty for none."""
        if contact is None:
            return cls(formdata=None)
        names = ("partner", "role", "number", "hours", "out_of_hours_number", "levels")
        return cls(formdata=None, **{name: getattr(contact, name) for name in names})


class DutyForm(Form):
    """Who is told of what is overdue."""

    lead = SelectField(
        _l("Who is told first?"),
        description=_l("Whoever looks after a concern is told about that one instead."),
        validators=[Optional()],
    )
    deputy = SelectField(
        _l("Who is told next, when nothing has happened?"), validators=[Optional()]
    )

    def offer(self, leads: Sequence[Staff]) -> None:
        """Let one of *leads* be chosen for each."""
        named = [SelectChoice(str(each.id), each.name) for each in leads]
        self.lead.choices = [EVERY_LEAD, *named]
        self.deputy.choices = [EVERY_OTHER, *named]

    def validate_deputy(self, field: SelectField) -> None:
        """Two people."""
        if field.data and field.data == self.lead.data:
            raise ValidationError(_("Choose somebody else than the first"))


def clock_keys() -> Sequence[str]:
    """The names of all clocks: of each urgency, and then of each level of it."""
    keys = [key_of(kind, urgency) for urgency in Urgency for kind in Kind]
    return [
        *keys,
        *(key_of(Kind.ACT, urgency, level) for urgency in Urgency for level in RAISED),
    ]


class ClockForm(Form):
    """Every clock: an amount and a unit. A level's own may stay blank."""

    def spans(self) -> Mapping[str, Span | None]:
        """What was written; None for a clock without an amount."""
        written: dict[str, Span | None] = {}
        for key in clock_keys():
            amount, unit = self[field_name(key)].data, self[f"{field_name(key)}_unit"].data
            written[key] = Span(amount, Unit(unit)) if amount else None
        return written


def field_name(key: str) -> str:
    """The field of the clock called *key*."""
    return key.replace(".", "_")


def clock_form(in_force: Clocks) -> ClockForm:
    """The form of all clocks, filled in with those in force unless it was sent."""
    fields: dict[str, object] = {}
    filled: dict[str, object] = {}
    for key in clock_keys():
        span = in_force.own.get(key, SHIPPED.get(key))
        needed = InputRequired(_l("Write a number")) if key in SHIPPED else Optional()
        name = field_name(key)
        fields[name] = IntegerField(_l("How many?"), validators=[needed, _fits])
        fields[f"{name}_unit"] = SelectField(_l("Of what?"), choices=UNITS)
        filled[name] = span.amount if span else None
        filled[f"{name}_unit"] = span.unit.value if span else Unit.HOURS.value
    made: ClockForm = type("AllClocks", (ClockForm,), fields)(prefix="clock-", **filled)
    return made


def _fits(form: BaseForm, field: IntegerField) -> None:
    unit = form[f"{field.short_name}_unit"].data
    if field.data is None or unit not in set(Unit):
        return
    longest = LONGEST[Unit(unit)]
    if not 1 <= field.data <= longest:
        raise ValidationError(_("Write a number from 1 to %(longest)s", longest=longest))
