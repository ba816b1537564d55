"""The tagger's suggestions, kept until a person takes or refuses them."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import delete, select

from feedback.coding import queries
from feedback.coding.codebook.keeping import present_codebook, present_version
from feedback.coding.models import Suggestion, SuggestionState, TaggerModel, Theme
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.model import Model, Suggested
from feedback.nlp.tagger.training import train

MOST_SUGGESTIONS = 9  # one for each key from 1 to 9
TABLE = TaggerModel.__tablename__


@dataclass(frozen=True, slots=True)
class Tagger:
    """A model and the name under which its suggestions are kept."""

    name: str
    model: Model


@dataclass(frozen=True, slots=True)
class Passage:
    """A contribution and the text of it that the tagger may see."""

    contribution: Contribution
    text: str


def present_tagger(keyring: Keyring) -> Tagger:
    """The newest trained tagger; before the first training, the codebook's own words."""
    newest = queries.newest_model()
    if newest is not None and newest.codebook_version == present_version():
        return _opened(newest.id, newest.name, keyring)
    return _untrained(present_version(), json.dumps(present_codebook().to_plain()))


def suggest_for(
    contribution: Contribution, *, text: str, keyring: Keyring, tagger: Tagger | None = None
) -> None:
    """Replace the open suggestions for one contribution."""
    suggest_many([Passage(contribution, text)], keyring=keyring, tagger=tagger)


def suggest_many(
    passages: Sequence[Passage], *, keyring: Keyring, tagger: Tagger | None = None
) -> None:
    """Replace the open suggestions for several contributions, in one pass of the tagger."""
    if not passages:
        return
    tagger = tagger or present_tagger(keyring)
    themes = {theme.key: theme for theme in queries.themes()}
    ids = [passage.contribution.id for passage in passages]
    session().execute(
        delete(Suggestion).where(
            Suggestion.contribution_id.in_(ids), Suggestion.state == SuggestionState.OPEN
        )
    )
    decided = {
        (contribution_id, theme_id)
        for contribution_id, theme_id in session().execute(
            select(Suggestion.contribution_id, Suggestion.theme_id).where(
                Suggestion.contribution_id.in_(ids)
            )
        )
    }
    for passage in passages:
        found = tagger.model.suggest(
            passage.text,
            language=passage.contribution.language,
            question=passage.contribution.question,
            limit=MOST_SUGGESTIONS,
        )
        for suggested in found:
            theme = themes.get(suggested.theme)
            if theme is not None and (passage.contribution.id, theme.id) not in decided:
                session().add(_row(passage.contribution, theme, suggested, tagger, keyring))
    session().flush()


def reasons(suggestion: Suggestion, keyring: Keyring) -> list[str]:
    """The words for which a theme was suggested."""
    place = Place("suggestion", suggestion.id, "why")
    return list(keyring.open_json(suggestion.why_sealed, purpose=Purpose.WORDS, place=place))


def _row(
    contribution: Contribution,
    theme: Theme,
    suggested: Suggested,
    tagger: Tagger,
    keyring: Keyring,
) -> Suggestion:
    row = Suggestion(
        contribution_id=contribution.id,
        theme_id=theme.id,
        score=suggested.score,
        band=str(suggested.band),
        model=tagger.name,
    )
    place = Place("suggestion", row.id, "why")
    row.why_sealed = keyring.seal_json(list(suggested.why), purpose=Purpose.WORDS, place=place)
    return row


@lru_cache(maxsize=2)
def _opened(model_id: uuid.UUID, name: str, keyring: Keyring) -> Tagger:
    row = session().get_one(TaggerModel, model_id)
    plain = keyring.open(
        row.model_sealed, purpose=Purpose.WORDS, place=Place(TABLE, model_id, "model")
    )
    return Tagger(name, Model.from_bytes(bytes.fromhex(plain)))


@lru_cache(maxsize=2)
def _untrained(version: int, codebook: str) -> Tagger:
    return Tagger(f"words-{version}", train((), Codebook.from_plain(json.loads(codebook))))
