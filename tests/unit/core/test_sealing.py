"""Sealed words open in their own place, with the private key, unchanged - and nowhere else."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.core.sealing import (
    CannotOpen,
    KeyMissing,
    Keyring,
    Place,
    Purpose,
    create_keys,
    load_keys,
)

HERE = Place("contribution", uuid.UUID(int=7), "words")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sealing") / "keys"
    create_keys(made)
    return made


@pytest.fixture(scope="module")
def keys(folder: Path) -> Keyring:
    return load_keys(folder, private=True)


@given(text=st.text())
def test_what_was_sealed_opens_again(keys, text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    sealed = keys.seal(text, purpose=Purpose.WORDS, place=HERE)

    assert keys.open(sealed, purpose=Purpose.WORDS, place=HERE) == text


def test_the_public_side_can_seal_and_cannot_open(folder):
    public = load_keys(folder, private=False)

    sealed = public.seal("my words", purpose=Purpose.WORDS, place=HERE)

    assert b"my words" not in sealed
    with pytest.raises(KeyMissing):
        public.open(sealed, purpose=Purpose.WORDS, place=HERE)
    assert public.index is None
    assert public.session is None


@pytest.mark.parametrize(
    "elsewhere",
    [replace(HERE, table="x"), replace(HERE, row=uuid.UUID(int=8)), replace(HERE, field="working")],
)
def test_sealed_words_moved_elsewhere_do_not_open(keys, elsewhere):
    sealed = keys.seal("my words", purpose=Purpose.WORDS, place=HERE)

    with pytest.raises(CannotOpen):
        keys.open(sealed, purpose=Purpose.WORDS, place=elsewhere)


def test_a_contact_key_does_not_open_words(keys):
    sealed = keys.seal("my words", purpose=Purpose.WORDS, place=HERE)

    with pytest.raises(CannotOpen):
        keys.open(sealed, purpose=Purpose.CONTACT, place=HERE)


def test_any_flipped_bit_is_noticed(keys):
    sealed = keys.seal("my words", purpose=Purpose.WORDS, place=HERE)

    for position in range(len(sealed)):
        broken = bytearray(sealed)
        broken[position] ^= 1
        with pytest.raises(CannotOpen):
            keys.open(bytes(broken), purpose=Purpose.WORDS, place=HERE)


def test_short_texts_have_one_length(keys):
    lengths = {len(keys.seal("x" * n, purpose=Purpose.WORDS, place=HERE)) for n in range(250)}

    assert len(lengths) == 1


def test_keys_are_for_their_owner_only_and_are_never_overwritten(folder):
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    with pytest.raises(FileExistsError):
        create_keys(folder)


def test_a_missing_or_damaged_key_is_one_sentence(tmp_path):
    create_keys(tmp_path)
    (tmp_path / "words.public").write_text("not a key")

    with pytest.raises(KeyMissing, match="restore it from your key backup"):
        load_keys(tmp_path, private=False)
