"""What the invented partnership says of its plan: plain names, and how far things are."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from feedback.core import clock
from youwesaid.demo.days import Act
from youwesaid.demo.voices import Voices
from youwesaid.plans import queries, services

_NAMES = {
    "dg-p1": "Being heard",
    "dg-p2": "When people stop looking after themselves",
    "dg-p3": "Sexual harm",
    "dg-p4": "Sharing what matters between services",
}
_STANDINGS = (
    (80, "dg-a1-1", "In progress", "Amber", "Two events were held. The third had to wait."),
    (40, "dg-a2-4", "In progress", "", "The first course is full."),
    (12, "dg-a1-1", "In progress", "Green", "The third event was held."),
)
_BETTER = (
    "More is better where the proof shows a change that people can see. "
    "It is not better when the same few people are asked again and again."
)


def acts(voices: Voices, *, plan: str) -> Iterator[Act]:
    """Names and a note first, then how far things are, on three days."""
    today = clock.today()
    yield Act(today - timedelta(days=90), 8, partial(_name, plan))
    for ago, key, status, rag, note in _STANDINGS:
        said = partial(_say, voices, plan, key, status, rag, note)
        yield Act(today - timedelta(days=ago), 8, said)


def _name(plan: str) -> None:
    for key, name in _NAMES.items():
        services.name_plainly(item=queries.item(plan, key), names={"en": name})
    services.note_measure(item=queries.item(plan, "dg-m1-1"), notes={"en": _BETTER})
    services.describe_group(
        group=queries.group(plan, "dg-g-ppc"),
        names={"en": "The board that keeps people safe"},
        aliases=["PPC"],
        since="",
        until="",
        member_dates={},
    )


def _say(voices: Voices, plan: str, key: str, status: str, rag: str, note: str) -> None:
    services.change_standing(
        item=queries.item(plan, key),
        status=status,
        rag=rag,
        note=note,
        by=voices.staff["editor"],
    )
