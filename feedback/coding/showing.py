"""What the coding pages show, put together from queries: texts opened, counts guarded."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from feedback.coding import queries, suggesting
from feedback.coding.guarding import GuardedCount, guarded
from feedback.coding.models import Coding, Suggestion, Theme
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.contributions.queries import question_asked
from feedback.core.i18n import BY_CODE, Language, current_language
from feedback.core.sealing import Keyring
from feedback.core.templating import settings
from feedback.nlp import tone

_ROW_LENGTH = 160  # characters of a text shown in a list


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of contributions."""

    contribution: Contribution
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as the desk shows it; *number* is the key that ticks it."""

    number: int
    theme: Theme
    suggestion: Suggestion
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """A parent theme with its children."""

    parent: Theme
    children: Sequence[Theme]


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the coding desk."""

    contribution: Contribution
    text: str
    english: str
    language: Language
    tone: str | None
    question: str
    offers: Sequence[Offer]
    groups: Sequence[Group]
    ticked: frozenset[str]
    others: Sequence[Coding]
    waiting: int


@dataclass(frozen=True, slots=True)
class CountedTheme:
    """A theme with its count for staff and its guarded count, kept apart."""

    theme: Theme
    contributions: int
    people: int
    languages: int
    public: GuardedCount
    share: float  # of the most frequent theme, 0 to 1


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme and who said what, when."""

    theme: Theme
    children: Sequence[Theme]
    rows: Sequence[Row]
    contributions: int
    people: int
    public: GuardedCount
    first: date | None
    last: date | None


def row(contribution: Contribution, keyring: Keyring) -> Row:
    """A contribution for a list, its working text shortened."""
    text = opening.working_text(contribution, keyring)
    short = text if len(text) <= _ROW_LENGTH else text[:_ROW_LENGTH].rsplit(" ", 1)[0] + " …"
    return Row(contribution, short, _language(contribution))


def desk(contribution: Contribution, keyring: Keyring, *, for_coder: uuid.UUID) -> Desk:
    """The desk for one contribution, as one coder sees it."""
    text = opening.working_text(contribution, keyring)
    codings = queries.codings_of(contribution.id)
    mine = frozenset(coding.theme.key for coding in codings if coding.coder_id == for_coder)
    offers = [
        Offer(number, suggestion.theme, suggestion, suggesting.reasons(suggestion, keyring))
        for number, suggestion in enumerate(queries.suggestions_for(contribution.id), 1)
        if number <= suggesting.MOST_SUGGESTIONS
    ]
    hint = tone.tone_of(text, contribution.language)
    return Desk(
        contribution=contribution,
        text=text,
        english=opening.english(contribution, keyring),
        language=_language(contribution),
        tone=hint.kind.value if hint else None,
        question=question_asked(contribution, language=current_language().code),
        offers=offers,
        groups=_groups(),
        ticked=mine,
        others=[coding for coding in codings if coding.coder_id != for_coder],
        waiting=queries.count_waiting(),
    )


def theme_groups() -> Sequence[tuple[CountedTheme, Sequence[CountedTheme]]]:
    """Every parent with its children, counted."""
    counts = queries.theme_counts()
    most = max((count.people for count in counts), default=0) or 1
    threshold = settings().count_threshold
    counted = [
        CountedTheme(
            count.theme,
            count.contributions,
            count.people,
            count.languages,
            guarded(count.people, threshold=threshold),
            count.people / most,
        )
        for count in counts
    ]
    parents = [each for each in counted if each.theme.parent_id is None]
    return [
        (parent, [each for each in counted if each.theme.parent_id == parent.theme.id])
        for parent in parents
    ]


def theme_page(theme: Theme, keyring: Keyring | None) -> ThemePage:
    """What people say under one theme; without a keyring, only how many."""
    contributions = queries.contributions_with(theme)
    people = queries.people_in(contributions)
    days = [contribution.received_on for contribution in contributions]
    rows = [row(contribution, keyring) for contribution in contributions] if keyring else []
    return ThemePage(
        theme=theme,
        children=[each for each in queries.themes() if each.parent_id == theme.id],
        rows=rows,
        contributions=len(contributions),
        people=people,
        public=guarded(people, threshold=settings().count_threshold),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def theme_name(theme: Theme) -> str:
    """The theme's name in the language of the page."""
    return theme.name_in(current_language().code)


def _language(contribution: Contribution) -> Language:
    return BY_CODE.get(contribution.language, BY_CODE["en"])


def _groups() -> Sequence[Group]:
    everything = queries.themes()
    return [
        Group(parent, [child for child in everything if child.parent_id == parent.id])
        for parent in everything
        if parent.parent_id is None
    ]
