"""What staff fill in about plans."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField

from feedback.core.forms import LONGEST_LINE, Form, at_most
from feedback.core.i18n import Language
from youwesaid.plans.models import ItemType, Plan, PlanItem
from youwesaid.plans.outline import SECTION_OF, SECTION_TYPES
from youwesaid.plans.spoken import SpokenForm, in_languages
from youwesaid.plans.wording import TYPE_HEADINGS


class ImportForm(Form):
    """A plan file to bring in."""

    file = FileField(
        _l("Plan file"), description=_l("A .yaml file. The same file again brings it up to date.")
    )

    def raw(self) -> bytes:
        """The bytes of the file; empty when none was chosen."""
        return self.file.data.read() if self.file.data else b""


class SearchForm(Form):
    """Words to look for in all plans; sent in the address."""

    class Meta(Form.Meta):
        """It changes nothing, so it carries no token."""

        csrf = False

    q = StringField(_l("Find in all plans"))


def _name_field(language: Language) -> Any:
    return StringField(language.autonym, validators=[at_most(LONGEST_LINE)])


class NamesForm(SpokenForm):
    """A short plain name for the public, in each language; the plan's own words stay beside it."""

    SPOKEN = {"name": _name_field}


def names_form(item: PlanItem) -> SpokenForm:
    """The form of the public names that *item* has now."""
    made = in_languages(NamesForm)
    return made(data=made.starting_values(name=item.public_names))


class LabelsForm(Form):
    """What this plan calls its things; blank fields leave what the file says."""


for _section, _kind in SECTION_TYPES.items():
    if _kind is not ItemType.VISION:
        setattr(
            LabelsForm,
            _section,
            StringField(TYPE_HEADINGS[_kind], validators=[at_most(LONGEST_LINE)]),
        )


def labels_form(plan: Plan) -> LabelsForm:
    """The form of the words that *plan* uses by decision of a person here."""
    return LabelsForm(data=plan.document.get("labels") or {})


def chosen_labels(form: LabelsForm) -> dict[str, str]:
    """Words by section of the plan file."""
    return {
        section: form[section].data or ""
        for section in SECTION_OF.values()
        if section in form  # the vision is called by nothing
    }
