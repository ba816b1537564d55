"""The forms of the story journey and of the pages behind a receipt."""

import re
import uuid
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.contributions.about import Question
from feedback.contributions.guarding import GuardedForm
from feedback.contributions.models import AboutYou, PermissionKind
from feedback.core import references
from feedback.core.forms import LONGEST_STORY, Form, at_most, said
from feedback.core.references import Fault, NotAReceipt
from feedback.stories import topics
from feedback.stories.services import Story

_SLUG = re.compile(r"[a-z0-9-]{1,60}")


def is_switching() -> bool:
    """Whether this post only asks for the same page in another language."""
    return "switch_language" in request.form


class StoryForm(GuardedForm):
    """What travels through the journey. The topic, an entry or a receipt says what it is about."""

    topic = HiddenField()
    about = HiddenField()
    receipt = HiddenField()
    before = HiddenField()  # why the page that asks "did you mean this as a new one?" was shown
    words = TextAreaField(
        _l("Tell us in your own words"),
        validators=[
            said(_l("Write something first. A few words are enough.")),
            at_most(LONGEST_STORY),
        ],
    )

    def topic_key(self) -> str | None:
        """The topic that was chosen; None for none, or for one that is not offered."""
        try:
            return topics.topic(str(self.topic.data or "")).key
        except topics.UnknownTopic:
            return None

    def entry_slug(self) -> str | None:
        """The published entry that it is about."""
        given = str(self.about.data or "")
        return given if _SLUG.fullmatch(given) else None

    def has_subject(self) -> bool:
        """Whether the first question is answered, or need not be asked."""
        return bool(self.topic_key() or self.entry_slug() or self.receipt.data)

    def story(self, *, language: str) -> Story:
        """What was told, with its words in *language*. Raises NotAReceipt."""
        return Story(
            submission_id=uuid.UUID(hex=self.submission_id()),
            words=self.words.data or "",
            language=language,
            topic=self.topic_key(),
            about=self.entry_slug(),
            receipt_code=references.tidy(self.receipt.data) if self.receipt.data else None,
            suspicions=self.suspicions([self.words.data or ""]),
        )

    def carried(self) -> dict[str, str]:
        """Every answer so far, to travel on in hidden fields."""
        names = ("submission", "shown", "topic", "about", "receipt", "words")
        return {name: str(self[name].data or "") for name in names}


class CodeForm(Form):
    """The 18 digits of a receipt."""

    code = StringField(_l("Your number"))

    def validate_code(self, field: StringField) -> None:
        """Say which mistake it is, where that can be known from the digits alone."""
        if not field.data:
            raise ValidationError(_("Type your number first."))
        try:
            references.tidy(field.data)
        except NotAReceipt as problem:
            raise ValidationError(explained(problem.fault)) from problem

    def nothing_held(self) -> str:
        """What is said of a code that is well formed and opens nothing."""
        return str(_("We hold nothing under that number. Check it and try again."))


def explained(fault: Fault) -> str:
    """What is wrong with a code, in words."""
    if fault is Fault.WRONG_CHECK_DIGIT:
        return str(_("One of the digits is not right. Check them and try again."))
    return str(_("The number has 18 digits and nothing else. Check it and try again."))


class HeldForm(Form):
    """A page behind a receipt: the code, and which of the things sent under it."""

    code = HiddenField()
    which = HiddenField()
    sitting = HiddenField()  # "new": came from the thank-you page; else from the receipt's page
    shown = HiddenField()  # the page was shown before, so what is ticked is what was meant
    saved = HiddenField()  # what the page before has just kept

    def tidy_code(self) -> str:
        """The 18 digits. Raises NotAReceipt."""
        return references.tidy(self.code.data or "")

    def submission_id(self) -> uuid.UUID:
        """Which submission is meant; one that nobody has when the form makes no sense."""
        try:
            return uuid.UUID(hex=self.which.data or "")
        except ValueError:
            return uuid.UUID(int=0)

    def is_sent(self, button: str = "save") -> bool:
        """Whether *button* was pressed, and not one of the languages."""
        return button in request.form and not is_switching()

    def has_been_saved(self) -> bool:
        """Whether this post asks for the page that came after saving, in another language."""
        return bool(self.saved.data) and is_switching()

    def carried(self) -> dict[str, str]:
        """What every page behind the receipt hands to the next one."""
        fields = (self.code, self.which, self.sitting)
        return {field.name: str(field.data or "") for field in fields}


class OneOrNone(RadioField):
    """One choice, or none."""

    def pre_validate(self, form: Any) -> None:
        """A blank is an answer too."""
        if self.data:
            super().pre_validate(form)


class SeveralOrNone(SelectMultipleField):
    """Several choices, or none, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, _form: Any) -> None:
        """Refuse what was not offered, without repeating it."""
        offered = {value for value, *_rest in self.iter_choices()}
        if set(self.data or ()) - offered:
            raise ValidationError(self.gettext("Not a valid choice."))


class PermissionsForm(HeldForm):
    """Five questions of yes or no; a box without a tick is a no."""

    allowed = SeveralOrNone(
        _l("What may we do with your words?"),
        choices=[
            SelectChoice(
                PermissionKind.REPORTS.value, _l("Use my words in reports, without my name")
            ),
            SelectChoice(
                PermissionKind.QUOTE.value, _l("Put a short piece on the website, without my name")
            ),
            SelectChoice(
                PermissionKind.STORY.value, _l("Put all of it on the website, after you show me")
            ),
            SelectChoice(
                PermissionKind.TRAINING.value, _l("Use my words to train staff, without my name")
            ),
            SelectChoice(
                PermissionKind.CONTACT.value, _l("Contact me, in a safe way and at a safe time")
            ),
        ],
    )

    def kinds(self) -> frozenset[PermissionKind]:
        """The kinds that were ticked."""
        return frozenset(PermissionKind(kind) for kind in self.allowed.data or ())


class AboutForm(HeldForm):
    """The base of the About-you form; its questions depend on the nation."""

    def show(self, held: AboutYou) -> None:
        """Choose what was answered before."""
        for field in self:
            if isinstance(field, OneOrNone):
                field.data = getattr(held, field.name)

    def answers(self, questions: tuple[Question, ...]) -> dict[str, str | None]:
        """The chosen answer of each question, None where it was left blank."""
        return {question.key: self[question.key].data or None for question in questions}


def about_form(questions: tuple[Question, ...]) -> AboutForm:
    """The About-you form with *questions*, each a row of choices that may stay blank."""
    fields: dict[str, Any] = {
        question.key: OneOrNone(
            question.label,
            choices=[SelectChoice(choice.key, choice.label) for choice in question.choices],
        )
        for question in questions
    }
    form: AboutForm = type("AboutYouForm", (AboutForm,), fields)()
    return form
