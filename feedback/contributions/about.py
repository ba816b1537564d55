"""About you: closed questions that may all stay blank, kept apart from the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from feedback.contributions.models import AboutYou, Submission
from feedback.core.db import session
from feedback.core.errors import Refused


class NotAChoice(Refused):
    """An answer that its question does not offer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: the key that is stored and counted, and its words."""

    key: str
    label: LazyString


@dataclass(frozen=True, slots=True)
class Question:
    """One closed question. *key* is the column of AboutYou that holds the answer."""

    key: str
    label: LazyString
    choices: tuple[Choice, ...]


NOT_SAID = Choice("not_said", _l("I do not want to say"))

# Bands rather than a date of birth: people give them more willingly. The edges at 12, 16 and 18
# are where the nations' rules about young people change.
_AGES = (
    Choice("under_12", _l("Under 12")),
    Choice("12_15", _l("12 to 15")),
    Choice("16_17", _l("16 or 17")),
    Choice("18_25", _l("18 to 25")),
    Choice("26_39", _l("26 to 39")),
    Choice("40_54", _l("40 to 54")),
    Choice("55_64", _l("55 to 64")),
    Choice("65_74", _l("65 to 74")),
    Choice("75_over", _l("75 or over")),
)
_GENDERS = (
    Choice("woman", _l("Woman or girl")),
    Choice("man", _l("Man or boy")),
    Choice("non_binary", _l("Non-binary")),
    Choice("another_word", _l("I use another word")),
)
# The headings of the questions of the Censuses of 2021 (England and Wales, Northern Ireland) and
# 2022 (Scotland), as gov.uk gives them in its harmonised categories for ethnicity (18 March 2025).
_WHITE = Choice("white", _l("White"))
_MIXED = Choice("mixed", _l("Mixed or multiple ethnic groups"))
_OTHER = Choice("other", _l("Another ethnic group"))
_ENGLAND_AND_WALES = (
    _WHITE,
    _MIXED,
    Choice("asian", _l("Asian or Asian British")),
    Choice("black", _l("Black, Black British, Caribbean or African")),
    _OTHER,
)
_SCOTLAND = (
    _WHITE,
    _MIXED,
    Choice("asian", _l("Asian, Scottish Asian or British Asian")),
    Choice("african", _l("African, Scottish African or British African")),
    Choice("caribbean_black", _l("Caribbean or Black")),
    _OTHER,
)
_NORTHERN_IRELAND = (
    _WHITE,
    Choice("irish_traveller", _l("Irish Traveller")),
    Choice("roma", _l("Roma")),
    Choice("indian", _l("Indian")),
    Choice("chinese", _l("Chinese")),
    Choice("filipino", _l("Filipino")),
    Choice("black_african", _l("Black African")),
    Choice("black_other", _l("Black, another background")),
    _MIXED,
    _OTHER,
)
_ETHNIC_GROUPS: Mapping[str, tuple[Choice, ...]] = {
    "england": _ENGLAND_AND_WALES,
    "wales": _ENGLAND_AND_WALES,
    "scotland": _SCOTLAND,
    "northern_ireland": _NORTHERN_IRELAND,
}
_DISABILITY = (
    Choice("yes", _l("Yes")),
    Choice("no", _l("No")),
    Choice("not_sure", _l("I am not sure")),
)
_ROLES = (
    Choice("supported", _l("I get help or support, or I did")),
    Choice("carer", _l("I look after someone, without pay")),
    Choice("family", _l("I am family or a friend")),
    Choice("worker", _l("I work or volunteer with people who need help")),
    Choice("none", _l("None of these")),
)
_AREAS = (
    Choice("inside", _l("In the area of this partnership")),
    Choice("outside", _l("Somewhere else")),
    Choice("no_settled_home", _l("I have no settled home")),
)


def questions(nation: str) -> tuple[Question, ...]:
    """The questions in the order in which they are asked; ethnic groups as in *nation*."""
    groups = _ETHNIC_GROUPS.get(nation, _ENGLAND_AND_WALES)
    return (
        _question("role", _l("Which of these is most like you?"), _ROLES),
        _question("age", _l("How old are you?"), _AGES),
        _question("gender", _l("Are you a woman or a man, or something else?"), _GENDERS),
        _question("ethnicity", _l("What is your ethnic group?"), groups),
        _question(
            "disability",
            _l("Do you have an illness or a disability that lasts 12 months or more?"),
            _DISABILITY,
        ),
        _question("area", _l("Where do you live?"), _AREAS),
    )


def keep_about(*, submission: Submission, answers: Mapping[str, str | None], nation: str) -> None:
    """Keep *answers* by question, in place of earlier ones; a question left out is blank.

    Raises NotAChoice for an answer that is not offered in *nation*.
    """
    about = about_of(submission) or AboutYou(submission_id=submission.id)
    for question in questions(nation):
        given = answers.get(question.key) or None
        if given is not None and given not in {choice.key for choice in question.choices}:
            raise NotAChoice(question.key)
        setattr(about, question.key, given)
    session().add(about)
    session().flush()


def about_of(submission: Submission) -> AboutYou | None:
    """What the giver of *submission* said about themselves."""
    statement = select(AboutYou).where(AboutYou.submission_id == submission.id)
    return session().scalars(statement).one_or_none()


def _question(key: str, label: LazyString, choices: Sequence[Choice]) -> Question:
    return Question(key, label, (*choices, NOT_SAID))
