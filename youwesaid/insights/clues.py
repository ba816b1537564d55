"""What helps to answer who could be known by some words: shown beside the question, never decided.

Role and place as the person gave them, with how many gave the same; dates, places and names that
stand in the words; and words that few people here have used. Numbers are guarded: few is few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel.speaklater import LazyString
from sqlalchemy import distinct, func, select

from feedback.coding.guarding import GuardedCount, guarded
from feedback.contributions import about, holding
from feedback.contributions.models import AboutYou, Contribution, Redaction, SearchWord
from feedback.core.db import session
from feedback.core.sealing import Keyring
from feedback.core.templating import settings
from feedback.nlp.folding import fold
from feedback.nlp.function_words import function_words
from feedback.nlp.identifier_kinds import Subject
from feedback.nlp.identifier_relations import FAMILY, WORKERS
from feedback.nlp.identifier_words import Words
from feedback.nlp.tokens import index_terms
from feedback.redaction.kinds import LABELS, HiddenKind
from feedback.redaction.proposing import seen_in
from youwesaid.insights.models import Insight

FEWEST_TEXTS = 50  # below, nearly every word is rare and none of them tells anything
MOST_WORDS = 8
_TELLING = ("role", "area", "age")
_SHORTEST = 4  # letters of a word that may be rare


@dataclass(frozen=True, slots=True)
class Alike:
    """How many people are like the one who said it, in what they told about themselves."""

    label: str
    count: GuardedCount


@dataclass(frozen=True, slots=True)
class Clues:
    """What stands out. *few_texts*: too few were read to say which words are rare."""

    stands_out: Sequence[tuple[str, LazyString]]
    roles: Sequence[str]
    rare: Sequence[str]
    few_texts: bool
    alike: Sequence[Alike]


def of_words(
    words: str, *, language: str, keyring: Keyring, about_whom: Contribution | None = None
) -> Clues:
    """The clues in *words*; *about_whom* is the one person who said them, where it is one."""
    few = _texts() < FEWEST_TEXTS
    return Clues(
        stands_out=[
            (words[each.start : each.end], LABELS[HiddenKind(each.kind)])
            for each in seen_in(words, language=language)
        ],
        roles=list(dict.fromkeys(_roles(words, language))),
        rare=[] if few else list(_rare(words, language, keyring))[:MOST_WORDS],
        few_texts=few,
        alike=_alike(about_whom) if about_whom is not None else (),
    )


def of_insight(insight: Insight, *, keyring: Keyring) -> Clues:
    """The clues in what people said, as it would be public in English."""
    return of_words(insight.said.get("en", ""), language="en", keyring=keyring)


def _roles(words: str, language: str) -> Iterator[str]:
    plain = fold(words)
    written = "".join(words[at] for at in plain.starts)
    row = Words(Subject(plain.text, written, language, frozenset()))
    at = 0
    while at < len(row):
        count = max(row.term_at(at, WORKERS), row.term_at(at, FAMILY))
        if count:
            start, end = plain.span(row[at].start, row[at + count - 1].end)
            yield words[start:end].lower()
        at += count or 1


def _texts() -> int:
    statement = select(func.count(Contribution.id)).where(
        Contribution.redaction == Redaction.DONE, Contribution.withdrawn_on.is_(None)
    )
    return session().scalar(statement) or 0


def _rare(words: str, language: str, keyring: Keyring) -> Iterator[str]:
    """Words that fewer people than the public threshold have used, in reading order."""
    by_word = {}
    plain = function_words(language)
    written = {each.lower(): each for each in reversed(_stripped(words))}
    for word in dict.fromkeys(each.lower() for each in _stripped(words)):
        terms = index_terms(word, language) if len(word) >= _SHORTEST else ()
        if terms and word not in plain and not word.startswith("["):
            by_word[written[word]] = {keyring.index_token(term) for term in terms}
    tokens = {token for each in by_word.values() for token in each}
    statement = (
        select(SearchWord.token, func.count(distinct(Contribution.submission_id)))
        .join(Contribution, Contribution.id == SearchWord.contribution_id)
        .where(SearchWord.token.in_(tokens), Contribution.withdrawn_on.is_(None))
        .group_by(SearchWord.token)
    )
    used = {row[0]: row[1] for row in session().execute(statement)}
    for word, own in by_word.items():
        if max(used.get(token, 0) for token in own) < settings().count_threshold:
            yield word


def _stripped(words: str) -> list[str]:
    return [each.strip(".,;:!?()[]\"'«»„”") for each in words.split()]


def _alike(contribution: Contribution) -> Sequence[Alike]:
    told = about.about_of(contribution.submission)
    if told is None:
        return ()
    given = {name: getattr(told, name) for name in _TELLING}
    given = {name: key for name, key in given.items() if key not in {None, about.NOT_SAID.key}}
    labels = {
        (question.key, choice.key): str(choice.label)
        for question in about.questions(settings().nation)
        for choice in question.choices
    }
    found = [
        Alike(labels.get((name, key), str(key)), _people({name: key}))
        for name, key in given.items()
    ]
    if len(given) > 1:
        every = " + ".join(labels.get(each, each[1]) for each in given.items())
        found.append(Alike(every, _people(given)))
    return found


def _people(given: dict[str, str]) -> GuardedCount:
    statement = (
        select(func.count(distinct(AboutYou.submission_id)))
        .join(Contribution, Contribution.submission_id == AboutYou.submission_id)
        .where(
            *(getattr(AboutYou, name) == key for name, key in given.items()),
            Contribution.withdrawn_on.is_(None),
            holding.counted(Contribution.submission_id),
        )
    )
    return guarded(session().scalar(statement) or 0, threshold=settings().count_threshold)
