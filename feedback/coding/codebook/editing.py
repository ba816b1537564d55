"""New themes, and the wording of those that are there."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from feedback.audit.services import Actor, record
from feedback.coding import changes, queries
from feedback.coding.codebook import naming, versions
from feedback.coding.models import ChangeKind, ChangeSet, Theme, ThemeState
from feedback.core.errors import Refused
from feedback.nlp.tagger.codebook import compared

MOST_EXAMPLES = 3


class NoEnglishName(Refused):
    """Every theme has an English name: the others are shown beside it."""


class NameTaken(Refused):
    """Two themes that may be given never have the same English name."""


class NoDefinition(Refused):
    """A theme that nobody can look up is coded differently by everybody."""


class TooManyExamples(Refused):
    """Two or three examples are read; ten are not."""


class UnusableTerms(Refused):
    """Some seed terms fit nothing or nearly anything; ``terms`` names them."""

    def __init__(self, terms: Sequence[tuple[str, str]]) -> None:
        super().__init__(", ".join(term for _language, term in terms))
        self.terms = terms  # (language, term)


class NotInForce(Refused):
    """A merged theme is changed no more: the one that took it in is."""


class NoReason(Refused):
    """What changes how others' codings read is done with a reason."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a person may write about a theme."""

    names: Mapping[str, str]
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: Sequence[str] = ()
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    owner_id: uuid.UUID | None = None


def add_theme(
    wording: Wording, *, parent: Theme | None, by: Actor, is_draft: bool = True, reason: str = ""
) -> Theme:
    """A new theme at the end of those under *parent*: a draft, unless said otherwise.

    Raises NoEnglishName, NameTaken, NoDefinition, TooManyExamples, UnusableTerms, NotInForce.
    """
    values = _checked(wording, None)
    if parent is not None and parent.state is ThemeState.MERGED:
        raise NotInForce
    taken = [theme.key for theme in queries.all_themes()]
    theme = Theme(
        key=naming.free_key(values["names"]["en"], taken),
        parent_id=parent.id if parent else None,
        position=naming.last_position(),
        state=ThemeState.DRAFT if is_draft else ThemeState.ACTIVE,
        **values,
    )
    change = changes.begin(
        ChangeKind.ADDED, by=by, reason=reason, facts={"codebook": True, "theme": str(theme.id)}
    )
    change.add(theme)
    versions.note_changes(by=by)
    record(verb="added", thing="theme", thing_id=theme.id, actor=by)
    return theme


def edit_theme(theme: Theme, wording: Wording, *, by: Actor, reason: str = "") -> ChangeSet | None:
    """Make *wording* what the theme says; None where it says that already.

    Raises what ``add_theme`` raises.
    """
    if theme.state is ThemeState.MERGED:
        raise NotInForce
    values = _checked(wording, theme)
    altered = {name: value for name, value in values.items() if getattr(theme, name) != value}
    if not altered:
        return None
    facts = {"codebook": True, "theme": str(theme.id), "fields": sorted(altered)}
    change = changes.begin(ChangeKind.EDITED, by=by, reason=reason, facts=facts)
    for name, value in altered.items():  # one step each, so that each is taken back on its own
        change.set(theme, **{name: value})
    versions.note_changes(by=by)
    record(verb="edited", thing="theme", thing_id=theme.id, facts=facts, actor=by)
    return change.change_set


def _checked(wording: Wording, theme: Theme | None) -> dict[str, Any]:
    names = {code: name.strip() for code, name in wording.names.items() if name.strip()}
    if not names.get("en"):
        raise NoEnglishName
    if not wording.definition.strip():
        raise NoDefinition
    if _is_taken(names["en"], theme):
        raise NameTaken
    examples = [example.strip() for example in wording.examples if example.strip()]
    if len(examples) > MOST_EXAMPLES and examples != (theme.examples if theme else None):
        raise TooManyExamples
    terms, bad = naming.usable_terms(wording.terms)
    if bad:
        raise UnusableTerms(bad)
    return {
        "names": names,
        "definition": wording.definition.strip(),
        "include": wording.include.strip(),
        "exclude": wording.exclude.strip(),
        "examples": examples,
        "terms": terms,
        "owner_id": wording.owner_id,
    }


def _is_taken(name: str, theme: Theme | None) -> bool:
    return any(
        compared(other.names["en"]) == compared(name)
        for other in queries.themes()
        if theme is None or other.id != theme.id
    )
