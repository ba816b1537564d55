"""Packs on screen: choose a kind, look at it, take it along."""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.audience import staff
from feedback.core.named_files import download
from youwesaid.packs import services, showing
from youwesaid.packs.formats.files import Format
from youwesaid.packs.kinds import PackKind
from youwesaid.packs.outline import pack
from youwesaid.plans import queries as plans

bp = Blueprint("packs", __name__, url_prefix="/packs")
MAKERS = (Role.EDITOR, Role.PUBLISHER, Role.VIEWER, Role.LEAD)
_NAMES = ", ".join(f"'{kind}'" for kind in PackKind)
_KINDS = f"<any({_NAMES}):kind>"


@bp.get("/")
@staff(*MAKERS)
def listing() -> ResponseReturnValue:
    """The kinds of packs, for whom each is, and the usual one of each to take along at once."""
    plan = next(iter(plans.plans()), None)
    kinds = showing.kinds(plan, today=clock.today()) if plan else ()
    return render_template("packs/listing.html", plan=plan, kinds=kinds)


@bp.get(f"/{_KINDS}")
@staff(*MAKERS)
def show(kind: str) -> ResponseReturnValue:
    """One pack with what can be chosen for it, as a page."""
    chosen = showing.chosen(PackKind(kind), request.args, today=clock.today())
    status = HTTPStatus.BAD_REQUEST if chosen.form.errors else HTTPStatus.OK
    made = pack(chosen.asked) if chosen.asked else None
    return render_template("packs/show.html", chosen=chosen, pack=made), status


@bp.get(f"/{_KINDS}/file")
@staff(*MAKERS)
def take(kind: str) -> ResponseReturnValue:
    """The pack as a file; that it was made is written down."""
    chosen = showing.chosen(PackKind(kind), request.args, today=clock.today())
    if chosen.asked is None:
        return render_template("packs/show.html", chosen=chosen, pack=None), HTTPStatus.BAD_REQUEST
    how = Format(chosen.form.how.data)
    return download(services.make_pack(chosen.asked, how=how, by=current_staff()))
