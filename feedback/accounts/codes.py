"""One-time codes: from an authenticator, for recovery, for an invitation."""

import hmac
import secrets
import unicodedata
import uuid
from datetime import datetime
from enum import StrEnum

import pyotp

from feedback.core import clock
from feedback.core.keys import keyring

STEP = 30  # seconds that one authenticator code lasts (RFC 6238)
_WINDOW = 1  # steps before and after, for clocks that are a little off and slow typing
_DIGITS = 6
_LONGEST_TYPED = 60  # characters; more is refused before any work is done on it

# No letter or digit that is taken for another one when read aloud or copied by hand.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 16  # of 31 signs: 79 bits
_GROUP = 4
RECOVERY_CODES = 10


class Kind(StrEnum):
    """What a written one-time code is for; part of its hash."""

    RECOVERY = "staff recovery code"
    INVITATION = "staff invitation"


def new_secret() -> str:
    """160 random bits for an authenticator, in base 32."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether *text* is a secret that an authenticator can hold."""
    try:
        return len(pyotp.TOTP(text).byte_secret()) >= 16  # noqa: PLR2004 - RFC 4226: 128 bits
    except ValueError:
        return False


def step_at(moment: datetime) -> int:
    """The number of the 30-second step that *moment* is in."""
    return int(moment.timestamp()) // STEP


def current_code(secret: str) -> str:
    """The six digits that an authenticator with *secret* shows now."""
    return pyotp.TOTP(secret).generate_otp(step_at(clock.now()))


def matching_step(secret: str, typed: str) -> int | None:
    """The step whose code was typed, within one step of now; None when it is no such code.

    Spaces and digits of any script are taken. Whether the step was used before is for the
    caller to refuse.
    """
    digits = _digits(typed)
    if len(digits) != _DIGITS:
        return None
    now, authenticator = step_at(clock.now()), pyotp.TOTP(secret)
    found = None
    for step in range(now - _WINDOW, now + _WINDOW + 1):
        if hmac.compare_digest(authenticator.generate_otp(step), digits):
            found = step
    return found


def _digits(typed: str) -> str:
    if len(typed) > _LONGEST_TYPED:
        return ""
    found = []
    for character in typed:
        digit = unicodedata.decimal(character, None)
        if digit is not None:
            found.append(str(digit))
        elif not (character.isspace() or character in "-\u200e\u200f"):
            return ""
    return "".join(found)


def address_for_authenticator(secret: str, *, email: str, issuer: str) -> str:
    """What the square picture says to an authenticator (an otpauth address)."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def new_code() -> str:
    """A written one-time code: four groups of four letters and digits."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def hashed(kind: Kind, owner: uuid.UUID, typed: str) -> str:
    """The keyed hash of a written code of one person, however it was spaced and capitalised."""
    signs = "".join(sign for sign in typed[:_LONGEST_TYPED].lower() if sign.isalnum())
    return keyring().receipt_mac(kind.value, owner.bytes, signs.encode()).hex()
