"""Proposals: what the patterns and the lists see in a text, kept for a person to decide."""

from collections.abc import Sequence

from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.templating import settings
from feedback.nlp import identifiers
from feedback.nlp.identifiers import Proposal
from feedback.redaction import generalising, queries
from feedback.redaction.kinds import HiddenKind, bracket
from feedback.redaction.models import Hiding


def propose(contribution: Contribution, text: str) -> Sequence[Hiding]:
    """Keep a proposal for each identifier that is seen in *text*; again adds nothing."""
    seen = seen_in(text, language=contribution.language)
    if not seen:
        return []
    known = {(each.start, each.end) for each in queries.hidings(contribution)}
    made = [_hiding(contribution, found) for found in seen if (found.start, found.end) not in known]
    session().add_all(made)
    session().flush()
    return made


def seen_in(text: str, *, language: str) -> Sequence[Proposal]:
    """What may give somebody away in *text*, with the partnership's own numbers and places."""
    places = queries.small_places()
    return identifiers.proposals(
        text,
        language=language,
        public_numbers=_own_numbers(),
        small_places=[each.name for each in places if not each.may_stay],
        large_places=[each.name for each in places if each.may_stay],
    )


def relabel(contribution: Contribution, text: str) -> None:
    """Write the brackets anew in the contribution's language, after that was corrected."""
    for hiding in queries.hidings(contribution):
        if hiding.kind in set(HiddenKind) and hiding.kind != HiddenKind.OWN_WORDS:
            hiding.replacement = replacement(contribution, hiding, text)
    session().flush()


def replacement(contribution: Contribution, hiding: Hiding, text: str) -> str:
    """What stands instead of *hiding*: less exact words where a person chose that."""
    language = contribution.language
    less_exact = general_of(contribution, hiding, text) if hiding.general else None
    return less_exact or bracket(HiddenKind(hiding.kind), language)


def general_of(contribution: Contribution, hiding: Hiding, text: str) -> str | None:
    """What *hiding* would be called if it were only said less exactly; None for nothing."""
    if hiding.kind not in set(HiddenKind):
        return None
    return generalising.general(
        text[hiding.start : hiding.end],
        text[hiding.start - hiding.lead : hiding.start],
        kind=HiddenKind(hiding.kind),
        language=contribution.language,
    )


def _hiding(contribution: Contribution, found: Proposal) -> Hiding:
    return Hiding(
        contribution_id=contribution.id,
        start=found.start,
        end=found.end,
        kind=found.kind.value,
        found_as=found.kind.value,
        replacement=bracket(HiddenKind(found.kind), contribution.language),
        detector=found.reason.value,
        band=found.band,
        lead=found.lead,
    )


def _own_numbers() -> Sequence[str]:
    """The partnership's own numbers, which give nobody away."""
    config = settings()
    numbers = (config.phone, config.report_concern)
    return ["".join(filter(str.isdecimal, number)) for number in numbers if number]
