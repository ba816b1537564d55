"""What the pages of insights show, put together: texts opened for those who may read them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback.accounts.models import Staff
from feedback.accounts.roles import READERS, Role
from feedback.coding import queries as coding
from feedback.coding.models import Theme
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core.i18n import BY_CODE, Language
from feedback.core.sealing import Keyring
from youwesaid.insights import clues as telling
from youwesaid.insights import counting, identity, queries, quoting
from youwesaid.insights import sources as origins
from youwesaid.insights.clues import Clues
from youwesaid.insights.models import Answer, Insight, Quote
from youwesaid.insights.previewing import Preview, preview
from youwesaid.insights.rules import AnswerDraft, Unfinished, missing_of
from youwesaid.insights.wording import AGES
from youwesaid.partnership.models import Locality

MOST_SHOWN = 60  # texts on one page; the others are counted


@dataclass(frozen=True, slots=True)
class SourceText:
    """One contribution with its working text in its own language."""

    contribution: Contribution
    text: str
    english: str
    language: Language


@dataclass(frozen=True, slots=True)
class Sources:
    """What a new insight would come from. *texts* is empty for those who may not read."""

    contributions: Sequence[Contribution]
    texts: Sequence[SourceText]
    people: int
    ways: Sequence[str]
    topic: str

    @property
    def unshown(self) -> int:
        """How many texts there are besides those shown."""
        return len(self.contributions) - len(self.texts)


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """A quote with its words."""

    quote: Quote
    words: str
    language: Language


@dataclass(frozen=True, slots=True)
class Asked:
    """The clues for what must still be answered: about what people said, and by quote."""

    said: Clues | None
    by_quote: Mapping[uuid.UUID, Clues]


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer with what it still needs."""

    answer: Answer
    missing: Sequence[type[Unfinished]]


def may_read(member: Staff) -> bool:
    """Whether somebody may read working texts."""
    return any(role in member.role_names for role in READERS)


def may_see_quotes(member: Staff) -> bool:
    """Whether somebody may read words that are proposed as quotes: all but viewers."""
    return may_read(member) or bool({Role.EDITOR, Role.PUBLISHER} & member.role_names)


def sources(
    theme: Theme, *, since: date | None, until: date | None, reader: Staff, keyring: Keyring
) -> Sources:
    """What was coded with *theme* in a period, newest first."""
    coded = origins.with_givers(coding.contributions_with(theme, since=since, until=until))
    shown = coded[:MOST_SHOWN] if may_read(reader) else []
    return Sources(
        contributions=coded,
        texts=[source_text(each, keyring) for each in shown if not each.restricted],
        people=counting.people_heard(coded),
        ways=counting.ways_heard(coded),
        topic=most_frequent_topic(coded),
    )


def source_text(contribution: Contribution, keyring: Keyring) -> SourceText:
    """A contribution with its working text opened."""
    return SourceText(
        contribution,
        opening.working_text(contribution, keyring),
        opening.english(contribution, keyring),
        BY_CODE.get(contribution.language, BY_CODE["en"]),
    )


def most_frequent_topic(contributions: Sequence[Contribution]) -> str:
    """The topic that most of them were sent under; empty where none has one."""
    topics = sorted(each.topic for each in contributions if each.topic)
    return max(topics, key=topics.count, default="")


def quotes(insight: Insight, keyring: Keyring) -> list[QuoteShown]:
    """The quotes of *insight* that are not pulled, with their words."""
    shown = [
        QuoteShown(
            quote, quoting.quoted_words(quote, keyring), BY_CODE.get(quote.language, BY_CODE["en"])
        )
        for quote in insight.quotes
    ]
    return [each for each in shown if each.words]


def clues(insight: Insight, keyring: Keyring) -> Asked:
    """What helps to say who could be known, for each question that nobody has answered."""
    unchecked = set(queries.unchecked_quotes(insight))
    by_quote = {
        each.quote.id: telling.of_words(
            each.words,
            language=each.quote.language,
            keyring=keyring,
            about_whom=queries.source_of(each.quote),
        )
        for each in quotes(insight, keyring)
        if each.quote.id in unchecked
    }
    is_asked = identity.may_be_public(insight)
    return Asked(None if is_asked else telling.of_insight(insight, keyring=keyring), by_quote)


def answers(insight: Insight) -> list[AnswerShown]:
    """The answers of *insight*, each with what it still needs."""
    return [AnswerShown(answer, missing_of(answer)) for answer in insight.answers]


def as_seen(insight: Insight, draft: AnswerDraft, form: Any) -> Preview:
    """An answer that is being written, as people will see it in the language that is asked for."""
    asked = form.preview_in.data
    languages = {each.code: each for each in form.languages}
    post = form.posts.get(form.post.data or "")
    chosen = next((each for each in form.agencies if str(each.id) == form.agency.data), None)
    return preview(
        insight,
        draft,
        language=languages.get(asked) or languages["en"],
        agency=chosen or (post.agency if post else None),
        joint=form.spoken("joint"),
    )


def places(insight: Insight, localities: Sequence[Locality], language: str) -> Sequence[str]:
    """The parts of the area and the ages that an insight is about, in words."""
    named = [each.name_in(language) for each in localities if each.key in insight.localities]
    return [*named, *(str(age.label) for age in AGES if age.key in insight.age_groups)]
