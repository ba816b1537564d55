import time

import pytest
import yaml

from youwesaid.plans.reading import UnreadablePlan, checked, read_plan, read_plan_file

HEAD = "schema_version: 1\nplan: {id: pln-1, title: Plan}\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file holds no plan: it starts with schema_version and plan, each on a line."),
        ("- 1", "The file holds no plan: it starts with schema_version and plan, each on a line."),
        (
            "plan: {id: a: b}",
            "Line 1 is not YAML: check the indents, and put text with a colon in quotes.",
        ),
        ("schema_version: 2\nplan: {id: a, title: A}", "schema_version must be 1 on its own line."),
        ("plan: {id: a, title: A}", "schema_version must be 1 on its own line."),
        (
            "schema_version: 1\nplan: {title: A}",
            "plan.id is missing: give the plan an id under plan, such as dg-2024.",
        ),
        (
            "schema_version: 1\nplan: {id: a/b, title: A}",
            "plan.id may hold letters, digits, dots and hyphens only, such as dg-2024.",
        ),
        (
            "schema_version: 1\nplan: {id: a}",
            "plan.title is missing: write the title of the plan under plan.",
        ),
        (
            HEAD + "aims: [{id: x, text: A}]\nactions: [{id: x, text: B}]",
            "The id x is used twice, in aims and in actions: change one of them.",
        ),
        (
            HEAD + "vision: {id: x, text: A}\naims: [{id: x}]",
            "The id x is used twice, in vision and in aims: change one of them.",
        ),
        (
            HEAD + "aims: [{id: a1, text: A}, {text: B}]",
            "Number 2 in aims has no id: give it one of letters, digits and hyphens.",
        ),
        (HEAD + "aims: {id: a1}", "aims must be a list: start each entry with a hyphen."),
        (
            HEAD + "actions: [{id: a1, status: no}]",
            "status of a1 must be words: put them in quotes.",
        ),
        (HEAD + "aims: [{id: a1, 1: A}]", "“1” in aims 1 must be in quotes."),
        (HEAD + "extra: .inf", "extra must be words: put them in quotes."),
        (
            HEAD + 'extra: "\\0"',
            "extra holds a character that cannot be kept: type it again.",
        ),
        (
            HEAD + "a: &big [x]\nb: *big",
            "Line 4 uses the YAML short cut *big: write the value out.",
        ),
        (HEAD + "aims: []\naims: []", "“aims” is there twice near line 1: keep one of the two."),
        (HEAD + "labels: [a]", "labels must name sections, each with one word or phrase."),
    ],
)
def test_a_file_that_is_not_a_plan_is_refused_with_the_place_and_the_mend(text, sentence):
    with pytest.raises(UnreadablePlan) as refusal:
        read_plan(text.encode())

    assert str(refusal.value) == sentence


def test_a_file_that_is_not_there_or_not_text_is_refused_in_words(tmp_path):
    with pytest.raises(UnreadablePlan, match="cannot be read"):
        read_plan_file(tmp_path / "none.yaml")
    with pytest.raises(UnreadablePlan, match="save it as UTF-8"):
        read_plan(b"\xff\xfe\x00")
    with pytest.raises(UnreadablePlan, match="nested too deeply"):
        read_plan(b"[" * 5000)
    with pytest.raises(UnreadablePlan, match="larger than 1 MB"):
        read_plan(b"#" * 1024 * 1024 + b"##")


def test_dates_stay_the_words_that_were_printed():
    document = read_plan((HEAD + "approved_on: 2024-03-14").encode())

    assert document["approved_on"] == "2024-03-14"


def test_the_examples_hold_nothing_that_reading_changes(example):
    document = read_plan_file(example)

    assert document == yaml.safe_load(example.read_text(encoding="utf-8"))
    assert checked(document) is document


def test_a_number_of_a_megabyte_is_refused_at_once(app):
    started = time.process_time()
    with app.test_request_context(), pytest.raises(UnreadablePlan, match="in quotes"):
        read_plan(b"plan: 1" + b":59" * 300_000)
    assert time.process_time() - started < 5  # it was half a minute: each step of a huge product
