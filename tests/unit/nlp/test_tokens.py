"""Words, sentences and stems, in the scripts that people write in."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.nlp.beginnings import bare, shapes
from feedback.nlp.tokens import (
    fold,
    forms,
    index_terms,
    normalise,
    search_terms,
    sentences,
    stem,
    words,
)

# Letters, marks, joiners and signs of all our scripts, in any order that a keyboard can make.
WRITING = st.text(
    alphabet=st.sampled_from(
        "ab Z.'’!?\nżŁîș ğçїґЙы کہیںےۓۃةأإى ًٌّ ਸ਼ਿੱਂ ا۔।\u200c\u200d\u00ad١२੩ﷺ½😀_-"
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't can’t the doctor's x_y", ["dont", "cant", "the", "doctor", "x", "y"]),
        ("wi-fi 10/10", ["wi", "fi", "10", "10"]),
        ("ਪੰਜਾਬੀ ਵਿੱਚ ਕੋਈ ਨਹੀਂ", ["ਪੰਜਾਬੀ", "ਵਿੱਚ", "ਕੋਈ", "ਨਹੀਂ"]),
        ("сім'я, ЇЖАК", ["сімя", "їжак"]),
        ("'quoted' “so”", ["quoted", "so"]),
        ("…! 😀 _ '", []),
        ("", []),
    ],
)
def test_a_text_comes_apart_into_the_words_a_reader_sees(text, expected):
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAFÉ", "cafe\u0301"),
        ("Łódź", "lodz"),
        ("îngrijire", "ingrijire"),
        ("şi", "și"),
        ("خُوش", "خوش"),
        ("مـــدرسة", "مدرسه"),
        ("أطفال", "اطفال"),
        ("کہتی", "كهتي"),
        ("می\u200cخواهم", "میخواهم"),
        ("ਸ਼\u0a3c", "ਸ਼\u0a3c"),
        ("\u0a38\u0a3cੁਕਰੀਆ", "\u0a36ੁਕਰੀਆ"),
        ("за\u0301мок", "замок"),
        ("١٢٣", "123"),
        ("can’t", "can't"),
        ("straße", "STRASSE"),
    ],
)
def test_spellings_of_one_word_have_one_form(one, other):
    assert forms(one) == forms(other)
    assert len(forms(one)) == 1


@pytest.mark.parametrize(("one", "other"), [("й", "и"), ("ї", "і"), ("ਕੀ", "ਕਿ"), ("مے", "می")])
def test_letters_that_make_another_word_are_kept_apart(one, other):
    assert fold(one) != fold(other)


def test_a_word_says_where_it_stands_in_the_text_as_given():
    text = "Nobody\u00a0told me: “don’t”. ਮੇਰੀ ਗੱਲ"

    found = [text[word.start : word.end] for word in words(text)]

    assert found == ["Nobody", "told", "me", "don’t", "ਮੇਰੀ", "ਗੱਲ"]


@given(WRITING)
def test_words_never_overlap_and_keep_their_form_when_folded_again(text):
    found = words(text)

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(word.form and fold(word.form) == word.form for word in found)


def test_a_text_is_normalised_to_one_spelling():
    assert normalise(" I\u00a0can’t\n\nＡ ﬁnd ") == "I can't A find"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Smith came. He was late!", ["Dr. Smith came.", "He was late!"]),
        ("I saw J. Then it rained.", ["I saw J. Then it rained."]),
        ("So did I. Then we went.", ["So did I.", "Then we went."]),
        ("It cost 3.50 e.g. a bus", ["It cost 3.50 e.g. a bus"]),
        ("میں ٹھیک ہوں۔اس نے کہا؟ ہاں", ["میں ٹھیک ہوں۔", "اس نے کہا؟", "ہاں"]),
        ("ਮੈਂ ਠੀਕ ਹਾਂ। ਉਹ ਆਇਆ।", ["ਮੈਂ ਠੀਕ ਹਾਂ।", "ਉਹ ਆਇਆ।"]),
        ("one\n\n- two", ["one", "- two"]),
        ("“Stop.” she said", ["“Stop.”", "she said"]),
        ("...", []),
        ("", []),
    ],
)
def test_a_text_comes_apart_into_sentences(text, expected):
    assert [text[span.start : span.end] for span in sentences(text)] == expected


@given(WRITING)
def test_sentences_hold_every_word_once(text):
    spans = sentences(text)

    assert all(one.end <= other.start for one, other in pairwise(spans))
    inside = [forms(text[span.start : span.end]) for span in spans]
    assert [form for found in inside for form in found] == forms(text)


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("workers", "en", "worker"),
        ("workers", "en-easy", "worker"),
        ("czekałam", "pl", "czek"),
        ("المدرسة", "ar", "مدرس"),
        ("Працівники", "uk", "працівники"),
        ("gweithwyr", "cy", "gweithwyr"),
    ],
)
def test_endings_come_off_where_a_stemmer_knows_the_language(word, language, expected):
    assert stem(word, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "query"),
    [
        ("The social workers' children weren’t listening", "en", "WORKER listened"),
        ("Czekałam na pomoc", "pl", "czekalam"),
        ("والأطفال في المدرسة", "ar", "أطفال مدرسة"),
        ("کسی social worker نے میری بات نہیں سنی", "ur", "workers بات"),
        ("ਮੇਰੀ ਗੱਲ ਨਹੀਂ ਸੁਣੀ", "pa", "ਗੱਲ"),
        ("Мене ніхто не слухав", "uk", "НІХТО"),
    ],
)
def test_a_text_is_found_by_words_of_it_however_they_are_typed(text, language, query):
    kept = index_terms(text, language)

    wanted = search_terms(query, ["en", "pl", "ro", "ar", "ur", "uk", "pa"])

    assert len(wanted) == len(query.split())
    assert all(terms & kept for terms in wanted)


def test_other_words_do_not_find_a_text_and_single_letters_are_not_kept():
    kept = index_terms("I waited a year", "en")

    assert kept == {"wait", "year"}
    assert not search_terms("police", ["en", "pl"])[0] & kept
    assert search_terms("a !", ["en"]) == []


def test_welsh_gaelic_and_arabic_words_are_known_by_their_changed_beginnings():
    assert shapes("cymorth", "cy") == ("cymorth", "gymorth", "nghymorth", "chymorth")
    assert shapes("gweithiwr", "cy") == ("gweithiwr", "weithiwr", "ngweithiwr")
    assert shapes("chwarae", "cy") == ("chwarae",)
    assert shapes("ysgol", "cy") == ("ysgol",)
    assert shapes("tŷ", "cy") == ("tŷ",)
    assert shapes("cuideachadh", "gd") == ("cuideachadh", "chuideachadh")
    assert shapes("chuideachadh", "gd") == ("chuideachadh", "cuideachadh")
    assert shapes("sgoil", "gd") == ("sgoil",)
    assert shapes("help", "en") == ("help",)
    assert bare("والمدرسه", "ar") == ("والمدرسه", "المدرسه", "مدرسه")
    assert bare("بيت", "ar") == ("بيت",)
    assert bare("والد", "ur") == ("والد",)
