"""Folding: what matches what, and the way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.nlp.folding import fold, fold_words


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("Łódź", "lodz"),
        ("Ţară şi ţară", "tara si tara"),
        ("Țară și țară", "tara si tara"),
        ("Tŷ, dŵr", "ty, dwr"),
        ("Gàidhlig", "gaidhlig"),
        ("ґвалт", "гвалт"),
        ("مُحَمَّدٌ", "محمد"),
        ("كـــتاب", "كتاب"),
        ("إلى أمّي", "الي امي"),
        ("مجھے کیا", "مجهي كيا"),
        ("ਖ਼ੁਦਕੁਸ਼ੀ", "ਖੁਦਕੁਸੀ"),
        ("ਵਿੱਚ", "ਵਿਚ"),
        ("٠١٢ ۳۴۵ ੬੭੮ ９", "012 345 678 9"),
        ("one\u00a0two\u2009three", "one two three"),
        ("1–2—3−4‑5", "1-2-3-4-5"),
        ("I’m ‘here’", "i'm 'here'"),
        ("a\u200fb\u200dc\u00add", "abcd"),
        ("Straße", "strasse"),
        ("❤️", "❤"),
        ("a\r\nb", "a \nb"),
    ],
)
def test_what_people_write_differently_becomes_the_same(written, plain):
    assert fold(written).text == plain


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "  "),
        ("Don't go", " dont go "),
        ("don’t…  go", " dont go "),
        ("Stop. Go", " stop \n go "),
        ("self-harm, d.o.b", " self harm d o b "),
        ("what? no", " what \n no "),
        ("one\ntwo\n\nthree", " one two \n three "),
        ("نعم۔ لا", " نعم \n لا "),
        ("ਮਾਰਦਾ ਹੈ। ਉਹ", " ਮਾਰਦਾ ਹੈ \n ਉਹ "),
        ("👩‍👧 hi", "  hi "),
    ],
)
def test_words_stand_between_spaces_and_sentences_between_line_ends(written, words):
    assert fold_words(written).text == words


@given(st.text(max_size=80))
def test_every_folded_letter_knows_where_it_came_from(text):
    for folded in (fold(text), fold_words(text)):
        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert list(folded.starts) == sorted(folded.starts)
        assert all(
            0 <= start <= end <= len(text)
            for start, end in zip(folded.starts, folded.ends, strict=True)
        )


@given(st.text(alphabet="aZ é'٣ਮਾ👍\u064e.-\n", max_size=40), st.text(alphabet="bc", min_size=1))
def test_a_word_is_found_where_it_stands(before, word):
    text = f"{before} {word} after"
    folded = fold_words(text)

    at = folded.text.index(f" {word} ") + 1
    start, end = folded.span(at, at + len(word))

    assert text[start:end] == word


def test_a_dropped_mark_stays_with_its_letter():
    text = "قَتْلٌ هنا"
    folded = fold_words(text)

    start, end = folded.span(1, 4)

    assert text[start:end] == "قَتْلٌ"
