"""What a press at the desk does: the box is read, the draft altered, the act kept."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.models import Staff
from feedback.coding import queries
from feedback.coding.changes import NothingToUndo, Undone
from feedback.coding.desk import anchoring, box, finding, services, writing
from feedback.coding.desk.anchoring import OutsideTheText
from feedback.coding.desk.box import Act, Entry
from feedback.coding.desk.forms import DeskForm
from feedback.coding.desk.services import Part
from feedback.coding.desk.showing import Desk
from feedback.coding.models import ChangeKind
from feedback.coding.wording import theme_name
from feedback.core.sealing import Keyring

#: What shows or tells others' view is not there while somebody codes blind.
_BLIND = frozenset(
    {Act.SAVE, Act.FIND, Act.NO_THEME, Act.NOT_CODABLE, Act.MEMO, Act.WORRY, Act.HELP}
)


_CODING = frozenset({ChangeKind.CODED, ChangeKind.NO_THEME, ChangeKind.NOT_CODABLE})


class What(StrEnum):
    """What the page does next."""

    STAY = "stay"  # show it again; with errors in the form, nothing was done
    SAVED = "saved"  # open the next
    WORRIED = "worried"  # somebody may be in danger: to the reading screen
    UNDONE = "undone"  # an act was taken back: open what it was about


@dataclass(frozen=True, slots=True)
class Decided:
    """What a press did, said in a sentence for the next page."""

    what: What
    said: str = ""
    contribution_id: uuid.UUID | None = None  # of what was taken back


@dataclass(frozen=True, slots=True)
class Press:
    """One press with all that it needs."""

    form: DeskForm
    shown: Desk
    by: Staff
    keyring: Keyring

    def refuse(self, field: str, complaint: str) -> Decided:
        """Say beside *field* why nothing was done."""
        self.form.reject(field, complaint)
        return Decided(What.STAY)

    def name_of(self, key: str) -> str:
        """What a theme is called on the page."""
        return theme_name(queries.theme_by_key(key))


def decide(form: DeskForm, shown: Desk, *, by: Staff, keyring: Keyring) -> Decided:
    """Do what was pressed. After STAY the desk must be read again before it is shown."""
    press = Press(form, shown, by, keyring)
    if not form.validate_on_submit():
        return Decided(What.STAY)
    verb, _colon, about = str(form.do.data or "enter").partition(":")
    if verb in _PRESSED and not (shown.blind and verb in _NEVER_BLIND):
        decided = _PRESSED[verb](press, about)
    else:
        decided = _enter(press, _entry(form))
    if decided.what is What.STAY and not form.errors:
        form.again()
    return decided


def _entry(form: DeskForm) -> Entry:
    """What Enter means: the box; else the field in which something was written."""
    entry = box.parse(form.box.data or "")
    if entry.act is not Act.SAVE:
        return entry
    if form.name.data:
        return writing.new_theme_in(form)
    if form.memo.data:
        return Entry(Act.MEMO)
    if form.why_not.data:
        return Entry(Act.NOT_CODABLE, words=form.why_not.data)
    return Entry(Act.ASK) if form.matter.data else entry


def _enter(press: Press, entry: Entry) -> Decided:
    if press.shown.blind and entry.act not in _BLIND:
        return press.refuse("box", _("This is not here while you code without seeing others."))
    if entry.act in writing.WRITTEN:
        return _written(press, entry)
    return _ENTERED[entry.act](press, entry)


def _written(press: Press, entry: Entry) -> Decided:
    said = writing.write(entry, press.form, press.shown, by=press.by, keyring=press.keyring)
    return Decided(What.STAY, said)


def _save(press: Press, _entry: Entry) -> Decided:
    form, shown = press.form, press.shown
    if form.is_old and form.draft.parts:
        form.draft.parts = []
        return press.refuse("box", _("The text has changed. Look at its sentences again."))
    try:
        parts = [
            Part(key, anchoring.stretch(shown.text, start, end, press.keyring))
            for key, start, end in form.draft.parts
        ]
        services.give_themes(
            shown.contribution, keys=form.draft.keys, parts=parts, by=press.by, blind=shown.blind
        )
    except services.NoThemeChosen:
        return press.refuse("box", _("Choose a theme, or press 0 for “No theme here”."))
    except (services.ThemeRetired, OutsideTheText):
        return press.refuse("box", _("A theme or a sentence is not there any more. Look again."))
    except (services.NoWorkingText, services.LookedAfter):
        return _shut(press)
    names = dict.fromkeys([*form.draft.keys, *(part.key for part in parts)])
    said = _("Saved: %(themes)s.", themes=", ".join(press.name_of(key) for key in names))
    return Decided(What.SAVED, said)


def _shut(press: Press) -> Decided:
    return press.refuse("box", _("Read this and hide what identifies people first."))


def _no_theme(press: Press, _entry: Entry) -> Decided:
    try:
        services.no_theme(press.shown.contribution, by=press.by, blind=press.shown.blind)
    except (services.NoWorkingText, services.LookedAfter):
        return _shut(press)
    return Decided(What.SAVED, _("Saved: no theme."))


def _not_codable(press: Press, entry: Entry) -> Decided:
    if not entry.words:
        return press.refuse("why_not", _("Say why it cannot be coded: after ~, or here."))
    try:
        services.not_codable(
            press.shown.contribution, because=entry.words, by=press.by, blind=press.shown.blind
        )
    except (services.NoWorkingText, services.LookedAfter):
        return _shut(press)
    return Decided(What.SAVED, _("Saved: cannot be coded."))


def _toggle(press: Press, keys: Sequence[str]) -> Decided:
    places = press.form.places()
    said = []
    for key in keys:
        given = press.form.draft.toggle(key, places)
        name = press.name_of(key)
        said.append(
            _("%(theme)s: given", theme=name) if given else _("%(theme)s: away", theme=name)
        )
    return Decided(What.STAY, " · ".join(said))


def _take(press: Press, entry: Entry) -> Decided:
    offers = {offer.number: offer.theme.key for offer in press.shown.offers}
    if not set(entry.numbers) <= set(offers):
        return press.refuse("box", _("There is no suggestion with this number."))
    return _toggle(press, [offers[number] for number in entry.numbers])


def _refuse(press: Press, entry: Entry) -> Decided:
    for offer in press.shown.offers:
        if offer.number in entry.numbers:
            return _refuse_theme(press, offer.theme.key, entry.words)
    return press.refuse("box", _("There is no suggestion with this number."))


def _refuse_theme(press: Press, key: str, because: str = "") -> Decided:
    for offer in press.shown.offers:
        if offer.theme.key == key:
            services.refuse(offer.suggestion, because=because, by=press.by)
            press.form.draft.drop(key)
    said = _("%(theme)s will not be suggested for this again.", theme=press.name_of(key))
    return Decided(What.STAY, said)


def _find(press: Press, entry: Entry) -> Decided:
    offered = {offer.theme.key for offer in press.shown.offers}
    lines = sorted(press.shown.lines, key=lambda line: line.theme.key not in offered)
    found = finding.found(entry.words, [line.findable for line in lines])
    if not found:
        return press.refuse("box", _("No theme fits. Put + before the name to make a new one."))
    return _toggle(press, found[:1])


def _same(press: Press, _entry: Entry) -> Decided:
    if not press.shown.before:
        return press.refuse("box", _("You have coded nothing before this."))
    missing = [key for key in press.shown.before if key not in press.form.draft.keys]
    press.form.draft.keys += missing
    names = ", ".join(press.name_of(key) for key in press.shown.before)
    return Decided(What.STAY, _("As before: %(themes)s", themes=names))


def _worry(_press: Press, _entry: Entry) -> Decided:
    return Decided(What.WORRIED)


def _help(press: Press, _entry: Entry) -> Decided:
    press.form.wants_help = True
    return Decided(What.STAY)


def _drop(press: Press, value: str) -> Decided:
    press.form.draft.drop(value)
    return Decided(What.STAY)


def _undo(press: Press, _about: str) -> Decided:
    try:
        undone = services.undo_last(by=press.by)
    except NothingToUndo:
        return press.refuse("box", _("There is nothing left to take back."))
    except services.CannotBeUndone:
        return press.refuse("box", _("Take back what came after it first."))
    found = services.about(undone)
    here = press.shown.contribution.id
    # Beside what is being chosen here, an act that was only noted is taken back in place.
    stays = found is None or (found == here and undone.change_set.kind not in _CODING)
    return Decided(What.STAY if stays else What.UNDONE, said_of(undone), found)


def said_of(undone: Undone) -> str:
    """What was taken back, and whether all of it was."""
    said = _("Taken back: %(act)s.", act=writing.act_in_words(undone.change_set))
    if undone.kept:
        said += " " + ngettext(
            "%(num)s thing was left: somebody went on from it.",
            "%(num)s things were left: somebody went on from them.",
            len(undone.kept),
        )
    return str(said)


_ENTERED: Mapping[Act, Callable[[Press, Entry], Decided]] = {
    Act.SAVE: _save,
    Act.TAKE: _take,
    Act.REFUSE: _refuse,
    Act.FIND: _find,
    Act.SAME: _same,
    Act.WORRY: _worry,
    Act.NO_THEME: _no_theme,
    Act.NOT_CODABLE: _not_codable,
    Act.HELP: _help,
}
_PRESSED: Mapping[str, Callable[[Press, str], Decided]] = {
    "none": lambda press, _about: _no_theme(press, Entry(Act.NO_THEME)),
    "uncodable": lambda press, _about: _not_codable(
        press, Entry(Act.NOT_CODABLE, words=press.form.why_not.data or "")
    ),
    "worry": lambda press, _about: _worry(press, Entry(Act.WORRY)),
    "drop": _drop,
    "reject": _refuse_theme,
    "undo": _undo,
    "theme": lambda press, _about: _written(press, writing.new_theme_in(press.form)),
    "memo": lambda press, _about: _written(press, Entry(Act.MEMO)),
    "ask": lambda press, _about: _written(press, Entry(Act.ASK)),
    "mark": lambda press, _about: _written(press, Entry(Act.MARK)),
    "unmark": lambda press, about: Decided(
        What.STAY, writing.unmark(about, press.shown, by=press.by)
    ),
}
_NEVER_BLIND = frozenset({"reject", "undo", "theme", "ask", "mark", "unmark"})
