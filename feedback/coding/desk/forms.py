"""The coding desk's one form: the box, what is chosen so far, and where the next code goes.

What is chosen travels in the page until it is saved, so that nothing is lost on the way.
"""

import hashlib
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.coding.desk.sentences import Sentence, runs
from feedback.coding.desk.showing import Desk
from feedback.coding.wording import theme_name
from feedback.core.forms import LONGEST_LINE, Form, at_most, new_submission_id

_PLACE = re.compile(r"(\d{1,6})-(\d{1,6})")
LONGEST_MEMO = 4000  # characters
Place = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """Themes chosen for the whole, by key, and for stretches; in the order of choosing."""

    keys: list[str] = field(default_factory=list)
    parts: list[tuple[str, int, int]] = field(default_factory=list)

    def toggle(self, key: str, places: list[Place]) -> bool:
        """Give or take away a theme at *places* (none: the whole); whether it was given."""
        if not places:
            return _toggled(self.keys, key)
        at = [(key, *place) for place in places]
        if all(part in self.parts for part in at):
            self.parts = [part for part in self.parts if part not in at]
            return False
        self.parts += [part for part in at if part not in self.parts]
        return True

    def drop(self, value: str) -> None:
        """Take away one chip: a key, or a key with its place."""
        key, _at, place = value.partition("@")
        if place:
            self.parts = [part for part in self.parts if chip(part) != value]
        else:
            self.keys = [each for each in self.keys if each != key]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return not self.keys and not self.parts


def chip(part: tuple[str, int, int]) -> str:
    """A theme and its stretch as the form sends them."""
    return f"{part[0]}@{part[1]}-{part[2]}"


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen theme as it is shown; *value* is what the form sends to take it away."""

    value: str
    name: str
    numbers: Sequence[int] = ()  # of the sentences; none: the whole


class DeskForm(Form):
    """What is sent from the desk; *shown* says which themes and sentences there are."""

    themes = SelectMultipleField(
        option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    parts = SelectMultipleField(validate_choice=False)  # theme@start-end
    sentences = SelectMultipleField(validate_choice=False)  # start-end
    selection = HiddenField()  # start-end, chosen freely with a mouse
    box = StringField(_l("Code"), validators=[at_most(LONGEST_MEMO)])
    highlighted = HiddenField()  # the theme under which a new one would go
    seen = HiddenField()  # which working text the places are of
    act_id = HiddenField()  # the same press twice is one memo
    do = StringField()  # which button
    name = StringField(_l("Name of the new theme"))
    under = SelectField(_l("Under"), validate_choice=False)
    meaning = StringField(_l("What it means, in one line"))
    memo = TextAreaField(_l("Memo"), validators=[at_most(LONGEST_MEMO)])
    about = SelectField(_l("About"), validate_choice=False)
    colleague = SelectField(_l("Whom to ask"), validate_choice=False)
    why_not = StringField(_l("Why it cannot be coded"), validators=[at_most(LONGEST_LINE)])
    matter = StringField(_l("What to ask"), validators=[at_most(LONGEST_MEMO)])

    def __init__(self, shown: Desk) -> None:
        super().__init__()
        self.shown = shown
        known = {line.theme.key for line in shown.lines}
        known |= {coding.theme.key for coding in shown.mine}
        self.themes.choices = [(key, key) for key in sorted(known)]
        self.draft = self._sent(known) if self.is_submitted() else _saved(shown)
        self.is_old = bool(self.seen.data) and self.seen.data != text_mark(shown.text)
        self.wants_help = False
        self.act_id.data = self.act_id.data or new_submission_id()
        self.seen.data = text_mark(shown.text)

    def places(self) -> list[Place]:
        """The stretches to which the next code goes; none: the whole of it."""
        free = _place(str(self.selection.data or ""))
        if free is not None and free[0] < free[1] <= len(self.shown.text):
            return [free]
        chosen = [place for each in self.sentences.data or () if (place := _place(each))]
        plain = [Sentence(each.number, each.start, each.end) for each in self.shown.sentences]
        return runs(chosen, plain)

    def chips(self, shown: Desk) -> Sequence[Chip]:
        """What is chosen, with its names on the page; a theme that is gone is left out."""
        names = {line.theme.key: line.name for line in shown.lines}
        names |= {each.theme.key: theme_name(each.theme) for each in shown.mine}
        whole = [Chip(key, names[key]) for key in self.draft.keys if key in names]
        parts = [
            Chip(chip(part), names[part[0]], shown.numbers(part[1], part[2]))
            for part in self.draft.parts
            if part[0] in names
        ]
        return [*whole, *parts]

    def press_id(self) -> uuid.UUID:
        """The id of what this press writes."""
        try:
            return uuid.UUID(hex=str(self.act_id.data or ""))
        except ValueError:
            return uuid.uuid4()

    def again(self) -> None:
        """Make ready for the next entry: what was typed and done is not there any more."""
        for typed in (self.box, self.name, self.meaning, self.memo, self.matter, self.why_not):
            typed.data = ""
        self.act_id.data = new_submission_id()

    def _sent(self, known: set[str]) -> Draft:
        parts = []
        for value in self.parts.data or ():
            key, _at, written = str(value).partition("@")
            place = _place(written)
            if key in known and place is not None:
                parts.append((key, *place))
        keys = [key for key in self.themes.data or () if key in known]
        return Draft(list(dict.fromkeys(keys)), list(dict.fromkeys(parts)))


class ResolveForm(Form):
    """What came of a question; may stay blank."""

    outcome = StringField(_l("What came of it"), validators=[at_most(LONGEST_MEMO)])


def text_mark(text: str) -> str:
    """A digest by which a page knows that it shows the present working text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _saved(shown: Desk) -> Draft:
    mine = shown.mine
    return Draft(
        keys=[each.theme.key for each in mine if each.start is None],
        parts=[
            (each.theme.key, each.start, each.end)
            for each in mine
            if each.start is not None and each.end is not None
        ],
    )


def _toggled(keys: list[str], key: str) -> bool:
    if key in keys:
        keys.remove(key)
        return False
    keys.append(key)
    return True


def _place(written: str) -> Place | None:
    found = _PLACE.fullmatch(written)
    return (int(found[1]), int(found[2])) if found else None
