"""The rules, groups, tables and piped answers of XLSForms."""

from surveys.definitions.checking import faults
from surveys.definitions.reading import read_draft
from tests.surveys.exchange.forms import YES_NO, ask, brought, form, lines, pick, questions


def test_groups_become_pages_and_parts_and_their_rules_are_kept():
    survey = [
        ask("select_one yn", "met"),
        ask("begin group", "about", "About the meeting", relevant="${met} = 'yes'"),
        ask("text", "who"),
        ask("begin_group", "both", "Together", appearance="field-list"),
        ask("text", "one"),
        ask("text", "two", relevant="${one} != ''"),
        ask("end_group", ""),
        ask("end group", ""),
        ask("text", "last"),
    ]

    found = brought(form(survey, YES_NO))

    pages = {page["key"]: page for page in found.plain["pages"]}
    assert list(pages) == ["met", "who", "both", "last"]
    rule = {"op": "equals", "question": "met", "value": "yes"}
    assert pages["who"]["show_if"] == pages["both"]["show_if"] == rule
    assert pages["both"]["heading"] == {"en": "Together"}
    assert pages["both"]["section"] == pages["who"]["section"] == "about"
    assert questions(found)["two"]["show_if"] == {"op": "answered", "question": "one"}
    assert found.plain["sections"] == [{"key": "about", "title": {"en": "About the meeting"}}]


def test_a_repeat_is_asked_once_and_a_table_is_a_matrix():
    scale = pick("scale", "good", "bad")
    survey = [
        ask("begin repeat", "children", "Child"),
        ask("text", "child"),
        ask("end repeat", ""),
        ask("begin group", "table", "How was it?", appearance="table-list"),
        ask("select_one scale", "food"),
        ask("select_one scale", "staff"),
        ask("end group", ""),
        ask("begin group", "grid", "", appearance="field-list"),
        ask("select_one scale", "heads", "And these?", appearance="label"),
        ask("select_one scale", "room", appearance="list-nolabel"),
        ask("select_one scale", "bed", appearance="list-nolabel"),
        ask("end group", ""),
        ask("text", "why", relevant="${staff} = 'bad'"),
    ]

    found = brought(form(survey, scale))

    made = questions(found)
    assert "once" in lines(found, "changed", "child")[0]
    assert made["food_table"]["wording"] == {"en": "How was it?"}
    assert [row["key"] for row in made["food_table"]["rows"]] == ["food", "staff"]
    assert [row["key"] for row in made["heads"]["rows"]] == ["room", "bed"]
    assert made["why"]["show_if"]["question"] == "food_table.staff"
    assert found.report.visible == found.report.present == 7
    assert not faults(read_draft(found.plain))


def test_constraints_become_bounds_checks_and_choices_that_go_alone():
    survey = [
        ask("integer", "age", constraint=". >= 16 and . < 100"),
        ask(
            "integer",
            "score",
            constraint=". > 0 or . = -99",
            **{
                "constraint_message::English": "More than 0",
                "constraint_message::Polski": "Więcej",
            },
        ),
        ask(
            "select_multiple help",
            "help",
            constraint="not(selected(., 'none')) or count-selected(.) = 1",
        ),
        ask("text", "code", constraint="regex(., '[A-Z]{3}')"),
        ask("integer", "odd", constraint=". mod 2 = 1"),
        ask("date", "day", constraint=". <= today()"),
    ]
    survey = [{**row, "label::Polski": "Po polsku"} for row in survey]

    found = brought(form(survey, pick("help", "phone", "visit", "none")))

    made = questions(found)
    assert (made["age"]["least"], made["age"]["most"], made["age"].get("checks")) == (16, 99, None)
    assert made["score"]["checks"][0]["message"] == {"en": "More than 0", "pl": "Więcej"}
    assert [each.get("exclusive") for each in made["help"]["choices"]] == [None, None, True]
    assert "checks" not in made["help"]
    assert set(made["code"]["checks"][0]["message"]) == {"en", "pl"}
    assert "checks" not in made["odd"]
    assert "reckons" in lines(found, "refused", "odd: constraint")[0]
    assert made["day"]["checks"][0]["rule"]["value"] == "today"


def test_choices_that_depend_on_an_answer_say_so_and_those_that_never_come_are_left_out():
    choices = [
        *pick("region", "north", "south"),
        {"list_name": "town", "name": "ayr", "label": "Ayr", "region": "south"},
        {"list_name": "town", "name": "wick", "label": "Wick", "region": "north"},
        {"list_name": "town", "name": "oban", "label": "Oban", "region": "west"},
    ]
    survey = [
        ask("select_one region", "region"),
        ask("select_one town", "town", choice_filter="region = ${region}"),
    ]

    town = questions(brought(form(survey, choices)))["town"]

    shown = {each["value"]: each["show_if"]["value"] for each in town["choices"]}
    assert shown == {"ayr": "south", "wick": "north"}


def test_answers_are_put_into_words_and_marks_and_scripts_are_not():
    survey = [
        ask("text", "name"),
        ask("calculate", "called", calculation="${name}"),
        ask(
            "note", "hello", "**Hello** ${name}, <b>or</b> ${called} {{x}}<script>alert(1)</script>"
        ),
        ask("note", "later", "${nobody} &amp; [us](https://example.org/a)"),
    ]

    made = questions(brought(form(survey)))

    assert made["hello"]["wording"]["en"] == "Hello {{name|…}}, or {{name|…}} { {x} }"
    assert made["later"]["wording"]["en"] == "… & us (https://example.org/a)"


def test_a_rule_that_can_never_be_true_is_taken_out_and_told():
    survey = [
        ask("select_one yn", "met"),
        ask("text", "who", relevant="${met} = 'yes' and ${met} = 'no'"),
    ]

    found = brought(form(survey, YES_NO))

    assert "show_if" not in questions(found)["who"]
    assert "never" in lines(found, "refused", "show_if")[0]
    assert not found.report.faults
