"""Codebooks: what a file may hold, and what is said about one that cannot be used."""

import pytest

from feedback.nlp.tagger.codebook import Codebook, ThemeTerms
from feedback.nlp.tagger.codebook_file import CodebookFileError

WHOLE = """\
name: Getting help
version: 3
themes:
  - key: help
    name: Getting help
    definition: Whether help came.
  - name: Waiting & delays
    parent: help
    examples: [It took months.]
    terms:
      en: [waiting, delay*, "sent  home", 999]
      pl: [czeka*]
      cy:
"""


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "themes.yaml"

    def write(content):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(path):
    with pytest.raises(CodebookFileError) as refused:
        Codebook.from_yaml(path)
    return str(refused.value)


def test_a_codebook_is_read_from_yaml(written):
    codebook = Codebook.from_yaml(written("\ufeff" + WHOLE))

    help_, waiting = codebook.themes
    assert codebook.name == "Getting help"
    assert codebook.identities == ("help", "Waiting & delays")
    assert (help_.definition, help_.terms) == ("Whether help came.", {})
    assert waiting.terms["en"] == ("waiting", "delay*", "sent  home", "999")
    assert waiting.examples == ("It took months.",)
    assert codebook.languages == ("en", "pl")


def test_a_codebook_made_plain_makes_the_same_codebook_again(written):
    codebook = Codebook.from_yaml(written(WHOLE))

    assert Codebook.from_plain(codebook.to_plain()) == codebook


def test_a_theme_is_found_by_key_or_by_name_however_it_is_spaced(written):
    codebook = Codebook.from_yaml(written(WHOLE))

    assert codebook.position("help") == codebook.position(" getting  HELP ") == 0
    assert codebook.position("waiting & delays") == 1
    assert codebook.position("Parking") is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", 'The file holds no codebook; it should begin with "name:".'),
        ("name: X", 'There are no themes; list at least one under "themes:".'),
        ("themes: [a: b: c]", "Line 1 is not YAML (expected"),
        ("[" * 3000, "The file is not YAML"),
        ("themes: \x01", "The file is not YAML"),
        (b"name: caf\xe9", "The file is not UTF-8 text (byte 9); save it as UTF-8."),
        ("themes: [waiting]", 'Theme 1 should begin with "- name:" and its name.'),
        ("themes: [{key: a}]", 'Theme 1 has no name; add "name:" and its name.'),
        ("themes: [{name: yes}]", "Theme 1, name: YAML's yes is not text; put it in quotation"),
        ("themes: [{name: [a]}]", "Theme 1, name: a list is not text"),
        (
            "themes: [{name: A, terms: [late]}]",
            'Theme 1 ("A") should have its terms in lists by language, such as "en: [waiting',
        ),
        (
            "themes: [{name: A, terms: {en: late}}]",
            'Theme 1 ("A"), terms in "en": this should be a list, such as [one, two words].',
        ),
        (
            "themes: [{name: A, terms: {en: [late, no]}}]",
            'Theme 1 ("A"), terms in "en": YAML\'s no is not text',
        ),
        ("themes: [{name: A, terms: {en: [late, ]}, examples: [~]}]", "an empty entry is not text"),
        (
            "themes: [{name: A, terms: {en: [w*t]}}]",
            '"w*t" has a * that is not at the end of a word; write a word, a prefix such as',
        ),
        ("themes: [{name: A, terms: {en: ['!']}}]", '"!" holds no word'),
        ("themes: [{name: A, terms: {en: ['a*']}}]", '"a*" is too short before its *'),
        ("themes: [{name: A}, {name: ' a'}]", 'Two themes have the same name, "a"; give each its'),
        (
            "themes: [{name: A, key: k}, {name: B, key: k}]",
            'Two themes have the same key, "k"; give each its own.',
        ),
        (
            "themes: [{name: A, parent: Z}]",
            'Theme 1 ("A") has the parent "Z", which is no theme here; write another theme\'s',
        ),
        (
            "themes: [{name: A, parent: B}, {name: B, parent: A}]",
            'Theme 1 ("A") is above itself; take one of the parents away.',
        ),
        (
            "themes: [{name: A, parent: B}, {name: B, parent: C}, {name: C, parent: B}]",
            'Theme 1 ("A") is above itself',
        ),
    ],
)
def test_a_codebook_that_cannot_be_used_says_where_and_how_to_mend_it(written, content, sentence):
    said = refusal(written(content))

    assert said.startswith("themes.yaml: ")
    assert sentence in said
    assert said.endswith(".")


def test_a_missing_file_says_so(tmp_path):
    assert refusal(tmp_path / "none.yaml") == (
        "none.yaml: The file cannot be opened: No such file or directory."
    )


def test_a_codebook_made_in_memory_is_held_to_the_same_rules():
    with pytest.raises(CodebookFileError, match="There are no themes"):
        Codebook("Empty", ())
    with pytest.raises(CodebookFileError, match="same name"):
        Codebook("Twice", (ThemeTerms("A"), ThemeTerms("a")))
