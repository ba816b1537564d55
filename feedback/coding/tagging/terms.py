"""Terms that a theme might take: proposed from what people said, added by a person only."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.coding.codebook.editing import Wording, edit_theme
from feedback.coding.codebook.keeping import present_codebook
from feedback.coding.models import ChangeSet, Theme
from feedback.coding.tagging import training
from feedback.contributions import opening
from feedback.contributions.models import CodingState, Contribution, Redaction
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import CannotOpen, Keyring
from feedback.nlp.seed_terms import ProposedTerm, proposed_terms
from feedback.nlp.tagger.comments import Comment

MOST_READ = 2_000
"""Coded contributions, and as many uncoded ones: each has to be opened."""


class NothingChosen(Refused):
    """No term was ticked."""


def proposals(theme: Theme, *, keyring: Keyring) -> Sequence[ProposedTerm]:
    """The terms that *theme* might take, the strongest first. Raises KeyError for a retired one."""
    coded = list(islice(training.coded_comments(keyring), MOST_READ))
    return proposed_terms(
        theme.key, present_codebook(), coded=coded, uncoded=list(_uncoded(keyring))
    )


def add(theme: Theme, chosen: Sequence[tuple[str, str]], *, by: Staff) -> ChangeSet | None:
    """Add *chosen* terms (language and term) to *theme*, as one change of the codebook.

    Raises NothingChosen, and what ``editing.edit_theme`` raises.
    """
    if not chosen:
        raise NothingChosen
    terms = {language: list(listed) for language, listed in theme.terms.items()}
    for language, term in chosen:
        listed = terms.setdefault(language, [])
        if term not in listed:
            listed.append(term)
    wording = Wording(
        names=theme.names,
        definition=theme.definition,
        include=theme.include,
        exclude=theme.exclude,
        examples=theme.examples,
        terms=terms,
        owner_id=theme.owner_id,
    )
    return edit_theme(theme, wording, by=by)


def _uncoded(keyring: Keyring) -> Iterator[Comment]:
    latest = (
        select(Contribution)
        .where(
            Contribution.coding == CodingState.WAITING,
            Contribution.redaction == Redaction.DONE,
            Contribution.restricted.is_(False),
            Contribution.withdrawn_on.is_(None),
        )
        .order_by(Contribution.received_on.desc(), Contribution.id)
        .limit(MOST_READ)
    )
    for contribution in session().scalars(latest):
        try:
            text = opening.working_text(contribution, keyring)
        except CannotOpen:
            continue
        yield Comment(text, question=contribution.question, language=contribution.language)
