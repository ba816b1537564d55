"""On paper nobody is led: routing is said in words, by the numbers of questions."""

from feedback.accounts.roles import Role
from surveys.asking.paper import on_paper
from surveys.definitions.reading import read_definition
from tests.surveys.asking.visiting import VISIT


def test_routing_is_said_in_words_with_the_numbers_of_questions(staff_app):
    with staff_app.test_request_context():
        paper = on_paper(read_definition(VISIT), "en")

    questions = [each for part in paper.parts for each in part.questions]
    met, place, room, how, words = questions
    assert [each.number for each in questions] == [1, 2, 3, 4, 5]
    assert met.then == [
        "If you ticked “No” at question 1: go to question 5.",
        "If you ticked “I work there” at question 1: you can stop here. Thank you\nNot for you.",
    ]
    assert room.only == ["Answer this only if you ticked “An office” at question 2."]
    assert (place.how, how.how) == ("Tick one box.", "Tick one box in each row.")
    assert (met.look, room.look, how.look, words.look) == ("single", "number", "matrix", "lines")
    assert how.rows == [("heard", "They listened")]


def test_the_sheet_is_in_the_language_of_the_person_and_has_a_line_for_staff(sign_in, visit):
    page = sign_in(Role.EDITOR).page("/surveys/visit/ask/paper?in=ur")

    sheet = page.select_one("main.sheet")
    assert (sheet["lang"], sheet["dir"]) == ("ur", "rtl")
    assert "کیا آپ ہم سے ملے؟" in sheet.text
    assert "“نہیں”" in sheet.select_one(".paper-go").text
    assert len(sheet.select("table .paper-box")) == 2
    assert "999" in sheet.select_one(".safe-lines").text
    assert sheet.select_one(".paper-staff")
