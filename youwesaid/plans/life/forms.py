"""One form for every kind of record, and the forms for files."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField

from feedback.core import text as texts
from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from youwesaid.partnership.queries import posts
from youwesaid.plans.life.asking import ASKED
from youwesaid.plans.life.fields import Asked, How
from youwesaid.plans.life.making import Ground, fields_for, ground
from youwesaid.plans.life.models import PlanRecord, Review
from youwesaid.plans.life.words import Kind
from youwesaid.plans.models import Plan

LARGEST_FILE = 2 * 1024 * 1024  # bytes


class LifeForm(Form):
    """The page of one record."""

    made_of: ClassVar[Sequence[Asked]] = ()
    ground: ClassVar[Ground]

    why_changed = StringField(
        _l("Why was it changed?"),
        description=_l("A few words for those who look at it later. It may stay blank."),
        validators=[at_most(LONGEST_LINE)],
    )

    def values(self) -> dict[str, Any]:
        """What was filled in, by name of the record's attributes."""
        return {asked.name: self._value_of(asked) for asked in self.made_of}

    def fields_of(self, asked: Asked) -> list[Any]:
        """The fields on the page that ask for one thing."""
        if asked.how is How.CELLS:
            return [self[f"{asked.name}_{n}"] for n in range(len(self.ground.columns))]
        if asked.how is How.ANSWERS:
            return [self[f"{asked.name}_{n}"] for n in range(len(self.ground.questions))]
        return [self[asked.name]]

    def _value_of(self, asked: Asked) -> Any:
        given = [field.data for field in self.fields_of(asked)]
        if asked.how is How.CELLS:
            return dict(zip(self.ground.columns, (words or "" for words in given), strict=True))
        if asked.how is How.ANSWERS:
            return [words or "" for words in given]
        typed: Callable[[Any, Asked, Ground], Any] = _TYPED.get(asked.how, _as_text)
        return typed(given[0], asked, self.ground)


def life_form(kind: Kind, plan: Plan, record: PlanRecord | None = None, **start: Any) -> LifeForm:
    """The form of *record*, or of a new one of *kind* that begins with *start*."""
    offered = ground(plan, record.asks if isinstance(record, Review) else ())
    fields: dict[str, Any] = {"made_of": ASKED[kind], "ground": offered}
    if record is None:
        fields["why_changed"] = None
    data: dict[str, Any] = {}
    for asked in ASKED[kind]:
        fields.update(fields_for(asked, offered))
        data.update(_begins(asked, offered, _present(asked, plan, record, start)))
    made: Any = type("LifeForm", (LifeForm,), fields)
    form: LifeForm = made(data=data)
    return form


def _present(asked: Asked, plan: Plan, record: PlanRecord | None, start: Mapping[str, Any]) -> Any:
    if record is not None:
        return getattr(record, asked.name)
    return start.get(asked.name, asked.begins(plan) if asked.begins else None)


def _begins(asked: Asked, offered: Ground, value: Any) -> dict[str, Any]:
    """What the fields of one thing hold when the page is opened."""
    if asked.how is How.CELLS:
        return {f"{asked.name}_{n}": (value or {}).get(name)
                for n, name in enumerate(offered.columns)}  # fmt: skip
    if asked.how is How.ANSWERS:
        return {f"{asked.name}_{n}": words for n, words in enumerate(value or [])}
    return {asked.name: _BEGINS.get(asked.how, _as_it_is)(value)}


def _as_it_is(value: Any) -> Any:
    return value


def _id_of(row: Any) -> str:
    return str(row.id) if row is not None else ""


def _chosen(value: Any) -> str:
    return "" if value is None else str(value)


_BEGINS: Mapping[How, Callable[[Any], Any]] = {
    How.MEASURE: _id_of,
    How.POST: _id_of,
    How.WORD: _chosen,
    How.GRADE: _chosen,
    How.OFFERED: _chosen,
    How.ITEMS: lambda items: [str(each.id) for each in items or []],
    How.LINES: lambda lines: "\n".join(lines or []),
}


def _as_text(given: Any, _asked: Asked, _offered: Ground) -> str:
    return given or ""


def _as_given(given: Any, _asked: Asked, _offered: Ground) -> Any:
    return given


def _post(given: Any, _asked: Asked, _offered: Ground) -> Any:
    return next((each for each in posts() if str(each.id) == given), None)


def _measure(given: Any, _asked: Asked, offered: Ground) -> Any:
    return next((each for key, each in offered.items.items() if str(key) == given), None)


def _several(given: Any, _asked: Asked, _offered: Ground) -> list[str]:
    return list(given or [])


_TYPED: Mapping[How, Callable[[Any, Asked, Ground], Any]] = {
    How.LINE: lambda given, _asked, _offered: texts.one_line(given or ""),
    How.DAY: _as_given,
    How.NUMBER: _as_given,
    How.WHOLE: _as_given,
    How.TICK: lambda given, _asked, _offered: bool(given),
    How.WORD: lambda given, asked, _offered: next(
        (word for word in asked.words or () if word == given), None
    ),
    How.GRADE: lambda given, _asked, _offered: int(given),
    How.MEASURE: _measure,
    How.POST: _post,
    How.LINES: lambda given, _asked, _offered: [
        line for each in (given or "").splitlines() if (line := texts.one_line(each))
    ],
    How.GROUPS: _several,
    How.ENTRIES: _several,
    How.ITEMS: lambda given, _asked, offered: [
        each for key, each in offered.items.items() if str(key) in set(given or [])
    ],
}


class TakeOutForm(Form):
    """Why a record is taken out."""

    why = StringField(
        _l("Why is it taken out?"),
        validators=[said(_l("Write why it is taken out.")), at_most(LONGEST_LINE)],
    )


class FileForm(Form):
    """A file with rows to bring in."""

    file = FileField(_l("File"), description=_l("A .csv or .xlsx file, at most 2 MB."))

    def raw(self) -> bytes:
        """The bytes of the file; empty when none was chosen."""
        return self.file.data.read(LARGEST_FILE + 1) if self.file.data else b""
