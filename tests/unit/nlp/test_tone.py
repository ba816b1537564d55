"""The tone of English text, a hint for staff."""

import pytest

from feedback.nlp.tone import Kind, tone_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They were wonderful and very kind.", Kind.POSITIVE),
        ("It was a terrible, horrible experience.", Kind.NEGATIVE),
        ("She came on Tuesday.", Kind.UNCLEAR),
        ("", Kind.UNCLEAR),
    ],
)
def test_english_text_has_a_tone(text, kind):
    tone = tone_of(text, "en")

    assert tone is not None
    assert tone.kind is kind
    assert -1 <= tone.polarity <= 1
    assert 0 <= tone.subjectivity <= 1
    assert tone_of(text, "en-easy") == tone


@pytest.mark.parametrize("language", ["cy", "pl", "ur"])
def test_other_languages_have_none(language):
    assert tone_of("good", language) is None
