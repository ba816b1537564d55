"""What staff fill in while they check a draft."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core import text as texts
from feedback.core.forms import LONGEST_LINE, LONGEST_STORY, Form, at_most, said
from youwesaid.plans.documents import documenting, queries
from youwesaid.plans.documents.documenting import Head
from youwesaid.plans.documents.models import PlanDraft
from youwesaid.plans.documents.wording import TYPE_NAMES, in_short

_line = [at_most(LONGEST_LINE)]


class DocumentForm(Form):
    """A published document to read a plan out of."""

    file = FileField(
        _l("The published document"),
        description=_l("A .docx, .pdf, .md or .txt file. Nothing becomes a plan until you say so."),
        validators=[said(_l("Choose a file"))],
    )


class ItemForm(Form):
    """One proposed item, as a person wants it."""

    type = SelectField(_l("What it is"))
    parent = SelectField(_l("Under"))
    label = StringField(_l("What the document calls it"), validators=_line)
    ref = StringField(_l("Number as printed (blank is fine)"), validators=_line)
    title = TextAreaField(_l("Title (blank is fine)"), validators=[at_most(LONGEST_STORY)])
    text = TextAreaField(_l("Words"), validators=[at_most(LONGEST_STORY)])
    owner = StringField(_l("Who (blank is fine)"), validators=_line)
    due = StringField(_l("By when (blank is fine)"), validators=_line)

    def values(self) -> dict[str, Any]:
        """What the form says, blanks as None."""
        parent = str(self.parent.data or "")
        lines = {
            name: texts.one_line(self[name].data or "") or None
            for name in ("ref", "title", "owner", "due")
        }
        return {
            **lines,
            "type": self.type.data,
            "label": texts.one_line(self.label.data or "") or str(self.type.data),
            "text": texts.clean(self.text.data or "") or None,
            "parent": int(parent) if parent.isdigit() else None,
        }


def item_form(draft: PlanDraft, row: dict[str, Any]) -> ItemForm:
    """The form of one item, with the priorities of its draft to stand under."""
    form = ItemForm(data={**row, "parent": str(row["parent"] or "")})
    form.type.choices = [SelectChoice(kind.value, name) for kind, name in TYPE_NAMES.items()]
    parents = queries.possible_parents(draft, row["number"])
    form.parent.choices = [
        SelectChoice("", _("Nothing: it stands on its own")),
        *(SelectChoice(str(each["number"]), in_short(each)) for each in parents),
    ]
    if form.parent.data not in {str(each["number"]) for each in parents}:
        form.parent.data = ""
    return form


class PlanForm(Form):
    """What is said of the whole plan when it is made."""

    title = StringField(
        _l("Title of the plan"), validators=[said(_l("Write the title")), at_most(300)]
    )
    partnership = StringField(
        _l("Whose plan it is"),
        description=_l("The name of the partnership, board or council."),
        validators=[said(_l("Write whose plan it is")), *_line],
    )
    key = StringField(
        _l("Short id"),
        description=_l("Letters, digits and hyphens, such as dg-2024. It stands in addresses."),
        validators=[said(_l("Write a short id")), at_most(40)],
    )
    start = StringField(_l("Starts (blank is fine)"), validators=_line)
    end = StringField(_l("Ends (blank is fine)"), validators=_line)
    leave_out = BooleanField(_l("Leave out the items that nobody has decided on"))

    def head(self) -> Head:
        """What the form says."""
        return Head(
            key=texts.one_line(self.key.data or ""),
            title=texts.one_line(self.title.data or ""),
            partnership=texts.one_line(self.partnership.data or ""),
            start=texts.one_line(self.start.data or "") or None,
            end=texts.one_line(self.end.data or "") or None,
        )


def plan_form(draft: PlanDraft, partnership: str) -> PlanForm:
    """The form of the whole plan, with what the document says of it."""
    return PlanForm(
        data={"title": draft.title, "key": documenting.suggested_key(draft),
              "start": draft.period_start, "end": draft.period_end, "partnership": partnership}
    )  # fmt: skip
