"""Who a page is for. A view that does not say is closed to everybody, and the build fails."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., Any])


class Side(StrEnum):
    """The two web applications, on separate origins."""

    PUBLIC = "public"
    STAFF = "staff"


#: What guests hold, who are not staff: a page for any staff member is not for them.
GUESTS = frozenset({"reviewer"})


@dataclass(frozen=True, slots=True)
class Audience:
    """Anybody, or signed-in staff who hold one of *roles* (empty: any staff member)."""

    anybody: bool
    roles: frozenset[str] = frozenset()

    def admits(self, held: frozenset[str] | None) -> bool:
        """Whether somebody holding *held* may come in; None is nobody signed in."""
        if self.anybody:
            return True
        if held is None:
            return False
        return bool(self.roles & held) if self.roles else not held & GUESTS

    @property
    def is_for_guests(self) -> bool:
        """Whether only guests may come in."""
        return bool(self.roles) and self.roles <= GUESTS


class Gate(Protocol):
    """How the staff side knows who is asking."""

    def __call__(self) -> frozenset[str] | None:
        """The roles of the visitor; None when nobody is fully signed in."""


def public(view: View) -> View:
    """This view is for anybody."""
    view.__dict__["audience"] = Audience(anybody=True)
    return view


def staff(*roles: StrEnum) -> Callable[[View], View]:
    """This view is for staff who hold one of *roles*; for any staff member when none is named."""

    def marked(view: View) -> View:
        view.__dict__["audience"] = Audience(
            anybody=False, roles=frozenset(role.value for role in roles)
        )
        return view

    return marked


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Who the view behind *endpoint* says it is for."""
    declared = getattr(app.view_functions.get(endpoint), "audience", None)
    return declared if isinstance(declared, Audience) else None


def may_open(endpoint: str) -> bool:
    """Whether the present visitor may open *endpoint*: for showing or hiding a link."""
    gate: Gate = current_app.extensions["gate"]
    declared = audience_of(current_app, endpoint)
    return declared is not None and declared.admits(gate())


def init_app(
    app: Flask,
    *,
    side: Side,
    gate: Gate,
    sign_in: str | None = None,
    guest_sign_in: str | None = None,
) -> None:
    """Ask every request's view who it is for.

    *sign_in* is the endpoint for those unknown, *guest_sign_in* the one at a page for guests.
    """
    app.extensions["gate"] = gate
    app.extensions["side"] = side

    @app.before_request
    def _ask() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # no such address: the 404 or 405 follows
        declared = audience_of(app, request.endpoint)
        if declared is None:
            abort(403)
        held = gate()
        if declared.admits(held):
            return None
        if held is not None:
            abort(403)
        if not sign_in or request.method != "GET":
            abort(401)
        wanted = guest_sign_in if declared.is_for_guests else None
        return redirect(url_for(wanted or sign_in))


def mark(app: Flask, endpoints: Iterable[str], audience: Audience) -> None:
    """Say who the views of a library are for, since they cannot say so themselves."""
    for endpoint in endpoints:
        app.view_functions[endpoint].__dict__["audience"] = audience
