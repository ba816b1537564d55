"""Surveys of LimeSurvey come in, from older files and from newer ones."""

from surveys.definitions.checking import faults
from surveys.definitions.reading import read_draft
from tests.surveys.exchange.forms import brought, lines, lss, questions

SURVEY = [{"sid": 7, "language": "en", "format": "S"}]


def question(qid, type_, title, **more):
    return {"qid": qid, "gid": 1, "type": type_, "title": title, "question_order": qid, **more}


def newer(*rows, words, parts=(), answers=(), attributes=(), survey=SURVEY, groups=()):
    """A file with the words in tables beside the others."""
    groups = groups or [{"gid": 1, "group_order": 1}]
    l10ns = [
        {"id": f"{qid}{tongue}", "qid": qid, "question": text, "language": tongue}
        for qid, said in words.items()
        for tongue, text in said.items()
    ]
    answer_words = [
        {"aid": row["aid"], "answer": row["code"].title(), "language": tongue}
        for row in answers
        for tongue in ("en", "pl")
    ]
    group_words = [
        {"gid": row["gid"], "group_name": "<b>About</b> you", "language": "en"} for row in groups
    ]
    title = {"surveyls_title": "How it was", "surveyls_language": "en"}
    return lss(
        ["en", "pl"],
        surveys=survey,
        groups=groups,
        group_l10ns=group_words,
        questions=rows,
        question_l10ns=l10ns,
        subquestions=parts,
        answers=answers,
        answer_l10ns=answer_words,
        question_attributes=attributes,
        surveys_languagesettings=[title],
    )


def said(*qids):
    return {qid: {"en": f"Question {qid}?", "pl": f"Pytanie {qid}?"} for qid in qids}


def answer(aid, qid, code, scale=0):
    return {"aid": aid, "qid": qid, "code": code, "sortorder": aid, "scale_id": scale}


def part(qid, parent, title, scale=0):
    return {
        "qid": qid,
        "parent_qid": parent,
        "title": title,
        "question_order": qid,
        "scale_id": scale,
    }


def test_each_kind_of_question_finds_one_of_ours_and_rules_and_settings_are_kept():
    rows = [
        question(1, "L", "met", other="Y", mandatory="Y"),
        question(2, "M", "help", relevance='((met.NAOK == "A1"))'),
        question(3, "F", "staff", relevance='help_b.NAOK == "Y"'),
        question(4, "S", "name", preg="/^[A-Z]+$/"),
        question(5, "T", "why", relevance="!is_empty(name.NAOK) && staff_kind.NAOK == 'A9'"),
        question(6, "N", "age"),
        question(7, "D", "day"),
        question(8, "Y", "again"),
        question(9, "R", "order"),
        question(10, "Q", "lines"),
        question(11, "1", "dual"),
        question(12, ":", "cells"),
        question(13, "|", "file"),
        question(14, "X", "bye"),
        question(15, "*", "sum"),
        question(16, "O", "because"),
    ]
    words = said(*range(1, 17), 21, 22, 31, 101, 102, 111, 121, 122)
    words[14] = {"en": "Bye <script>x()</script>{name.shown}, {TOKEN:FIRSTNAME}", "pl": "Pa"}
    parts = [
        *(part(21, 2, "a"), part(22, 2, "b"), part(31, 3, "kind"), part(101, 10, "x")),
        *(part(102, 10, "y"), part(111, 11, "z"), part(121, 12, "r"), part(122, 12, "c", 1)),
    ]
    answers = [
        *(answer(1, 1, "A1"), answer(2, 1, "A2"), answer(3, 3, "A8"), answer(4, 3, "A9")),
        *(answer(5, 9, "A1"), answer(6, 9, "A2"), answer(7, 11, "A1"), answer(8, 11, "A2")),
        *(
            answer(9, 11, "A1", 1),
            answer(10, 11, "A2", 1),
            answer(11, 16, "A1"),
            answer(12, 16, "A2"),
        ),
    ]
    attributes = [
        {"qid": 6, "attribute": "num_value_int_only", "value": "1"},
        {"qid": 6, "attribute": "max_num_value_n", "value": "120"},
        {"qid": 2, "attribute": "max_answers", "value": "1"},
    ]

    found = brought(newer(*rows, words=words, parts=parts, answers=answers, attributes=attributes))

    made = questions(found)
    assert {key: each["kind"] for key, each in made.items()} == {
        "met": "single",
        "help": "several",
        "staff": "matrix",
        "name": "short_text",
        "why": "long_text",
        "age": "number",
        "day": "date",
        "again": "single",
        "order": "ranking",
        "lines_x": "short_text",
        "lines_y": "short_text",
        "dual_1": "matrix",
        "dual_2": "matrix",
        "cells_r_c": "number",
        "file": "photo",
        "bye": "information",
        "because": "single",
        "because_comment": "long_text",
    }
    assert made["met"]["choices"][-1]["other"] is True
    assert made["help"]["show_if"] == {"op": "equals", "question": "met", "value": "a1"}
    assert made["staff"]["show_if"] == {"op": "contains", "question": "help", "value": "b"}
    assert made["why"]["show_if"]["rules"][1]["question"] == "staff.staff_kind"
    assert made["name"]["checks"][0]["rule"]["value"] == "^[A-Z]+$"
    assert made["help"]["checks"][0]["rule"]["op"] == "most_chosen"
    assert (made["age"].get("places"), made["age"]["most"]) == (None, 120)
    assert made["bye"]["wording"] == {"en": "Bye {{name|…}}, …", "pl": "Pa"}
    assert found.plain["sections"] == [{"key": "group_1", "title": {"en": "About you"}}]
    assert found.plain["title"] == {"en": "How it was"}
    assert found.report.visible == found.report.present
    missing = {"The text is missing in this language."}
    assert {each.why for each in faults(read_draft(found.plain))} <= missing
    assert not found.report.faults


def test_older_files_repeat_each_row_for_each_language():
    rows = [
        {**question(1, "L", "met"), "language": tongue, "question": text, "relevance": 1}
        for tongue, text in (("en", "Met?"), ("pl", "Spotkanie?"))
    ]
    answers = [
        {
            "qid": 1,
            "code": code,
            "answer": f"{code} {tongue}",
            "language": tongue,
            "sortorder": place,
        }
        for place, code in enumerate(("A1", "A2"), 1)
        for tongue in ("en", "pl")
    ]
    groups = [
        {"gid": 1, "group_name": name, "group_order": 1, "language": tongue, "grelevance": ""}
        for tongue, name in (("en", "You"), ("pl", "Ty"))
    ]
    title = [
        {"surveyls_title": name, "surveyls_language": tongue}
        for tongue, name in (("en", "Old"), ("pl", "Stary"))
    ]
    survey = [{"sid": 7, "language": "pl", "format": "G"}]

    found = brought(
        lss(
            ["pl", "en"],
            surveys=survey,
            groups=groups,
            questions=rows,
            answers=answers,
            surveys_languagesettings=title,
        )
    )

    assert found.plain["languages"] == ["pl", "en"]
    assert questions(found)["met"]["wording"] == {"pl": "Spotkanie?", "en": "Met?"}
    assert questions(found)["met"]["choices"][1]["label"] == {"pl": "A2 pl", "en": "A2 en"}
    assert found.plain["pages"][0]["heading"] == {"pl": "Ty", "en": "You"}
    assert not found.report.missing


def test_what_limesurvey_has_and_we_do_not_is_told():
    groups = [
        {"gid": 1, "group_order": 1, "randomization_group": "r", "grelevance": "rand(1,2)==1"}
    ]
    attributes = [{"qid": 1, "attribute": "array_filter", "value": "other"}]

    found = brought(
        newer(
            question(1, "S", "a", mandatory="Y"),
            words=said(1),
            groups=groups,
            attributes=attributes,
        )
    )

    told = " ".join(lines(found, "refused"))
    for words in ("stay in their order", "rand()", "no setting like it", "can be skipped"):
        assert words in told
