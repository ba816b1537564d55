"""The tagger's suggestions, kept until a person takes or refuses them."""

import hashlib
import json
import logging
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import delete, select

from feedback.coding import queries
from feedback.coding.codebook.keeping import present_codebook, present_version
from feedback.coding.models import Suggestion, SuggestionState, TaggerModel, Theme
from feedback.coding.tagging.sentences import site_sentences
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.model import Model, Suggested
from feedback.nlp.tagger.storage import UnreadableModel
from feedback.nlp.tagger.training import train

log = logging.getLogger(__name__)

MOST_SUGGESTIONS = 9  # one for each key from 1 to 9
TABLE = TaggerModel.__tablename__
ALWAYS = "always"
UNTAUGHT = "words-"  # how models begin that only know the codebook's own words


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
        try:
            return opened(newest, keyring)
        except UnreadableModel:  # of an earlier release, or its sentence model is gone: train anew
            log.warning("%s cannot be read: the codebook's own words suggest themes", newest.name)
    return _untrained(present_version(), json.dumps(present_codebook().to_plain()))


def opened(row: TaggerModel, keyring: Keyring) -> Tagger:
    """A kept model, ready to suggest. Raises CannotOpen, UnreadableModel."""
    return _opened(row.id, row.name, keyring)


def suggest_for(
    contribution: Contribution, *, text: str, keyring: Keyring, tagger: Tagger | None = None
) -> None:
    """Replace the open suggestions for one contribution."""
    suggest_many([Passage(contribution, text)], keyring=keyring, tagger=tagger)


def suggest_many(
    passages: Sequence[Passage], *, keyring: Keyring, tagger: Tagger | None = None
) -> None:
    """Replace the open suggestions for several contributions, in one pass of the tagger.

    What somebody took is not offered again, nor what somebody refused, as long as the theme's
    definition is the same. A theme that is switched off is not offered at all.
    """
    if not passages or not queries.themes():
        return  # a site may begin with an empty codebook
    tagger = tagger or present_tagger(keyring)
    version = present_version()
    themes = {theme.key: theme for theme in queries.themes() if theme.suggested}
    ids = [passage.contribution.id for passage in passages]
    session().execute(
        delete(Suggestion).where(
            Suggestion.contribution_id.in_(ids), Suggestion.state == SuggestionState.OPEN
        )
    )
    decided = _decided(ids)
    for passage in passages:
        found = tagger.model.suggest(
            passage.text,
            language=passage.contribution.language,
            question=passage.contribution.question,
            limit=MOST_SUGGESTIONS,
        )
        for suggested in found:
            theme = themes.get(suggested.theme)
            if theme is None or _is_settled(passage.contribution, theme, decided):
                continue
            row = _row(passage, theme, suggested, keyring)
            row.model, row.codebook_version = tagger.name, version
            session().add(row)
    session().flush()


def definition_of(theme: Theme) -> str:
    """A digest of what *theme* means: another one when its wording changes."""
    meaning = json.dumps([theme.definition, theme.include, theme.exclude], ensure_ascii=False)
    return hashlib.sha256(meaning.encode()).hexdigest()[:16]


def seen_of(text: str, keyring: Keyring) -> str:
    """A keyed digest of a text that the tagger saw."""
    return keyring.receipt_mac("suggested", text.encode()).hex()


def reasons(suggestion: Suggestion, keyring: Keyring) -> list[str]:
    """The words for which a theme was suggested."""
    place = Place("suggestion", suggestion.id, "why")
    return list(keyring.open_json(suggestion.why_sealed, purpose=Purpose.WORDS, place=place))


def _decided(
    contribution_ids: Sequence[uuid.UUID],
) -> Mapping[tuple[uuid.UUID, uuid.UUID], Collection[str]]:
    """By contribution and theme: under which definitions it was refused; ALWAYS when taken."""
    found: dict[tuple[uuid.UUID, uuid.UUID], set[str]] = {}
    statement = select(
        Suggestion.contribution_id, Suggestion.theme_id, Suggestion.state, Suggestion.definition
    ).where(Suggestion.contribution_id.in_(contribution_ids))
    for contribution_id, theme_id, state, definition in session().execute(statement):
        settled = ALWAYS if state is SuggestionState.TAKEN else definition
        found.setdefault((contribution_id, theme_id), set()).add(settled)
    return found


def _is_settled(
    contribution: Contribution,
    theme: Theme,
    decided: Mapping[tuple[uuid.UUID, uuid.UUID], Collection[str]],
) -> bool:
    settled = decided.get((contribution.id, theme.id), ())
    # A refusal from before definitions were kept with it stands, whatever the wording is now.
    return ALWAYS in settled or "" in settled or definition_of(theme) in settled


def _row(passage: Passage, theme: Theme, suggested: Suggested, keyring: Keyring) -> Suggestion:
    row = Suggestion(
        contribution_id=passage.contribution.id,
        theme_id=theme.id,
        score=suggested.score,
        band=str(suggested.band),
        definition=definition_of(theme),
        seen=seen_of(passage.text, keyring),
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
    return Tagger(name, Model.from_bytes(bytes.fromhex(plain), sentences=site_sentences()))


@lru_cache(maxsize=2)
def _untrained(version: int, codebook: str) -> Tagger:
    return Tagger(f"{UNTAUGHT}{version}", train((), Codebook.from_plain(json.loads(codebook))))
