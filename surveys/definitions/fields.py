"""The kinds of questions: one class for each."""

from collections.abc import Callable, Mapping

from surveys.definitions.asked import Asked, NotAnAnswer, nothing_said
from surveys.definitions.choosing import (
    AgreeScale,
    Consent,
    LongList,
    OneChoice,
    Pictures,
    Rating,
    SeveralChoices,
    YesNo,
)
from surveys.definitions.in_parts import Date, Matrix, Ranking
from surveys.definitions.question import Kind, Question
from surveys.definitions.written import Information, LongText, Number, SentFile, ShortText

__all__ = ["BY_KIND", "Asked", "NotAnAnswer", "asked"]

BY_KIND: Mapping[Kind, type[Asked]] = {
    Kind.INFORMATION: Information,
    Kind.SINGLE: OneChoice,
    Kind.SEVERAL: SeveralChoices,
    Kind.LIST: LongList,
    Kind.PICTURES: Pictures,
    Kind.AGREE: AgreeScale,
    Kind.RATING: Rating,
    Kind.YES_NO: YesNo,
    Kind.MATRIX: Matrix,
    Kind.RANKING: Ranking,
    Kind.SHORT_TEXT: ShortText,
    Kind.LONG_TEXT: LongText,
    Kind.NUMBER: Number,
    Kind.DATE: Date,
    Kind.CONSENT: Consent,
    Kind.PHOTO: SentFile,
    Kind.VOICE: SentFile,
}


def asked(question: Question, language: str, said: Callable[[str], str] = nothing_said) -> Asked:
    """*question* as it is asked in *language*, one of the survey's own.

    *said* gives an earlier answer in words by its column, for texts that repeat it.
    """
    return BY_KIND[question.kind](question, language, said)
