"""What is filled in about a barrier."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core.forms import Form, at_most, said
from youwesaid.insights.barriers.wording import OUTCOMES
from youwesaid.insights.forms import LONGEST_ANSWER, line_field
from youwesaid.plans.models import PlanGroup, PlanItem
from youwesaid.plans.spoken import SpokenForm


class RaiseForm(Form):
    """What stands in the way, of which plan item, and with which group it begins."""

    item = SelectField(_l("Which plan item is held up?"), choices=[])
    reason = TextAreaField(
        _l("What is in the way?"),
        description=_l("For staff and for meetings. Name no person."),
        validators=[said(_l("Say what is in the way.")), at_most(LONGEST_ANSWER)],
    )
    group = SelectField(_l("Which group has it first?"), choices=[])

    def offer(self, items: Sequence[PlanItem], groups: Sequence[PlanGroup]) -> None:
        """The items and the groups that can be chosen."""
        self.item.choices = [SelectChoice(str(item.id), item.wording) for item in items]
        self.group.choices = [SelectChoice(group.key, group.name) for group in groups]


class StepForm(Form):
    """One step up a line."""

    to_group = RadioField(_l("To which group?"), choices=[])
    note = TextAreaField(
        _l("What you ask of them"),
        description=_l("You can leave it blank."),
        validators=[at_most(LONGEST_ANSWER)],
    )


class ToldForm(SpokenForm):
    """What the public may read, and whether it may."""

    SPOKEN = {"held_up": line_field}
    ORDER = ("is_public", "held_up")
    is_public = BooleanField(_l("Show it to the public"))


class CloseForm(Form):
    """How it ended."""

    outcome = RadioField(
        _l("How did it end?"),
        choices=[SelectChoice(outcome.value, label) for outcome, label in OUTCOMES.items()],
    )
    ending = TextAreaField(
        _l("What was decided"),
        validators=[said(_l("Say what was decided.")), at_most(LONGEST_ANSWER)],
    )


def chosen(form: RaiseForm, items: Sequence[PlanItem]) -> Any:
    """The plan item that *form* names."""
    return next(item for item in items if str(item.id) == form.item.data)
