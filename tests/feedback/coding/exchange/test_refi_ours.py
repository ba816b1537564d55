"""Projects that we write: valid by the schema, and read again as they were. No database."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.coding.exchange.refi import (
    Case,
    Code,
    Group,
    Mark,
    Project,
    Selection,
    Text,
    User,
    Value,
    Variable,
)
from feedback.coding.exchange.refi_out import project_file
from feedback.coding.exchange.stretches import moved
from feedback.core.lines import Verb
from tests.feedback.coding.exchange.refi_files import EMOJI, read

pytestmark = pytest.mark.usefixtures("words")

guids = st.uuids(version=4)
names = st.text(min_size=1, max_size=12)
prose = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), min_size=1, max_size=60
) | st.just(EMOJI)


def _mark(data, codes, users):
    user = data.draw(st.sampled_from([None, *(user.guid for user in users)]))
    return Mark(
        guid=data.draw(guids),
        code=data.draw(st.sampled_from(codes)).guid,
        user=user,
        day=data.draw(st.none() | st.dates(date(2000, 1, 1))),
    )


def _text(data, codes, users, guid):
    text = Text(guid=guid, name=f"{guid}", text=data.draw(prose))
    text.marks = [_mark(data, codes, users) for _each in range(data.draw(st.integers(0, 2)))]
    for _each in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text.text) - 1))
        end = data.draw(st.integers(start + 1, len(text.text)))
        text.selections.append(
            Selection(
                guid=data.draw(guids), start=start, end=end, marks=[_mark(data, codes, users)]
            )
        )
    return text


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_project_is_valid_and_is_read_again_as_it_was_written(valid_project, data):
    made = iter(data.draw(st.lists(guids, min_size=30, max_size=30, unique=True)))
    below = [Code(guid=next(made), name="Below", is_codable=False)]
    codes = [Code(guid=next(made), name="Top", description="Means", children=below, color="#ff0")]
    users = [User(next(made), "Coder 1")]
    variable = Variable(next(made), "Language")
    texts = [_text(data, codes, users, next(made)) for _each in range(data.draw(st.integers(0, 3)))]
    whole = Project(name="P", description="Said", users=users, codes=codes, texts=texts)
    whole.variables = [variable]
    whole.notes = [Text(guid=next(made), name="Memo", text=data.draw(prose).strip() or "x")]
    ids = [text.guid for text in texts]
    whole.cases = [Case(guid=next(made), name="C", values=[Value(variable.guid, "en")], texts=ids)]
    whole.groups = [Group(guid=next(made), name="S", codes=[codes[0].guid], texts=ids)]
    content = project_file(whole)

    valid_project(content)
    found, report = read(content)

    kept = [text for text in texts if text.text.strip()]
    assert [(each.text, each.marks) for each in found.texts] == [
        (each.text, each.marks) for each in kept
    ]
    assert [
        (part.start, part.end, part.marks) for each in found.texts for part in each.selections
    ] == [(part.start, part.end, part.marks) for each in kept for part in each.selections]
    assert (found.codes, found.users, found.variables) == (codes, users, [variable])
    assert (found.cases, found.groups) == (whole.cases, whole.groups)
    assert all(line.verb is Verb.REFUSED for line in report.lines)


@pytest.mark.parametrize(
    ("before", "after", "words", "found"),
    [
        ("She said no. Tom left.", "She said no. [name] left.", "Tom left", "[name] left"),
        ("She said no. Tom left.", "She said no. [name] left.", "said no", "said no"),
        ("  A \r\n b", "A \n b", "b", "b"),
        ("one two three", "one three", "two", None),
        ("one two three", "one two three", "two", "two"),
        ("Cafe\u0301 now", "Café now", "now", "now"),
        (EMOJI, EMOJI.replace("Nobody", "[someone] [else]"), "لم يسألني", "لم يسألني"),
    ],
)
def test_a_stretch_is_found_again_in_a_text_with_names_hidden(before, after, words, found):
    start = before.index(words)

    place = moved((start, start + len(words)), before=before, after=after)

    assert (after[slice(*place)] if place else None) == found
