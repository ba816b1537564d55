"""XLSForms come in row by row, in all their dialects; what cannot is said."""

import json

import pytest

from surveys.definitions.checking import faults
from surveys.definitions.reading import read_definition, read_draft
from surveys.exchange.xlsform_out import xlsform
from surveys.library import read_library
from tests.surveys.exchange.forms import (
    YES_NO,
    ask,
    brought,
    form,
    lines,
    pick,
    questions,
    workbook,
)


def test_every_visible_row_is_a_question_of_the_kind_that_it_was():
    survey = [
        ask("start", "start"),
        ask("note", "hello"),
        ask("text", "name"),
        ask("text", "story", appearance="multiline"),
        ask("integer", "age"),
        ask("decimal", "weight"),
        ask("date", "day"),
        ask("dateTime", "moment"),
        ask("select_one yn", "met"),
        ask("select_multiple colours", "liked"),
        ask("rank colours", "order"),
        ask("range", "pain", parameters="start=0 end=10 step=1"),
        ask("acknowledge", "agree", required="yes"),
        ask("image", "picture"),
        ask("audio", "voice"),
        ask("geopoint", "where"),
        ask("hidden string", "token"),
        ask("calculate", "total", calculation="1 + 1"),
        ask("text", "staff", appearance="hidden"),
        ask("horoscope", "star"),
    ]

    found = brought(form(survey, [*YES_NO, *pick("colours", "red", "green", "blue")]))

    kinds = {key: each["kind"] for key, each in questions(found).items()}
    assert kinds == {
        "hello": "information",
        "name": "short_text",
        "story": "long_text",
        "age": "number",
        "weight": "number",
        "day": "date",
        "moment": "short_text",
        "met": "single",
        "liked": "several",
        "order": "ranking",
        "pain": "number",
        "agree": "consent",
        "picture": "photo",
        "voice": "voice",
        "where": "short_text",
        "star": "short_text",
    }
    pain = questions(found)["pain"]
    assert (pain["least"], pain["most"]) == (0, 10)
    assert questions(found)["agree"]["required"] is True
    assert "hint" in questions(found)["moment"]
    assert (found.report.visible, found.report.present) == (16, 16)
    rows = [int(line.place.split()[1]) for line in found.report.lines if " " in line.place]
    assert rows == sorted({*range(2, 22), 14})
    assert not faults(read_draft(found.plain))


def test_the_languages_of_all_spellings_of_a_header_are_told_apart_and_put_together():
    survey = [
        {
            "type": "text",
            "name": "who",
            "label::English (en)": "Who?",
            "label::polski": "Kto?",
            "label:Urdu": "کون؟",
            "label::French (fr)": "Qui ?",
            "hint::english": "Anybody",
            "hint::pl": "",
        },
        {"type": "text", "name": "what", "label::English (en)": "What?", "label:Urdu": ""},
    ]

    found = brought(form(survey, settings={"form_title": "Asked"}), offered=("en", "pl", "ur"))

    assert found.plain["languages"] == ["en", "pl", "ur"]
    who = questions(found)["who"]
    assert who["wording"] == {"en": "Who?", "pl": "Kto?", "ur": "کون؟"}
    assert who["hint"] == {"en": "Anybody"}
    assert found.report.missing["ur"] == ["title", "survey 2 hint", "survey 3 label"]
    assert {each.label: each.code for each in found.report.tongues} == {
        "English (en)": "en",
        "polski": "pl",
        "Urdu": "ur",
        "French (fr)": "",
    }
    assert lines(found, "changed", "English (en) · english")
    assert "switched on" in lines(found, "refused", "French (fr)")[0]


def test_a_form_in_none_of_our_languages_says_what_stands_under_english():
    survey = [{"type": "text", "name": "who", "label::Kiswahili": "Nani?"}]

    found = brought(form(survey))

    assert found.plain["languages"] == ["en"]
    assert questions(found)["who"]["wording"] == {"en": "Nani?"}
    assert "Kiswahili" in lines(found, "changed", "Kiswahili")[0]


def test_words_that_lack_in_the_source_stand_in_from_elsewhere_or_from_the_name():
    survey = [
        {"type": "text", "name": "one", "label::en": "One", "label::pl": "Jeden"},
        {"type": "text", "name": "two", "label::pl": "Dwa"},
        {"type": "text", "name": "three"},
        {"type": "text", "name": "four", "label::en": "NO_LABEL"},
    ]

    found = questions(brought(form(survey, settings={"default_language": "en"})))

    wordings = {key: each["wording"]["en"] for key, each in found.items()}
    assert wordings == {"one": "One", "two": "Dwa", "three": "three", "four": "four"}


def test_lists_with_gaps_doubles_and_odd_names_are_mended_and_told():
    choices = [
        {"list name": "odd", "name": "-99", "label": "Do not know"},
        {"list name": "odd", "name": "Yes!", "label": "Yes"},
        {"list name": "odd", "name": "Yes!", "label": "Yes"},
        {"list name": "odd", "name": "Yes!", "label": "Certainly"},
        {"list name": "one", "name": "ok", "label": "I have read it"},
    ]
    survey = [
        ask("select_one odd or_other", "Meta Data"),
        ask("select_one nowhere", "lost"),
        ask("select_one one", "read"),
        ask("select_one_from_file towns.csv", "far"),
        ask("text", "more", relevant="${read} = 'ok'"),
    ]

    found = brought(form(survey, choices))

    made = questions(found)
    assert [each["value"] for each in made["meta_data"]["choices"]] == [
        *("minus_99", "yes", "yes_2", "other")
    ]
    assert made["meta_data"]["choices"][-1]["other"] is True
    assert [made[key]["kind"] for key in ("lost", "read", "far")] == [
        *("short_text", "consent", "short_text")
    ]
    assert made["more"]["show_if"] == {"op": "answered", "question": "read"}
    assert "nowhere" in lines(found, "changed", "lost")[0]
    assert "already" in lines(found, "refused", "odd: Yes!")[0]


def test_what_we_never_do_is_told_once_with_its_rows():
    survey = [
        ask("text", "one", required="yes", default="x", **{"media::image": "a.png"}),
        ask("text", "two", required="true()", read_only="yes", my_notes="n"),
        ask("text", "three", relevant="false()", disabled=""),
        ask("text", "four", disabled="yes"),
    ]

    found = brought(form(survey))

    told = {line.name: line.was for line in found.report.lines if line.place == "survey"}
    assert told["required"] == "2, 3"
    assert {"default", "image", "my_notes"} <= set(told)
    assert questions(found)["two"]["kind"] == "information"
    assert "nobody" in lines(found, "refused", "three: relevant")[0]
    assert "four" not in questions(found)


def test_other_sheets_formulas_and_double_columns_are_told():
    content = workbook(
        survey=[{"type": "text", "name": "a", "label": "A?", "hint": "=1+1"}],
        changelog=[{"when": "today"}],
    )

    found = brought(content)

    told = {line.place: line.why[0] for line in found.report.lines if line.verb == "refused"}
    assert "sheets" in told["changelog"]
    assert "formulas" in told["survey"]


@pytest.mark.parametrize("name", sorted(read_library()))
def test_what_we_export_comes_back_as_it_was(name):
    definition = read_library()[name]
    content = xlsform(definition, slug=name, version="1")
    as_json = json.dumps({"definition": definition.to_json()}).encode()

    for each in (content, as_json):
        found = brought(each)

        assert read_definition(found.plain) == definition
        assert found.report.present == sum(1 for _each in definition.questions())
