"""The texts of an entry one by one, for translators, and marks of what a format was made for."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from feedback.nlp.tokens import sentences
from youwesaid.tracker.contents import Contents, PublicAnswer, Texts, in_language

EASY = "en-easy"


class Part(StrEnum):
    """What a text of an entry is."""

    SAID = "said"
    JOINT = "joint"
    ANSWER = "answer"
    REASON = "reason"
    WHO = "who"
    EFFECT = "effect"
    EVIDENCE = "evidence"
    HELD_UP = "held_up"
    REVIEWERS = "reviewers"


@dataclass(frozen=True, slots=True)
class Piece:
    """One text that an entry says, in every language that there is of it."""

    part: Part
    texts: Texts

    @property
    def english(self) -> str:
        """The words that all other languages are made from."""
        return self.texts.get("en", "")


def pieces_of(contents: Contents) -> Sequence[Piece]:
    """The texts in the order of the page; each English one once, and blanks left out."""
    found: dict[str, Piece] = {}
    for piece in _all(contents):
        if piece.english:
            found.setdefault(piece.english, piece)
    return list(found.values())


def retold(contents: Contents, language: str, words: Mapping[str, str]) -> Contents:
    """The same contents with the texts whose English is in *words* told so in *language*."""

    def tell(texts: Texts) -> Texts:
        told = words.get(texts.get("en", ""))
        return {**texts, language: told} if told else texts

    answers = [
        replace(
            answer,
            text=tell(answer.text),
            reason=tell(answer.reason),
            who=tell(answer.who),
            effect=tell(answer.effect),
            reviewers_reason=tell(answer.reviewers_reason),
            evidence=[replace(proof, text=tell(proof.text)) for proof in answer.evidence],
        )
        for answer in contents.answers
    ]
    return replace(
        contents,
        said=tell(contents.said),
        joint=tell(contents.joint),
        answers=answers,
        held_up=[tell(each) for each in contents.held_up],
    )


def easy_sentences(contents: Contents) -> Sequence[str]:
    """The Easy Read words sentence by sentence, each once: every one has a picture beside it."""
    told = [piece.texts.get(EASY, "") for piece in pieces_of(contents) if piece.part != Part.WHO]
    return list(dict.fromkeys(each for words in told for each in in_sentences(words)))


def in_sentences(words: str) -> Sequence[str]:
    """*words* cut after each sentence."""
    return [words[start:end] for start, end in sentences(words)]


def mark_of(contents: Contents, language: str) -> str:
    """A mark of what somebody who reads *language* is told: another when any of it changes."""
    told = [in_language(piece.texts, language)[0] for piece in pieces_of(contents)]
    facts = [(each.kind, each.reason_code, each.next_look_on) for each in contents.answers]
    plain = json.dumps([told, facts], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _all(contents: Contents) -> Iterator[Piece]:
    yield Piece(Part.SAID, contents.said)
    yield Piece(Part.JOINT, contents.joint)
    for answer in contents.answers:
        yield from _of_answer(answer)
    for texts in contents.held_up:
        yield Piece(Part.HELD_UP, texts)


def _of_answer(answer: PublicAnswer) -> Iterator[Piece]:
    yield Piece(Part.ANSWER, answer.text)
    yield Piece(Part.REASON, answer.reason)
    yield Piece(Part.EFFECT, answer.effect)
    yield Piece(Part.REVIEWERS, answer.reviewers_reason)
    yield Piece(Part.WHO, answer.who)
    for proof in answer.evidence:
        yield Piece(Part.EVIDENCE, proof.text)
