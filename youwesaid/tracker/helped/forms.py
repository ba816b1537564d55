"""One question, and words for those who want to say more."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.contributions.guarding import GuardedForm
from feedback.contributions.spam import Suspicion
from feedback.core import references
from feedback.core.forms import LONGEST_STORY, at_most
from feedback.stories.forms import is_switching
from feedback.stories.services import Story
from youwesaid.tracker.helped.models import Verdict
from youwesaid.tracker.helped.wording import VERDICTS


class HelpedForm(GuardedForm):
    """Did it help? With the code of a receipt where its holder came from there."""

    code = HiddenField()
    verdict = RadioField(
        _l("Did it help?"),
        choices=[SelectChoice(each.value, label) for each, label in VERDICTS.items()],
        validate_choice=False,
    )
    words = TextAreaField(
        _l("Do you want to say more?"),
        description=_l("You can leave this blank. Leave out names if you can."),
        validators=[at_most(LONGEST_STORY)],
    )

    def validate_verdict(self, field: Any) -> None:
        """One of the four."""
        if field.data not in set(Verdict):
            raise ValidationError(_("Choose one of the answers."))

    def is_sent(self) -> bool:
        """Whether Send was pressed, and not one of the languages."""
        return "send" in request.form and not is_switching()

    def tidy_code(self) -> str:
        """The 18 digits; blank where nobody came with a code. Raises NotAReceipt."""
        return references.tidy(self.code.data) if self.code.data else ""

    def press(self) -> uuid.UUID:
        """The id of this press of Send."""
        return uuid.UUID(hex=self.submission_id())

    def story(self, *, about: str, language: str, suspicions: Sequence[Suspicion]) -> Story:
        """The words as a story about the entry, in *language*. Raises NotAReceipt."""
        return Story(
            submission_id=self.press(),
            words=self.words.data or "",
            language=language,
            about=about,
            receipt_code=self.tidy_code() or None,
            suspicions=suspicions,
        )
