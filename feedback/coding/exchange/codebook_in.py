"""Taking in a codebook: of this software, or of another that writes REFI-QDA."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.audit.services import Actor
from feedback.coding import changes, queries
from feedback.coding.codebook.naming import key_from
from feedback.coding.codebook.services import (
    NotTaken,
    TakenIn,
    WhyNot,
    WrittenTheme,
    note_changes,
    take_in,
)
from feedback.coding.exchange import descriptions, refi_archive
from feedback.coding.exchange.refi import Code, guid_in, walk
from feedback.coding.exchange.refi_codes import codebook_in, doubled_names
from feedback.coding.models import ChangeSet, Theme, ThemeState
from feedback.core.db import session
from feedback.core.lines import Lines, Verb
from feedback.core.text import one_line
from feedback.core.unpacking import UnusableFile

LARGEST_CODEBOOK = 10 * 1024 * 1024  # bytes, of a file that is not packed
_SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])", re.IGNORECASE)
_STATES = {
    "draft": ThemeState.DRAFT, "active": ThemeState.ACTIVE, "retired": ThemeState.RETIRED,
}  # fmt: skip
WHY_NOT = {
    WhyNot.NO_NAME: _l("It has no name."),
    WhyNot.TWICE: _l("Another one in the file is the same theme."),
    WhyNot.MERGED: _l("Here it was merged into another theme."),
    WhyNot.NO_PARENT: _l("What it stands under is not there, so it stands at the top."),
    WhyNot.CIRCLE: _l("It would stand above itself, so it stays where it is."),
    WhyNot.TERM: _l("The suggestions cannot use this word."),
    WhyNot.COLOUR: _l("This is no colour that programs share."),
}


@dataclass(slots=True)
class CodebookReport(Lines):
    """What became of each code of a file. *themes* by the id that the file has for them."""

    file: str = ""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    themes: dict[uuid.UUID, Theme] = field(default_factory=dict)
    change_set: ChangeSet | None = None

    def facts(self) -> dict[str, Any]:
        """The numbers of it, for a program."""
        counts = {verb.value: number for verb, number in self.counts().items()}
        themes = {"added": self.added, "changed": self.changed, "unchanged": self.unchanged}
        return {"themes": themes, "lines": counts}

    def summary(self) -> list[str]:
        """Whole sentences about all of it."""
        out = self.counts()[Verb.REFUSED]
        said = [
            (self.added, ngettext("%(num)s theme is new.", "%(num)s themes are new.", self.added)),
            (
                self.changed,
                ngettext(
                    "%(num)s theme was changed.", "%(num)s themes were changed.", self.changed
                ),
            ),
            (
                self.unchanged,
                ngettext(
                    "%(num)s theme was here already.",
                    "%(num)s themes were here already.",
                    self.unchanged,
                ),
            ),
            (1, ngettext("%(num)s thing was left out.", "%(num)s things were left out.", out)),
        ]
        return [str(words) for number, words in said if number]


def import_codebook(content: bytes, *, name: str, by: Actor) -> CodebookReport:
    """Bring the codebook to what a .qdc, .qde or .qdpx file says; no theme is taken away.

    Raises UnusableFile. The report's change-set takes all of it back.
    """
    report = CodebookReport(file=one_line(name)[:100])
    if refi_archive.is_packed(content):
        content = refi_archive.opened(content).project()
    elif len(content) > LARGEST_CODEBOOK:
        most = LARGEST_CODEBOOK // 1024 // 1024
        raise UnusableFile(_("The file is larger than %(most)s MB.", most=most))
    codes, _groups = codebook_in(content, report)
    if not codes:
        raise UnusableFile(_("There is no code in the file."))
    take_codes(codes, report, by=by)
    return report


def take_codes(
    codes: Sequence[Code], report: CodebookReport, *, by: Actor, only_new: bool = False
) -> None:
    """Bring the codebook to what *codes* say, with a line in *report* for each.

    With *only_new*, themes that are here stay as they are, and new ones of other programs are
    drafts.
    """
    every = list(walk(codes))
    written = [_written(code, parent, report) for code, parent in every]
    if only_new:
        written = _only_new(written)
    for code in (each for each, _parent in every if each.guid in doubled_names(codes)):
        why = _("Another one beside it has the same name. Both are kept.")
        report.add(Verb.CHANGED, str(_("Code")), code.name, why=[str(why)])
    reason = _("From the file %(name)s", name=report.file) if report.file else ""
    taken = take_in(written, by=by, reason=str(reason), in_order=not queries.all_themes())
    report.change_set = taken.change_set
    for place, theme in taken.themes.items():
        report.themes[every[place][0].guid] = theme
    _keep_aliases([code for code, _parent in every], taken, report, by=by)
    _tell(taken, report)


def _written(code: Code, parent: Code | None, report: CodebookReport) -> WrittenTheme:
    said = descriptions.read(code.description)
    if not code.is_codable and not said.is_ours:
        why = _("A folder: here everything in a codebook is a theme, and can be given.")
        report.add(Verb.CHANGED, str(_("Code")), code.name, why=[str(why)])
    if not said.is_ours:
        return WrittenTheme(
            names={"en": code.name},
            id=code.guid,
            parent=parent.guid if parent else None,
            definition=said.definition or None,
            colour=_colour(code.color),
        )
    return WrittenTheme(
        names={**said.names, "en": code.name},
        key=said.key,
        id=code.guid,
        parent=parent.guid if parent else None,
        definition=said.definition,
        include=said.include,
        exclude=said.exclude,
        examples=said.examples,
        terms=said.terms,
        colour=_colour(code.color),
        state=_STATES.get(said.state),
    )


def _only_new(written: Sequence[WrittenTheme]) -> list[WrittenTheme]:
    """Mere names of those that are here already; the others as drafts where nobody says more."""
    here = _matched(written)
    return [
        WrittenTheme(names={}, id=here[place].id, key=here[place].key)
        if place in here
        else replace(each, state=each.state or ThemeState.DRAFT)
        for place, each in enumerate(written)
    ]


def _matched(written: Sequence[WrittenTheme]) -> dict[int, Theme]:
    """The themes that are here, by place. Two of one name are two: the first is the one here."""
    here = queries.all_themes()
    by_id, by_key = {theme.id: theme for theme in here}, {theme.key: theme for theme in here}
    found: dict[int, Theme] = {}
    met = set()
    for place, each in enumerate(written):
        key = each.key or key_from(each.names["en"])
        theme = (by_id.get(each.id) if each.id else None) or by_key.get(key)
        if theme is not None and theme.id not in met:
            met.add(theme.id)
            found[place] = theme
    return found


def find_codes(codes: Sequence[Code], report: CodebookReport) -> None:
    """Find the themes that *codes* mean, and make none; a line in *report* for each other one."""
    every = list(walk(codes))
    found = _matched([_written(code, parent, report) for code, parent in every])
    for place, (code, _parent) in enumerate(every):
        if place in found:
            report.themes[code.guid] = found[place]
        else:
            why = _("It is no theme of ours.")
            report.add(Verb.REFUSED, str(_("Code")), code.name, why=[str(why)])


def _colour(said: str) -> str | None:
    short = _SHORT.fullmatch(said)
    return "#" + "".join(digit * 2 for digit in short.groups()) if short else said or None


def _keep_aliases(
    codes: Sequence[Code], taken: TakenIn, report: CodebookReport, *, by: Actor
) -> None:
    """Themes that were merged elsewhere stay known by their old ids."""
    if taken.change_set is None:
        return
    here = queries.all_themes()
    ids, keys = {theme.id for theme in here}, {theme.key for theme in here}
    change = changes.Changing(taken.change_set)
    for code in codes:
        theme = report.themes.get(code.guid)
        for alias in descriptions.read(code.description).aliases if theme else ():
            guid, key, name = (*alias.split(" ", 2), "", "")[:3]
            known = guid_in(guid)
            if known is None or not key or known in ids or key in keys or theme is None:
                continue
            change.add(
                Theme(
                    id=known,
                    key=key,
                    names={"en": name or key},
                    state=ThemeState.MERGED,
                    merged_into_id=queries.resolved(theme).id,
                )
            )
            ids.add(known)
            keys.add(key)
    note_changes(by=by)


def _tell(taken: TakenIn, report: CodebookReport) -> None:
    report.added, report.changed = len(taken.added), len(taken.changed)
    report.unchanged = len(taken.unchanged)
    place = str(_("Theme"))
    for theme in taken.added:
        report.add(Verb.TAKEN, place, theme.names["en"], now=str(_("new")))
    for theme in taken.changed:
        report.add(Verb.TAKEN, place, theme.names["en"], now=str(_("changed here")))
    for theme in taken.unchanged:
        report.add(Verb.TAKEN, place, theme.names["en"], now=str(_("as it was here")))
    for refusal in taken.refused:
        verb = Verb.REFUSED if refusal.is_whole else Verb.CHANGED
        report.add(verb, place, refusal.theme, was=_what(refusal), why=[str(WHY_NOT[refusal.why])])


def _what(refusal: NotTaken) -> str:
    """What it was about, where that tells people anything."""
    return "" if guid_in(refusal.what) else refusal.what


def codes_known(themes: Mapping[uuid.UUID, Theme], wanted: uuid.UUID) -> Theme | None:
    """The theme for a code of a file: from its codebook, else one of ours with that very id."""
    theme = themes.get(wanted) or session().get(Theme, wanted)
    return queries.resolved(theme) if theme is not None else None
