"""Planning a sample, deciding on a disagreement, and saying better what a theme means."""

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.accounts.models import Staff
from feedback.coding.agreement.drawing import MOST_DRAWN, Aim
from feedback.coding.agreement.models import Decision
from feedback.coding.agreement.planning import RELIABLE, TENTATIVE
from feedback.core.forms import Form

LONGEST_REASON = 1000  # characters
LONGEST_TEXT = 4000  # characters of a definition
_LEAST = {"tentative": TENTATIVE, "reliable": RELIABLE}


class _Boxes(SelectMultipleField):
    option_widget = CheckboxInput()
    widget = ListWidget(prefix_label=False)


class PlanForm(Form):
    """What a sample is for."""

    themes = _Boxes(_l("Themes that it is for"), description=_l("Tick none for all of them."))
    share = IntegerField(
        _l("How many of 100 contributions have the rarest of them?"),
        description=_l("Leave this blank to take it from what is coded so far."),
        validators=[
            Optional(),
            NumberRange(1, 99, message=_l("Write a number from 1 to 99.")),
        ],
    )
    least = RadioField(
        _l("What do you want to know?"),
        choices=[
            SelectChoice(
                "tentative", _l("Whether they are good enough for a first impression (α of 0.67)")
            ),
            SelectChoice("reliable", _l("Whether they are reliable (α of 0.80)")),
        ],
        default="tentative",
    )
    second_coder = SelectField(
        _l("Who codes them a second time?"),
        description=_l("They see no suggestion and nobody else's themes."),
        validators=[InputRequired(message=_l("Choose who codes them a second time."))],
    )
    first_coder = SelectField(
        _l("Who codes those that nobody has coded yet?"),
        validators=[InputRequired(message=_l("Choose who codes them first."))],
    )
    each_language = BooleanField(
        _l("At least ten in each language, where there are as many"),
        description=_l("Then each language can have figures of its own."),
    )
    number = IntegerField(
        _l("How many do you want to draw?"),
        description=_l("Leave this blank for as many as are needed."),
        validators=[
            Optional(),
            NumberRange(1, MOST_DRAWN, message=_l("Write a number from 1 to 2,000.")),
        ],
    )

    def offer(self, themes: Sequence[tuple[str, str]], coders: Sequence[Staff]) -> None:
        """The themes (key and name) and the people to choose from."""
        self.themes.choices = [SelectChoice(key, name) for key, name in themes]
        people = [SelectChoice(str(member.id), member.name) for member in coders]
        self.first_coder.choices = people
        self.second_coder.choices = people

    def aim(self) -> Aim:
        """What was asked for."""
        share = self.share.data
        return Aim(
            themes=list(self.themes.data or ()),
            share=share / 100 if share is not None else None,
            least=_LEAST[self.least.data],
            first_coder=uuid.UUID(self.first_coder.data),
            second_coder=uuid.UUID(self.second_coder.data),
            each_language=self.each_language.data,
            number=self.number.data,
        )


class DecideForm(Form):
    """What becomes of the themes that only one gave, and why."""

    decision = RadioField(
        _l("Which themes fit?"),
        choices=[SelectChoice(each.value, each.value) for each in Decision],
        validators=[InputRequired(message=_l("Choose which themes fit."))],
    )
    themes = _Boxes(_l("Themes that fit"))
    reason = TextAreaField(
        _l("Why?"),
        description=_l("Write the rule for the next time. Do not repeat what was said."),
        validators=[Length(max=LONGEST_REASON, message=_l("Use at most 1,000 letters."))],
    )

    def offer(self, keys: Sequence[str]) -> None:
        """The themes of which each may be kept."""
        self.themes.choices = [SelectChoice(key, key) for key in keys]

    def decided(self) -> Decision:
        """The decision that was chosen."""
        return Decision(self.decision.data)


class RewordForm(Form):
    """What a theme means, said better."""

    definition = TextAreaField(
        _l("What it means"),
        validators=[
            InputRequired(message=_l("Say what the theme means.")),
            Length(max=LONGEST_TEXT, message=_l("Use at most 4,000 letters.")),
        ],
    )
    include = TextAreaField(
        _l("Include"),
        validators=[Length(max=LONGEST_TEXT, message=_l("Use at most 4,000 letters."))],
    )
    exclude = TextAreaField(
        _l("Leave out"),
        validators=[Length(max=LONGEST_TEXT, message=_l("Use at most 4,000 letters."))],
    )
    reason = TextAreaField(
        _l("Why is it changed?"),
        description=_l("This stays with the codebook. Do not repeat what was said."),
        validators=[Length(max=LONGEST_REASON, message=_l("Use at most 1,000 letters."))],
    )
    as_example = BooleanField(
        _l("Show this contribution as an example of it"),
        description=_l("Only where its giver allows that staff learn from it."),
    )
