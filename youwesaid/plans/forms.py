"""What staff fill in about plans."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import UUID, AnyOf

from feedback.core.forms import LONGEST_LINE, Form, at_most
from feedback.core.i18n import Language
from youwesaid.plans import wording
from youwesaid.plans.inferring import inferred
from youwesaid.plans.models import ItemType, Plan, PlanGroup, PlanItem
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


#: What of an item may have been worked out.
MARKED = ("owner", "due")
LONGEST_NOTE = 2000


class StandingForm(Form):
    """How far an item is: status and colour by themselves, each one of the plan's own words."""

    status = SelectField(_l("How far it is"), validate_choice=True)
    rag = SelectField(
        _l("Its colour"),
        description=_l("The colour is never worked out from the status."),
        validate_choice=True,
    )
    note = TextAreaField(
        _l("Note"),
        description=_l("Why, or how you know. It is public. You can leave it blank."),
        validators=[at_most(LONGEST_NOTE)],
    )
    owner_marked = BooleanField(_l("Who does it was worked out: the plan does not print it"))
    due_marked = BooleanField(_l("The day was worked out: the plan does not print it"))

    def marked(self, key: str) -> set[str]:
        """The values of the item *key* that were worked out."""
        return {f"{key}.{name}" for name in MARKED if self[f"{name}_marked"].data}


def standing_form(item: PlanItem) -> StandingForm:
    """The form of how far *item* is now."""
    given = {"status": item.status or "", "rag": item.rag or ""}
    marks = {f"{name}_marked": f"{item.key}.{name}" in marked_of(item) for name in MARKED}
    form = StandingForm(data={**given, **marks})
    form.status.choices = _choices(wording.statuses(item.plan), item.status)
    form.rag.choices = _choices(wording.rags(item.plan), item.rag)
    return form


def marked_of(item: PlanItem) -> set[str]:
    """The values of *item* that were worked out."""
    return {f"{item.key}.{name}" for name in MARKED} & inferred(item.plan)


def _choices(words: Sequence[str], present: str | None) -> list[SelectChoice]:
    """The plan's words, "not said", and what it says now though no list has it."""
    known = [*words, *([present] if present and present not in words else [])]
    return [SelectChoice("", _l("The plan does not say")), *(SelectChoice(w, w) for w in known)]


def _note_field(language: Language) -> Any:
    return TextAreaField(language.autonym, validators=[at_most(LONGEST_NOTE)])


class NoteForm(SpokenForm):
    """Which way is better for a measure, and when it is not, in each language."""

    SPOKEN = {"note": _note_field}


def note_form(item: PlanItem) -> SpokenForm:
    """The form of the note that *item* has now."""
    made = in_languages(NoteForm)
    return made(data=made.starting_values(note=item.notes))


class GroupForm(SpokenForm):
    """What people here know of a group that its plan does not print."""

    SPOKEN = {"name": _name_field}
    ORDER = ("name", "aliases", "since", "until", "members")
    aliases = TextAreaField(
        _l("Also called"),
        description=_l("One name on each line, besides those in the file."),
        validators=[at_most(LONGEST_NOTE)],
    )
    since = StringField(
        _l("Since"),
        description=_l("A year, a month or a day, such as 2022, 2022-07 or 2022-07-01."),
        validators=[at_most(LONGEST_LINE)],
    )
    until = StringField(_l("Until"), validators=[at_most(LONGEST_LINE)])
    members = TextAreaField(
        _l("When each member was in it"),
        description=_l("After the colon: until July 2022. Leave a line as it is to say nothing."),
        validators=[at_most(10 * LONGEST_NOTE)],
    )

    def dates_of(self, group: PlanGroup) -> dict[str, str]:
        """What was written after the colon, by member."""
        found = {}
        for line in (self.members.data or "").splitlines():
            for member, _when in group.members:
                if line.startswith(f"{member}:"):
                    found[member] = line.removeprefix(f"{member}:").strip()
        return found


def group_form(group: PlanGroup) -> Any:
    """The form of what is known of *group* now."""
    made = in_languages(GroupForm)
    lines = [f"{member}: {when}".rstrip() for member, when in group.members]
    return made(
        data={
            **made.starting_values(name=group.public_names),
            "aliases": "\n".join(group.aliases),
            "since": group.since or "",
            "until": group.until or "",
            "members": "\n".join(lines),
        }
    )


class CarryForm(Form):
    """An item of another plan, and whether this one goes on there, came from there, or neither."""

    other = HiddenField(validators=[UUID()])
    way = HiddenField(validators=[AnyOf(["into", "from", "part_into", "part_from"])])


class LabelsForm(Form):
    """What this plan calls its things; blank fields leave what the file says."""

    status_words = TextAreaField(
        _l("The words for how far things are"),
        description=_l("One on each line, in order. Leave it blank to use those of the file."),
        validators=[at_most(LONGEST_NOTE)],
    )
    rag_words = TextAreaField(
        _l("The words for the colours"),
        description=_l("One on each line. Leave it blank to use red, amber and green."),
        validators=[at_most(LONGEST_NOTE)],
    )
    start_marked = BooleanField(_l("The start was worked out: the plan does not print it"))
    end_marked = BooleanField(_l("The end was worked out: the plan does not print it"))

    def marked(self) -> set[str]:
        """Which ends of the period were worked out."""
        return {f"period.{name}" for name in ("start", "end") if self[f"{name}_marked"].data}


for _section, _kind in SECTION_TYPES.items():
    if _kind is not ItemType.VISION:
        setattr(
            LabelsForm,
            _section,
            StringField(TYPE_HEADINGS[_kind], validators=[at_most(LONGEST_LINE)]),
        )


def labels_form(plan: Plan) -> LabelsForm:
    """The form of the words that *plan* uses by decision of a person here."""
    marks = {f"{name}_marked": f"period.{name}" in inferred(plan) for name in ("start", "end")}
    words = {"status_words": "\n".join(plan.statuses), "rag_words": "\n".join(plan.rags)}
    return LabelsForm(data={**(plan.document.get("labels") or {}), **words, **marks})


def chosen_labels(form: LabelsForm) -> dict[str, str]:
    """Words by section of the plan file."""
    return {
        section: form[section].data or ""
        for section in SECTION_OF.values()
        if section in form  # the vision is called by nothing
    }
