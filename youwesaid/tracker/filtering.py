"""Narrowing the list by links: what is asked for, what could be, and how many that would show."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from feedback.core.i18n import current_language
from feedback.stories.topics import TOPICS
from youwesaid.partnership import queries as partnership
from youwesaid.plans import wording as plan_words
from youwesaid.plans.models import PlanItem
from youwesaid.tracker import counting
from youwesaid.tracker.models import FacetKind, PublicState
from youwesaid.tracker.queries import EVERYWHERE
from youwesaid.tracker.wording import AGES, STATES, said_here, topic_name

_LONGEST_WORD = 60  # characters of a key in an address
_FILTERS = ("state", "topic", "locality", "age_group", "agency", "item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list was narrowed to: all of it must hold at once."""

    state: PublicState | None = None
    topic: str | None = None
    locality: str | None = None
    age_group: str | None = None
    agency: str | None = None
    item: str | None = None
    is_late: bool = False

    def arguments(self) -> dict[str, Any]:
        """For ``queries.published``."""
        return {name: getattr(self, name) for name in self.__slots__}

    def address(self, **changed: str | None) -> dict[str, str]:
        """The arguments of the same list with some filters changed; None takes one away."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in _FILTERS}
        kept["late"] = "yes" if self.is_late else None
        kept["agency"] = veiled(self.agency) if self.agency else None
        return {name: str(value) for name, value in {**kept, **changed}.items() if value}

    def without(self, name: str) -> dict[str, Any]:
        """For ``queries.published``, as if *name* had not been asked for."""
        return {**self.arguments(), name: False if name == "is_late" else None}


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a filter: what it is called, and how many entries it would show."""

    word: str
    label: str | Markup
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list; *name* is its argument in the address."""

    name: str
    heading: str
    choices: Sequence[Choice]

    @property
    def chosen(self) -> Choice | None:
        """What the list is narrowed to by it."""
        return next((each for each in self.choices if each.is_chosen), None)


def veiled(key: str) -> str:
    """An agency in an address: the history of a telephone shall not tell of the police."""
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def asked_filters(arguments: Mapping[str, str]) -> Filters:
    """The filters in an address; what makes no sense is left out."""
    words = {name: (arguments.get(name) or "")[:_LONGEST_WORD] for name in _FILTERS}
    localities = {each.key for each in partnership.localities()} | {EVERYWHERE}
    agencies = {veiled(each.key): each.key for each in partnership.agencies(with_former=True)}
    ages = {each.key for each in AGES} | {EVERYWHERE}
    topics = {topic.key for topic in TOPICS}
    return Filters(
        state=PublicState(words["state"]) if words["state"] in set(PublicState) else None,
        topic=_known(words["topic"], topics),
        locality=_known(words["locality"], localities),
        age_group=_known(words["age_group"], ages),
        agency=agencies.get(words["agency"]),
        item=words["item"] or None,
        is_late=arguments.get("late") == "yes",
    )


def facets(asked: Filters) -> Sequence[Facet]:
    """Every way to narrow the list further, each with what it would show beside the others."""
    made = (
        _facet(asked, "state", _("What became of it"), _states(asked)),
        _facet(asked, "topic", _("What it is about"), _topics(asked)),
        _facet(asked, "locality", _("Which area"), _places(asked)),
        _facet(asked, "age_group", _("How old people are"), _ages(asked)),
        _facet(asked, "agency", _("Who answers"), _agencies(asked)),
        _facet(asked, "item", _("Where it fits in the plan"), _priorities(asked)),
    )
    return [facet for facet in made if facet.choices]


_Named = Sequence[tuple[str, str | Markup, int]]


def _facet(asked: Filters, name: str, heading: str, named: _Named) -> Facet:
    present = asked.address().get(name)
    return Facet(
        name,
        heading,
        [
            Choice(word, label, number, word == present)
            for word, label, number in named
            if number or word == present
        ],
    )


def _states(asked: Filters) -> _Named:
    counts = counting.by_state(**asked.without("state"))
    return [(state.value, str(STATES[state]), counts.get(state, 0)) for state in PublicState]


def _topics(asked: Filters) -> _Named:
    counts = counting.by_topic(**asked.without("topic"))
    return [(each.key, topic_name(each.key), counts.get(each.key, 0)) for each in TOPICS]


def _places(asked: Filters) -> _Named:
    counts = counting.by_facet(FacetKind.LOCALITY, **asked.without("locality"))
    code = current_language().code
    named = [
        (each.key, each.name_in(code), counts.get(each.key, 0)) for each in partnership.localities()
    ]
    return [(EVERYWHERE, _("The whole area"), counts.get(EVERYWHERE, 0)), *named] if named else []


def _ages(asked: Filters) -> _Named:
    counts = counting.by_facet(FacetKind.AGE_GROUP, **asked.without("age_group"))
    if set(counts) <= {EVERYWHERE} and asked.age_group is None:
        return []  # nothing is said of any age: there is nothing to choose between
    named = [(each.key, str(each.label), counts.get(each.key, 0)) for each in AGES]
    return [(EVERYWHERE, _("All ages"), counts.get(EVERYWHERE, 0)), *named]


def _agencies(asked: Filters) -> _Named:
    counts = counting.by_facet(FacetKind.AGENCY, **asked.without("agency"))
    code = current_language().code
    return [
        (veiled(each.key), each.name_in(code), counts.get(each.key, 0))
        for each in partnership.agencies(with_former=True)
    ]


def _priorities(asked: Filters) -> _Named:
    counted = counting.by_priority(**asked.without("item"))
    return [(item.key, _item_name(item), number) for item, number in counted]


def _item_name(item: PlanItem) -> Markup:
    if item.public_names.get("en"):
        return said_here(item.public_names)
    if not plan_words.is_foreign(item.plan):
        return escape(item.wording)
    words = Markup('<span lang="{}" dir="auto">{}</span>')
    return words.format(plan_words.plan_tag(item.plan), item.wording)


def _known(word: str, words: set[str]) -> str | None:
    return word if word in words else None
