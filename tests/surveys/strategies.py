"""Definitions and answers of every shape, made up by Hypothesis."""

from typing import Any

from hypothesis import strategies as st

from feedback.core.i18n import BY_CODE
from surveys.definitions.definition import Call, Definition, Exit, Page, Section
from surveys.definitions.in_parts import Date
from surveys.definitions.question import (
    CHOICE_KINDS,
    FIXED_VALUES,
    Choice,
    Kind,
    Question,
    Row,
    Variant,
)
from tests.surveys.ruling import ruled
from tests.surveys.texts import days, digests, junk, names, texts, words

_HAS_OTHER = {Kind.SINGLE, Kind.SEVERAL, Kind.LIST}
_MAY_BE_RANDOM = CHOICE_KINDS - set(FIXED_VALUES)


@st.composite
def _choices(draw: st.DrawFn, kind: Kind, languages: tuple[str, ...]) -> tuple[Choice, ...]:
    if kind not in CHOICE_KINDS:
        return ()
    values = FIXED_VALUES.get(kind) or draw(st.lists(names, min_size=2, max_size=4, unique=True))
    alone = draw(st.booleans()) if kind is Kind.SEVERAL else False
    other = draw(st.booleans()) if kind in _HAS_OTHER else False
    return tuple(
        Choice(
            value=value,
            label=draw(words(languages)),
            is_exclusive=alone and place == len(values) - 1,
            is_other=other and place == 0,
            picture=draw(digests) if kind is Kind.PICTURES else "",
            alt=draw(words(languages)) if kind is Kind.PICTURES else {},
        )
        for place, value in enumerate(values)
    )


@st.composite
def _questions(draw: st.DrawFn, key: str, languages: tuple[str, ...]) -> Question:
    kind = draw(st.sampled_from(Kind))
    bounds = sorted(draw(st.lists(st.integers(0, 9), min_size=2, max_size=2)))
    has_bounds = kind is Kind.NUMBER and draw(st.booleans())
    rows = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    variant = Variant(audio=draw(digests), video="https://example.org/film", pictures=("a" * 64,))
    return Question(
        key=key,
        kind=kind,
        wording=draw(words(languages)),
        hint=draw(st.just({}) | words(languages)),
        choices=draw(_choices(kind, languages)),
        rows=tuple(Row(key=row, label=draw(words(languages))) for row in rows)
        if kind is Kind.MATRIX
        else (),
        least=bounds[0] if has_bounds else None,
        most=bounds[1] if has_bounds else None,
        places=draw(st.none() | st.integers(0, 3)) if kind is Kind.NUMBER else None,
        is_required=kind is Kind.CONSENT and draw(st.booleans()),
        is_random=kind in _MAY_BE_RANDOM and draw(st.booleans()),
        variants={languages[0]: variant} if draw(st.integers(0, 5)) == 0 else {},
    )


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """A survey that can be published, with rules of every sort wherever they make sense."""
    languages = tuple(
        draw(st.lists(st.sampled_from(sorted(BY_CODE)), min_size=1, max_size=2, unique=True))
    )
    keys = iter(draw(st.lists(names, min_size=8, max_size=8, unique=True)))
    page_keys = draw(st.lists(names, min_size=3, max_size=5, unique=True))
    exit_key, page_keys = page_keys[0], page_keys[1:]
    pages = []
    for page_key in page_keys:
        how_many = draw(st.integers(1, 2))
        questions = tuple(draw(_questions(next(keys), languages)) for _ in range(how_many))
        heading = draw(st.just({}) | words(languages))
        pages.append(Page(key=page_key, questions=questions, heading=heading, section="s"))
    if not any(question.asks for page in pages for question in page.questions):
        closing = Question(key="closing_", kind=Kind.LONG_TEXT, wording=draw(words(languages)))
        pages.append(Page(key="closing_", questions=(closing,), section="s"))
    text = words(languages)
    call = Call(listener=draw(text), change=draw(text), hear_by="2026-09-30")
    plain = Definition(
        languages=languages,
        drafts=tuple(draw(st.lists(st.sampled_from(languages), max_size=1))),
        title=draw(text),
        introduction=draw(st.just({}) | text),
        thanks=draw(st.just({}) | text),
        sections=(Section(key="s", title=draw(text)),),
        call=draw(st.none() | st.just(call)),
        pages=tuple(pages),
    )
    return draw(ruled(plain, Exit(key=exit_key, heading=draw(text), body=draw(text))))


@st.composite
def answers_to(draw: st.DrawFn, definition: Definition) -> dict[str, Any]:
    """What may come in: answers by part or by column, nonsense, answers to what was never asked."""
    given: dict[str, Any] = {}
    for question in definition.questions():
        likely = draw(_likely(question))
        spoiled = draw(
            st.dictionaries(st.sampled_from(sorted(likely) or [question.key]), junk, max_size=1)
        )
        given |= likely | (spoiled if draw(st.integers(0, 5)) == 5 else {})
    return given | draw(st.dictionaries(names, junk, max_size=1))


def _likely(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to *question* as a form or a file brings them: some of its parts, or all."""
    values = [choice.value for choice in question.choices]
    key = question.key
    whole: st.SearchStrategy[Any] = texts
    if question.kind is Kind.DATE:
        return days.map(lambda day: {key: day}) | days.map(
            lambda day: dict(zip(Date(question, "").parts(), day.split("-")[::-1], strict=True))
        )
    if question.kind is Kind.NUMBER:
        whole = st.integers(0, 9) | st.sampled_from(["0.5", "2,25"])
    elif question.kind is Kind.RANKING:
        whole = st.permutations(values)
    elif question.kind is Kind.SEVERAL:
        whole = st.lists(st.sampled_from(values[:-1]), max_size=3) | st.just(values[-1:])
    elif values:
        whole = st.sampled_from(values)
    elif question.kind is Kind.CONSENT:
        whole = st.just("yes")
    parts = {part: texts if part.endswith(".other") else whole for part in question.columns()}
    some = st.fixed_dictionaries({}, optional=parts or {key: junk})
    return st.one_of(st.fixed_dictionaries(parts), st.fixed_dictionaries(parts), some)
