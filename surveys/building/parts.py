"""Changes to the parts of one question: its choices, its rows, its checks; and to skips."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.building import mentions, naming
from surveys.building.places import Plain, copied, index_of, page, put, question, source_of

CHOICES, ROWS = "choices", "rows"
#: Under which name a part is known: a choice by its value, a row by its key.
_NAMES = {CHOICES: "value", ROWS: "key"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a rule stands: *group* and *name* say in what, *part* in which part of that."""

    group: str  # "questions" or "pages"
    key: str
    name: str  # "show_if", "choices", "checks" or "skips"
    part: str = ""  # a choice's value, or the number of a check or skip counted from 1; "new"

    @property
    def written(self) -> str:
        """The place as an address carries it."""
        return ".".join(each for each in (self.group, self.key, self.name, self.part) if each)

    @classmethod
    def read(cls, written: str) -> "Place":
        """The place that an address carries. Raises ValueError."""
        group, key, name, *rest = written.split(".", 3)
        known = {"questions": ("show_if", "choices", "checks"), "pages": ("show_if", "skips")}
        if name not in known.get(group, ()) or (name == "show_if") is bool(rest):
            raise ValueError(written)
        return cls(group=group, key=key, name=name, part=rest[0] if rest else "")

    @property
    def number(self) -> int | None:
        """The index of the check or skip; None for a new one. Raises ValueError."""
        return None if self.part == "new" else int(self.part) - 1


def add_parts(plain: Plain, key: str, group: str, labels: Sequence[str]) -> Plain:
    """New choices or rows of the question *key*, each with a name made from its label."""
    changed = copied(plain)
    found = question(changed, key)
    name, source = _NAMES[group], source_of(changed)
    for label in labels:
        parts = found.setdefault(group, [])
        taken = {str(each.get(name)) for each in parts}
        parts.append({name: naming.value_from(label, taken=taken), "label": {source: label}})
    return changed


def move_part(plain: Plain, key: str, group: str, name: str, *, up: bool) -> Plain:
    """A choice or row one place further up or down."""
    changed = copied(plain)
    parts = question(changed, key).get(group) or []
    place = index_of(parts, _NAMES[group], name)
    other = place - 1 if up else place + 1
    if 0 <= other < len(parts):
        parts[place], parts[other] = parts[other], parts[place]
    return changed


def remove_part(plain: Plain, key: str, group: str, name: str) -> Plain:
    """Without a choice or row, and without what looked at it."""
    without = mentions.without_choice if group == CHOICES else mentions.without_row
    changed = without(plain, key, name)
    found = question(changed, key)
    index_of(found.get(group) or [], _NAMES[group], name)
    put(found, group, [each for each in found[group] if each.get(_NAMES[group]) != name])
    return changed


def mentions_of_part(plain: Plain, key: str, group: str, name: str) -> list[mentions.Mention]:
    """What looks at a choice or row."""
    of = mentions.of_choice if group == CHOICES else mentions.of_row
    return of(plain, key, name)


def rule_at(plain: Plain, place: Place) -> Plain | None:
    """The rule that stands at *place*; None where there is none. Raises NoSuchPlace, IndexError."""
    holder = _holder(plain, place)
    if place.name in {"show_if", CHOICES}:
        return holder.get("show_if")
    number = place.number
    return None if number is None else holder[place.name][number].get("rule")


def set_show_if(plain: Plain, place: Place, rule: Plain | None) -> Plain:
    """Show what is at *place* only when *rule* holds; always without one."""
    changed = copied(plain)
    put(_holder(changed, place), "show_if", rule)
    return changed


def set_skip(plain: Plain, place: Place, *, to: str, rule: Plain | None) -> Plain:
    """After the page, on to *to* when *rule* holds; always without one."""
    skip = {"to": to, **({"rule": rule} if rule else {})}
    return _with_part(plain, place, skip)


def set_check(plain: Plain, place: Place, *, rule: Plain, message: str, is_soft: bool) -> Plain:
    """An answer is taken only when *rule* holds; *message* is said otherwise."""
    changed = copied(plain)
    number = place.number
    checks = question(changed, place.key).get("checks", [])
    words = {} if number is None else dict(checks[number].get("message", {}))
    words[source_of(changed)] = message
    check = {"rule": rule, "message": words, **({"soft": True} if is_soft else {})}
    return _with_part(changed, place, check)


def remove_rule(plain: Plain, place: Place) -> Plain:
    """Without the rule at *place*; without the whole check or skip, where it belongs to one."""
    changed = copied(plain)
    holder = _holder(changed, place)
    if place.name in {"show_if", CHOICES}:
        holder.pop("show_if", None)
        return changed
    number = place.number
    if number is not None:
        del holder[place.name][number]
        put(holder, place.name, holder[place.name])
    return changed


def _with_part(plain: Plain, place: Place, made: Plain) -> Plain:
    changed = copied(plain)
    parts = _holder(changed, place).setdefault(place.name, [])
    number = place.number
    if number is None:
        parts.append(made)
    else:
        parts[number] = made
    return changed


def _holder(plain: Plain, place: Place) -> Plain:
    found = (page if place.group == "pages" else question)(plain, place.key)
    if place.name == CHOICES:
        choices = found.get(CHOICES) or []
        found = choices[index_of(choices, "value", place.part)]
    return found
