"""Forms of the redaction screens."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.redaction.kinds import BY_HAND, LABELS

STAYS, HIDDEN = "stays", "hidden"


class KindForm(Form):
    """What it really is, and whether that holds for all places with the same words."""

    kind = SelectField(
        _l("What is it really?"),
        choices=[SelectChoice(kind.value, LABELS[kind]) for kind in BY_HAND],
    )
    everywhere = BooleanField(_l("All places with the same words"))


class SmallPlaceForm(Form):
    """One place of the partnership's own list."""

    name = StringField(
        _l("Name of the place"),
        description=_l("A village, street, school or ward, as people write it."),
        validators=[said(_l("Write the name of the place")), at_most(LONGEST_LINE)],
    )
    rule = SelectField(
        _l("What should happen to it?"),
        choices=[
            SelectChoice(HIDDEN, _l("Small: always propose to hide it")),
            SelectChoice(STAYS, _l("Large: it may stay in the text")),
        ],
    )

    def may_stay(self) -> bool:
        """Whether it is large enough to stay."""
        return bool(self.rule.data == STAYS)
