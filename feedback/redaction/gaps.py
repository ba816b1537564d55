"""A text with gaps where something is hidden: for machines, which need no brackets."""

from feedback.contributions.models import Contribution
from feedback.redaction import queries
from feedback.redaction.brackets import blanked, covers
from feedback.redaction.models import Decision


def without_identifiers(contribution: Contribution, text: str) -> str:
    """*text* (the original) with a gap where something is hidden, or may have to be."""
    hidden = [
        each for each in queries.hidings(contribution) if each.decision is not Decision.REJECTED
    ]
    return blanked(text, covers(text, hidden))
