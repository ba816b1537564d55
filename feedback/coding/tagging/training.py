"""Training the tagger on what people have coded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select, union

from feedback.coding import queries
from feedback.coding.codebook import queries as book
from feedback.coding.codebook.keeping import present_codebook, present_version
from feedback.coding.models import (
    ChangeStep,
    CodebookVersion,
    Coding,
    Suggestion,
    TaggerModel,
    Theme,
    TrainingRequest,
)
from feedback.coding.tagging.judging import judged
from feedback.coding.tagging.sentences import site_sentences
from feedback.contributions import opening
from feedback.contributions.models import CodingState, Contribution
from feedback.contributions.restricting import open_to_readers
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.nlp.tagger.comments import Comment
from feedback.nlp.tagger.model import Model
from feedback.nlp.tagger.training import train

WORTH_RETRAINING = 10  # newly coded contributions
SETTLED_AFTER = timedelta(minutes=10)  # of a codebook that somebody may still be changing
NAMED = "model-"  # and a number that is never given twice
_SETTLED = (CodingState.DONE, CodingState.NO_THEME)


@dataclass(frozen=True, slots=True)
class _Learned:
    """A model that is not kept yet, from how many comments, and how it does."""

    model: Model
    comments: int
    facts: dict[str, Any]


def retrain_if_needed(*, keyring: Keyring) -> TaggerModel | None:
    """Train when at least ten more contributions are coded, or the codebook has changed."""
    newest = queries.newest_model()
    coded = _coded_count()
    if newest is not None and not _knows_other_themes(newest.codebook_version, newest.made_at):
        if coded < newest.learned_from + WORTH_RETRAINING:
            return None
    elif coded == 0:
        return None
    return retrain(keyring=keyring)


def has_outgrown_its_codebook() -> bool:
    """Whether the newest model learned other themes than those in force: until it is trained
    again, only the codebook's own words suggest anything."""
    newest = select(TaggerModel.codebook_version, TaggerModel.made_at)
    row = session().execute(newest.order_by(TaggerModel.made_at.desc()).limit(1)).first()
    if row is None or not _knows_other_themes(*row):
        return False
    if book.changed_since(clock.now() - SETTLED_AFTER):
        return False
    changed_at = session().scalar(select(func.max(CodebookVersion.made_at)))
    is_settled = changed_at is None or changed_at < clock.now() - SETTLED_AFTER
    return is_settled and _coded_count() > 0


def _knows_other_themes(version: int, made_at: datetime) -> bool:
    """Whether the codebook was changed since: an open version has one number for many changes."""
    return version != present_version() or book.changed_since(made_at)


def retrain(*, keyring: Keyring) -> TaggerModel:
    """Train on every coded contribution and keep the model, sealed; earlier ones stay.

    How it does on comments that it was not taught is kept with it.

    When words that it learned from are taken back, every model goes with them; when that happens
    while it learns, it learns anew.
    """
    while True:
        taken_back = _taken_back_count()
        learned = _learned(keyring)
        with writing():
            if _taken_back_count() == taken_back:
                return _kept(learned, keyring)


def _learned(keyring: Keyring) -> _Learned:
    comments = list(coded_comments(keyring))
    themes = present_codebook()
    sentences = site_sentences()
    model = train(comments, themes, sentences=sentences)
    facts = _facts(comments) | judged(comments, themes, sentences=sentences)
    if sentences:
        facts["without_sentences"] = _compared(judged(comments, themes))
    return _Learned(model, len(comments), facts)


def _kept(learned: _Learned, keyring: Keyring) -> TaggerModel:
    row = TaggerModel(
        name=f"{NAMED}{_next_number()}",
        made_at=clock.now(),
        learned_from=learned.comments,
        codebook_version=present_version(),
        evaluation=learned.facts,
    )
    place = Place(TaggerModel.__tablename__, row.id, "model")
    packed = learned.model.to_bytes().hex()
    row.model_sealed = keyring.seal(packed, purpose=Purpose.WORDS, place=place)
    session().add(row)
    return row


def _next_number() -> int:
    """One that no model ever had of which something still speaks, be it gone itself."""
    names = union(
        select(TaggerModel.name), select(Suggestion.model), select(TrainingRequest.model)
    ).subquery()
    numbers = [
        name.removeprefix(NAMED)
        for name in session().scalars(select(names.c[0]))
        if name is not None and name.startswith(NAMED)
    ]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


def forget(contributions: Iterable[Contribution]) -> None:
    """Delete every model when one of *contributions* may be in it: words make its vocabulary.

    What is coded, and what ever was: a model may have learned from it before that was undone.
    """
    gone = list(contributions)
    if any(each.coding in _SETTLED for each in gone) or _were_coded(gone):
        session().execute(delete(TaggerModel))


def _were_coded(contributions: Sequence[Contribution]) -> bool:
    altered = select(ChangeStep.id).where(
        ChangeStep.contribution_id.in_([each.id for each in contributions]),
        ChangeStep.row_table == Contribution.__tablename__,
    )
    return session().scalar(altered.limit(1)) is not None


def _taken_back_count() -> int:
    gone = select(func.count(Contribution.id)).where(Contribution.withdrawn_on.is_not(None))
    return session().scalar(gone) or 0


def _coded_count() -> int:
    """How many contributions there are to learn from; none that was taken back or is shut."""
    return session().scalar(select(func.count()).select_from(_coded().subquery())) or 0


def _coded() -> Select[Contribution]:
    return select(Contribution).where(
        Contribution.coding.in_(_SETTLED),
        Contribution.withdrawn_on.is_(None),
        open_to_readers(),  # its terms are shown to every reader
        Contribution.working_sealed.is_not(None),
    )


def coded_comments(keyring: Keyring) -> Iterator[Comment]:
    """What people coded, as the tagger learns from it: the themes in force that anybody gave."""
    keys = {theme.id: theme.key for theme in queries.themes()}  # retired ones teach nothing
    given: dict[Any, set[str]] = {}
    for contribution_id, theme_id in session().execute(
        select(Coding.contribution_id, Coding.theme_id).join(Theme)
    ):
        if theme_id in keys:
            given.setdefault(contribution_id, set()).add(keys[theme_id])
    for contribution in session().scalars(_coded().order_by(Contribution.id)):
        text = opening.working_text(contribution, keyring)
        if text:
            yield Comment(
                text,
                frozenset(given.get(contribution.id, ())),
                question=contribution.question,
                language=contribution.language,
            )


def _compared(figures: dict[str, Any]) -> dict[str, Any]:
    """What the same comments give without the sentence model: so that it shows what it adds."""
    return {name: figures[name] for name in ("right", "found") if name in figures}


def _facts(comments: list[Comment]) -> dict[str, Any]:
    themes = [theme for comment in comments for theme in comment.themes]
    return {"comments": len(comments), "positives": dict(Counter(themes))}
