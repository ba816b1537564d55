"""Forms of the codebook."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import NumberRange, Optional

from feedback.coding.codebook.editing import MOST_EXAMPLES, Wording
from feedback.coding.models import Theme
from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.core.i18n import Language

LONGEST_RULE = 2_000  # characters of a definition
LONGEST_TERMS = 8_000
AT_THE_TOP = ""


class ReasonForm(Form):
    """Why the codebook is changed."""

    reason = StringField(
        _l("Why?"),
        description=_l("For whoever reads the list of changes. No words of people."),
        validators=[said(_l("Say why in a few words.")), at_most(LONGEST_LINE)],
    )


class MergeForm(ReasonForm):
    """Which theme takes this one in."""

    into = SelectField(_l("Into which theme?"), validators=[said(_l("Choose a theme."))])


class MoveForm(ReasonForm):
    """Where a theme stands."""

    parent = SelectField(_l("Under which theme?"), default=AT_THE_TOP)
    place = IntegerField(
        _l("Which place there? (you may leave this blank)"),
        description=_l("1 is the first. Left blank, it comes last."),
        validators=[Optional(), NumberRange(min=1, max=999)],
    )


class SplitForm(ReasonForm):
    """Into which two a theme is split."""

    half_a = SelectField(_l("A is"))
    name_a = StringField(_l("Name of A, if it is new"), validators=[at_most(LONGEST_LINE)])
    means_a = StringField(_l("What A means, if it is new"), validators=[at_most(LONGEST_RULE)])
    half_b = SelectField(_l("B is"))
    name_b = StringField(_l("Name of B, if it is new"), validators=[at_most(LONGEST_LINE)])
    means_b = StringField(_l("What B means, if it is new"), validators=[at_most(LONGEST_RULE)])


class PublishForm(Form):
    """What is new in a version."""

    note = StringField(
        _l("What is new in it?"),
        validators=[said(_l("Say in a few words what is new.")), at_most(LONGEST_LINE)],
    )


class UndoForm(Form):
    """Nothing but the press."""


class PinForm(Form):
    """Which coding shows what a theme means."""

    coding = RadioField(_l("Which one?"), choices=[])


class WordingForm(Form):
    """Everything that a theme says; its names and terms are one field for each language."""

    definition = TextAreaField(
        _l("What it means, in one or two sentences"),
        validators=[said(_l("Say what the theme means.")), at_most(LONGEST_RULE)],
    )
    include = TextAreaField(_l("Give it when"), validators=[at_most(LONGEST_RULE)])
    exclude = TextAreaField(_l("Do not give it when"), validators=[at_most(LONGEST_RULE)])
    owner = SelectField(_l("Who looks after it?"), default="")
    parent = SelectField(_l("Under which theme?"), default=AT_THE_TOP)
    reason = StringField(_l("Why? (you may leave this blank)"), validators=[at_most(LONGEST_LINE)])

    name_fields: Sequence[tuple[Language, str]] = ()
    term_fields: Sequence[tuple[Language, str]] = ()
    example_fields: Sequence[str] = ()

    def wording(self) -> Wording:
        """What was written."""
        owner = str(self.owner.data or "")
        return Wording(
            names={language.code: str(self[name].data) for language, name in self.name_fields},
            definition=str(self.definition.data),
            include=str(self.include.data or ""),
            exclude=str(self.exclude.data or ""),
            examples=[str(self[name].data or "") for name in self.example_fields],
            terms={
                language.code: str(self[name].data or "").splitlines()
                for language, name in self.term_fields
            },
            owner_id=uuid.UUID(owner) if owner else None,
        )


def wording_form(
    theme: Theme | None,
    *,
    shown: Sequence[Language],
    written: Sequence[Language],
    owners: Sequence[tuple[str, str]],
    parents: Sequence[tuple[str, str]],
) -> WordingForm:
    """The form for a theme: a name for each language *shown*, terms for each one *written*."""
    examples = max(MOST_EXAMPLES, len(theme.examples) if theme else 0)
    fields: dict[str, Any] = {
        "name_fields": [(each, f"name_{_safe(each)}") for each in shown],
        "term_fields": [(each, f"terms_{_safe(each)}") for each in written],
        "example_fields": [f"example_{number}" for number in range(1, examples + 1)],
    }
    for language, name in fields["name_fields"]:
        fields[name] = _name_field(language)
    for language, name in fields["term_fields"]:
        fields[name] = TextAreaField(
            _("Words in %(language)s", language=language.autonym),
            validators=[at_most(LONGEST_TERMS)],
        )
    for number, name in enumerate(fields["example_fields"], 1):
        label = _("Example %(number)s, written by you", number=number)
        fields[name] = StringField(label, validators=[at_most(LONGEST_RULE)])
    made: WordingForm = type("ThemeWordingForm", (WordingForm,), fields)(data=_held(theme, fields))
    made.owner.choices = [SelectChoice("", _("Nobody")), *(SelectChoice(*each) for each in owners)]
    made.parent.choices = [
        SelectChoice(AT_THE_TOP, _("None: it stands at the top")),
        *(SelectChoice(*each) for each in parents),
    ]
    return made


def _name_field(language: Language) -> StringField:
    checks = [at_most(LONGEST_LINE)]
    if language.code == "en":
        checks.insert(0, said(_l("Give the theme a name in English.")))
    return StringField(_("Name in %(language)s", language=language.autonym), validators=checks)


def _safe(language: Language) -> str:
    return language.code.replace("-", "_")


def _held(theme: Theme | None, fields: dict[str, Any]) -> dict[str, Any]:
    if theme is None:
        return {}
    held: dict[str, Any] = {
        "definition": theme.definition,
        "include": theme.include,
        "exclude": theme.exclude,
        "owner": str(theme.owner_id or ""),
    }
    for language, name in fields["name_fields"]:
        held[name] = theme.names.get(language.code, "")
    for language, name in fields["term_fields"]:
        held[name] = "\n".join(theme.terms.get(language.code, ()))
    return held | dict(zip(fields["example_fields"], theme.examples, strict=False))
