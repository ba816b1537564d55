"""Ten languages, whole: every word in every catalogue, every placeholder where it belongs."""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import checkers
from babel.messages.pofile import read_po

from feedback.core.i18n import ALL_LANGUAGES, BY_CODE, Language
from tests.support.pseudo import updating

FOLDER = Path(__file__).resolve().parents[2] / "translations"
LANGUAGES = [language for language in ALL_LANGUAGES if language.code != "en"]
RIGHT_TO_LEFT = {"ar", "ur"}
#: How each calls itself, from Unicode's CLDR, written as a list of languages writes it.
AUTONYMS = {"en-easy": "Easy Read English"}
_TAG = re.compile(r"<[^>]+>")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\}")
#: Letters of those that are not written in Latin ones.
SCRIPTS = {
    "ar": "\u0600-\u06ff",
    "pa": "\u0a00-\u0a7f",
    "uk": "\u0400-\u04ff",
    "ur": "\u0600-\u06ff",
}


def folder_of(language: Language) -> str:
    """Where the catalogue of a language is: under its locale without the country."""
    place = Locale.parse(language.locale)
    return f"{place.language}@{place.modifier}" if place.modifier else place.language


@cache
def text_of(language: Language) -> str:
    """The catalogue of a language, as it is committed."""
    path = FOLDER / folder_of(language) / "LC_MESSAGES" / "messages.po"
    return path.read_text(encoding="utf-8")


@cache
def catalogue(language: Language) -> Catalog:
    """The same, read."""
    return read_po(io.BytesIO(text_of(language).encode()), locale=folder_of(language))


def strings(message: Message) -> list[str]:
    """Every form of a translation."""
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def english(message: Message) -> list[str]:
    """Every form of the English."""
    return list(message.id) if isinstance(message.id, tuple | list) else [message.id]


def spoken(language: Language) -> list[Message]:
    """The messages of a language, without the header."""
    return [message for message in catalogue(language) if message.id]


each_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


def test_there_are_ten_languages_and_each_has_a_catalogue():
    assert len(ALL_LANGUAGES) == 10
    assert {folder_of(language) for language in LANGUAGES} == set(updating().LANGUAGES)


def test_no_catalogue_is_out_of_date():
    assert updating().main(check=True) == 0


@each_language
def test_every_word_is_translated_and_none_is_guessed(language):
    blank = [m.id for m in spoken(language) if not all(text.strip() for text in strings(m))]
    guessed = [message.id for message in spoken(language) if message.fuzzy]

    assert len(spoken(language)) > 300
    assert (blank, guessed) == ([], [])


@each_language
def test_every_form_of_the_plural_is_there(language):
    wanted = catalogue(language).num_plurals

    short = [m.id for m in spoken(language) if m.pluralizable and len(strings(m)) != wanted]

    assert not short


@each_language
def test_placeholders_are_where_they_belong(language):
    problems = []
    for message in spoken(language):
        for check in checkers:
            try:
                check(catalogue(language), message)
            except Exception as problem:  # noqa: BLE001 - Babel says what is wrong
                problems.append((message.id, str(problem)))
        wanted = {name for text in english(message) for name in _PLACEHOLDER.findall(text)}
        found = [set(_PLACEHOLDER.findall(text)) for text in strings(message)]
        if any(names - wanted for names in found):
            problems.append((message.id, "a placeholder that the English has not"))
        if not any(names == wanted for names in found):
            problems.append((message.id, "a placeholder is missing in every form"))

    assert not problems


@each_language
def test_links_and_other_tags_are_the_same_as_in_english(language):
    different = [
        message.id
        for message in spoken(language)
        for text in strings(message)
        if sorted(_TAG.findall(text)) != sorted(_TAG.findall(english(message)[-1]))
    ]

    assert not different


@pytest.mark.parametrize("code", sorted(SCRIPTS))
def test_a_language_is_written_in_its_own_script(code):
    letters = re.compile(f"[{SCRIPTS[code]}]")
    texts = ["".join(strings(message)) for message in spoken(BY_CODE[code])]

    own = [text for text in texts if letters.search(text)]
    assert len(own) > 0.97 * len(texts)


@each_language
def test_nothing_invisible_turns_a_sentence_around(language):
    turning = re.compile("[\u202a-\u202e]")

    assert not [m.id for m in spoken(language) for text in strings(m) if turning.search(text)]


@each_language
def test_a_catalogue_says_who_has_checked_it(language):
    comment = text_of(language).partition("msgid")[0]

    checked = re.search(r"X-Checked-By: (.+)", comment)
    assert checked is not None, "say who has checked it, or that nobody has"
    if checked[1].startswith("nobody"):
        assert "Machine-drafted" in comment
    else:
        assert re.search(r".+, \d{4}-\d{2}-\d{2}$", checked[1]), "a name and a day"


@pytest.mark.parametrize("language", ALL_LANGUAGES, ids=lambda language: language.code)
def test_direction_and_own_name_are_those_of_the_language(language):
    own = Locale.parse(language.tag, sep="-")

    assert language.direction == ("rtl" if language.base in RIGHT_TO_LEFT else "ltr")
    name = AUTONYMS.get(language.code) or own.languages[own.language]
    assert language.autonym.casefold() == name.casefold()
    assert Locale.parse(language.locale).language == own.language
    assert BY_CODE[language.code] is language


def test_a_translation_is_not_the_english_again():
    """A few words are the same in two languages; whole sentences are not."""
    for language in LANGUAGES:
        if language.base == "en":
            continue
        same = [
            message.id
            for message in spoken(language)
            if strings(message)[0] == english(message)[0] and len(english(message)[0].split()) > 4
        ]
        assert len(same) <= 5, f"{language.code}: {same[:10]}"
