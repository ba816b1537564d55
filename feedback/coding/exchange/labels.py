"""Themes as somebody's spreadsheet names them."""

import re
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from feedback.audit.services import Actor
from feedback.coding import queries
from feedback.coding.codebook.services import WrittenTheme, take_in
from feedback.coding.models import Theme, ThemeState
from feedback.core.text import one_line

#: Between labels in one cell, and between a theme and those above it.
BETWEEN = "|"
_ABOVE = re.compile(r"\s*[>/]\s*")
LONGEST_LABEL = 120  # characters: what is longer is no label


def labels_in(cell: str) -> tuple[str, ...]:
    """The labels of one cell, each once."""
    found = (one_line(part) for part in cell.split(BETWEEN))
    return tuple(dict.fromkeys(label for label in found if label))


class Labels:
    """Which theme a label means: by key, by name in any language, by its whole path."""

    def __init__(self) -> None:
        self._themes: dict[str, Theme] = {}
        themes = queries.all_themes()
        paths = {node.theme.id: [*node.path, node.theme] for node in queries.tree(themes)}
        for theme in themes:
            self._learn(theme, paths.get(theme.id, [theme]))

    def theme(self, label: str) -> Theme | None:
        """The theme that *label* means; None for one that is none of ours."""
        found = self._themes.get(_plain(label))
        return queries.resolved(found) if found is not None else None

    def unknown(self, labels: Iterable[str]) -> list[str]:
        """Those of *labels* that mean no theme, in their order."""
        return [label for label in dict.fromkeys(labels) if self.theme(label) is None]

    def make_drafts(self, labels: Sequence[str], *, by: Actor, name: str) -> int:
        """Make a draft theme for each of *labels* that means none; how many."""
        wanted = [label for label in self.unknown(labels) if len(label) <= LONGEST_LABEL]
        if not wanted:
            return 0
        written = [WrittenTheme(names={"en": label}, state=ThemeState.DRAFT) for label in wanted]
        reason = _("From the file %(name)s", name=name)
        taken = take_in(written, by=by, reason=str(reason))
        for place, theme in taken.themes.items():
            self._themes.setdefault(_plain(wanted[place]), theme)
        return len(taken.added)

    def _learn(self, theme: Theme, path: Sequence[Theme]) -> None:
        whole = ">".join(_plain(each.names["en"]) for each in path)
        for name in (theme.key, *theme.names.values(), whole):
            self._themes.setdefault(_plain(name), theme)


def _plain(label: str) -> str:
    return ">".join(one_line(part).casefold() for part in _ABOVE.split(label))
