"""The coding desk."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.coding import queries, wording
from feedback.coding.changes import AlreadyUndone
from feedback.coding.desk import (
    deciding,
    filtering,
    notes,
    presence,
    saving,
    services,
    showing,
    writing,
)
from feedback.coding.desk import queries as desk_queries
from feedback.coding.desk.blueprint import bp
from feedback.coding.desk.deciding import Decided, What
from feedback.coding.desk.filtering import Filters
from feedback.coding.desk.forms import DeskForm, ResolveForm
from feedback.coding.desk.queue_forms import QueueForm, SaveQueueForm
from feedback.contributions.models import Contribution
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring
from feedback.core.paging import page_of


@bp.get("/")
@staff(*READERS)
def queue() -> ResponseReturnValue:
    """What waits to be coded, or what else is asked for, in the order that is asked for."""
    filters = Filters.read(request.args)
    page = page_of(filtering.queue(filters))
    return render_template(
        "coding/queue.html",
        page=page,
        rows=[_row(contribution) for contribution in page.rows],
        filters=filters,
        form=QueueForm(filters),
        save_form=SaveQueueForm(formdata=None),
        saved=saving.saved_queues(current_staff()),
        mine=current_staff().id,
    )


@bp.get("/next")
@staff(*READERS)
def next_one() -> ResponseReturnValue:
    """Open the first of the queue that nobody else has open."""
    filters = Filters.read(request.args)
    after = request.args.get("after", type=uuid.UUID)
    left = queries.contribution(after) if after else None
    return redirect(_next_address(filters, left))


@bp.route("/<uuid:contribution_id>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def desk(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """One contribution: its working text, the one box, the suggestions, the themes."""
    contribution = queries.contribution(contribution_id)
    if contribution.restricted:
        flash(_("Somebody may be in danger here: those who look after that have it now."))
        return redirect(url_for("coding.queue"))
    filters = Filters.read(request.args)
    presence.note(contribution, by=current_staff())
    shown = _shown(contribution)
    form = DeskForm(shown)
    if request.method == "POST":
        decided = deciding.decide(form, shown, by=current_staff(), keyring=keyring())
        if decided.said:
            flash(decided.said)
        onward = _onward(contribution, decided, filters)
        if onward is not None:
            return redirect(onward)
        shown = _shown(contribution)
    page = render_template(
        "coding/desk.html",
        form=form,
        shown=shown,
        post_to=url_for("coding.desk", contribution_id=contribution_id, **filters.as_args()),
        filters=filters,
        others_here=presence.others_at(contribution, than=current_staff()),
        colleagues=desk_queries.colleagues(current_staff().id),
    )
    return page, 400 if form.errors else 200


@bp.get("/done")
@staff(*READERS)
def done() -> ResponseReturnValue:
    """What I did, newest first."""
    page = page_of(desk_queries.acts_of(current_staff()))
    blind = {act.number for act in page.rows if desk_queries.is_blind(act)}
    about = {act.number: desk_queries.contribution_of(act) for act in page.rows}
    return render_template(
        "coding/desk/done.html",
        page=page,
        about={at: _row(one) for at, one in about.items() if one and at not in blind},
        blind=blind,
        in_words=writing.act_in_words,
    )


@bp.post("/done/<int:number>/undo")
@staff(*READERS)
@writes
def undo(number: int) -> ResponseReturnValue:
    """Take one of my acts back, and open what it was about."""
    try:
        undone = services.undo_one(number, by=current_staff())
    except services.CannotBeUndone:
        flash(_("Take back what came after it first."), "error")
    except AlreadyUndone:
        flash(_("That was taken back before."))
    else:
        flash(deciding.said_of(undone))
    return redirect(url_for("coding.done"))


@bp.get("/discuss")
@staff(*READERS)
def discuss() -> ResponseReturnValue:
    """Questions between colleagues that wait, mine first of all."""
    mine = current_staff().id
    found = showing.asked(desk_queries.open_discussions(mine), keyring())
    return render_template(
        "coding/desk/discuss.html",
        asked=found,
        rows={each.discussion.id: _row(each.discussion.contribution) for each in found},
        form=ResolveForm(),
        mine=mine,
    )


@bp.post("/discuss/<uuid:discussion_id>/resolve")
@staff(*READERS)
@writes
def resolve(discussion_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a question is settled, and what came of it."""
    form = ResolveForm()
    if not form.validate_on_submit():
        flash(_("Make it shorter."), "error")
        return redirect(url_for("coding.discuss"))
    notes.resolve(
        desk_queries.discussion(discussion_id),
        outcome=form.outcome.data or "",
        by=current_staff(),
        keyring=keyring(),
    )
    flash(_("It is settled."))
    return redirect(url_for("coding.discuss"))


def _row(contribution: Contribution) -> wording.Row:
    return wording.row(contribution, keyring())


def _shown(contribution: Contribution) -> showing.Desk:
    return showing.desk(contribution, keyring(), for_coder=current_staff().id)


def _next_address(filters: Filters, left: Contribution | None) -> str:
    following = filtering.next_in(filters, by=current_staff(), other_than=left)
    if following is None:
        flash(_("Everything that has been read is coded."))
        return url_for("coding.queue", **filters.as_args())
    return url_for("coding.desk", contribution_id=following.id, **filters.as_args())


def _onward(contribution: Contribution, decided: Decided, filters: Filters) -> str | None:
    """Where a press leads; None: the same page again."""
    args: dict[str, Any] = {"contribution_id": contribution.id, **filters.as_args()}
    match decided.what:
        case What.SAVED:
            if presence.saved_meanwhile(contribution, by=current_staff()):
                return url_for("coding.merge", **args)
            presence.leave(contribution, by=current_staff())
            return _next_address(filters, contribution)
        case What.WORRIED:
            return url_for("inbox.show", contribution_id=contribution.id, _anchor="worry")
        case What.UNDONE:
            about = decided.contribution_id or contribution.id
            return url_for("coding.desk", **(args | {"contribution_id": about}))
        case _:
            return None
