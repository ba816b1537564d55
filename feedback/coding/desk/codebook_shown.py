"""The codebook as the desk lists and looks for it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from feedback.coding.desk.finding import Findable, folded
from feedback.coding.models import Theme, ThemeState
from feedback.coding.wording import theme_name
from feedback.core.i18n import current_language


@dataclass(frozen=True, slots=True)
class Line:
    """One theme of the list; *path* are the names of those above it."""

    theme: Theme
    name: str
    path: Sequence[str]
    findable: Findable

    @property
    def find(self) -> str:
        """What the page's script looks in, one field a line."""
        return "\n".join(self.findable.fields)

    @property
    def full_name(self) -> str:
        """The name after those of the themes above it."""
        name = self.name
        for above in reversed(self.path):
            name = _("%(above)s / %(theme)s", above=above, theme=name)
        return name

    @property
    def is_draft(self) -> bool:
        """Whether it is new, and nobody has agreed on it yet."""
        return self.theme.state is ThemeState.DRAFT


@dataclass(frozen=True, slots=True)
class Group:
    """A theme that has none above it, and all that are under it at any depth."""

    name: str
    lines: Sequence[Line]


def groups(themes: Sequence[Theme]) -> Sequence[Group]:
    """*themes* (in the codebook's order) under the topmost of each."""
    by_id = {theme.id: theme for theme in themes}
    tops: dict[uuid.UUID, list[Line]] = {}
    for theme in themes:
        above = _above(theme, by_id)
        line = Line(
            theme, theme_name(theme), [theme_name(each) for each in above], _find(theme, above)
        )
        tops.setdefault((above[0] if above else theme).id, []).append(line)
    return [
        Group(name=theme_name(by_id[top]), lines=sorted(lines, key=lambda line: len(line.path) > 0))
        for top, lines in tops.items()
    ]


def _above(theme: Theme, by_id: Mapping[uuid.UUID, Theme]) -> list[Theme]:
    """The themes above *theme*, the topmost first; a circle ends where it closes."""
    path: list[Theme] = []
    up = by_id.get(theme.parent_id) if theme.parent_id else None
    while up is not None and up is not theme and up not in path:
        path.insert(0, up)
        up = by_id.get(up.parent_id) if up.parent_id else None
    return path


def _find(theme: Theme, above: Sequence[Theme]) -> Findable:
    language = current_language().base
    terms = [term for code in dict.fromkeys((language, "en")) for term in theme.terms.get(code, ())]
    fields = (
        theme_name(theme),
        theme.names["en"],
        " ".join(f"{theme_name(each)} {each.names['en']}" for each in above),
        " ".join(str(term) for term in terms),
        theme.definition,
    )
    return Findable(theme.key, tuple(folded(field) for field in fields))
