"""The skills directory of the partnership: what posts can do or lend."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.core.audience import staff
from feedback.core.db import writes
from youwesaid.involvement import queries, services, wording
from youwesaid.involvement.forms import SkillForm, SkillSearchForm
from youwesaid.involvement.models import Skill, SkillKind
from youwesaid.involvement.staff import KEEPERS, READERS
from youwesaid.partnership import queries as partnership

bp = Blueprint("skills", __name__, url_prefix="/involvement/skills")
bp.context_processor(wording.for_templates)


@bp.get("/")
@staff(*READERS)
def listing() -> ResponseReturnValue:
    """Who can do what, across the agencies."""
    form = SkillSearchForm(request.args)
    kind = next((each for each in SkillKind if each.value == form.kind.data), None)
    found = queries.skills(kind=kind, words=form.q.data or "")
    return render_template("involvement/skills.html", form=form, skills=found)


@bp.route("/new", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def new() -> ResponseReturnValue:
    """Add a line."""
    return _writing(SkillForm(), None)


@bp.route("/<uuid:skill_id>", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def edit(skill_id: uuid.UUID) -> ResponseReturnValue:
    """Change a line, confirm it, or take it out."""
    skill = queries.skill_by_id(skill_id)
    if request.method == "POST" and request.form.get("do") == "remove":
        services.remove_skill(skill, by=current_staff())
        flash(_("It is out of the directory."))
        return redirect(url_for("skills.listing"))
    form = SkillForm(
        data={
            "agency": skill.agency.key,
            "post": str(skill.post_id) if skill.post_id else "",
            "kind": skill.kind.value,
            "detail": skill.detail,
        }
    )
    return _writing(form, skill)


def _writing(form: Any, skill: Skill | None) -> ResponseReturnValue:
    post = None
    if form.validate_on_submit() and form.post.data:
        post = partnership.post_by_id(uuid.UUID(form.post.data))
        if post.agency.key != form.agency.data:
            form.reject("post", _("This role is in another agency."))
    if form.is_submitted() and not form.errors:
        services.write_skill(
            agency=partnership.agency_by_key(form.agency.data),
            post=post,
            kind=SkillKind(form.kind.data),
            detail=form.detail.data,
            by=current_staff(),
            skill=skill,
        )
        flash(_("It is in the directory."))
        return redirect(url_for("skills.listing"))
    page = render_template("involvement/skill.html", form=form, skill=skill)
    return page, 400 if form.errors else 200
