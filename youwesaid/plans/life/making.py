"""From what a record holds to the fields that ask for it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional, StopValidation

from feedback.core.forms import LONGEST_LINE, at_most, said
from youwesaid.partnership.queries import posts
from youwesaid.plans import events
from youwesaid.plans.life import offers
from youwesaid.plans.life.fields import Asked, How
from youwesaid.plans.models import ItemType, Plan, PlanItem

LONGEST_TEXT = 3000  # characters


@dataclass(frozen=True, slots=True)
class Ground:
    """What the choices of a form come from."""

    plan: Plan
    items: Mapping[uuid.UUID, PlanItem]  # in the plan's order, those that are gone left out
    columns: Sequence[str]  # of the plan's template
    questions: Sequence[str]  # of the review


def ground(plan: Plan, questions: Sequence[str] = ()) -> Ground:
    """What a form of *plan* offers; *questions* are those of the review that is edited."""
    present = {each.id: each for each in plan.items if each.gone_on is None}
    return Ground(plan, present, offers.template_columns(plan), questions)


class NumberField(StringField):
    """A number as people write it: a comma for thousands, a percent sign after it."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep the words where they are no number, so that nothing typed is lost."""
        given = str(valuelist[0] if valuelist else "").strip()
        self.data: Any = given or None
        if not given:
            return
        try:
            self.data = float(given.replace(",", "").rstrip("% "))
        except ValueError:
            raise ValueError(_("Write a number, such as 12 or 3.5.")) from None

    def _value(self) -> str:
        return "" if self.data is None else f"{self.data:g}" if self.is_number() else str(self.data)

    def is_number(self) -> bool:
        """Whether what was given is a number."""
        return isinstance(self.data, int | float)


def fields_for(asked: Asked, given: Ground) -> list[tuple[str, Any]]:
    """Names and unbound fields that ask for one thing; several where there are several parts."""
    if asked.how is How.CELLS:
        return [(f"{asked.name}_{n}", _text(column)) for n, column in enumerate(given.columns)]
    if asked.how is How.ANSWERS:
        return [(f"{asked.name}_{n}", _text(ask)) for n, ask in enumerate(given.questions)]
    shared: dict[str, Any] = {"description": asked.hint or ""}
    return [(asked.name, _MAKERS[asked.how](asked, given, shared))]


def _text(label: str) -> Any:
    return TextAreaField(label, validators=[at_most(LONGEST_TEXT)])


def _needed(asked: Asked) -> list[Any]:
    return [said(asked.needed)] if asked.needed else []


def _given(complaint: Any) -> Callable[[Any, Any], None]:
    """A validator for days and numbers, whose own complaint about odd words comes first."""

    def check(_form: Any, field: Any) -> None:
        blank = not any(written.strip() for written in field.raw_data or ())
        if field.data is None and (blank or not field.process_errors):
            field.errors[:] = []  # a browser sends an empty box, which the library calls invalid
            raise StopValidation(str(complaint))

    return check


def _typed(field: Any, asked: Asked, shared: Mapping[str, Any]) -> Any:
    checks = [_given(asked.needed)] if asked.needed else [Optional()]
    return field(asked.label, validators=checks, **shared)


def _choices(asked: Asked, pairs: Sequence[tuple[Any, Any]], shared: Mapping[str, Any]) -> Any:
    blank = [] if asked.needed else [SelectChoice("", _l("Not said"))]
    choices = [*blank, *(SelectChoice(str(value), label) for value, label in pairs)]
    return RadioField(asked.label, choices=choices, validate_choice=False,
                      validators=_one_of(asked, {str(value) for value, _l_ in pairs}),
                      **shared)  # fmt: skip


def _one_of(asked: Asked, known: set[str]) -> list[Any]:
    def check(_form: Any, field: Any) -> None:
        if field.data and field.data not in known:
            raise ValidationError(_("Choose one from the list."))

    return [*_needed(asked), check]


def _select(asked: Asked, pairs: Sequence[tuple[Any, Any]], shared: Mapping[str, Any]) -> Any:
    choices = [SelectChoice("", _l("Not said")), *(SelectChoice(*pair) for pair in pairs)]
    return SelectField(asked.label, choices=choices, validate_choice=False,
                       validators=_one_of(asked, {str(value) for value, _l_ in pairs}),
                       **shared)  # fmt: skip


def _offered(asked: Asked, given: Ground, shared: Mapping[str, Any]) -> Any:
    offered = asked.offered(given.plan) if asked.offered else []
    if not offered:
        return StringField(asked.label, validators=[*_needed(asked), at_most(LONGEST_LINE)],
                           **shared)  # fmt: skip
    return _select(asked, [(each, (asked.words or {}).get(each, each)) for each in offered], shared)


def _measure(asked: Asked, given: Ground, shared: Mapping[str, Any]) -> Any:
    measures = [each for each in given.items.values() if each.type is ItemType.MEASURE]
    return _select(asked, [(str(each.id), _called(each)) for each in measures], shared)


def _called(item: PlanItem) -> str:
    ref = item.ref or item.key
    return ref if ref == item.wording else f"{ref}: {item.wording}"


def _post(asked: Asked, _given: Ground, shared: Mapping[str, Any]) -> Any:
    pairs = [
        (str(each.id), f"{each.agency.name_in('en')}: {each.name_in('en')}") for each in posts()
    ]
    return _select(asked, pairs, shared)


def _several(asked: Asked, pairs: Sequence[tuple[Any, Any]]) -> Any:
    choices = [SelectChoice(*pair) for pair in pairs]
    return SelectMultipleField(asked.label, choices=choices, validate_choice=False)


def _groups(asked: Asked, given: Ground, _shared: Mapping[str, Any]) -> Any:
    return _several(asked, [(group.key, group.name) for group in given.plan.groups])


def _items(asked: Asked, given: Ground, _shared: Mapping[str, Any]) -> Any:
    pairs = [(str(key), _called(each)) for key, each in given.items.items()]
    return _several(asked, pairs)


def _entries(asked: Asked, given: Ground, _shared: Mapping[str, Any]) -> Any:
    # The same entry may be tied to several items.
    found = {each.slug: each.title_in("en") for each in events.entries_of([*given.items])}
    return _several(asked, list(found.items()))


def _line(asked: Asked, _given: Ground, shared: Mapping[str, Any]) -> Any:
    return StringField(asked.label, validators=[*_needed(asked), at_most(LONGEST_LINE)], **shared)


def _paragraph(asked: Asked, _given: Ground, shared: Mapping[str, Any]) -> Any:
    checks = [*_needed(asked), at_most(LONGEST_TEXT)]
    return TextAreaField(asked.label, validators=checks, **shared)


def _words(asked: Asked, _given: Ground, shared: Mapping[str, Any]) -> Any:
    return _choices(asked, list((asked.words or {}).items()), shared)


def _grades(asked: Asked, _given: Ground, shared: Mapping[str, Any]) -> Any:
    return _choices(
        asked, [(n, f"{n} – {word}") for n, word in (asked.words or {}).items()], shared
    )


_MAKERS: Mapping[How, Callable[..., Any]] = {
    How.LINE: _line,
    How.TEXT: _paragraph,
    How.LINES: _paragraph,
    How.DAY: lambda asked, _given, shared: _typed(DateField, asked, shared),
    How.NUMBER: lambda asked, _given, shared: NumberField(asked.label, **shared),
    How.WHOLE: lambda asked, _given, shared: _typed(IntegerField, asked, shared),
    How.TICK: lambda asked, _given, shared: BooleanField(asked.label, **shared),
    How.WORD: _words,
    How.GRADE: _grades,
    How.OFFERED: _offered,
    How.MEASURE: _measure,
    How.POST: _post,
    How.GROUPS: _groups,
    How.ITEMS: _items,
    How.ENTRIES: _entries,
}
