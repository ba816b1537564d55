"""The page about suggestions: how far they are to be trusted, and what trained them."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.coding import queries
from feedback.coding.codebook import editing
from feedback.coding.tagging import floors, showing, terms, versions
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring

bp = Blueprint("tagging", __name__, url_prefix="/suggestions")


@bp.get("/")
@staff(*READERS)
def show() -> ResponseReturnValue:
    """Every theme with how often the team agreed, and the models."""
    return render_template("coding/tagging/show.html", shown=showing.page())


@bp.post("/train")
@staff(*READERS)
@writes
def train() -> ResponseReturnValue:
    """Ask the worker for a new model."""
    try:
        versions.ask_for_training(by=current_staff())
    except versions.AlreadyAsked:
        flash(_("A training is on its way already."))
    else:
        flash(_("The tagger will be trained in a minute. Go on working meanwhile."))
    return redirect(url_for("tagging.show"))


@bp.post("/themes/<key>/on")
@staff(Role.LEAD)
@writes
def switch_on(key: str) -> ResponseReturnValue:
    """Suggest a theme again."""
    floors.switch(queries.theme_by_key(key), on=True, by=current_staff())
    flash(_("This theme is suggested again."))
    return redirect(url_for("tagging.show"))


@bp.post("/themes/<key>/off")
@staff(Role.LEAD)
@writes
def switch_off(key: str) -> ResponseReturnValue:
    """Suggest a theme no more."""
    floors.switch(queries.theme_by_key(key), on=False, by=current_staff())
    flash(_("This theme is suggested no more."))
    return redirect(url_for("tagging.show"))


@bp.post("/models/<name>/use")
@staff(Role.LEAD)
@writes
def use(name: str) -> ResponseReturnValue:
    """Go back to an earlier model."""
    try:
        versions.go_back_to(versions.model_named(name), by=current_staff())
    except versions.NotTheOnlyOne:
        flash(_("This model is in use already."))
    else:
        flash(_("%(model)s suggests themes from now on.", model=name))
    return redirect(url_for("tagging.show"))


@bp.get("/again/<uuid:suggestion_id>")
@staff(*READERS)
def again(suggestion_id: uuid.UUID) -> ResponseReturnValue:
    """Let the model of a suggestion look at the same text again."""
    suggestion = versions.suggestion(suggestion_id)
    contribution = queries.contribution(suggestion.contribution_id)
    repeated = versions.repeat(suggestion, keyring=keyring())
    return render_template(
        "coding/tagging/again.html",
        suggestion=suggestion,
        contribution=contribution,
        repeated=repeated,
    )


@bp.route("/terms/<key>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def theme_terms(key: str) -> ResponseReturnValue:
    """Terms that a theme might take, to be ticked one by one."""
    theme = queries.theme_by_key(key)
    if request.method == "POST":
        chosen = [_parted(each) for each in request.form.getlist("terms")]
        try:
            terms.add(theme, [each for each in chosen if each is not None], by=current_staff())
        except terms.NothingChosen:
            flash(_("Tick the terms that belong to this theme."), "error")
        except editing.UnusableTerms:
            flash(_("Some of these terms fit nothing, or nearly anything."), "error")
        else:
            flash(_("The terms were added. They count from the next suggestions on."))
            return redirect(url_for("tagging.theme_terms", key=key))
    proposed = terms.proposals(theme, keyring=keyring())
    autonyms = {code: language.autonym for code, language in BY_CODE.items()}
    page = render_template(
        "coding/tagging/terms.html", theme=theme, proposed=proposed, autonyms=autonyms
    )
    return page, 400 if request.method == "POST" else 200


def _parted(ticked: str) -> tuple[str, str] | None:
    """Language and term of a box."""
    language, sign, term = ticked.partition(":")
    return (language, term) if sign and language in BY_CODE and term.strip() else None
