"""Theme by question, and theme by priority of the plans."""

from collections.abc import Hashable, Iterator

from flask_babel import gettext as _
from sqlalchemy import func, select

from feedback.coding.findings import events
from feedback.coding.findings.crossing import Column, Link, no_link, theme_table
from feedback.coding.findings.tables import Table
from feedback.coding.findings.tallying import people_of, tally, tally_pairs
from feedback.coding.findings.voices import Heard, Voice
from feedback.contributions.models import Contribution
from feedback.contributions.queries import question_asked
from feedback.core.db import session
from feedback.core.i18n import current_language

MOST_QUESTIONS = 12
_LONGEST_HEAD = 60  # characters


def question_table(heard: Heard, *, link: Link = no_link) -> Table:
    """How many people spoke of each theme in answer to each question: the most answered ones."""
    by_question: dict[str, list[Voice]] = {}
    for voice in heard.voices:
        if voice.question:
            by_question.setdefault(voice.question, []).append(voice)
    most = sorted(by_question, key=lambda key: (-len(by_question[key]), key))[:MOST_QUESTIONS]
    columns = [Column(key, question_words(key)) for key in most]
    columns.append(Column(None, str(_("No question: told in their own way"))))
    return theme_table(
        name="theme-by-question",
        title=str(_("Themes by question")),
        heard=heard,
        tally=tally(heard, lambda voice: (voice.question,)),
        columns=columns,
        link=link,
        note=str(_("People, by the question that they answered.")),
    )


def question_words(key: str) -> str:
    """What was asked under *key* last, short."""
    newest = (
        select(Contribution)
        .where(Contribution.question == key)
        .order_by(Contribution.received_on.desc(), Contribution.id)
        .limit(1)
    )
    found = session().scalars(newest).first()
    words = question_asked(found, language=current_language().code) if found else key
    return words if len(words) <= _LONGEST_HEAD else words[: _LONGEST_HEAD - 1].rstrip() + "…"


def questions_answered() -> list[str]:
    """The keys of questions that contributions answer, most answered first."""
    statement = (
        select(Contribution.question)
        .where(Contribution.question.is_not(None), Contribution.withdrawn_on.is_(None))
        .group_by(Contribution.question)
        .order_by(func.count().desc(), Contribution.question)
        .limit(MOST_QUESTIONS)
    )
    return [key for key in session().scalars(statement) if key]


def languages_spoken() -> list[str]:
    """The languages of contributions, most frequent first."""
    statement = (
        select(Contribution.language)
        .where(Contribution.withdrawn_on.is_(None))
        .group_by(Contribution.language)
        .order_by(func.count().desc(), Contribution.language)
    )
    return list(session().scalars(statement))


def plan_table(heard: Heard) -> Table:
    """How many people spoke of each theme in what insights were tied to each priority.

    From theme to insight to plan item: whoever is a source of an insight counts with the priority
    that this is tied to. The last column counts those whose words led to no insight yet.
    """
    ties = events.ties()
    keys: dict[object, str] = {each.theme.id: key for key, each in heard.places.items()}
    led_to: dict[str, list[events.Tie]] = {}
    for tie in ties:
        for contribution_id in tie.contribution_ids:
            led_to.setdefault(contribution_id.hex, []).append(tie)

    def cells(voice: Voice) -> Iterator[tuple[str | None, Hashable]]:
        found = led_to.get(voice.contribution_id, ())
        tied: set[str] = set()
        for tie in found:
            theme = keys.get(tie.theme_id)
            rows = heard.lineage(voice.themes if theme is None else frozenset({theme}))
            tied |= rows
            for priority in tie.priorities:
                yield None, priority.id
                yield from ((row, priority.id) for row in rows)
        if not found:
            yield None, None
        yield from ((row, None) for row in heard.lineage(voice.themes) - tied)

    priorities = {each.id: each for tie in ties for each in tie.priorities}
    columns = [Column(each.id, each.label) for each in priorities.values()]
    columns.append(Column(None, str(_("In no insight yet"))))
    return theme_table(
        name="theme-by-priority",
        title=str(_("Themes by priority of the plans")),
        heard=heard,
        tally=tally_pairs(heard.voices, cells),
        columns=columns,
        note=str(_("People whose words are a source of an insight that is tied to this priority.")),
    )


def spoke(heard: Heard) -> int:
    """How many people were heard in this selection."""
    return people_of(heard.voices)
