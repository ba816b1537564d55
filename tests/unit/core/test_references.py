"""Receipt codes: made from bytes, read back from whatever a person types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.core import references
from feedback.core.references import Fault, NotAReceipt

SECRETS = st.binary(min_size=32, max_size=64)
CODES = SECRETS.map(references.from_bytes)
SCRIPTS = {"Arabic-Indic": 0x0660, "Urdu": 0x06F0, "Gurmukhi": 0x0A66, "full width": 0xFF10}


def fault_of(typed: str) -> Fault:
    with pytest.raises(NotAReceipt) as refusal:
        references.tidy(typed)
    assert typed not in str(refusal.value) or not typed
    return refusal.value.fault


@given(SECRETS)
def test_a_code_has_eighteen_digits_and_is_always_the_same(secret):
    code = references.from_bytes(secret)

    assert len(code) == 18
    assert code.isascii()
    assert code.isdigit()
    assert references.from_bytes(secret) == code
    assert references.tidy(code) == code


def test_a_code_is_what_it_was_when_the_first_was_given_out():
    assert references.from_bytes(bytes(32)) == "000000000000000001"
    assert references.from_bytes(bytes(range(32))) == "475983699794406714"


def test_a_secret_that_could_be_guessed_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        references.from_bytes(b"short")


@given(CODES)
def test_what_is_shown_can_be_typed_back(code):
    shown = references.grouped(code)

    assert [len(group) for group in shown.split(" ")] == [3] * 6
    assert references.tidy(shown) == code


@given(CODES, st.sampled_from(sorted(SCRIPTS)), st.sampled_from([" ", "-", "–", "−", "\u00a0", ""]))
def test_other_digits_dashes_and_direction_marks_are_understood(code, script, between):
    digits = [chr(SCRIPTS[script] + int(digit)) for digit in code]
    typed = "\u200f\u2067" + between.join(digits) + "\u2069\n"

    assert references.tidy(typed) == code


@given(CODES, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(code, place, by):
    wrong = (int(code[place]) + by) % 10

    assert fault_of(f"{code[:place]}{wrong}{code[place + 1 :]}") is Fault.WRONG_CHECK_DIGIT


@given(CODES, st.integers(0, 16))
def test_two_neighbours_that_changed_places_are_always_noticed(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    if swapped == code:
        assert references.tidy(swapped) == code
    else:
        assert fault_of(swapped) is Fault.WRONG_CHECK_DIGIT


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.WRONG_LENGTH),
        ("418 205", Fault.WRONG_LENGTH),
        ("0" * 19, Fault.WRONG_LENGTH),
        ("my code is 418", Fault.NOT_DIGITS),
        ("418 205 ½", Fault.NOT_DIGITS),
        ("²" * 18, Fault.NOT_DIGITS),
        ("000 000 000 000 000 002", Fault.WRONG_CHECK_DIGIT),
        (" " * 101, Fault.TOO_LONG),
        ("0" * 1_000_000, Fault.TOO_LONG),
    ],
)
def test_what_is_not_a_code_is_refused_by_name(typed, fault):
    assert fault_of(typed) is fault


@given(st.text(max_size=200))
def test_whatever_is_typed_gives_a_code_or_a_refusal(typed):
    try:
        code = references.tidy(typed)
    except NotAReceipt:
        return
    assert references.tidy(references.grouped(code)) == code
