"""The commands of ``youwesaid staff``, for whoever runs the server."""

import json

import click
from flask import current_app

from feedback.accounts import queries, services
from feedback.accounts.models import Staff
from feedback.accounts.passwords import SHORTEST, WeakPassword
from feedback.accounts.roles import Role
from feedback.core.db import writing
from feedback.outbox.addresses import NotAnAddress

_ROLE_WORDS = [role.value for role in Role]


@click.group()
def staff() -> None:
    """Accounts of the staff side."""


@staff.command()
@click.argument("email")
@click.option("--name", required=True, help="What colleagues call them.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(_ROLE_WORDS))
@click.option("--agency", default="", help="Which partner they work for.")
@click.option("--language", default="en", show_default=True, help="Language of their pages.")
@click.option("--ask-password", is_flag=True, help="Choose a password now instead of inviting.")
def add(
    email: str, name: str, roles: tuple[str, ...], agency: str, language: str, *, ask_password: bool
) -> None:
    """Add EMAIL, and print the one-time code to hand over."""
    password = (
        click.prompt("Password", hide_input=True, confirmation_prompt=True)
        if ask_password
        else None
    )
    try:
        with writing():
            _member, code = services.add_staff(
                email=email,
                name=name,
                roles=[Role(word) for word in roles],
                password=password,
                agency=agency,
                language=language,
            )
    except services.EmailTaken:
        raise click.ClickException(f"{email} has an account already.") from None
    except NotAnAddress:
        raise click.ClickException(f"{email} is not an email address.") from None
    except services.NoName:
        raise click.ClickException("The name is empty.") from None
    except services.NotALanguage:
        raise click.ClickException(f"{language} is not a language of the staff side.") from None
    except WeakPassword:
        words = f"The password is easy to guess, or shorter than {SHORTEST} characters."
        raise click.ClickException(words) from None
    click.echo(f"{email} is added.")
    if password is None:
        _say_code(code)


@staff.command()
@click.argument("email")
def disable(email: str) -> None:
    """Shut EMAIL out at once."""
    try:
        with writing():
            services.disable(member=_member(email))
    except services.LastAdministrator:
        words = f"{email} is the last administrator: make somebody else administrator first."
        raise click.ClickException(words) from None
    click.echo(f"{email} is switched off, and signed out everywhere.")


@staff.command()
@click.argument("email")
def reset(email: str) -> None:
    """Let EMAIL begin again: new password, new authenticator."""
    with writing():
        member = _member(email)
        if not member.active:
            services.enable(member=member)
        code = services.reset_totp(member=member)
    click.echo(f"{email} is signed out everywhere and has to begin again.")
    _say_code(code)


@staff.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
def list_staff(*, as_json: bool) -> None:
    """Everybody who has an account."""
    rows = [_row(member) for member in queries.everyone()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['email']}  {row['name']}  {row['state']}  {', '.join(row['roles'])}")


def _row(member: Staff) -> dict[str, str | list[str]]:
    state = "on" if member.has_signed_in else "invited"
    return {
        "email": member.email,
        "name": member.name,
        "agency": member.agency,
        "state": state if member.active else "off",
        "roles": sorted(member.role_names),
    }


def _member(email: str) -> Staff:
    member = queries.with_address(email, to_change=True)
    if member is None:
        raise click.ClickException(f"{email} has no account.")
    return member


def _say_code(code: str) -> None:
    where = f"{current_app.extensions['settings'].staff_url}/welcome"
    days = services.INVITED_FOR.days
    click.echo(f"One-time code: {code}")
    click.echo(f"Give it to them by telephone or in person. It works {days} days, at {where}")
