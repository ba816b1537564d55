"""What changes of the codebook do and did, in sentences."""

import uuid
from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding.codebook.models import Split
from feedback.coding.codebook.restructuring import MergePreview
from feedback.coding.codebook.taking_in import NotTaken, WhyNot
from feedback.coding.models import ChangeKind, ChangeSet, Theme, ThemeState
from feedback.coding.wording import theme_name


def state_word(state: ThemeState) -> str:
    """A theme's state, in words."""
    words = {
        ThemeState.DRAFT: _("draft"),
        ThemeState.ACTIVE: _("in force"),
        ThemeState.RETIRED: _("retired"),
        ThemeState.MERGED: _("merged into another"),
    }
    return str(words[state])


def merging(preview: MergePreview, theme: Theme, into: Theme) -> Sequence[str]:
    """What a merge will do."""
    name, other = theme_name(theme), theme_name(into)
    lines = [
        ngettext(
            "%(num)s coding of “%(name)s” becomes “%(other)s”.",
            "%(num)s codings of “%(name)s” become “%(other)s”.",
            preview.codings,
            name=name,
            other=other,
        )
    ]
    if preview.doubles:
        lines.append(
            ngettext(
                "%(num)s of them would double one that its coder gave already: one is left.",
                "%(num)s of them would double ones that their coders gave already: one is left.",
                preview.doubles,
            )
        )
    if preview.children:
        lines.append(
            ngettext(
                "%(num)s finer theme moves under “%(other)s”.",
                "%(num)s finer themes move under “%(other)s”.",
                preview.children,
                other=other,
            )
        )
    if preview.suggestions:
        lines.append(
            ngettext(
                "%(num)s open suggestion follows.",
                "%(num)s open suggestions follow.",
                preview.suggestions,
            )
        )
    lines.append(_("Its seed terms join those of “%(other)s”.", other=other))
    lines.append(_("Insights made from “%(name)s” lead to “%(other)s”.", name=name, other=other))
    return lines


def moving(theme: Theme, parent: Theme | None, children: int) -> Sequence[str]:
    """What a move will do."""
    name = theme_name(theme)
    if parent is None:
        lines = [_("“%(name)s” stands at the top.", name=name)]
    else:
        above = theme_name(parent)
        lines = [_("“%(name)s” stands under “%(above)s”.", name=name, above=above)]
    if children:
        lines.append(
            ngettext(
                "%(num)s finer theme goes with it.", "%(num)s finer themes go with it.", children
            )
        )
    return [*lines, _("No coding changes.")]


def retiring(theme: Theme, codings: int, children: int) -> Sequence[str]:
    """What retiring will do."""
    lines = [
        _("“%(name)s” is given and suggested no more.", name=theme_name(theme)),
        ngettext("%(num)s coding with it stays.", "%(num)s codings with it stay.", codings),
    ]
    if children:
        lines.append(
            ngettext(
                "%(num)s finer theme stays in force and moves up in lists.",
                "%(num)s finer themes stay in force and move up in lists.",
                children,
            )
        )
    return lines


def half(split: Split, which: str, themes: Mapping[uuid.UUID, Theme]) -> str:
    """What one half of a split is called."""
    held = split.half_a if which == "a" else split.half_b
    if "theme" in held:
        return theme_name(themes[uuid.UUID(held["theme"])])
    return str(held["name"])


def half_means(held: Mapping[str, str], themes: Mapping[uuid.UUID, Theme]) -> str:
    """The definition of one half of a split."""
    if "theme" in held:
        return themes[uuid.UUID(held["theme"])].definition
    return held.get("definition", "")


def change(change_set: ChangeSet, themes: Mapping[uuid.UUID, Theme]) -> str:
    """One change of the codebook, in a sentence."""
    facts = change_set.facts
    name = _named(facts.get("theme"), themes)
    words = _simple(change_set, name)
    if change_set.kind is ChangeKind.MERGED:
        words = ngettext(
            "“%(name)s” was merged into “%(other)s”, with %(num)s coding.",
            "“%(name)s” was merged into “%(other)s”, with %(num)s codings.",
            facts["codings"],
            name=name,
            other=_named(facts["into"], themes),
        )
    elif change_set.kind is ChangeKind.SPLIT:
        first, second = (_named(each, themes) for each in facts["into"])
        words = ngettext(
            "“%(name)s” was split into “%(first)s” and “%(second)s”: %(num)s coding was decided.",
            "“%(name)s” was split into “%(first)s” and “%(second)s”: %(num)s codings were decided.",
            facts["codings"],
            name=name,
            first=first,
            second=second,
        )
    elif change_set.kind is ChangeKind.IMPORTED:
        words = ngettext(
            "A codebook of %(num)s theme was brought in.",
            "A codebook of %(num)s themes was brought in.",
            facts["themes"],
        )
    return str(words)


def _simple(change_set: ChangeSet, name: str) -> str:
    words = {
        ChangeKind.ADDED: _("“%(name)s” was added.", name=name),
        ChangeKind.EDITED: _("The wording of “%(name)s” was changed.", name=name),
        ChangeKind.MOVED: _("“%(name)s” was moved.", name=name),
        ChangeKind.RETIRED: _("“%(name)s” was retired.", name=name),
        ChangeKind.REVIVED: _("“%(name)s” came into force.", name=name),
    }
    return str(words.get(change_set.kind, name))


def _named(theme_id: str | None, themes: Mapping[uuid.UUID, Theme]) -> str:
    theme = themes.get(uuid.UUID(theme_id)) if theme_id else None
    return theme_name(theme) if theme else _("a theme that is gone")


def kept(change_set: ChangeSet, themes: Mapping[uuid.UUID, Theme]) -> Sequence[str]:
    """What could not be put back when it was taken back."""
    told = change_set.facts.get("kept") or {}
    lines = []
    if told.get("coding"):
        lines.append(
            ngettext(
                "%(num)s coding stays as it is: somebody has changed it since.",
                "%(num)s codings stay as they are: somebody has changed them since.",
                told["coding"],
            )
        )
    lines.extend(
        _("“%(name)s” stays as it is: it was changed or used since.", name=_named(each, themes))
        for each in told.get("themes", ())
    )
    if told.get("suggestion"):
        lines.append(
            ngettext(
                "%(num)s suggestion stays as it is.",
                "%(num)s suggestions stay as they are.",
                told["suggestion"],
            )
        )
    if told.get("contribution"):
        lines.append(
            ngettext(
                "%(num)s contribution stays as it is: somebody has coded it since.",
                "%(num)s contributions stay as they are: somebody has coded them since.",
                told["contribution"],
            )
        )
    return lines


def not_taken(left_out: NotTaken) -> str:
    """Why a theme of a file, or a part of it, was not taken."""
    name, what = left_out.theme, left_out.what
    words = {
        WhyNot.NO_NAME: _("A theme has no English name: left out."),
        WhyNot.TWICE: _("“%(name)s” is in the file twice: the second is left out.", name=name),
        WhyNot.MERGED: _("“%(name)s” was merged into another theme here: left out.", name=name),
        WhyNot.NO_PARENT: _(
            "“%(name)s” stands at the top: there is no “%(what)s” to stand under.",
            name=name,
            what=what,
        ),
        WhyNot.CIRCLE: _("“%(name)s” stays where it is: it would stand above itself.", name=name),
        WhyNot.TERM: _(
            "“%(name)s”: the seed term “%(what)s” fits nothing, or nearly anything.",
            name=name,
            what=what,
        ),
        WhyNot.COLOUR: _("“%(name)s”: “%(what)s” is no colour.", name=name, what=what),
    }
    return str(words[left_out.why])
