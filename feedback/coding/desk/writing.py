"""What a press writes beside the codings: a draft theme, a memo, a mark, a question."""

import uuid

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts import queries as accounts
from feedback.accounts.models import Staff
from feedback.coding import queries
from feedback.coding.codebook import editing
from feedback.coding.codebook.drafting import add_draft
from feedback.coding.desk import anchoring, finding, notes
from feedback.coding.desk import queries as desk
from feedback.coding.desk.box import Act, Entry
from feedback.coding.desk.forms import DeskForm
from feedback.coding.desk.showing import Desk
from feedback.coding.models import ChangeKind, ChangeSet, Theme
from feedback.core.i18n import current_language
from feedback.core.sealing import Keyring

WRITTEN = frozenset({Act.NEW, Act.MEMO, Act.MARK, Act.ASK})


def write(entry: Entry, form: DeskForm, shown: Desk, *, by: Staff, keyring: Keyring) -> str:
    """Do what *entry* says, or what stands in the form's own fields; a sentence about it.

    A complaint goes into the form, and then nothing is written and the sentence is empty.
    """
    match entry.act:
        case Act.NEW:
            return _new_theme(entry, form, shown, by)
        case Act.MEMO:
            return _memo(entry, form, shown, by, keyring)
        case Act.MARK:
            return _mark(form, shown, by, keyring)
        case _:
            return _ask(entry, form, shown, by, keyring)


def new_theme_in(form: DeskForm) -> Entry:
    """The new theme of the form's own fields."""
    return Entry(Act.NEW, words=form.name.data or "", meaning=form.meaning.data or "")


def unmark(mark_id: str, shown: Desk, *, by: Staff) -> str:
    """Take a mark for the quotes bank away."""
    for marked in shown.marks:
        if str(marked.mark.id) == mark_id:
            notes.unmark(shown.contribution, uuid.UUID(mark_id), by=by)
    return str(_("The mark is gone."))


def act_in_words(act: ChangeSet) -> str:
    """What an act was, in words."""
    several = len({step.contribution_id for step in act.steps} - {None})
    if act.kind is ChangeKind.BULK:
        words = ngettext("%(num)s contribution coded", "%(num)s contributions coded", several)
        return str(words)
    return str(_acts().get(act.kind, act.kind.value))


def _acts() -> dict[ChangeKind, str]:
    return {
        ChangeKind.CODED: _("themes given"),
        ChangeKind.NO_THEME: _("no theme found"),
        ChangeKind.NOT_CODABLE: _("found that it cannot be coded"),
        ChangeKind.REFUSED: _("a suggestion refused"),
        ChangeKind.RECONCILED: _("a disagreement settled"),
        ChangeKind.IMPORTED: _("codings brought in"),
        ChangeKind.ADDED: _("a theme made"),
        ChangeKind.EDITED: _("a theme edited"),
        ChangeKind.MOVED: _("a theme moved"),
        ChangeKind.MERGED: _("themes merged"),
        ChangeKind.SPLIT: _("a theme split"),
        ChangeKind.RETIRED: _("a theme retired"),
        ChangeKind.REVIVED: _("a theme in use again"),
        ChangeKind.NOTED: _("a memo written"),
        ChangeKind.MARKED: _("a quote marked"),
        ChangeKind.ASKED: _("a colleague asked"),
    }


def _new_theme(entry: Entry, form: DeskForm, shown: Desk, by: Staff) -> str:
    parent = _parent(entry, form, shown)
    form.name.data, form.meaning.data = entry.words, entry.meaning
    form.under.data = parent.key if parent else ""
    form.box.data = ""
    try:
        theme = add_draft(
            name=entry.words,
            parent=parent,
            definition=entry.meaning,
            by=by,
            language=current_language().code,
        )
    except editing.NoEnglishName:
        form.reject("name", _("Give the new theme a name."))
    except editing.NoDefinition:
        form.reject("meaning", _("Say in one line what it means."))
    except editing.NameTaken:
        form.reject("name", _("There is a theme of that name."))
    except editing.NotInForce:
        form.reject("under", _("Choose a theme that is in use."))
    else:
        form.draft.toggle(theme.key, form.places())
        return str(_("%(theme)s is made, as a draft, and given.", theme=entry.words))
    return ""


def _parent(entry: Entry, form: DeskForm, shown: Desk) -> Theme | None:
    """Above a new theme: what was typed before the slash, else chosen, else highlighted."""
    if entry.under:
        found = finding.found(entry.under, [line.findable for line in shown.lines])
        return queries.theme_by_key(found[0]) if found else None
    wanted = form.under.data if form.under.raw_data else form.highlighted.data
    return next((line.theme for line in shown.lines if line.theme.key == wanted), None)


def _memo(entry: Entry, form: DeskForm, shown: Desk, by: Staff, keyring: Keyring) -> str:
    words = entry.words or form.memo.data or ""
    where, _colon, key = str(form.about.data or "").partition(":")
    theme = next((line.theme for line in shown.lines if line.theme.key == key), None)
    is_typed = bool(entry.words)
    try:
        notes.write_memo(
            words,
            contribution=shown.contribution if is_typed or where != "theme" else None,
            theme=None if is_typed else theme,
            by=by,
            keyring=keyring,
            memo_id=form.press_id(),
        )
    except notes.NothingWritten:
        form.reject("box" if not form.memo.raw_data else "memo", _("Write the memo first."))
        return ""
    return str(_("The memo is kept."))


def _mark(form: DeskForm, shown: Desk, by: Staff, keyring: Keyring) -> str:
    places = form.places()
    if form.is_old and places:
        form.reject("box", _("The text has changed. Look at its sentences again."))
        return ""
    try:
        for start, end in places:
            at = anchoring.stretch(shown.text, start, end, keyring)
            notes.mark_quote(shown.contribution, at=at, by=by)
        if not places:
            notes.mark_quote(shown.contribution, at=None, by=by)
    except notes.MarkedAlready:
        form.reject("box", _("These words are marked already."))
        return ""
    return str(_("Marked for the quotes."))


def _ask(entry: Entry, form: DeskForm, shown: Desk, by: Staff, keyring: Keyring) -> str:
    try:
        of, words = _colleague(entry, form, by)
        notes.ask(
            shown.contribution, words, of=of, by=by, keyring=keyring, discussion_id=form.press_id()
        )
    except notes.NobodyCalledThat:
        names = ", ".join(each.name for each in desk.colleagues(by.id))
        form.reject("box", _("Write @ and one of these names: %(names)s", names=names))
        return ""
    except notes.NothingWritten:
        form.reject("box", _("Write what you want to ask."))
        return ""
    return str(_("%(name)s is asked.", name=of.name))


def _colleague(entry: Entry, form: DeskForm, by: Staff) -> tuple[Staff, str]:
    if entry.words:
        return notes.colleague_in(entry.words, by=by)
    chosen = str(form.colleague.data or "")
    for each in desk.colleagues(by.id):
        if str(each.id) == chosen:
            return accounts.member(each.id), form.matter.data or ""
    raise notes.NobodyCalledThat
