"""Codes of digits that people read aloud, type on a phone, and are told when they mistype."""

import unicodedata
from enum import StrEnum

from stdnum import verhoeff

LENGTH = 18  # digits: 17 of content (56 bits), and the check digit
LONGER = 21  # digits: 20 of content (66 bits), for a code that is itself a key
_GROUP = 3  # digits said in one breath
_LONGEST_TYPED = 100  # characters; more is refused before any work is done on it
_LEAST_SECRET = 32  # bytes: an HMAC-SHA-256


class Fault(StrEnum):
    """What is wrong with a code that somebody typed."""

    TOO_LONG = "too_long"
    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    WRONG_CHECK_DIGIT = "wrong_check_digit"


class NotAReceipt(ValueError):
    """What was typed is not a code. The message never repeats it, so that it can be logged."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def from_bytes(secret: bytes, *, length: int = LENGTH) -> str:
    """The code of *length* digits that belongs to *secret* (32 bytes or more, such as an HMAC).

    The same bytes always give the same code. With 256 bits taken modulo 10**17 the bias is
    below 2**-199, modulo 10**20 below 2**-189. Raises ValueError for fewer than 32 bytes.
    """
    if len(secret) < _LEAST_SECRET:
        raise ValueError("a code is made from at least 32 bytes")
    digits = length - 1
    content = f"{int.from_bytes(secret) % 10**digits:0{digits}d}"
    return content + verhoeff.calc_check_digit(content)


def tidy(typed: str, *, length: int = LENGTH) -> str:
    """The *length* ASCII digits in *typed*, whatever digits, spaces, dashes or marks it has.

    Raises NotAReceipt. Verhoeff's check digit catches every single wrong digit and every two
    neighbours that changed places.
    """
    if len(typed) > _LONGEST_TYPED:
        raise NotAReceipt(Fault.TOO_LONG)
    code = "".join(_ascii_digit(character) for character in typed if not _is_filler(character))
    if len(code) != length:
        raise NotAReceipt(Fault.WRONG_LENGTH)
    if not verhoeff.is_valid(code):
        raise NotAReceipt(Fault.WRONG_CHECK_DIGIT)
    return code


def grouped(code: str, *, length: int = LENGTH) -> str:
    """*code* as it is shown: groups of three digits with spaces between them."""
    digits = tidy(code, length=length)
    return " ".join(digits[at : at + _GROUP] for at in range(0, length, _GROUP))


def _is_filler(character: str) -> bool:
    # Spaces and line ends, dashes of all kinds, and format marks such as U+200E.
    return (
        character.isspace() or unicodedata.category(character) in {"Pd", "Cf"} or character == "−"
    )


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is None:
        raise NotAReceipt(Fault.NOT_DIGITS)
    return str(digit)
