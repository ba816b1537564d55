"""Finding words in working texts without storing any: keyed hashes of their stems."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select

from feedback.contributions import restricting
from feedback.contributions.models import Contribution, SearchWord
from feedback.core.db import session
from feedback.core.i18n import ALL_LANGUAGES
from feedback.core.sealing import Keyring
from feedback.nlp.tokens import index_terms, search_terms

MOST_WORDS = 12  # of a search; further words are left out
_ALL = tuple(dict.fromkeys(language.base for language in ALL_LANGUAGES))


def index(contribution: Contribution, text: str, *, keyring: Keyring) -> None:
    """Make *contribution* found by the words of *text* and by no others. Raises KeyMissing."""
    tokens = {keyring.index_token(term) for term in index_terms(text, contribution.language)}
    forget([contribution.id])
    if tokens:
        rows = [{"token": token, "contribution_id": contribution.id} for token in sorted(tokens)]
        session().execute(insert(SearchWord), rows)


def forget(contribution_ids: Iterable[uuid.UUID]) -> None:
    """Make these contributions not found by any word."""
    gone = list(contribution_ids)
    session().execute(delete(SearchWord).where(SearchWord.contribution_id.in_(gone)))


def search(words: str, *, language: str | None = None, keyring: Keyring) -> Sequence[uuid.UUID]:
    """Ids of the contributions whose working text holds every one of *words*, newest first.

    Endings do not matter, nor does the language unless one is named. No words find nothing.
    """
    wanted = search_terms(words, [language] if language else _ALL)[:MOST_WORDS]
    if not wanted:
        return []
    found = select(Contribution.id).where(
        Contribution.withdrawn_on.is_(None), restricting.open_to_readers()
    )
    for terms in wanted:
        tokens = [keyring.index_token(term) for term in sorted(terms)]
        holding = select(SearchWord.contribution_id).where(SearchWord.token.in_(tokens))
        found = found.where(Contribution.id.in_(holding))
    if language:
        found = found.where(Contribution.language == language)
    ordered = found.order_by(Contribution.received_on.desc(), Contribution.id)
    return session().scalars(ordered).all()
