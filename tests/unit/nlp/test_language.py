"""The language of a text, among those that a partnership uses."""

import pytest

from feedback.nlp.language import Detected, detect

OURS = ("en", "en-easy", "cy", "gd", "pl", "ro", "uk", "ur", "pa", "ar")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nobody listened to me at all", "en"),
        ("Doedd neb yn gwrando arna i", "cy"),
        ("Cha do dh'èist duine rium idir", "gd"),
        ("nikt mnie nie sluchal", "pl"),
        ("Nimeni nu m-a ascultat", "ro"),
        ("Ми чекали дуже довго", "uk"),
        ("کسی نے میری بات نہیں سنی", "ur"),
        ("لم يستمع إلي أحد", "ar"),
        ("ਕਿਸੇ ਨੇ ਮੇਰੀ ਗੱਲ ਨਹੀਂ ਸੁਣੀ", "pa"),
        ("ਸ਼ੁਕਰੀਆ", "pa"),
        ("شکریہ", "ur"),
        ("شكرا جزيلا أخي", "ar"),
    ],
)
@pytest.mark.parametrize("form", ["en", "pl"])
def test_a_language_of_ours_is_told_whatever_the_form_was(text, language, form):
    assert detect(text, among=OURS, default=form) == Detected(language, certain=True)


@pytest.mark.parametrize("text", ["", "123 !!", "Ok", "More staff.", "谢谢你们的帮助"])
@pytest.mark.parametrize("form", ["en-easy", "pl"])
def test_a_text_that_cannot_tell_is_in_the_language_of_its_form(text, form):
    assert detect(text, among=OURS, default=form) == Detected(form[:2], certain=False)


def test_a_short_arabic_word_is_in_a_language_of_that_script():
    assert detect("سلام", among=OURS, default="ar") == Detected("ar", certain=False)
    assert detect("سلام", among=OURS, default="en") == Detected("ur", certain=False)


@pytest.mark.parametrize(
    "text",
    [
        "Necesito ayuda con mi hijo, nadie me escucha",
        "Waxaan u baahanahay caawimaad",
        "Ik kreeg geen hulp van de politie",
    ],
)
def test_a_language_that_is_not_ours_is_never_certain(text):
    assert detect(text, among=OURS, default="en") == Detected("en", certain=False)


def test_russian_is_taken_for_ukrainian_without_certainty():
    found = detect("Мне никто не помог, мы ждали", among=OURS, default="en")

    assert found == Detected("uk", certain=False)


def test_only_the_partnerships_languages_are_told():
    assert detect("ਸ਼ੁਕਰੀਆ ਤੁਹਾਡਾ ਬਹੁਤ", among=["en", "ur"], default="en").certain is False
    assert detect("Nikt mnie nie słuchał", among=["en"], default="en").language == "en"
