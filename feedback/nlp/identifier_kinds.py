"""What can give a person away, and the neutral words that stand in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class IdentifierKind(StrEnum):
    """A kind of identifier. Names have no shape of their own: they are found by what is beside."""

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
    NAME = "name"
    FAMILY = "family"  # the name of somebody whose relation is said
    WORKER = "worker"  # the name of somebody whose work is said
    PLACE = "place"
    ORGANISATION = "organisation"
    TIME = "time"


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
    IdentifierKind.NAME: "[name]",
    IdentifierKind.FAMILY: "[family member]",
    IdentifierKind.WORKER: "[worker]",
    IdentifierKind.PLACE: "[place]",
    IdentifierKind.ORGANISATION: "[organisation]",
    IdentifierKind.TIME: "[time]",
}


class Band(StrEnum):
    """How sure a proposal is, in two words."""

    SURE = "sure"  # nearly always right
    CHECK = "check"  # often something else: a person looks before it is hidden


class Reason(StrEnum):
    """Why a stretch is proposed, for the person who decides."""

    SHAPE = "shape"  # it is written the way these are written
    CHECK_DIGIT = "check_digit"  # its check digit is right
    NUMBERING_PLAN = "numbering_plan"  # such a number can be called
    CUE = "cue"  # a word beside it says what it is
    TITLE = "title"  # a title stands before it: "Dr Patel"
    RELATION = "relation"  # who it is stands before it: "my brother John"
    CALLED = "called"  # "called", "my name is"
    NAMES_LIST = "names_list"  # it is in the list of first names
    NAME_OR_WORD = "name_or_word"  # in that list, and an everyday word as well
    SAME_NAME = "same_name"  # a name that was found elsewhere in this text
    SPELLED_OUT = "spelled_out"  # digits said as words
    PLACE_WORD = "place_word"  # a street, school or village is named
    OWN_LIST = "own_list"  # on the partnership's list of small places


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in a folded text, before the way back to the original."""

    start: int
    end: int
    kind: IdentifierKind
    reason: Reason
    band: Band = Band.SURE
    lead: int | None = None  # where what says who it is begins: "brother John", "Dr Patel"


@dataclass(frozen=True, slots=True)
class Subject:
    """A text to be searched. *plain* is folded and what was found is blanked out in it;
    *written* has the same length and holds the letters as they were written.
    """

    plain: str
    written: str
    language: str
    public_numbers: frozenset[str]
    small_places: frozenset[str] = frozenset()  # folded; those that are hidden
    large_places: frozenset[str] = frozenset()  # folded; those that may stay

    def before(self, start: int, reach: int) -> str:
        """Up to *reach* letters before *start*, on the same line."""
        return self.plain[max(0, start - reach) : start].rpartition("\n")[2]
