"""What people say, for a page: themes with their counts, guarded beside exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from feedback.coding import queries
from feedback.coding.guarding import GuardedCount, guarded
from feedback.coding.models import Theme
from feedback.coding.wording import Row, row
from feedback.core.sealing import Keyring
from feedback.core.templating import settings


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
