"""The codebook as a .qdc file: themes under their own ids, with all that we know of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from feedback.audit.services import Actor, record
from feedback.coding import queries
from feedback.coding.exchange import descriptions, losses
from feedback.coding.exchange.descriptions import Described
from feedback.coding.exchange.refi import Code, Group, guid_of
from feedback.coding.exchange.refi_out import codebook_file
from feedback.coding.models import Theme, ThemeState
from feedback.core import clock
from feedback.core.errors import Refused
from feedback.core.named_files import NamedFile

QDC = "application/xml"
#: The states that other programs know nothing of, each told as a set. The names stay English, so
#: that the same codebook is the same file whoever takes it out.
_STATE_SETS = {ThemeState.DRAFT: "Draft themes", ThemeState.RETIRED: "Retired themes"}


class NoThemes(Refused):
    """There is nothing to take out: the standard wants one code at least."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, how many things are in it, and in whole sentences what is not."""

    file: NamedFile
    count: int
    missing: Sequence[str]


def export_codebook(*, by: Actor | None = None) -> Exported:
    """All themes, retired ones too; merged ones as other names of those that took them in.

    Raises NoThemes.
    """
    themes = queries.all_themes()
    codes = codes_of(themes)
    if not codes:
        raise NoThemes(_("There is no theme yet, and so nothing to take out."))
    record(verb="exported the codebook", facts={"themes": len(themes)}, actor=by)
    name = f"codebook-{clock.today().isoformat()}.qdc"
    file = NamedFile(name, QDC, codebook_file(codes, state_sets(themes)))
    return Exported(
        file, sum(each.state is not ThemeState.MERGED for each in themes), losses.of_codebook()
    )


def codes_of(themes: Sequence[Theme]) -> list[Code]:
    """*themes* as a tree of codes, in the codebook's order."""
    aliases = _aliases(themes)
    shown = [theme for theme in themes if theme.state is not ThemeState.MERGED]
    made: dict[UUID, Code] = {}
    top: list[Code] = []
    for node in queries.tree(shown):
        theme = node.theme
        code = Code(
            guid=theme.id,
            name=theme.names["en"],
            description=_description(theme, aliases.get(theme.id, ())),
            color=theme.colour or "",
            is_codable=theme.state is not ThemeState.RETIRED,
        )
        made[theme.id] = code
        (made[node.path[-1].id].children if node.path else top).append(code)
    return top


def state_sets(themes: Sequence[Theme]) -> list[Group]:
    """A set for each state that is not the usual one, where any theme is in it."""
    groups = []
    for state, name in _STATE_SETS.items():
        members = [theme.id for theme in themes if theme.state is state]
        if members:
            groups.append(Group(guid=guid_of("state", state), name=name, codes=members))
    return groups


def _description(theme: Theme, aliases: Sequence[Theme]) -> str:
    return descriptions.written(
        Described(
            definition=theme.definition,
            include=theme.include,
            exclude=theme.exclude,
            examples=theme.examples,
            names={code: name for code, name in theme.names.items() if code != "en"},
            terms=theme.terms,
            key=theme.key,
            state=theme.state.value,
            aliases=[f"{each.id} {each.key} {each.names['en']}" for each in aliases],
        )
    )


def _aliases(themes: Sequence[Theme]) -> Mapping[UUID, list[Theme]]:
    """The merged themes by the theme that stands for them now."""
    into = queries.aliases()
    found: dict[UUID, list[Theme]] = {}
    for theme in themes:
        if theme.id in into:
            found.setdefault(into[theme.id], []).append(theme)
    return found
