"""Every word in every catalogue, every placeholder kept, and nothing pretends to be checked."""

import re
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.checkers import python_format
from babel.messages.pofile import read_po

from feedback.core.i18n import ALL_LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "translations"
sys.path.insert(0, str(FOLDER))
import update  # noqa: E402 - a script beside the catalogues, not a package

LANGUAGES = update.LANGUAGES
SCRIPTS = {
    "ur": "\u0600-\u06ff",
    "ar": "\u0600-\u06ff",
    "pa": "\u0a00-\u0a7f",
    "uk": "\u0400-\u04ff",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{\}")


def catalogue(language: str):
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as words:
        return read_po(words, locale=language)


def forms(message: Message) -> list[str]:
    """All translations of one message."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_each_language_that_is_offered_has_a_catalogue():
    locales = {language.locale.replace("en_GB", "en") for language in ALL_LANGUAGES} - {"en"}

    assert locales == set(LANGUAGES)
    assert {path.parts[-3] for path in FOLDER.glob("*/LC_MESSAGES/messages.po")} == locales


@pytest.fixture(scope="module")
def template():
    return update.extracted()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_code_and_templates_is_in_the_catalogue_and_no_other(language, template):
    wanted = {(message.context, message.id) for message in template if message.id}
    there = {(message.context, message.id) for message in catalogue(language) if message.id}

    assert there == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_missing_or_guessed(language):
    missing = [
        message.id
        for message in catalogue(language)
        if message.id and (message.fuzzy or not all(forms(message)))
    ]

    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language):
    words = catalogue(language)
    wrong = []
    for message in words:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[1]
        wanted = sorted(match.group(0) for match in PLACEHOLDER.finditer(source))
        last = sorted(match.group(0) for match in PLACEHOLDER.finditer(forms(message)[-1]))
        if last != wanted:
            wrong.append((message.id, forms(message)))
        if message.python_format:
            python_format(words, message)
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_and_addresses_are_kept(language):
    tag = re.compile(r"<[^>]+>")
    wrong = [
        message.id
        for message in catalogue(language)
        if message.id
        and isinstance(message.id, str)
        and sorted(tag.findall(message.id)) != sorted(tag.findall(forms(message)[0]))
    ]

    assert not wrong


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_a_catalogue_is_written_in_its_own_script(language):
    letters = re.compile(f"[{SCRIPTS[language]}]")
    own = [
        message
        for message in catalogue(language)
        if message.id and letters.search("".join(forms(message)))
    ]

    assert len(own) > 0.97 * len([message for message in catalogue(language) if message.id])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_catalogue_says_whether_a_speaker_has_checked_it(language):
    head = (FOLDER / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")[:400]

    assert "Machine-drafted" in head or re.search(r"X-Checked-By: (?!nobody)\S", head)
