"""Photos and recordings on the reading desk: shown only here, and written down."""

import io
import uuid
from http import HTTPStatus

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.contributions import attachments
from feedback.contributions.attachments import AlreadyWritten
from feedback.contributions.models import Contribution
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.forms import LONGEST_STORY, Form, at_most, said
from feedback.core.keys import keyring
from feedback.core.sealing import CannotOpen
from feedback.reading import queries, writing_down
from feedback.reading.page import reading
from feedback.reading.services import Withdrawn
from feedback.safeguarding.forms import ClearForm, ConcernForm

bp = Blueprint("inbox_files", __name__, url_prefix="/read/file")


class WordsForm(Form):
    """What a recording says, or what a photo shows."""

    words = TextAreaField(
        _l("What does it say, or what does it show?"),
        validators=[
            said(_l("Write what you hear or see. If there is nothing, write that.")),
            at_most(LONGEST_STORY),
        ],
    )


@bp.get("/<uuid:attachment_id>")
@staff(*READERS)
def content(attachment_id: uuid.UUID) -> Response:
    """The file itself; players may ask for a part of it, and each opening is logged."""
    attachment = attachments.attachment_by_id(attachment_id)
    opened = writing_down.open_file(attachment, keyring=keyring(), by=current_staff())
    return send_file(
        io.BytesIO(opened), mimetype=attachment.media_type, etag=False, conditional=True
    )


@bp.post("/<uuid:contribution_id>/words")
@staff(*READERS)
@writes
def write_down(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what was written down, and go on as with every other."""
    contribution = queries.contribution(contribution_id)
    form = WordsForm()
    if not form.validate_on_submit():
        return screen(contribution, words_form=form)
    words = str(form.words.data)
    try:
        writing_down.write_down(contribution, words=words, by=current_staff(), keyring=keyring())
    except AlreadyWritten:
        flash(_("Somebody wrote this down before you. Read what stands here."), "error")
    else:
        flash(_("It is written down. Now read it like any other."))
    return redirect(url_for("inbox.show", contribution_id=contribution.id))


def screen(contribution: Contribution, **refused: Form) -> ResponseReturnValue:
    """The screen of a file that nobody has written down; *refused* forms replace fresh ones."""
    forms: dict[str, Form] = {
        "worry_form": ConcernForm(prefix="worry-", formdata=None),
        "clear_form": ClearForm(prefix="clear-", formdata=None),
        "words_form": WordsForm(formdata=None),
        **refused,
    }
    page = render_template(
        "reading/write_down.html",
        reading=reading(contribution, text="", keyring=keyring()),
        form=next(iter(refused.values()), None),
        **forms,
    )
    return page, HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK


@bp.errorhandler(Withdrawn)
def _withdrawn(_error: Withdrawn) -> ResponseReturnValue:
    return render_template("reading/gone.html", withdrawn=True), HTTPStatus.GONE


@bp.errorhandler(CannotOpen)
def _cannot_open(_error: CannotOpen) -> ResponseReturnValue:
    return render_template("reading/gone.html", withdrawn=False), HTTPStatus.CONFLICT
