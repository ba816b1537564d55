"""Watch phrases: how a pattern is read, and where a signal points."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.nlp import risk
from feedback.nlp.risk import BadPhrase, Level, PhraseList, Rule, Signal, load_phrases, signals


def phrase_list(*patterns, language="en", level="today", rule="domestic_abuse") -> PhraseList:
    made = tuple(
        risk.Phrase(
            language, Rule(rule), Level(level), pattern, risk.compiled(pattern, language=language)
        )
        for pattern in patterns
    )
    return PhraseList({language: made}, frozenset())


def met(text, *patterns, language="en") -> list[str]:
    phrases = phrase_list(*patterns, language=language)
    return [
        text[signal.start : signal.end]
        for signal in signals(text, language=language, phrases=phrases)
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("hits me", "He HITS me.", ["HITS me"]),
        ("hits me", "he hits men", []),
        ("hits me", "white hits, me too", ["hits, me"]),
        ("hits me", "He hits. Me too", []),
        ("hits me", "he hits\nme", ["hits\nme"]),
        ("hits me", "he hits\n\nme", []),
        ("hit*", "he hitting hits whit", ["hitting", "hits"]),
        ("cant go on", "I can’t go on", ["can’t go on"]),
        ("can't go on", "i cant go on", ["cant go on"]),
        ("self-harm*", "self harmed and self-harming", ["self harmed", "self-harming"]),
        ("a .. b", "a b", ["a b"]),
        ("a .. b", "a 1 2 3 b", ["a 1 2 3 b"]),
        ("a .. b", "a 1 2 3 4 b", []),
        ("a .. b", "a. b", []),
        ("a .. bc*", "a x bcd", ["a x bcd"]),
        ("want to die", "👍🏽 i want to... die 💔", ["want to... die"]),
    ],
)
def test_a_pattern_meets(pattern, text, words):
    assert met(text, pattern) == words


@pytest.mark.parametrize(
    ("language", "pattern", "text", "words"),
    [
        ("ar", "يقتلني", "هو يَقْتُلُنِي وويقتلني", ["يَقْتُلُنِي"]),
        ("ar", "يقتلني", "سوف ويقتلني فيقتلني", ["ويقتلني", "فيقتلني"]),
        ("ur", "مجھے مارا", "اس نے مجهے مارا۔", ["مجهے مارا"]),
        ("pa", "ਮਾਰ", "ਮਾਰਦਾ ਮਾਰੀ ਮਾਰ।", ["ਮਾਰ"]),
        ("pa", "ਮਾਰ*", "ਮਾਰਦਾ ਮਾਰੀ ਮਾਰ।", ["ਮਾਰਦਾ", "ਮਾਰੀ", "ਮਾਰ"]),
        ("pl", "boję się", "BOJE SIE", ["BOJE SIE"]),
        ("ro", "mă bate", "ma bate, mă bate", ["ma bate", "mă bate"]),
        ("cy", "fy ngŵr", "fy ngwr", ["fy ngwr"]),
        ("uk", "б'є", "бʼє б’є б'є", ["бʼє", "б’є", "б'є"]),
    ],
)
def test_a_pattern_meets_however_it_is_typed(language, pattern, text, words):
    assert met(text, pattern, language=language) == words


@pytest.mark.parametrize("pattern", ["", "..", ".. a", "a ..", "a*", "a b*c", "* a", "a -", "!!"])
def test_a_pattern_that_could_mean_anything_is_refused(pattern):
    with pytest.raises(BadPhrase, match="en"):
        risk.compiled(pattern, language="en")


LISTS = """
en:
  checked_by_speaker: true
  phrases:
    - {rule: domestic_abuse, level: today, patterns: [hits me]}
pl:
  checked_by_speaker: false
  phrases:
    - {rule: domestic_abuse, level: now, patterns: [mnie bije]}
pa:
  checked_by_speaker: false
  phrases:
    - {rule: domestic_abuse, level: soon, patterns: [ਮੈਨੂੰ ਕੁੱਟਦਾ]}
"""


@pytest.fixture
def phrases(tmp_path: Path) -> PhraseList:
    (tmp_path / "phrases.yaml").write_text(LISTS, encoding="utf-8")
    return load_phrases(tmp_path / "phrases.yaml")


def test_a_list_says_its_languages_and_who_checked_them(phrases):
    assert phrases.languages == ("en", "pl", "pa")
    assert phrases.checked == {"en"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pl", "on mnie bije", ["mnie bije"]),
        ("pl-PL", "on mnie bije", ["mnie bije"]),
        ("en-easy", "he hits me", ["hits me"]),
        ("pl", "he hits me", ["hits me"]),
        ("xx", "he hits me", ["hits me"]),
        ("en", "on mnie bije", []),
        ("en", "ਉਹ ਮੈਨੂੰ ਕੁਟਦਾ ਹੈ", ["ਮੈਨੂੰ ਕੁੱਟਦਾ"]),
        ("en", "", []),
    ],
)
def test_its_own_language_english_and_its_script_are_always_tried(
    phrases, language, text, expected
):
    found = signals(text, language=language, phrases=phrases)

    assert [signal.phrase for signal in found] == expected


@pytest.mark.parametrize(
    "wrong",
    [
        LISTS.replace("level: now", "level: someday"),
        LISTS.replace("rule: domestic_abuse, level: soon", "rule: bad_manners, level: soon"),
        LISTS.replace("patterns", "words"),
        LISTS.replace("checked_by_speaker: true", "checked: true"),
        "- en",
        "",
    ],
)
def test_a_list_that_cannot_be_used_is_refused_by_name(tmp_path, wrong):
    path = tmp_path / "phrases.yaml"
    path.write_text(wrong, encoding="utf-8")

    with pytest.raises(BadPhrase):
        load_phrases(path)


def test_negation_is_not_taken_off():
    assert met("He does not hit me", "hit me") == ["hit me"]


def test_the_longer_phrase_of_a_rule_says_it_once():
    assert met("scared of my husband", "scared of my husband", "of my husband", "scared") == [
        "scared of my husband"
    ]


def test_two_rules_at_one_place_both_speak():
    one = phrase_list("kill my").phrases["en"]
    other = phrase_list("kill my son", rule="threat_to_others", level="now").phrases["en"]

    found = signals(
        "kill my son", language="en", phrases=PhraseList({"en": one + other}, frozenset())
    )

    assert [(signal.rule, signal.level) for signal in found] == [
        ("threat_to_others", "now"), ("domestic_abuse", "today"),
    ]  # fmt: skip
    assert risk.most_urgent(found) is Level.NOW
    assert risk.most_urgent(()) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_signal_points_at_the_words_in_the_original(before, after):
    text = f"{before}\n\nHits  ME!\n\n{after}"

    found = signals(text, language="en", phrases=phrase_list("hits me"))

    place = len(before) + 2
    assert Signal(Rule.DOMESTIC_ABUSE, Level.TODAY, place, place + 8, "hits me") in found
    assert all(0 <= signal.start < signal.end <= len(text) for signal in found)


def test_a_long_text_full_of_phrases_is_read_in_linear_time():
    found = signals(
        "he hits me " * 2_000, language="en", phrases=phrase_list("hits me", "he .. me")
    )

    assert len(found) == 2_000
