"""Sections, exit pages, and taking things away that others refer to."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from surveys.building import changes, editing, forms, mentions, parts, showing
from surveys.building.build_staff import bp, page_of, stepped
from surveys.building.naming import key_from
from surveys.building.places import NoSuchPlace, Plain, page_keys
from surveys.building.queries import Draft, draft_of
from surveys.versions import queries as versions


@bp.post("/build/sections")
@staff(Role.EDITOR)
@writes
def add_section(slug: str) -> ResponseReturnValue:
    """Begin a section with a page."""
    draft = draft_of(versions.survey_by_slug(slug))
    form, page_key = forms.SectionForm(), request.form.get("page", "")
    if not form.validate():
        return page_of(draft, f"pages.{page_key}")
    taken = {str(each["key"]) for each in draft.plain.get("sections") or ()}
    key = key_from(form.title.data, taken=taken, otherwise="section")
    changed = changes.add_section(draft.plain, key=key, title=form.title.data, page_key=page_key)
    return stepped(draft.survey, "add_section", changed, f"sections.{key}")


@bp.post("/build/sections/<key>")
@staff(Role.EDITOR)
@writes
def section(slug: str, key: str) -> ResponseReturnValue:
    """Change the title of a section, or take the title away."""
    draft = draft_of(versions.survey_by_slug(slug))
    if request.form.get("do") == "remove":
        changed = changes.remove_section(draft.plain, key)
        return stepped(draft.survey, "remove_section", changed, "")
    form = forms.SectionForm()
    if not form.validate():
        return page_of(draft, f"sections.{key}", form=form)
    changed = changes.edit_section(draft.plain, key, title=form.title.data)
    return stepped(draft.survey, "edit_section", changed, f"sections.{key}")


@bp.route("/build/exits", methods=["GET", "POST"])
@staff(Role.EDITOR)
@writes
def add_exit(slug: str) -> ResponseReturnValue:
    """A kind page for those whom the questions are not for."""
    draft = draft_of(versions.survey_by_slug(slug))
    form = forms.ExitForm()
    if not form.validate_on_submit():
        form.token.data = form.token.data or draft.token
        page = render_template("surveys/staff/build_new_exit.html", draft=draft, form=form)
        return page, 400 if form.errors else 200
    key = key_from(form.heading.data, taken=page_keys(draft.plain), otherwise="exit")
    heading, body = form.heading.data, form.body.data
    changed = changes.add_exit(draft.plain, key=key, heading=heading, body=body)
    return stepped(draft.survey, "add_exit", changed, f"exits.{key}")


@bp.post("/build/exits/<key>")
@staff(Role.EDITOR)
@writes
def leave_page(slug: str, key: str) -> ResponseReturnValue:
    """Change what an exit page says, or take it away."""
    draft = draft_of(versions.survey_by_slug(slug))
    if request.form.get("do") == "remove":
        return _taken_away(draft, _removal(draft, f"exits.{key}"))
    form = forms.ExitForm()
    if not form.validate():
        return page_of(draft, f"exits.{key}", form=form)
    heading, body = form.heading.data, form.body.data
    changed = changes.edit_exit(draft.plain, key, heading=heading, body=body)
    return stepped(draft.survey, "edit_exit", changed, f"exits.{key}")


@dataclass(frozen=True, slots=True)
class Removal:
    """What would go, what refers to it, and the draft without it."""

    place: str
    name: str
    mentions: Sequence[mentions.Mention]
    what: str
    rest: Plain
    then: str  # what the builder shows next


@bp.get("/build/remove")
@staff(Role.EDITOR)
def remove(slug: str) -> ResponseReturnValue:
    """What refers to a part, before it is taken away."""
    draft = draft_of(versions.survey_by_slug(slug))
    return _asked_first(draft, _removal(draft, request.args.get("at", "")))


@bp.post("/build/remove")
@staff(Role.EDITOR)
@writes
def take_away(slug: str) -> ResponseReturnValue:
    """Take a part away; ask first where others refer to it."""
    draft = draft_of(versions.survey_by_slug(slug))
    return _taken_away(draft, _removal(draft, request.form.get("at", "")))


def _taken_away(draft: Draft, removal: Removal) -> ResponseReturnValue:
    if removal.mentions and request.form.get("confirm") != "yes":
        return _asked_first(draft, removal)
    return stepped(draft.survey, removal.what, removal.rest, removal.then)


def _asked_first(draft: Draft, removal: Removal) -> ResponseReturnValue:
    words = [showing.mention_in_words(draft, each) for each in removal.mentions]
    return render_template(
        "surveys/staff/build_remove.html", draft=draft, removal=removal, mentions=words
    )


def _removal(draft: Draft, at: str) -> Removal:
    group, _dot, rest = at.partition(".")
    key, _dot, part = rest.partition(".")
    plain = draft.plain
    if group == "exits":
        return Removal(
            place=at,
            name=showing.title_of(draft, group, key),
            mentions=mentions.of_target(plain, key),
            what="remove_exit",
            rest=changes.remove_exit(plain, key),
            then="",
        )
    if group != "questions":
        raise NoSuchPlace(at)
    if part:
        return _part_removal(draft, at, key, *part.partition(".")[::2])
    return Removal(
        place=at,
        name=showing.called(draft, key),
        mentions=mentions.of_question(plain, key),
        what="remove_question",
        rest=changes.remove_question(plain, key),
        then=f"questions.{editing.beside(plain, key)}",
    )


def _part_removal(draft: Draft, at: str, key: str, group: str, name: str) -> Removal:
    if group not in {parts.CHOICES, parts.ROWS}:
        raise NoSuchPlace(at)
    return Removal(
        place=at,
        name=showing.label_of(draft, key, group, name),
        mentions=parts.mentions_of_part(draft.plain, key, group, name),
        what="remove_part",
        rest=parts.remove_part(draft.plain, key, group, name),
        then=f"questions.{key}",
    )
