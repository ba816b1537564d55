"""What is different between two versions of the codebook, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from feedback.coding.codebook.telling import state_word
from feedback.coding.codebook.versions import Snapshot
from feedback.coding.models import ThemeState
from feedback.core.i18n import BY_CODE


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of which theme, what in a sentence, and the wording before and after."""

    theme: str
    what: str
    before: str = ""
    after: str = ""


def differences(before: Snapshot, after: Snapshot) -> Sequence[Difference]:
    """Everything that *after* says otherwise than *before*, in the order of *after*."""
    held = {each["key"]: each for each in before}
    names = {each["key"]: each["names"]["en"] for each in (*before, *after)}
    found = []
    for each in after:
        old = held.pop(each["key"], None)
        if old is None:
            found.append(Difference(each["names"]["en"], _("New."), "", _text(each, "definition")))
        else:
            found.extend(_of_one(old, each, names))
    found.extend(Difference(each["names"]["en"], _("No longer there.")) for each in held.values())
    return found


def _of_one(
    old: Mapping[str, Any], new: Mapping[str, Any], names: Mapping[str, str]
) -> Sequence[Difference]:
    name = new["names"]["en"]
    found = []
    if new["names"]["en"] != old["names"]["en"]:
        what = _("Its English name was changed.")
        found.append(Difference(name, what, old["names"]["en"], name))
    if _changed(old, new, "state") or _changed(old, new, "merged_into"):
        found.append(Difference(name, _state(new, names)))
    if _changed(old, new, "parent"):
        found.append(Difference(name, _place(new, names)))
    words = {
        "definition": _("What it means was changed."),
        "include": _("When to give it was changed."),
        "exclude": _("When not to give it was changed."),
    }
    found.extend(
        Difference(name, what, _text(old, field), _text(new, field))
        for field, what in words.items()
        if _changed(old, new, field)
    )
    return [*found, *_lists(old, new, name)]


def _lists(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> Sequence[Difference]:
    found = []
    if _changed(old, new, "examples"):
        before, after = (" · ".join(each["examples"]) for each in (old, new))
        found.append(Difference(name, _("Its examples were changed."), before, after))
    codes = dict.fromkeys([*old["names"], *new["names"]])
    for code in codes:
        before, after = old["names"].get(code, ""), new["names"].get(code, "")
        if code != "en" and before != after:
            what = _("Its name in %(language)s was changed.", language=_language(code))
            found.append(Difference(name, what, before, after))
    if _changed(old, new, "terms"):
        for code in dict.fromkeys([*old["terms"], *new["terms"]]):
            before, after = (", ".join(each["terms"].get(code, ())) for each in (old, new))
            if before != after:
                what = _("Its seed terms in %(language)s were changed.", language=_language(code))
                found.append(Difference(name, what, before, after))
    return found


def _changed(old: Mapping[str, Any], new: Mapping[str, Any], field: str) -> bool:
    # Versions made by earlier releases do not speak of everything.
    return field in old and field in new and old[field] != new[field]


def _text(theme: Mapping[str, Any], field: str) -> str:
    return str(theme.get(field) or "")


def _state(theme: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if theme.get("merged_into"):
        other = names.get(theme["merged_into"], theme["merged_into"])
        return str(_("It was merged into “%(other)s”.", other=other))
    word = state_word(ThemeState(theme["state"]))
    return str(_("Its state is now: %(state)s.", state=word))


def _place(theme: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if not theme["parent"]:
        return str(_("It stands at the top now."))
    above = names.get(theme["parent"], theme["parent"])
    return str(_("It stands under “%(above)s” now.", above=above))


def _language(code: str) -> str:
    return BY_CODE[code].autonym if code in BY_CODE else code
