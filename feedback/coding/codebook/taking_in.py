"""Themes from a file, matched to those that are here: added, changed, left alone or refused."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from feedback.audit.services import Actor, record
from feedback.coding import changes, queries
from feedback.coding.changes import Changing
from feedback.coding.codebook import naming, versions
from feedback.coding.models import ChangeKind, ChangeSet, Theme, ThemeState
from feedback.core.db import session

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class WrittenTheme:
    """A theme as a file has it. None: the file does not speak of that, so it stays as it is."""

    names: Mapping[str, str]  # by language code; English is wanted
    key: str = ""  # made from the English name when empty
    id: uuid.UUID | None = None
    parent: uuid.UUID | str | None = None  # id or key of another one, in the file or here
    definition: str | None = None
    include: str | None = None
    exclude: str | None = None
    examples: Sequence[str] | None = None
    terms: Mapping[str, Sequence[str]] | None = None
    colour: str | None = None  # "#RRGGBB"
    state: ThemeState | None = None  # a new one is active; never "merged"


class WhyNot(StrEnum):
    """Why a written theme, or a part of it, was not taken."""

    NO_NAME = "no_name"  # no English name
    TWICE = "twice"  # another theme of the file is the same one
    MERGED = "merged"  # the theme that it means was merged into another
    NO_PARENT = "no_parent"  # its parent is neither in the file nor here: it stands at the top
    CIRCLE = "circle"  # it would stand above itself: its place was not changed
    TERM = "term"  # the tagger cannot use that seed term
    COLOUR = "colour"  # not of the form #RRGGBB


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One thing that was left out: of which theme, why, and (for a term or colour) what."""

    theme: str
    why: WhyNot
    what: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing at all of the theme was taken."""
        return self.why in {WhyNot.NO_NAME, WhyNot.TWICE, WhyNot.MERGED}


@dataclass(slots=True)
class TakenIn:
    """What became of each theme of a file; the change-set takes all of it back."""

    change_set: ChangeSet | None  # None: the first codebook of a site, with nothing to go back to
    added: list[Theme] = field(default_factory=list)
    changed: list[Theme] = field(default_factory=list)
    unchanged: list[Theme] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)
    themes: dict[int, Theme] = field(default_factory=dict)  # by the place in what was given


class _AtOnce:
    """Makes rows without keeping how it was before: there was nothing."""

    def add(self, row: Theme) -> None:
        session().add(row)

    def set(self, row: Theme, **values: Any) -> None:
        for name, value in values.items():
            setattr(row, name, value)


def take_in(
    themes: Sequence[WrittenTheme],
    *,
    by: Actor,
    reason: str,
    in_order: bool = False,
    kept: bool = True,
) -> TakenIn:
    """Bring the codebook to what *themes* say. No theme is taken away, so no coding is orphaned.

    A theme is found again by its id, else by its key (made from its name when it has none). With
    *in_order* their order becomes the codebook's. Where *kept* is false and there is no theme
    yet, nothing is kept for taking it back. Nothing is raised: what was refused is in the report.
    """
    here = queries.all_themes()
    change: Changing | _AtOnce
    if kept or here:
        facts = {"codebook": True, "themes": len(themes)}
        change = changes.begin(ChangeKind.IMPORTED, by=by, reason=reason, facts=facts)
        report = TakenIn(change.change_set)
    else:
        change, report = _AtOnce(), TakenIn(None)
    _Taking(here, change, report).take(themes, in_order=in_order)
    session().flush()
    versions.note_changes(by=by)
    found = {"added": len(report.added), "changed": len(report.changed)}
    record(verb="took in", thing="codebook", facts=found, actor=by)
    return report


class _Taking:
    """One reading of a file against the codebook."""

    def __init__(self, here: Sequence[Theme], change: Changing | _AtOnce, report: TakenIn) -> None:
        self.by_id = {theme.id: theme for theme in here}
        self.by_key = {theme.key: theme for theme in here}
        self.met: dict[uuid.UUID, dict[str, Any]] = {}  # how each was before
        self.parents: dict[uuid.UUID, uuid.UUID | None] = {}
        self.change, self.report = change, report

    def take(self, written: Sequence[WrittenTheme], *, in_order: bool) -> None:
        position = 0 if in_order else naming.last_position()
        for place, each in enumerate(written):
            theme = self._found_or_made(each, position + place)
            if theme is None:
                continue
            self.report.themes[place] = theme
            values = self._values(each, theme)
            if in_order:
                values["position"] = place
            for name, value in values.items():
                self.change.set(theme, **{name: value})
        session().flush()
        self.parents = naming.parents_now()
        for place, theme in self.report.themes.items():
            self._put_in_place(written[place], theme)
        self._sort()

    def _found_or_made(self, each: WrittenTheme, position: int) -> Theme | None:
        name = each.names.get("en", "").strip()
        theme = self._found(each, name)
        why = WhyNot.NO_NAME if theme is None and not name else self._objection(theme)
        if why is not None:
            self.report.refused.append(NotTaken(name or each.key or str(each.id or ""), why))
            return None
        if theme is None:
            theme = self._made(each, name, position)
        else:
            self.met[theme.id] = _held(theme)
        return theme

    def _found(self, each: WrittenTheme, name: str) -> Theme | None:
        if each.id in self.by_id:
            return self.by_id[each.id]
        if each.key:
            return self.by_key.get(each.key)
        theme = self.by_key.get(naming.key_from(name)) if name else None
        # A file may have two of one name: the second one is another theme.
        return None if theme is None or theme.id in self.met else theme

    def _objection(self, theme: Theme | None) -> WhyNot | None:
        if theme is None:
            return None
        if theme.id in self.met:
            return WhyNot.TWICE
        return WhyNot.MERGED if theme.state is ThemeState.MERGED else None

    def _made(self, each: WrittenTheme, name: str, position: int) -> Theme:
        state = each.state or ThemeState.ACTIVE
        theme = Theme(
            id=each.id or uuid.uuid4(),
            key=each.key or naming.free_key(name, self.by_key),
            names={"en": name},
            position=position,
            state=ThemeState.RETIRED if state is ThemeState.MERGED else state,
        )
        self.change.add(theme)
        self.by_id[theme.id] = self.by_key[theme.key] = theme
        self.met[theme.id] = {}
        self.report.added.append(theme)
        return theme

    def _values(self, each: WrittenTheme, theme: Theme) -> dict[str, Any]:
        values: dict[str, Any] = {
            name: value.strip()
            for name in ("definition", "include", "exclude")
            if (value := getattr(each, name)) is not None
        }
        written = {code: name.strip() for code, name in each.names.items() if name.strip()}
        values["names"] = {**theme.names, **written}
        if each.examples is not None:
            values["examples"] = [str(example) for example in each.examples]
        if each.terms is not None:
            values["terms"], bad = naming.usable_terms(each.terms)
            for _language, term in bad:
                self._refuse(theme, WhyNot.TERM, term)
        if each.colour and not _COLOUR.fullmatch(each.colour):
            self._refuse(theme, WhyNot.COLOUR, each.colour)
        elif each.colour:
            values["colour"] = each.colour
        if each.state not in {None, ThemeState.MERGED}:
            values["state"] = each.state
        return values

    def _put_in_place(self, each: WrittenTheme, theme: Theme) -> None:
        if each.parent is None or each.parent == "":
            return
        above = self._called(each.parent)
        if above is None:
            self._refuse(theme, WhyNot.NO_PARENT, str(each.parent))
            return
        above = queries.resolved(above)
        if naming.is_above(theme.id, above.id, self.parents):
            self._refuse(theme, WhyNot.CIRCLE)
            return
        self.change.set(theme, parent_id=above.id)
        self.parents[theme.id] = above.id

    def _called(self, parent: uuid.UUID | str) -> Theme | None:
        if isinstance(parent, uuid.UUID):
            return self.by_id.get(parent)
        return self.by_key.get(parent) or self.by_key.get(naming.key_from(parent))

    def _refuse(self, theme: Theme, why: WhyNot, what: str = "") -> None:
        self.report.refused.append(NotTaken(theme.names["en"], why, what))

    def _sort(self) -> None:
        for theme in self.report.themes.values():
            before = self.met[theme.id]
            if before:
                is_same = _held(theme) == before
                (self.report.unchanged if is_same else self.report.changed).append(theme)


def _held(theme: Theme) -> dict[str, Any]:
    names = [name for name in Theme.__table__.columns.keys() if name != "position"]  # noqa: SIM118
    return {name: getattr(theme, name) for name in names}
