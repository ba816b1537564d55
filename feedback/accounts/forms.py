"""Forms for signing in and for looking after accounts."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.accounts import passwords
from feedback.accounts.passwords import Weakness
from feedback.accounts.roles import Role
from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.core.i18n import Language

ROLE_NAMES = {
    Role.CODER: _l("Coder"),
    Role.LEAD: _l("Safeguarding lead"),
    Role.EDITOR: _l("Editor"),
    Role.PUBLISHER: _l("Publisher"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.VIEWER: _l("Viewer"),
}
ROLE_HINTS = {
    Role.CODER: _l("Reads what people said, hides names, gives themes."),
    Role.LEAD: _l("Reads what people said and looks after concerns."),
    Role.EDITOR: _l("Writes insights and answers."),
    Role.PUBLISHER: _l("Signs off and publishes answers."),
    Role.ADMINISTRATOR: _l("Looks after accounts. Cannot read what people said."),
    Role.VIEWER: _l("Sees themes, insights, plans and what is published."),
}
WEAK = {
    Weakness.SHORT: _l("Use at least %(number)s characters.", number=passwords.SHORTEST),
    Weakness.LONG: _l("Use at most %(number)s characters.", number=passwords.LONGEST),
    Weakness.GUESSABLE: _l("That is easy to guess. Three random words are better."),
}
_PASSWORD_HINT = _l("At least %(number)s characters. Three random words are good.", number=12)


def _email() -> StringField:
    return StringField(
        _l("Email address"),
        validators=[said(_l("Enter your email address")), at_most(LONGEST_LINE)],
    )


class SignInForm(Form):
    """The first factor."""

    email = _email()
    password = PasswordField(_l("Password"), validators=[said(_l("Enter your password"))])


class CodeForm(Form):
    """The second factor, from an authenticator."""

    code = StringField(
        _l("Code"),
        description=_l("The six digits that your authenticator app shows now."),
        validators=[said(_l("Enter the code")), at_most(LONGEST_LINE)],
    )


class RecoveryForm(Form):
    """The second factor, from a list on paper."""

    code = StringField(
        _l("Recovery code"),
        description=_l("One of the codes that you wrote down. Each works once."),
        validators=[said(_l("Enter a recovery code")), at_most(LONGEST_LINE)],
    )


class WelcomeForm(Form):
    """The first visit of somebody who was invited."""

    email = _email()
    invitation = StringField(
        _l("One-time code"),
        description=_l("The person who made your account gives it to you."),
        validators=[said(_l("Enter your one-time code")), at_most(LONGEST_LINE)],
    )
    password = PasswordField(
        _l("New password"),
        description=_PASSWORD_HINT,
        validators=[said(_l("Choose a password"))],
    )


class PasswordForm(Form):
    """Another password for oneself."""

    password = PasswordField(_l("Your password now"), validators=[said(_l("Enter your password"))])
    new_password = PasswordField(
        _l("New password"),
        description=_PASSWORD_HINT,
        validators=[said(_l("Choose a password"))],
    )


class OwnPasswordForm(Form):
    """Is it still you?"""

    password = PasswordField(_l("Your password"), validators=[said(_l("Enter your password"))])


class LanguageForm(Form):
    """The language of one's own pages and letters."""

    language = SelectField(_l("Language"), choices=[])

    def offer(self, languages: Iterable[Language]) -> None:
        """The languages to choose from, each in its own name."""
        self.language.choices = [
            SelectChoice(value=language.code, label=language.autonym) for language in languages
        ]


class RolesForm(Form):
    """What somebody is trusted with."""

    roles = SelectMultipleField(
        _l("Roles"),
        choices=[SelectChoice(value=role.value, label=name) for role, name in ROLE_NAMES.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[said(_l("Choose at least one role"))],
    )

    def chosen(self) -> tuple[Role, ...]:
        """The roles that were ticked."""
        given: Any = self.roles.data or ()
        return tuple(Role(word) for word in given)


class AddStaffForm(LanguageForm, RolesForm):
    """A new account."""

    email = StringField(
        _l("Email address"),
        validators=[said(_l("Enter an email address")), at_most(LONGEST_LINE)],
    )
    name = StringField(_l("Name"), validators=[said(_l("Enter a name")), at_most(LONGEST_LINE)])
    agency = StringField(
        _l("Agency (you can leave this blank)"), validators=[at_most(LONGEST_LINE)]
    )
