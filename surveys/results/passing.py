"""To how many people each question was shown, worked out from what their way depended on.

Nothing is kept of the pages that somebody saw. But the way through a survey follows from the
answers that its rules look at, so responses are counted by those, and each different way is walked
once, however many people took it.
"""

import json
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, Text, case, cast, func, literal, select, union_all
from sqlalchemy.sql.selectable import Subquery

from feedback.contributions.models import Contribution
from feedback.core.db import session
from surveys.definitions.definition import Definition
from surveys.definitions.question import Answer
from surveys.definitions.routing import path_of
from surveys.definitions.rules import TODAY, Op, Rule
from surveys.results.filters import Filters, counted
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyAnswer, SurveyResponse

#: Stands for somebody's words, of which only that there are some is known here.
_SOME_WORDS = "…"
#: Names that no column has: of the day of a response, and of nothing.
_DAY, _NOTHING = "~day", "~"


@dataclass(frozen=True, slots=True)
class Passed:
    """For each column: to how many it was shown, and how many of them answered it."""

    shown: Counter[str]
    answered: Counter[str]


def passed(survey: Survey, filters: Filters) -> Passed:
    """How many were shown each question, among the responses that *filters* let through.

    Versions whose pages depend on what people wrote are left out: their words are sealed.
    """
    shown: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for version in queries.published_versions(survey):
        definition = queries.definition_of(version)
        if filters.version not in {None, version.number} or _depends_on_words(definition):
            continue
        chosen = counted(survey, replace(filters, version=version.number))
        shown += _shown(definition, chosen)
        answered += _answered(chosen)
    return Passed(shown, answered)


def _shown(definition: Definition, chosen: Select[uuid.UUID]) -> Counter[str]:
    bare = _without_checks(definition)
    found: Counter[str] = Counter()
    for answers, day, count in _ways(definition, chosen):
        for step in path_of(bare, answers, today=day).steps:
            for question in step.questions:
                found.update(dict.fromkeys(question.columns(), count))
    return found


def _ways(
    definition: Definition, chosen: Select[uuid.UUID]
) -> Iterator[tuple[dict[str, Answer], date | None, int]]:
    """Each combination of the answers that rules look at, its day if they look at it, how often."""
    rules = list(_rules(definition))
    names = sorted({name for rule in rules for name in rule.columns()})
    by_day = any(leaf.value == TODAY for rule in rules for leaf in rule.leaves())
    parts = _parts(definition, names, chosen)
    # One row for each response: every part that it has not is null. No join, whose order a
    # database that has not counted its rows lately gets wrong.
    per_response = (
        select(
            *(
                func.max(case((parts.c.question == name, parts.c.value))).label(f"answer_{place}")
                for place, name in enumerate([_DAY if by_day else _NOTHING, *names])
            )
        )
        .group_by(parts.c.response_id)
        .subquery()
    )
    statement = select(*per_response.c, func.count()).group_by(*per_response.c)
    for day, *values, count in session().execute(statement):
        yield _answers(names, values), date.fromisoformat(day) if day else None, count


def _parts(definition: Definition, names: Sequence[str], chosen: Select[uuid.UUID]) -> Subquery:
    """What was answered in the columns called *names*, and the day of each response."""
    response_id = SurveyResponse.id.label("response_id")
    days = select(
        response_id,
        literal(_DAY).label("question"),
        cast(SurveyResponse.received_on, Text).label("value"),
    ).where(SurveyResponse.id.in_(chosen))
    value = cast(SurveyAnswer.value, Text)
    closed = select(SurveyAnswer.response_id, SurveyAnswer.question, value).where(
        SurveyAnswer.question.in_(names), SurveyAnswer.response_id.in_(chosen)
    )
    texts = sorted(_text_columns(definition) & set(names))
    said = literal(json.dumps(_SOME_WORDS))
    words = select(Contribution.response_id, Contribution.question, said).where(
        Contribution.question.in_(texts), Contribution.response_id.in_(chosen)
    )
    return union_all(days, *([closed] if names else []), *([words] if texts else [])).subquery()


def _answers(names: Sequence[str], values: Sequence[str | None]) -> dict[str, Answer]:
    read = {
        name: json.loads(value)
        for name, value in zip(names, values, strict=True)
        if value is not None
    }
    return {
        name: tuple(answer) if isinstance(answer, list) else answer for name, answer in read.items()
    }


def _answered(chosen: Select[uuid.UUID]) -> Counter[str]:
    closed = (
        select(SurveyAnswer.question, func.count())
        .where(SurveyAnswer.response_id.in_(chosen))
        .group_by(SurveyAnswer.question)
    )
    words = (
        select(Contribution.question, func.count())
        .where(Contribution.response_id.in_(chosen))
        .group_by(Contribution.question)
    )
    found: Counter[str] = Counter()
    for statement in (closed, words):
        for name, count in session().execute(statement):
            found[name or ""] += count
    return found


def _rules(definition: Definition) -> Iterator[Rule]:
    """Every rule that the way depends on."""
    for page in definition.pages:
        found = [page.show_if, *(skip.rule for skip in page.skips)]
        for question in page.questions:
            found += [question.show_if, *(choice.show_if for choice in question.choices)]
        yield from (rule for rule in found if rule is not None)


def _text_columns(definition: Definition) -> frozenset[str]:
    return frozenset(
        name for question in definition.questions() for name in question.text_columns()
    )


def _depends_on_words(definition: Definition) -> bool:
    texts = _text_columns(definition)
    return any(
        leaf.op is not Op.ANSWERED and leaf.columns() & texts
        for rule in _rules(definition)
        for leaf in rule.leaves()
    )


def _without_checks(definition: Definition) -> Definition:
    """Answers that were kept passed their checks, which may look at columns that are not asked."""
    pages = tuple(
        replace(page, questions=tuple(replace(each, checks=()) for each in page.questions))
        for page in definition.pages
    )
    return replace(definition, pages=pages)
