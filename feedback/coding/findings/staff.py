"""What people say: themes with their numbers, tables, and what is behind a number."""

from dataclasses import replace
from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue

from feedback.accounts.roles import READERS
from feedback.audit import services as audit
from feedback.coding import queries
from feedback.coding.findings import (
    asked,
    choosing,
    phrases,
    quote_pages,
    rising,
    showing,
    snapshot_pages,
)
from feedback.coding.findings.audience import LIVE, WATCHERS, may_read, sees_all
from feedback.coding.findings.choosing import NAMES
from feedback.coding.findings.files import download
from feedback.coding.findings.forms import FindingsForm
from feedback.coding.findings.pages import bp
from feedback.coding.findings.voices import Filters, behind, family
from feedback.coding.wording import row
from feedback.core import clock
from feedback.core.audience import staff
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring
from feedback.core.paging import page_of

__all__ = ["bp", "quote_pages", "snapshot_pages"]


@bp.get("/themes/")
@staff(*WATCHERS)
def themes() -> ResponseReturnValue:
    """What people say: every theme counted live; for a viewer, the figures of snapshots."""
    if not sees_all():
        return snapshot_pages.shown_snapshots()
    return render_template(
        "coding/findings/themes.html",
        names=NAMES,
        counted=showing.counted_themes(),
        rising=rising.rising(clock.today()),
    )


@bp.get("/themes/<key>")
@staff(*WATCHERS)
def theme(key: str) -> ResponseReturnValue:
    """One theme: its definition, its numbers, what was made of it, and (for readers) its texts."""
    found = queries.theme_by_key(key)
    reads = may_read()
    newest = page_of(behind(Filters(among=family(found))), number=1).rows if reads else []
    return render_template(
        "coding/findings/theme.html",
        shown=showing.theme_page(found, sees_all=sees_all()),
        rows=[row(each, keyring()) for each in newest],
        may_read=reads,
        quotes=quote_pages.usable_quotes(found) if reads else [],
    )


@bp.get("/themes/<key>/said")
@staff(*READERS)
def said(key: str) -> ResponseReturnValue:
    """The contributions behind a number, newest first."""
    found = queries.theme_by_key(key)
    form = _form()
    filters = form.filters() if form.validate() else Filters()
    page = page_of(behind(replace(filters, among=family(found))))
    return render_template(
        "coding/findings/said.html",
        theme=found,
        form=form,
        page=page,
        rows=[row(each, keyring()) for each in page.rows],
    ), _status(form)


@bp.get("/findings/phrases")
@staff(*READERS)
def new_phrases() -> ResponseReturnValue:
    """What people say more than before, in their own words: found without any coding."""
    return render_template(
        "coding/findings/phrases.html",
        names=NAMES,
        shown=phrases.phrases(clock.today(), keyring=keyring()),
        languages=BY_CODE,
    )


@bp.get(f"/findings/<any({', '.join(NAMES)}):name>")
@staff(*LIVE)
def table(name: str) -> ResponseReturnValue:
    """One table, counted live."""
    form = _form()
    filters = form.filters() if form.validate() else Filters()
    return render_template(
        "coding/findings/table.html",
        name=name,
        names=NAMES,
        form=form,
        has_filters=name != "rising",
        table=choosing.table(name, filters, may_read=may_read()),
        chosen=request.args.to_dict(),
    ), _status(form)


@bp.get(f"/findings/<any({', '.join(NAMES)}):name>.<any(csv, xlsx):kind>")
@staff(*LIVE)
def table_file(name: str, kind: str) -> ResponseReturnValue:
    """The table as a file that may be passed on; that it was taken is written down."""
    form = _form()
    filters = form.filters() if form.validate() else Filters()
    found = choosing.file_table(name, filters)
    audit.record(verb="findings taken", thing="theme", thing_id=found.name, facts={"kind": kind})
    return download(found, kind)


def _form() -> FindingsForm:
    form = FindingsForm(formdata=request.args)
    form.offer(
        asked.languages_spoken(),
        {key: asked.question_words(key) for key in asked.questions_answered()},
    )
    return form


def _status(form: FindingsForm) -> HTTPStatus:
    return HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
