"""Which contributions a coder works through, and in which order: read from the address.

A filter in the address can be kept as a bookmark, sent to a colleague, and saved under a name. A
value that makes no sense is left out: the queue is then longer, never empty without a reason.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Select, func, or_, select

from feedback.accounts.models import Staff
from feedback.coding import queries
from feedback.coding.desk import presence
from feedback.coding.models import Coding, Suggestion, SuggestionState, Theme
from feedback.contributions import events
from feedback.contributions.models import (
    Channel,
    CodingState,
    Contribution,
    Kind,
)
from feedback.core.db import session
from feedback.nlp.tagger.model import POSSIBLE

EVERY_TENTH = 10
"""Of those worked through "uncertain first", one in ten comes by chance: a tagger that learned only
from what it finds hard would meet that too often."""


class Order(StrEnum):
    """Which comes first."""

    OLDEST = "oldest"
    NEWEST = "newest"
    UNCERTAIN = "uncertain"  # where the tagger is least sure
    SMALL_LANGUAGES = "small_languages"  # the language with the fewest contributions
    SAMPLE = "sample"  # by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for; None asks for nothing in particular."""

    state: CodingState = CodingState.WAITING
    order: Order = Order.OLDEST
    survey: str | None = None
    question: str | None = None
    spoken: str | None = None  # a language; "language" is taken by addresses
    channel: Channel | None = None
    kind: Kind | None = None
    theme: str | None = None  # a key: suggested and undecided, or given
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """The filters in an address; what makes no sense is left out."""
        found: dict[str, Any] = {
            "state": _word(CodingState, args.get("state")) or CodingState.WAITING,
            "order": _word(Order, args.get("order")) or Order.OLDEST,
            "channel": _word(Channel, args.get("channel")),
            "kind": _word(Kind, args.get("kind")),
            "since": _day(args.get("since")),
            "until": _day(args.get("until")),
        }
        for name in ("survey", "question", "spoken", "theme"):
            given = args.get(name, "").replace("\x00", "").strip()
            found[name] = given[:200] or None
        return cls(**found)

    def as_args(self) -> dict[str, Any]:
        """The same as an address has it; what is as usual is left out."""
        usual = asdict(Filters())
        return {
            each.name: str(value)
            for each in fields(self)
            if (value := getattr(self, each.name)) is not None and value != usual[each.name]
        }

    @property
    def is_usual(self) -> bool:
        """Whether everything that waits is asked for, oldest first."""
        return not self.as_args()


def queue(filters: Filters) -> Select[Contribution]:
    """What *filters* ask for, of all that may be coded, in their order; a statement."""
    return _ordered(_narrowed(queries.codable(filters.state), filters), filters.order)


def next_in(
    filters: Filters, *, by: Staff, other_than: Contribution | None = None
) -> Contribution | None:
    """The first of a queue that nobody else has open just now, other than the one just left.

    When all that is left is open elsewhere, the first of that.
    """
    turn = filters
    if filters.order is Order.UNCERTAIN and _coded_count() % EVERY_TENTH == EVERY_TENTH - 1:
        turn = Filters(**(asdict(filters) | {"order": Order.SAMPLE}))
    statement = queue(turn)
    if other_than is not None:
        statement = statement.where(Contribution.id != other_than.id)
    free = session().scalars(presence.not_taken(statement, by=by).limit(1)).first()
    return free or session().scalars(statement.limit(1)).first()


def count(filters: Filters) -> int:
    """How many there are."""
    asked = queue(filters).order_by(None).subquery()
    return session().scalar(select(func.count()).select_from(asked)) or 0


def _narrowed(statement: Select[Contribution], filters: Filters) -> Select[Contribution]:
    for column, wanted in (
        (Contribution.question, filters.question),
        (Contribution.language, filters.spoken),
        (Contribution.channel, filters.channel),
        (Contribution.kind, filters.kind),
    ):
        if wanted is not None:
            statement = statement.where(column == wanted)
    if filters.since is not None:
        statement = statement.where(Contribution.received_on >= filters.since)
    if filters.until is not None:
        statement = statement.where(Contribution.received_on <= filters.until)
    if filters.survey is not None:
        statement = statement.where(_answers_to(filters.survey))
    if filters.theme is not None:
        statement = statement.where(_has(filters.theme))
    return statement


def _answers_to(survey: str) -> Any:
    """Whether a contribution answers that survey; what a survey is is known above."""
    found = [
        each for each in events.answers(events.responses_wanted, survey=survey) if each is not None
    ]
    return or_(*(Contribution.response_id.in_(each) for each in found))  # type: ignore[arg-type]


def _has(key: str) -> Any:
    named = select(Theme.id).where(Theme.key == key)
    given = select(Coding.contribution_id).where(Coding.theme_id.in_(named))
    suggested = select(Suggestion.contribution_id).where(
        Suggestion.theme_id.in_(named), Suggestion.state == SuggestionState.OPEN
    )
    return or_(Contribution.id.in_(given), Contribution.id.in_(suggested))


def _ordered(statement: Select[Contribution], order: Order) -> Select[Contribution]:
    if order is Order.SAMPLE:
        return statement.order_by(Contribution.id)  # ids are drawn by chance
    if order is Order.NEWEST:
        return statement.order_by(Contribution.received_on.desc(), Contribution.id)
    if order is Order.UNCERTAIN:
        nearest = (
            select(
                Suggestion.contribution_id,
                func.min(func.abs(Suggestion.score - POSSIBLE)).label("distance"),
            )
            .where(Suggestion.state == SuggestionState.OPEN)
            .group_by(Suggestion.contribution_id)
            .subquery()
        )
        sure = func.coalesce(nearest.c.distance, POSSIBLE / 2)  # nothing suggested: in between
        joined = statement.outerjoin(nearest, nearest.c.contribution_id == Contribution.id)
        return joined.order_by(sure, Contribution.received_on, Contribution.id)
    if order is Order.SMALL_LANGUAGES:
        spoken = (
            select(Contribution.language.label("code"), func.count().label("number"))
            .group_by(Contribution.language)
            .subquery()
        )
        joined = statement.join(spoken, spoken.c.code == Contribution.language)
        return joined.order_by(spoken.c.number, Contribution.received_on, Contribution.id)
    return statement.order_by(Contribution.received_on, Contribution.id)


def _coded_count() -> int:
    done = select(func.count(Contribution.id)).where(Contribution.coding != CodingState.WAITING)
    return session().scalar(done) or 0


def _word(words: type[StrEnum], given: str | None) -> Any:
    return words(given) if given in set(words) else None


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None
