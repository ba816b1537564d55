"""Kinds of questions whose answer is chosen."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.core.forms import LONGEST_LINE
from feedback.core.text import one_line
from surveys.definitions.asked import PREFIX, Asked, PartsField
from surveys.definitions.question import AGREED, DOT, OTHER, Answer


class Choosing(Asked):
    """Any question with choices, one of which may have a box to say which."""

    @property
    def other_part(self) -> str:
        """The column of "other, say which"; "" where there is no such choice."""
        return f"{self.question.key}{DOT}{OTHER}" if self.question.other else ""

    @property
    def other_name(self) -> str:
        """The name of the box to say which, in a form."""
        return f"{PREFIX}{self.other_part}"

    def other_fields(self) -> dict[str, Any]:
        """The box to say which, where there is one."""
        other = self.question.other
        if other is None:
            return {}
        label = _("If you chose “%(choice)s”, say which", choice=self.text(other.label))
        return {self.other_name: StringField(label)}

    def answers(self, given: Mapping[str, object]) -> dict[str, Answer]:
        """What was chosen; whoever only wrote into the box has chosen it."""
        found = super().answers(given)
        other = self.question.other
        if other is None:
            return found
        words = one_line(self.one_text(given.get(self.other_part)))
        if len(words) > LONGEST_LINE:
            raise self.refused(
                _("Use %(most)s letters or fewer here.", most=LONGEST_LINE), self.other_part
            )
        if words and not found:
            found[self.question.key] = self.clean(other.value) or other.value
        if words and other.value in _values(found[self.question.key]):
            found[self.other_part] = words
        return found

    def all_in_words(self, answers: Mapping[str, Answer]) -> str:
        """What was chosen, and which other."""
        chosen = super().all_in_words(answers)
        other = answers.get(self.other_part)
        return f"{chosen}\n{other}" if other else chosen


def _values(answer: Answer) -> tuple[Any, ...]:
    return answer if isinstance(answer, tuple) else (answer,)


class OneChoice(Choosing):
    """One of several choices."""

    look = "radios"

    def fields(self) -> dict[str, Any]:
        """Radio buttons that may all stay empty."""
        # Our own check says in our words what is no choice.
        field = RadioField(self.wording, choices=self.select_choices(), validate_choice=False)
        return {self.name: field, **self.other_fields()}

    def clean(self, given: object) -> Answer | None:
        """The value that was chosen."""
        return self.value_of(given, self.question.choices)


class LongList(OneChoice):
    """One of many choices, in a box that opens."""

    look = "list"

    def fields(self) -> dict[str, Any]:
        """A select box whose first line is blank."""
        choices = [SelectChoice("", ""), *self.select_choices()]
        field = SelectField(self.wording, choices=choices, validate_choice=False)
        return {self.name: field, **self.other_fields()}


class Pictures(OneChoice):
    """One of a few pictures, each with words."""

    look = "pictures"

    @property
    def pictures(self) -> dict[str, tuple[str, str]]:
        """The digest of each picture, and its words for those who do not see it, by value."""
        return {
            choice.value: (choice.picture, self.text(choice.alt))
            for choice in self.question.choices
            if choice.picture
        }


class AgreeScale(OneChoice):
    """How much somebody agrees, in five steps."""


class Rating(OneChoice):
    """Five steps, each with words and a face."""

    look = "faces"


class YesNo(OneChoice):
    """Yes, no, or rather not say."""


class _CheckBoxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SeveralChoices(Choosing):
    """Any of the choices, or the one that goes with no other."""

    look = "checkboxes"

    def fields(self) -> dict[str, Any]:
        """Check boxes."""
        field = _CheckBoxes(self.wording, choices=self.select_choices(), validate_choice=False)
        return {self.name: field, **self.other_fields()}

    def clean(self, given: object) -> Answer | None:
        """The values that were chosen, each once, in the order of the choices."""
        values = set(self.texts_of(given))
        if values - {choice.value for choice in self.question.choices}:
            raise self.refused(_("Choose any of these answers, or leave this blank."))
        for choice in self.question.choices:
            if choice.is_exclusive and choice.value in values and len(values) > 1:
                label = self.text(choice.label)
                raise self.refused(_("Choose “%(choice)s”, or the others. Not both.", choice=label))
        return tuple(each.value for each in self.question.choices if each.value in values) or None


class Consent(Asked):
    """One line that somebody agrees to, or does not."""

    look = "consent"

    def fields(self) -> dict[str, Any]:
        """One check box."""
        return {self.name: PartsField(self.wording, self.parts())}

    def clean(self, given: object) -> Answer | None:
        """That it was agreed to."""
        value = self.one_text(given)
        if value and value != AGREED:
            raise self.refused(_("Tick the box, or leave it blank."))
        return value or None

    def in_words(self, _answer: Answer) -> str:
        """That it was agreed to."""
        return str(_("I agree"))
