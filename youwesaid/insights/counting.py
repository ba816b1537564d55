"""From whom something was heard, and from how many people. Exact: for staff, never for a page."""

from collections.abc import Sequence

from feedback.contributions.models import Contribution, Kind


def ways_heard(sources: Sequence[Contribution]) -> list[str]:
    """The ways in which *sources* reached us, most frequent first: kinds, and for what staff
    entered the channel (letter, group session)."""
    ways = [_way(source) for source in sources]
    return sorted(set(ways), key=lambda way: (-ways.count(way), way))


def people_heard(sources: Sequence[Contribution]) -> int:
    """How many people spoke.

    Several answers of one survey, or a story and what was added under its receipt, are one
    person; a group session counts the people in it.
    """
    by_giver: dict[object, int] = {}
    for source in sources:
        giver = source.submission.receipt_id or source.submission_id
        by_giver[giver] = max(by_giver.get(giver, 0), source.people_count or 1)
    return sum(by_giver.values())


def _way(source: Contribution) -> str:
    return source.channel.value if source.kind is Kind.ENTERED else source.kind.value
