"""What somebody types into the code box, which theme it finds, and the sentences of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.desk.box import Act, Entry, parse
from feedback.coding.desk.finding import Findable, folded, found
from feedback.coding.desk.sentences import runs, sentences


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Entry(Act.SAVE)),
        ("  ", Entry(Act.SAVE)),
        ("1", Entry(Act.TAKE, numbers=(1,))),
        ("1 3,3", Entry(Act.TAKE, numbers=(1, 3))),
        ("۲", Entry(Act.TAKE, numbers=(2,))),
        ("0", Entry(Act.NO_THEME)),
        ("-2", Entry(Act.REFUSE, numbers=(2,))),
        ("-2 wrong sense", Entry(Act.REFUSE, numbers=(2,), words="wrong sense")),
        ("listened", Entry(Act.FIND, words="listened")),
        ("سنا", Entry(Act.FIND, words="سنا")),
        (".", Entry(Act.SAME)),
        ("۔", Entry(Act.SAME)),
        ("#ask about: this", Entry(Act.MEMO, words="ask about: this")),
        ('"', Entry(Act.MARK)),
        ("!", Entry(Act.WORRY)),
        ("@kim is it waiting?", Entry(Act.ASK, words="kim is it waiting?")),
        ("~ https://example.org", Entry(Act.NOT_CODABLE, words="https://example.org")),
        ("؟", Entry(Act.HELP)),
        ("+Parking", Entry(Act.NEW, words="Parking")),
        ("+Parking: how people park", Entry(Act.NEW, words="Parking", meaning="how people park")),
        (
            "+ money / Parking fees : what it costs",
            Entry(Act.NEW, words="Parking fees", under="money", meaning="what it costs"),
        ),
    ],
)
def test_each_sign_means_one_thing(typed, meant):
    assert parse(typed) == meant


@given(st.text())
def test_every_entry_means_something(typed):
    assert parse(typed).act in Act


def _theme(key, name, *, path="", terms="", definition=""):
    fields = (name, name, path, terms, definition)
    return Findable(key, tuple(folded(field) for field in fields))


THEMES = [
    _theme("heard", "Being heard", definition="People are asked, and it counts."),
    _theme("listened", "Listened to", path="Being heard", terms="believed me"),
    _theme("waiting", "Waiting lists", definition="Time until somebody comes"),
    _theme("wait", "Waiting"),
    _theme("sluch", "Wysłuchanie żądań"),
]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("waiting", ["wait", "waiting"]),  # called exactly so
        ("list", ["listened", "waiting"]),  # a name that begins so, before a word inside one
        ("heard", ["heard", "listened"]),  # name, then path
        ("belie", ["listened"]),  # terms
        ("somebody time", ["waiting"]),  # definition, in any order
        ("zadan", ["sluch"]),  # marks left out
        ("istened", []),  # words count from their beginning
    ],
)
def test_the_best_fit_comes_first(typed, keys):
    assert list(found(typed, THEMES)) == keys


def _said(text):
    return [text[each.start : each.end] for each in sentences(text)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Dr. Smith rang at 3.15 p.m. on Monday.|She was kind!|Was it e.g. her job?|Yes..."),
        ("ur", "👩‍👧 انہوں نے میری بات سنی۔|پھر کوئی نہیں آیا؟|میں روئی۔"),
        ("pa", "ਉਸਨੇ ਮੇਰੀ ਗੱਲ ਸੁਣੀ।|ਫਿਰ ਕੋਈ ਨਹੀਂ ਆਇਆ।|ਡਾ. ਸਿੰਘ ਚੰਗੇ ਸਨ।"),
        ("ar", "لم يستمع إليّ أحد.|هل هذا صحيح؟|انتظرت ثلاثة أشهر!|د. أحمد كان لطيفا."),
        ("pl", "Dr Nowak mnie wysłuchał.|Czekałam np. trzy miesiące.|Dziękuję!"),
        ("ro", "Doamna m-a ascultat.|De ce?|Nu știu."),
        ("uk", "Мене вислухали.|Вул. Шевченка була далеко.|Чому?"),
        ("cy", "Roedd Dr. Jones yn garedig.|Pam?"),
        ("gd", "Dh'èist iad rium.|Carson?"),
        ("en-easy", "It was good.|😡 I was heard."),
        ("en", "😡😡😡"),
        ("en", "It was good to me.|Nobody else was. 😡"),
    ],
)
def test_sentences_of_every_language(language, text):
    joined = text.replace("|", " ")
    assert _said(joined) == text.split("|")


def test_a_missing_space_and_an_abbreviation():
    text = "Nobody came to my son.I rang at 4 p.m. on Monday, no. 5.Why?"

    assert _said(text) == [
        "Nobody came to my son.",
        "I rang at 4 p.m. on Monday, no. 5.Why?",
    ]


def test_lines_are_sentences_of_their_own():
    assert _said("rude\n  late 😡\n\nno help") == ["rude", "late 😡", "no help"]


WRITTEN = st.text() | st.text(alphabet="aB .!?…۔।؟😡👩‍👧\n\r\u2028\x85\x1c’”)")


@given(WRITTEN)
def test_the_places_of_sentences_rebuild_the_text(text):
    rebuilt, at = "", 0
    for number, each in enumerate(sentences(text), 1):
        assert each.number == number
        assert text[at : each.start].strip() == ""
        assert text[each.start : each.end] == text[each.start : each.end].strip() != ""
        rebuilt += text[at : each.end]
        at = each.end
    assert text[at:].strip() == ""
    assert rebuilt + text[at:] == text


def test_sentences_that_follow_each_other_are_one_stretch():
    found = sentences("One. Two. Three. Four.")
    chosen = [(each.start, each.end) for each in found if each.number != 3]

    assert runs(chosen, found) == [(0, 9), (17, 22)]
