"""What kinds of thing are hidden, and the bracket that stands there instead."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core.i18n import BY_CODE
from feedback.nlp.identifiers import Band, Reason


class HiddenKind(StrEnum):
    """What is hidden. Those that a pattern finds are called as the patterns call them."""

    NAME = "name"
    WORKER = "worker"
    FAMILY = "family"
    PLACE = "place"
    ORGANISATION = "organisation"
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
    TIME = "time"
    OWN_WORDS = "own_words"
    OTHER = "other"


#: In the language of the text, so that it still reads as one text.
_BRACKETS: Mapping[HiddenKind, LazyString] = {
    HiddenKind.NAME: _l("[name]"),
    HiddenKind.WORKER: _l("[worker]"),
    HiddenKind.FAMILY: _l("[family member]"),
    HiddenKind.PLACE: _l("[place]"),
    HiddenKind.ORGANISATION: _l("[organisation]"),
    HiddenKind.EMAIL: _l("[e-mail address]"),
    HiddenKind.PHONE: _l("[phone number]"),
    HiddenKind.POSTCODE: _l("[postcode]"),
    HiddenKind.NHS_NUMBER: _l("[NHS number]"),
    HiddenKind.DATE_OF_BIRTH: _l("[date of birth]"),
    HiddenKind.DATE: _l("[date]"),
    HiddenKind.NATIONAL_INSURANCE: _l("[National Insurance number]"),
    HiddenKind.WEB_ADDRESS: _l("[web address]"),
    HiddenKind.SOCIAL_NAME: _l("[social media name]"),
    HiddenKind.VEHICLE: _l("[vehicle registration]"),
    HiddenKind.ADDRESS: _l("[address]"),
    HiddenKind.TIME: _l("[time]"),
    HiddenKind.OWN_WORDS: _l("[hidden]"),
    HiddenKind.OTHER: _l("[hidden]"),
}

LABELS: Mapping[HiddenKind, LazyString] = {
    HiddenKind.NAME: _l("A name"),
    HiddenKind.WORKER: _l("A worker's name"),
    HiddenKind.FAMILY: _l("Somebody of the family"),
    HiddenKind.PLACE: _l("A place"),
    HiddenKind.ORGANISATION: _l("A school, firm or group"),
    HiddenKind.EMAIL: _l("An e-mail address"),
    HiddenKind.PHONE: _l("A phone number"),
    HiddenKind.POSTCODE: _l("A postcode"),
    HiddenKind.NHS_NUMBER: _l("An NHS number"),
    HiddenKind.DATE_OF_BIRTH: _l("A date of birth"),
    HiddenKind.DATE: _l("A date"),
    HiddenKind.NATIONAL_INSURANCE: _l("A National Insurance number"),
    HiddenKind.WEB_ADDRESS: _l("A web address"),
    HiddenKind.SOCIAL_NAME: _l("A name on social media"),
    HiddenKind.VEHICLE: _l("A vehicle registration"),
    HiddenKind.ADDRESS: _l("An address"),
    HiddenKind.TIME: _l("An exact time"),
    HiddenKind.OWN_WORDS: _l("Something else"),
    HiddenKind.OTHER: _l("Something else"),
}

#: Why a pattern proposes to hide something.
REASONS: Mapping[Reason, LazyString] = {
    Reason.SHAPE: _l("It is written like one"),
    Reason.CHECK_DIGIT: _l("Its check digit is right"),
    Reason.NUMBERING_PLAN: _l("Such a number can be called"),
    Reason.CUE: _l("A word beside it says so"),
    Reason.TITLE: _l("A title stands before it"),
    Reason.RELATION: _l("The words before it say who it is"),
    Reason.CALLED: _l("The words before it say that a name comes"),
    Reason.NAMES_LIST: _l("It is in the list of first names"),
    Reason.NAME_OR_WORD: _l("It is a first name, and an everyday word too"),
    Reason.SAME_NAME: _l("The same name was found elsewhere in this text"),
    Reason.SPELLED_OUT: _l("Numbers are written as words"),
    Reason.PLACE_WORD: _l("A word beside it says that it is a place"),
    Reason.OWN_LIST: _l("It is on your own list of small places"),
}

BANDS: Mapping[Band, LazyString] = {
    Band.SURE: _l("Sure"),
    Band.CHECK: _l("Check this one"),
}

#: What a person picks from when hiding, the most frequent first.
BY_HAND = (
    HiddenKind.NAME,
    HiddenKind.WORKER,
    HiddenKind.FAMILY,
    HiddenKind.PLACE,
    HiddenKind.ADDRESS,
    HiddenKind.ORGANISATION,
    HiddenKind.DATE,
    HiddenKind.TIME,
    HiddenKind.DATE_OF_BIRTH,
    HiddenKind.PHONE,
    HiddenKind.EMAIL,
    HiddenKind.SOCIAL_NAME,
    HiddenKind.VEHICLE,
    HiddenKind.OTHER,
)


def bracket(kind: HiddenKind, language: str) -> str:
    """What stands instead of something of this *kind* in a text of *language*."""
    known = BY_CODE.get(language, BY_CODE["en"])
    with force_locale(known.locale):
        return str(_BRACKETS[kind])
