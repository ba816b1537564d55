"""What the form of one question makes of that question."""

from typing import Any

from werkzeug.datastructures import MultiDict

from feedback.core.text import clean, one_line
from surveys.building import changes, mentions, parts
from surveys.building.forms import QuestionForm
from surveys.building.lines import number
from surveys.building.parts import CHOICES, ROWS
from surveys.building.places import Plain, copied, put, put_text, question, questions, source_of
from surveys.building.standard import OWN_CHOICES, WITH_OTHER, WITH_RANDOM
from surveys.definitions.question import CHOICE_KINDS, Kind

MOST_NEW = 300  # lines that are taken from one box


def filled(form: QuestionForm, plain: Plain, key: str) -> QuestionForm:
    """*form* with what the question *key* says."""
    found, source = question(plain, key), source_of(plain)
    form.wording.data = found.get("wording", {}).get(source, "")
    form.hint.data = found.get("hint", {}).get(source, "")
    form.kind.data = found.get("kind")
    for name in ("least", "most", "places"):
        value = found.get(name)
        form[name].data = "" if value is None else f"{value}"
    form.required.data = bool(found.get("required"))
    form.random.data = bool(found.get("random"))
    return form


def edited(plain: Plain, key: str, form: QuestionForm, sent: MultiDict[str, str]) -> Plain:
    """The draft with what was typed into the form of the question *key*, but for its kind."""
    changed = copied(plain)
    found, source = question(changed, key), source_of(changed)
    kind = Kind(found["kind"])
    put_text(found, "wording", source, form.wording.data, is_needed=True)
    put_text(found, "hint", source, form.hint.data, is_needed=False)
    if kind is Kind.NUMBER:
        for name in ("least", "most", "places"):
            typed = form[name].data
            put(found, name, number(typed) if typed else None)
    if kind in WITH_RANDOM:
        put(found, "random", bool(form.random.data))
    put(found, "required", bool(form.required.data))
    if kind in CHOICE_KINDS:
        _label(found, CHOICES, "value", source, sent)
        _mark(found, kind, source, sent)
    if kind is Kind.MATRIX:
        _label(found, ROWS, "key", source, sent)
        changed = parts.add_parts(changed, key, ROWS, new_lines(form.new_rows.data))
    if kind in OWN_CHOICES:
        changed = parts.add_parts(changed, key, CHOICES, new_lines(form.new_choices.data))
    return changed


def new_lines(typed: str | None) -> list[str]:
    """What was typed into a box of one label a line."""
    lines = (one_line(line) for line in (typed or "").splitlines())
    return [line for line in lines if line][:MOST_NEW]


def _label(found: Plain, group: str, name: str, source: str, sent: MultiDict[str, str]) -> None:
    for each in found.get(group) or ():
        typed = sent.get(f"{group}-{each.get(name)}")
        if typed is not None:
            put_text(each, "label", source, one_line(typed), is_needed=True)


def _mark(found: Plain, kind: Kind, source: str, sent: MultiDict[str, str]) -> None:
    """What else a choice is: exclusive, with a box of its own, a picture with its words."""
    for each in found.get(CHOICES) or ():
        value = str(each.get("value"))
        if kind is Kind.SEVERAL:
            put(each, "exclusive", value in sent.getlist("exclusive"))
        if kind in WITH_OTHER:
            put(each, "other", sent.get("other") == value)
        if kind is Kind.PICTURES and f"picture-{value}" in sent:
            put(each, "picture", sent[f"picture-{value}"])
            alt = clean(sent.get(f"alt-{value}", ""))
            put_text(each, "alt", source, alt, is_needed=False)


def to_confirm(plain: Plain, key: str, action: str) -> str:
    """What is to be asked about before the pressed button takes it away; empty for nothing.

    Nothing that a rule or a text refers to goes without a question.
    """
    what, _dot, name = action.partition(".")
    if what == "remove":
        return f"questions.{key}" if mentions.of_question(plain, key) else ""
    group, _dash, verb = what.partition("-")
    if group not in {CHOICES, ROWS} or verb != "remove":
        return ""
    is_mentioned = parts.mentions_of_part(plain, key, group, name)
    return f"questions.{key}.{group}.{name}" if is_mentioned else ""


def done(plain: Plain, key: str, action: str, *, new: Any) -> tuple[Plain, str, str]:
    """The draft after a button beside the form of the question *key* was pressed.

    Gives the draft, the name of the change, and the key of the question that is shown next.
    *new* makes a free key for a copy. An unknown button only saves.
    """
    what, _dot, name = action.partition(".")
    group, _dash, verb = what.partition("-")
    if group in {CHOICES, ROWS}:
        return *_of_part(plain, key, group, verb, name), key
    if what == "copy":
        copy = new(key)
        page_key = changes.free_page_key(plain, copy)
        return changes.copy_question(plain, key, new=copy, page_key=page_key), "copy_question", copy
    if what == "remove":
        return changes.remove_question(plain, key), "remove_question", beside(plain, key)
    if what in {"up", "down"}:
        return changes.move_question(plain, key, up=what == "up"), "move_question", key
    together = {"split": changes.split_page, "join": changes.join_pages}
    if what in together:
        return together[what](plain, key), together[what].__name__, key
    return plain, "edit_question", key


def beside(plain: Plain, key: str) -> str:
    """The key of the question that is shown when *key* is gone; empty for none."""
    keys = [str(each.get("key")) for each in questions(plain)]
    place = keys.index(key)
    left = keys[place + 1 :] or keys[:place][-1:]
    return left[0] if left else ""


def _of_part(plain: Plain, key: str, group: str, verb: str, name: str) -> tuple[Plain, str]:
    if verb == "remove":
        return parts.remove_part(plain, key, group, name), "remove_part"
    return parts.move_part(plain, key, group, name, up=verb == "up"), "move_part"
