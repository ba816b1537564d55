"""What can give a person away, and the neutral words that stand in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class IdentifierKind(StrEnum):
    """A kind of identifier that has a shape of its own. Names have none: people find those."""

    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    NHS_NUMBER = "nhs_number"
    DATE_OF_BIRTH = "date_of_birth"
    DATE = "date"
    NATIONAL_INSURANCE = "national_insurance"
    WEB_ADDRESS = "web_address"
    SOCIAL_NAME = "social_name"
    VEHICLE = "vehicle"
    ADDRESS = "address"


#: English words for each kind; the same in the language of the text are made where it is shown.
BRACKETS: Mapping[IdentifierKind, str] = {
    IdentifierKind.EMAIL: "[e-mail address]",
    IdentifierKind.PHONE: "[phone number]",
    IdentifierKind.POSTCODE: "[postcode]",
    IdentifierKind.NHS_NUMBER: "[NHS number]",
    IdentifierKind.DATE_OF_BIRTH: "[date of birth]",
    IdentifierKind.DATE: "[date]",
    IdentifierKind.NATIONAL_INSURANCE: "[National Insurance number]",
    IdentifierKind.WEB_ADDRESS: "[web address]",
    IdentifierKind.SOCIAL_NAME: "[social media name]",
    IdentifierKind.VEHICLE: "[vehicle registration]",
    IdentifierKind.ADDRESS: "[address]",
}


class Reason(StrEnum):
    """Why a stretch is proposed, for the person who decides."""

    SHAPE = "shape"  # it is written the way these are written
    CHECK_DIGIT = "check_digit"  # its check digit is right
    NUMBERING_PLAN = "numbering_plan"  # such a number can be called
    CUE = "cue"  # a word beside it says what it is


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in a folded text, before the way back to the original."""

    start: int
    end: int
    kind: IdentifierKind
    reason: Reason


@dataclass(frozen=True, slots=True)
class Subject:
    """A text to be searched. *plain* is folded and what was found is blanked out in it;
    *written* has the same length and holds the letters as they were written.
    """

    plain: str
    written: str
    language: str
    public_numbers: frozenset[str]

    def before(self, start: int, reach: int) -> str:
        """Up to *reach* letters before *start*, on the same line."""
        return self.plain[max(0, start - reach) : start].rpartition("\n")[2]
