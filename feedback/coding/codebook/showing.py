"""The codebook and its changes, for a page."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from feedback.coding import queries as coding
from feedback.coding import wording
from feedback.coding.codebook import queries, splits, telling, versions
from feedback.coding.codebook.models import Split
from feedback.coding.codebook.queries import Use
from feedback.coding.models import ChangeSet, Coding, Theme
from feedback.coding.queries import ThemeNode
from feedback.coding.wording import theme_name
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.i18n import ALL_LANGUAGES, BY_CODE, Language, switched_on, written_languages
from feedback.core.sealing import Keyring


@dataclass(frozen=True, slots=True)
class Line:
    """One theme in the list: where it stands and how it is used."""

    node: ThemeNode
    use: Use
    missing: Sequence[Language]  # languages of the site in which it has no name
    often_with: Theme | None = None  # the theme most often given together with it


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme in the list and what stands under it."""

    line: Line
    below: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Example:
    """A pinned example, opened for somebody who may read it."""

    pin_id: uuid.UUID
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class ThemePage:
    """All about one theme."""

    theme: Theme
    path: Sequence[Theme]
    children: Sequence[Theme]
    use: Use
    names: Sequence[tuple[Language, str]]
    terms: Sequence[tuple[Language, str]]
    together: Sequence[tuple[Theme, int]]
    examples: Sequence[Example]
    owner: str
    split: Split | None
    merged: Sequence[Theme]  # those that it took in


@dataclass(frozen=True, slots=True)
class Told:
    """One change of the codebook in words."""

    change_set: ChangeSet
    words: str
    by: str
    undone_by: str
    kept: Sequence[str]


@dataclass(frozen=True, slots=True)
class SplitPage:
    """The coding to decide next, and how far it has come."""

    split: Split
    name_a: str
    name_b: str
    means_a: str
    means_b: str
    total: int
    left: int
    coding: Coding | None
    contribution: Contribution | None
    text: str
    language: Language | None
    stretch: str  # the words that were coded, where it was not all of them


def listing() -> Sequence[Branch]:
    """The themes at the top that may be given, each with what stands under it."""
    top: list[Branch] = []
    above: list[Branch] = []  # the branch that leads to the present line
    for line in _lines():
        branch = Branch(line)
        del above[line.node.depth :]
        (above[-1].below if above else top).append(branch)
        above.append(branch)
    return top


def _lines() -> Sequence[Line]:
    used, nodes, beside = queries.uses(), coding.tree(), queries.nearest()
    themes: Mapping[uuid.UUID | None, Theme] = {node.theme.id: node.theme for node in nodes}
    return [
        Line(
            node,
            used.get(node.theme.id, Use()),
            _missing(node.theme),
            themes.get(beside.get(node.theme.id)),
        )
        for node in nodes
    ]


def out_of_force() -> Sequence[Line]:
    """Every retired or merged theme."""
    used = queries.uses()
    gone = [theme for theme in coding.all_themes() if theme.state not in coding.GIVEN]
    return [
        Line(ThemeNode(theme, (), has_children=False), used.get(theme.id, Use()), ())
        for theme in gone
    ]


def labels(themes: Sequence[ThemeNode]) -> Sequence[tuple[str, str]]:
    """Key and whole path of themes, for a list to choose from."""
    return [(node.theme.key, _path(node)) for node in themes]


def _path(node: ThemeNode) -> str:
    words = theme_name(node.theme)
    for above in reversed(node.path):
        words = _("%(above)s › %(name)s", above=theme_name(above), name=words)
    return words


def languages_of(theme: Theme | None) -> Sequence[Language]:
    """The languages of the site, English first, and others in which the theme has a name."""
    codes = ["en", *(language.code for language in switched_on())]
    named = theme.names if theme else {}
    codes += [each.code for each in ALL_LANGUAGES if each.code in named]
    return [BY_CODE[code] for code in dict.fromkeys(codes)]


def term_languages(theme: Theme | None) -> Sequence[Language]:
    """The languages in which people may write here, and others that have seed terms."""
    codes = ["en", *written_languages([language.code for language in switched_on()])]
    codes += [code for code in (theme.terms if theme else {}) if code in BY_CODE]
    return [BY_CODE[code] for code in dict.fromkeys(codes)]


def theme_page(theme: Theme, *, keyring: Keyring | None) -> ThemePage:
    """All about a theme; without a keyring no words of people."""
    everything = coding.all_themes()
    nodes = {node.theme.id: node for node in coding.tree(everything)}
    people = queries.people([theme.owner_id])
    return ThemePage(
        theme=theme,
        path=nodes[theme.id].path,
        children=[each for each in everything if each.parent_id == theme.id],
        use=queries.uses().get(theme.id, Use()),
        names=[(each, theme.names.get(each.code, "")) for each in languages_of(theme)],
        terms=[(each, ", ".join(theme.terms.get(each.code, ()))) for each in term_languages(theme)],
        together=queries.given_together(theme),
        examples=_examples(theme, keyring) if keyring else [],
        owner=people.get(theme.owner_id, "") if theme.owner_id else "",
        split=splits.open_split(theme),
        merged=[each for each in everything if each.merged_into_id == theme.id],
    )


def pinnable(theme: Theme, keyring: Keyring, *, limit: int) -> Sequence[tuple[str, Example]]:
    """Codings that may be pinned, with their words."""
    found = session().scalars(queries.pinnable(theme).limit(limit)).all()
    shown = []
    for each in found:
        contribution = session().get_one(Contribution, each.contribution_id)
        text = _stretch(opening.working_text(contribution, keyring), each.start, each.end)
        example = Example(each.id, text, wording.language_of(contribution))
        shown.append((str(each.id), example))
    return shown


def changes(change_sets: Sequence[ChangeSet]) -> Sequence[Told]:
    """Changes of the codebook in words."""
    themes = {theme.id: theme for theme in coding.all_themes()}
    ids = [each.made_by_id for each in change_sets] + [each.undone_by_id for each in change_sets]
    people = queries.people(ids)
    return [
        Told(
            change_set=each,
            words=telling.change(each, themes),
            by=people.get(each.made_by_id, _("a command on the machine")),
            undone_by=people.get(each.undone_by_id, "") if each.undone_by_id else "",
            kept=telling.kept(each, themes),
        )
        for each in change_sets
    ]


def split_page(split: Split, keyring: Keyring) -> SplitPage:
    """What is to be decided next in a split."""
    themes: Mapping[uuid.UUID, Theme] = {theme.id: theme for theme in coding.all_themes()}
    waiting = splits.undecided(split)
    following = session().scalars(waiting.limit(1)).first()
    contribution = text = language = None
    if following is not None:
        contribution = session().get_one(Contribution, following.contribution_id)
        text = opening.working_text(contribution, keyring)
        language = wording.language_of(contribution)
    is_part = following is not None and following.start is not None
    return SplitPage(
        split=split,
        name_a=telling.half(split, "a", themes),
        name_b=telling.half(split, "b", themes),
        means_a=telling.half_means(split.half_a, themes),
        means_b=telling.half_means(split.half_b, themes),
        total=splits.count(splits.queue(split)),
        left=splits.count(waiting),
        coding=following,
        contribution=contribution,
        text=text or "",
        language=language,
        stretch=_stretch(text or "", following.start, following.end)
        if following is not None and is_part
        else "",
    )


def unpublished() -> bool:
    """Whether there is anything to publish."""
    last = versions.published()
    return versions.differs(last.snapshot if last else [], versions.snapshot())


def _missing(theme: Theme) -> Sequence[Language]:
    return [each for each in switched_on() if not theme.names.get(each.code)]


def _examples(theme: Theme, keyring: Keyring) -> Sequence[Example]:
    return [
        Example(
            pin.id,
            _stretch(opening.working_text(pin.contribution, keyring), pin.start, pin.end),
            wording.language_of(pin.contribution),
        )
        for pin in queries.pinned(theme)
    ]


def _stretch(text: str, start: int | None, end: int | None) -> str:
    return text if start is None else text[start:end]
