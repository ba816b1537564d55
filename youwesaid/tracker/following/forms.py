"""What somebody fills in who wants to hear when something changes."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, ValidationError

from feedback.contributions.guarding import GuardedForm
from feedback.core import references
from feedback.outbox.addresses import NotAnAddress, address
from feedback.stories.forms import CodeForm
from feedback.stories.topics import TOPICS

_SLUG = re.compile(r"[a-z0-9-]{1,60}")


class _AboutForm:
    """What it is that somebody wants to follow: a topic, an entry, or neither, which is all."""

    topic = HiddenField()
    entry = HiddenField()

    def wanted_topic(self) -> str:
        """The topic, where it is one of ours and no entry is meant."""
        known = {topic.key for topic in TOPICS}
        return self.topic.data if self.topic.data in known and not self.wanted_entry() else ""

    def wanted_entry(self) -> str | None:
        """The name of an entry in addresses, where one is meant."""
        given = str(self.entry.data or "")
        return given if _SLUG.fullmatch(given) else None


class FollowForm(_AboutForm, GuardedForm):
    """An address for letters."""

    address = StringField(_l("Your e-mail address"))

    def validate_address(self, field: StringField) -> None:
        """Refuse what no letter can reach."""
        if not field.data:
            raise ValidationError(_("Type your e-mail address."))
        try:
            field.data = address(field.data)
        except NotAnAddress:
            raise ValidationError(
                _("Check the e-mail address. It looks like name@example.org.")
            ) from None


class FollowWithCodeForm(_AboutForm, CodeForm):
    """The number of a receipt, to find an entry again behind it."""

    def tidy_code(self) -> str:
        """The 18 digits. Raises NotAReceipt."""
        return references.tidy(self.code.data or "")
