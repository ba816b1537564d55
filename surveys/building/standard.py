"""What a new question of each kind begins with, and what stays of one whose kind changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from surveys.building.places import Plain, copied, put
from surveys.definitions.question import FIXED_VALUES, ONE_CHOICE, Kind
from surveys.library import standard_choices

#: Kinds whose choices are written by whoever makes the survey.
OWN_CHOICES = (ONE_CHOICE - set(FIXED_VALUES)) | {Kind.SEVERAL, Kind.RANKING, Kind.MATRIX}
#: Kinds that may have a choice with a box to say which.
WITH_OTHER = frozenset({Kind.SINGLE, Kind.SEVERAL, Kind.LIST, Kind.PICTURES})
#: Kinds whose choices may be shown in random order.
WITH_RANDOM = frozenset({Kind.SINGLE, Kind.SEVERAL, Kind.PICTURES, Kind.RANKING})
#: What only one kind of question has, by its name in the definition.
_ONLY_OF: Mapping[str, frozenset[Kind]] = {
    "rows": frozenset({Kind.MATRIX}),
    "least": frozenset({Kind.NUMBER}),
    "most": frozenset({Kind.NUMBER}),
    "places": frozenset({Kind.NUMBER}),
    "random": WITH_RANDOM,
}


def choices_for(kind: Kind, languages: Sequence[str]) -> list[Plain]:
    """The choices that a question of *kind* begins with; none where they are to be written."""
    standing_for = Kind.AGREE if kind is Kind.MATRIX else kind
    return [
        {
            "value": choice["value"],
            "label": {code: text for code, text in choice["label"].items() if code in languages},
        }
        for choice in standard_choices(standing_for.value)
    ]


def begun(kind: Kind, languages: Sequence[str]) -> Plain:
    """The parts of a new question of *kind*, without its key and its wording."""
    parts: Plain = {"kind": kind.value}
    put(parts, "choices", choices_for(kind, languages))
    put(parts, "required", kind is Kind.CONSENT)
    return parts


def with_kind(question: Plain, kind: Kind, languages: Sequence[str]) -> Plain:
    """A copy of *question* that is of *kind*, with as much of what was written as fits."""
    changed = copied(question)
    before = Kind(changed.get("kind", Kind.SINGLE.value))
    changed["kind"] = kind.value
    for name, kinds in _ONLY_OF.items():
        if kind not in kinds:
            changed.pop(name, None)
    if kind is not before:
        changed.pop("checks", None)
        put(changed, "required", kind is Kind.CONSENT)
    put(changed, "choices", _choices(changed.get("choices") or [], before, kind, languages))
    return changed


def _choices(
    written: Sequence[Plain], before: Kind, kind: Kind, languages: Sequence[str]
) -> list[Any]:
    if kind in FIXED_VALUES:
        return list(written) if before is kind else choices_for(kind, languages)
    if kind not in OWN_CHOICES:
        return []
    if not written:
        return choices_for(kind, languages)
    kept = [copied(choice) for choice in written]
    for choice in kept:
        if kind is not Kind.SEVERAL:
            choice.pop("exclusive", None)
        if kind not in WITH_OTHER:
            choice.pop("other", None)
        if kind is not Kind.PICTURES:
            choice.pop("picture", None)
            choice.pop("alt", None)
    return kept
