"""What is said more than before, without anybody's codings."""

import math

import pytest

from feedback.nlp.phrases import Said, phrases
from feedback.nlp.rising import rising_phrases, rising_themes, surprise
from feedback.nlp.tagger.codebook import Codebook, ThemeTerms

QUIET = ["The lady was gentle", "We had our tea", "My worker rang on Monday", "It rained"]
BEFORE = [Said(text, "en") for text in QUIET * 15]


def test_a_new_phrase_is_found_with_its_counts_and_what_stands_beside_it():
    news = [
        Said(f"They cancelled the school bus, route {n}. Route change!", "en") for n in range(9)
    ]
    book = Codebook("One", (ThemeTerms("Transport", terms={"en": ["bus"]}),))

    found = rising_phrases(BEFORE, [*BEFORE[:40], *news], codebook=book)

    told = {each.phrase: each for each in found}
    bus = told["school bus"]
    assert (bus.before, bus.before_of, bus.after, bus.after_of) == (0, 60, 9, 49)
    assert bus.is_new
    assert not bus.is_unexpected
    assert told["route change"].is_unexpected
    assert "route change" in bus.beside
    assert "school" not in told
    assert "gentle" not in told


@pytest.mark.parametrize(
    ("language", "usual", "news", "phrase"),
    [
        ("pl", "Pani była miła", "Zamknęli świetlicę", "zamkneli swietlice"),
        ("ur", "سب ٹھیک تھا", "نیا پارک بند", "نيا پارك بند"),
        ("pa", "ਸਭ ਠੀਕ", "ਪਾਰਕ ਬੰਦ", "ਪਾਰਕ ਬੰਦ"),
        ("ar", "كل شيء بخير", "أغلقوا الحديقة", "اغلقوا الحديقه"),
    ],
)
def test_every_language_has_rising_phrases(language, usual, news, phrase):
    before = [Said(usual, language)] * 30
    after = [Said(usual, language)] * 20 + [Said(news, language)] * 8

    found = rising_phrases(before, after)

    assert {each.language for each in found} == {language}
    assert next(each.phrase for each in found).split()[-1] in phrase
    assert all(each.is_new for each in found)


def test_what_few_people_say_is_never_shown():
    rare = [*BEFORE[:40], *[Said("A blue dragon", "en")] * 4]

    assert rising_phrases(BEFORE * 10, rare) == []
    assert [each.phrase for each in rising_phrases(BEFORE * 10, rare, fewest=4)] == ["blue dragon"]


def test_saying_a_thing_often_counts_once():
    shouted = Said("Dragon. Dragon! Dragon? Dragon… dragon, dragon; dragon", "en")

    assert rising_phrases(BEFORE, [*BEFORE[:40], shouted]) == []


def test_nothing_rises_where_nothing_changed():
    assert rising_phrases(BEFORE, BEFORE) == []
    assert rising_phrases([], []) == []


def test_themes_rise_by_what_was_suggested():
    before = [frozenset({"wait"})] * 20 + [frozenset[str]()] * 40
    after = [frozenset({"wait"})] * 10 + [frozenset({"bus", "wait"})] * 12 + [frozenset({"x"})] * 4

    found = rising_themes(before, after)

    assert [(each.theme, each.before, each.after) for each in found] == [
        ("bus", 0, 12),
        ("wait", 20, 22),
    ]
    assert rising_themes(before, []) == []


def test_surprise_is_the_exact_chance():
    by_hand = math.comb(5, 3) * math.comb(5, 0) / math.comb(10, 3)

    assert surprise(0, 5, 3, 5) == pytest.approx(by_hand)
    assert surprise(3, 5, 0, 5) == pytest.approx(1)


def test_phrases_stop_at_punctuation_numbers_and_small_words():
    found = phrases(Said("The waiting room, waiting times of 12 weeks - our well-liked hall", "en"))

    assert sorted(found.values()) == [
        "hall", "liked", "liked hall", "room", "times", "waiting", "waiting room",
        "waiting times", "weeks", "well", "well liked", "well liked hall",
    ]  # fmt: skip
