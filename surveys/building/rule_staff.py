"""The editor of one rule: when something is shown, where people go on, what an answer must be."""

from dataclasses import replace
from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from surveys.building import forms, parts, ruling, showing
from surveys.building.build_staff import bp, stepped
from surveys.building.lines import Lines, lines_of, rule_of
from surveys.building.parts import Place
from surveys.building.places import NoSuchPlace, Plain, page, question
from surveys.building.queries import Draft, draft_of
from surveys.definitions.definition import END
from surveys.definitions.places import At
from surveys.definitions.reading_rules import read_rule
from surveys.definitions.wording import condition_in_words
from surveys.versions import queries as versions


@bp.get("/build/rule")
@staff(Role.EDITOR)
def rule(slug: str) -> ResponseReturnValue:
    """The rule that stands at ``at``, as lines to fill in."""
    draft = draft_of(versions.survey_by_slug(slug))
    place = _place(request.args.get("at", ""))
    form = forms.RuleForm(formdata=None)
    form.token.data = draft.token
    standing = _standing(draft, place)
    lines = lines_of(standing)
    if lines is not None:
        form.joined.data = "any" if lines.any_of_them else "all"
    _fill(form, draft, place)
    return _shown(draft, place, form, lines, {})


@bp.post("/build/rule")
@staff(Role.EDITOR)
@writes
def keep_rule(slug: str) -> ResponseReturnValue:
    """Keep the rule; or add a condition or take one away, which keeps nothing yet."""
    draft = draft_of(versions.survey_by_slug(slug))
    place = _place(request.form.get("at", ""))
    action, _dot, part = request.form.get("do", "").partition(".")
    if action == "remove":
        changed = parts.remove_rule(draft.plain, place)
        return stepped(draft.survey, "remove_rule", changed, _back_at(place))
    form, lines = forms.RuleForm(), ruling.posted(request.form)
    deep = request.form.get("deep") == "yes"
    if action == "add":
        return _shown(draft, place, form, _with_line(draft, lines, form.column.data), {})
    if action == "drop" and part.isdigit():
        left = tuple(line for number, line in enumerate(lines.lines) if number != int(part))
        return _shown(draft, place, form, replace(lines, lines=left), {})
    wrong = {} if deep else ruling.complaints(lines, draft.definition)
    is_whole = _is_whole(draft, form, place, has_rule=deep or bool(lines.lines))
    if wrong or not is_whole:
        return _shown(draft, place, form, None if deep else lines, wrong)
    kept = rule_of(lines, ruling.kinds_of(draft.definition))
    return _kept(draft, place, form, _standing(draft, place) if deep else kept)


def _kept(
    draft: Draft, place: Place, form: forms.RuleForm, written: Plain | None
) -> ResponseReturnValue:
    if place.name == "skips":
        changed, what = (
            parts.set_skip(draft.plain, place, to=form.to.data, rule=written),
            "set_skip",
        )
    elif place.name == "checks":
        changed, what = (
            parts.set_check(
                draft.plain,
                place,
                rule=written or {},
                message=form.message.data,
                is_soft=form.soft.data,
            ),
            "set_check",
        )
    else:
        changed, what = parts.set_show_if(draft.plain, place, written), "set_show_if"
    return stepped(draft.survey, what, changed, _back_at(place))


def _is_whole(draft: Draft, form: forms.RuleForm, place: Place, *, has_rule: bool) -> bool:
    """Whether what stands around the lines is there; complains beside it where it is not."""
    is_fine = bool(form.validate())
    if place.name == "skips" and form.to.data not in dict(showing.targets(draft, place.key)):
        form.reject("to", _("Choose where people go on."))
    if place.name == "checks" and not has_rule:
        form.reject("column", _("Add at least one condition."))
    if place.name == "checks" and not form.message.data:
        form.reject("message", _("Write what people read when the answer is not taken."))
    return is_fine and not form.errors


def _with_line(draft: Draft, lines: Lines, column: str | None) -> Lines:
    line = ruling.begun(draft.definition, column or "")
    return replace(lines, lines=(*lines.lines, line)) if line else lines


def _place(written: str) -> Place:
    try:
        return Place.read(written)
    except ValueError:
        raise NoSuchPlace(written) from None


def _standing(draft: Draft, place: Place) -> Plain | None:
    try:
        return parts.rule_at(draft.plain, place)
    except (IndexError, ValueError):
        raise NoSuchPlace(place.written) from None


def _fill(form: forms.RuleForm, draft: Draft, place: Place) -> None:
    """What stands around the lines: where a skip leads, what a check says."""
    number = place.number if place.name in {"skips", "checks"} else None
    if number is None:
        form.to.data = form.to.data or END
        return
    if place.name == "skips":
        form.to.data = page(draft.plain, place.key)["skips"][number].get("to")
    else:
        check = question(draft.plain, place.key)["checks"][number]
        form.message.data = check.get("message", {}).get(draft.source, "")
        form.soft.data = bool(check.get("soft"))


def _back_at(place: Place) -> str:
    return f"{place.group}.{place.key}"


def _shown(
    draft: Draft,
    place: Place,
    form: forms.RuleForm,
    lines: Lines | None,
    wrong: dict[int, str],
) -> ResponseReturnValue:
    columns = ruling.columns_for(draft.definition, place)
    form.offer(
        columns=ruling.offered(draft.definition, columns),
        targets=showing.targets(draft, place.key) if place.name == "skips" else [],
    )
    standing = _standing(draft, place)
    return render_template(
        "surveys/staff/build_rule.html",
        draft=draft,
        place=place,
        form=form,
        lines=None if lines is None else ruling.shown(lines, draft.definition, columns, wrong),
        in_words=_in_words(draft, standing) if lines is None else "",
        has_rule=standing is not None or place.part.isdigit(),
        about=showing.called(draft, place.key),
        label=showing.label_of(draft, place.key, "choices", place.part)
        if place.name == "choices"
        else "",
        complaints=[(f"line-{number}", words) for number, words in wrong.items()],
        back=_back_at(place),
    ), HTTPStatus.BAD_REQUEST if wrong or form.errors else HTTPStatus.OK


def _in_words(draft: Draft, standing: Plain | None) -> str:
    if standing is None:
        return ""
    return condition_in_words(read_rule(standing, At()), draft.definition, draft.source)
