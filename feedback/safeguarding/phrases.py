"""The watch phrases in force: those that are shipped, with what the leads changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sqlalchemy import func, select

from feedback.core.db import session
from feedback.nlp.risk import Level, Phrase, PhraseList, Rule, compiled, load_phrases
from feedback.safeguarding.models import PhraseChange

_FILE = Path(__file__).with_name("phrases.yaml")
Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the leads' changes, as far as it matters for what is looked for."""

    language: str
    rule: str
    urgency: str
    pattern: str
    is_off: bool


@cache
def shipped() -> PhraseList:
    """Every watch phrase that comes with the product. Raises BadPhrase."""
    return load_phrases(_FILE)


def watched() -> PhraseList:
    """Every watch phrase in force now. Read again as soon as a lead has changed something."""
    return _combined(_stamp())


def changes_in_force() -> Sequence[PhraseChange]:
    """The leads' own phrases, and the shipped ones that two of them took out."""
    statement = (
        select(PhraseChange)
        .where(
            PhraseChange.ended_at.is_(None),
            PhraseChange.is_off.is_(False) | PhraseChange.agreed_by_id.is_not(None),
        )
        .order_by(PhraseChange.language, PhraseChange.made_at, PhraseChange.id)
    )
    return session().scalars(statement).all()


def _stamp() -> Stamp:
    """Another one after every change: each change sets a time that only grows."""
    newest = select(
        func.count(PhraseChange.id),
        func.max(PhraseChange.made_at),
        func.max(PhraseChange.agreed_at),
        func.max(PhraseChange.ended_at),
        func.count(PhraseChange.agreed_at),
        func.count(PhraseChange.ended_at),
    )
    return tuple(session().execute(newest).one())


@lru_cache(maxsize=4)
def _combined(_stamp: Stamp) -> PhraseList:
    changes = [
        Change(each.language, each.rule, each.urgency.value, each.pattern, each.is_off)
        for each in changes_in_force()
    ]
    taken_out = {(each.language, each.rule, each.pattern) for each in changes if each.is_off}
    phrases: dict[str, tuple[Phrase, ...]] = {
        language: tuple(
            each
            for each in known
            if (each.language, each.rule.value, each.pattern) not in taken_out
        )
        for language, known in shipped().phrases.items()
    }
    for language, added in _added(changes).items():
        phrases[language] = (*phrases.get(language, ()), *added)
    return PhraseList(phrases, shipped().checked)


def _added(changes: Sequence[Change]) -> Mapping[str, Sequence[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for each in changes:
        if not each.is_off:
            expression = compiled(each.pattern, language=each.language)
            phrase = Phrase(
                each.language, Rule(each.rule), Level(each.urgency), each.pattern, expression
            )
            found.setdefault(each.language, []).append(phrase)
    return found
