"""The starting codebook: complete in nine languages, sharp enough for two coders."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

CODEBOOK = Path(__file__).parents[2] / "feedback" / "coding" / "codebook" / "codebook.yaml"
LANGUAGES = ("en", "cy", "gd", "pl", "ro", "uk", "ur", "pa", "ar")
SCRIPTS = {"uk": "CYRILLIC", "ur": "ARABIC", "ar": "ARABIC", "pa": "GURMUKHI"}
MOST_THEMES_PER_TERM = 2

Theme = dict[str, Any]


def _codebook() -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load(CODEBOOK.read_text(encoding="utf-8")))


THEMES: list[Theme] = _codebook()["themes"]
PARENTS = [theme for theme in THEMES if "parent" not in theme]
CHILDREN = [theme for theme in THEMES if "parent" in theme]


def _called(theme: Theme) -> str:
    return str(theme["key"])


def _occurs(term: str, text: str) -> bool:
    """Whether a seed term (word, prefix* or phrase) occurs in an English text."""
    ending = "" if term.endswith("*") else r"(?!\w)"
    return bool(re.search(rf"(?<!\w){re.escape(term.rstrip('*'))}{ending}", text.lower()))


def test_says_for_each_language_whether_a_speaker_checked_it() -> None:
    codebook = _codebook()
    assert codebook["name"] == "Lived experience of protection services"
    assert codebook["version"] == 1
    assert set(codebook["status"]) == {*LANGUAGES, "en-easy"}
    assert set(codebook["status"].values()) <= {"checked", "machine draft"}


def test_keys_are_unique_and_parents_come_first() -> None:
    keys = [theme["key"] for theme in THEMES]
    assert len(keys) == len(set(keys))
    for theme in CHILDREN:
        assert theme["parent"] in {parent["key"] for parent in PARENTS}
        assert keys.index(theme["parent"]) < keys.index(theme["key"])
    assert (len(PARENTS), len(CHILDREN)) == (7, 29)


@pytest.mark.parametrize("theme", THEMES, ids=_called)
def test_is_defined_so_that_two_coders_agree(theme: Theme) -> None:
    for field in ("name", "definition", "include", "exclude"):
        assert theme[field].strip()
    assert theme["names"]["en"] == theme["name"]
    assert set(theme["names"]) == {*LANGUAGES, "en-easy"}
    assert all(theme["names"].values())
    assert len(theme["examples"]) == 2


@pytest.mark.parametrize("theme", THEMES, ids=_called)
def test_examples_hold_a_term_of_their_theme(theme: Theme) -> None:
    for example in theme["examples"]:
        assert any(_occurs(term, example) for term in theme["terms"]["en"]), example


@pytest.mark.parametrize("theme", CHILDREN, ids=_called)
def test_children_have_terms_in_all_nine_languages(theme: Theme) -> None:
    assert set(theme["terms"]) == set(LANGUAGES)
    assert len(theme["terms"]["en"]) >= 20
    assert all(len(theme["terms"][language]) >= 8 for language in LANGUAGES)


@pytest.mark.parametrize("theme", THEMES, ids=_called)
def test_terms_are_well_formed(theme: Theme) -> None:
    for language, terms in theme["terms"].items():
        assert len(terms) == len(set(terms)), (language, "a term twice")
        for term in terms:
            assert isinstance(term, str), (language, term, "quote it in the file")
            assert term == unicodedata.normalize("NFC", term.strip().lower()), term
            assert "*" not in term[:-1], (language, term, "a star may only end a term")
            assert len(term.rstrip("*")) >= (3 if term.endswith("*") else 2), term
            assert "  " not in term


@pytest.mark.parametrize("theme", THEMES, ids=_called)
def test_terms_are_written_in_their_own_script(theme: Theme) -> None:
    for language, terms in theme["terms"].items():
        script = SCRIPTS.get(language, "LATIN")
        for letter in filter(str.isalpha, "".join(terms) + theme["names"][language]):
            assert script in unicodedata.name(letter), (language, letter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_points_at_more_than_two_themes(language: str) -> None:
    themes_of: dict[str, list[str]] = defaultdict(list)
    for theme in THEMES:
        for term in theme["terms"].get(language, []):
            themes_of[term].append(theme["key"])
    crowded = {term: keys for term, keys in themes_of.items() if len(keys) > MOST_THEMES_PER_TERM}
    assert crowded == {}
