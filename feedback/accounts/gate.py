"""Who is asking, on each side."""

from flask_security import current_user

from feedback.accounts.models import Staff


def nobody() -> frozenset[str] | None:
    """The public side knows nobody."""
    return None


def current_staff() -> Staff:
    """The member of staff who is signed in; only in views that are for staff."""
    member: Staff = current_user._get_current_object()  # noqa: SLF001 - werkzeug's documented way
    return member


def held_roles() -> frozenset[str] | None:
    """The roles of whoever is fully signed in; None for nobody."""
    return current_staff().role_names if current_user.is_authenticated else None
