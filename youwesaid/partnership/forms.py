"""What is filled in about agencies, posts and localities."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, IntegerField, StringField
from wtforms.validators import NumberRange

from feedback.core.forms import LONGEST_LINE, at_most, said
from feedback.core.i18n import Language
from feedback.core.spoken import SpokenForm, field_name
from youwesaid.partnership import services
from youwesaid.partnership.services import Named

MOST = 999


def _name_field(language: Language) -> Any:
    checks = [at_most(LONGEST_LINE)]
    if language.code == "en":
        checks.append(said(_l("Write the name in English.")))
    return StringField(language.autonym, validators=checks)


class NamesForm(SpokenForm):
    """The names of something, and its place in the list."""

    SPOKEN = {"name": _name_field}
    ORDER = ("key", "name", "mailbox", "position", "is_partner")
    position = IntegerField(
        _l("Place in the list"),
        description=_l("1 comes first."),
        default=1,
        validators=[NumberRange(0, MOST, _l("Write a whole number up to 999."))],
    )


class KeyedForm(NamesForm):
    """A new agency or locality."""

    key = StringField(
        _l("Short name"),
        description=_l("For addresses and files, such as council. It cannot be changed later."),
    )

    def given(self) -> Named:
        """What was filled in."""
        return Named(
            key=self["key"].data or "",
            names=self.spoken("name"),
            position=self["position"].data or 0,
        )

    def complain(self, refusal: Exception) -> None:
        """Put a broken rule beside its field."""
        if isinstance(refusal, services.NotAKey):
            self.reject("key", _("Use small letters, digits and hyphens, such as mental-health."))
        elif isinstance(refusal, services.KeyTaken):
            self.reject("key", _("Another one has this short name already."))
        else:
            self.reject(field_name("name", "en"), _("Write the name in English."))


class AgencyForm(NamesForm):
    """An agency that is kept already."""

    is_partner = BooleanField(
        _l("It is in the partnership"),
        description=_l("Without the tick, it has left: its old answers stay as they are."),
    )


class PostForm(NamesForm):
    """A post: a role, never a person's name."""

    mailbox = EmailField(
        _l("Mailbox of the post"),
        description=_l(
            "Reminders go there. Use the mailbox of the role, not of a person. "
            "You can leave it blank."
        ),
        validators=[at_most(LONGEST_LINE)],
    )
