"""Numbers that belong to one person: phone, NHS, National Insurance, vehicle."""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum.gb import nhs

from feedback.nlp.identifier_kinds import Found, IdentifierKind, Reason, Subject

#: Numbers that are public, without spaces. Hiding them would take help out of the text.
PUBLIC_NUMBERS = frozenset(
    {
        "999", "112", "101", "111", "105", "119", "18000", "85258", "116123", "08001111",
        "08000121700", "08082000247", "08088010327", "08000271234", "0800838587", "03033333001",
        "03005550055", "03005558574", "03005550050", "01382434019", "01382307964", "03456789021",
        "03456789040",
    }
)  # fmt: skip

_UK_LENGTH = 11  # digits, with the first 0
_SHORTEST_TO_SHIELD = 8  # digits: a shorter public number may stand inside a private one
_REGIONS = {"pl": "PL", "ro": "RO", "uk": "UA", "ur": "PK", "pa": "IN"}

_GAP = r"[ .()/-]{0,3}"
_START = r"(?<![\d£$€+])"
_UK_PHONE = re.compile(
    rf"{_START}(?:(?:\+|00){_GAP}4{_GAP}4(?:{_GAP}0)?|\(?0)(?={_GAP}[1-35789])"
    rf"(?:{_GAP}\d){{9,10}}(?!\d)"
)
_UK_MOBILE_WITHOUT_0 = re.compile(rf"{_START}7[1-9](?:{_GAP}\d){{8}}(?!\d)")
_OPENING_HOURS = re.compile(r"\d\d\.\d\d ?- ?\d\d\.\d\d")
_COUNTING = ("0123456789", "01234567890", "01234567891")
_NHS = re.compile(
    rf"{_START}(?:\d{{3}}[ -]{{0,2}}\d{{3}}[ -]{{0,2}}\d{{4}}|\d{{6}}[ -]{{0,2}}\d{{4}})(?!\d)"
)
# No D F I Q U V first, nor O second; these prefixes were never given out (HMRC's format).
_NATIONAL_INSURANCE = re.compile(
    r"(?<!\w)(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]"
    r"[ -]?\d\d[ -]?\d\d[ -]?\d\d(?P<suffix>[ -]?[a-d])?(?!\w)"
)
_NATIONAL_INSURANCE_CUE = re.compile(r"(?<!\w)(?:ni|nino|n\.i|national insurance|insurance)(?!\w)")
# The format since 2001: two letters, an age (02-29, 51-79), three letters; no I, no Q.
_VEHICLE = re.compile(
    r"(?<!\w)[a-hj-pr-y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d)(?P<gap>[ -]?)[a-hj-pr-z]{3}(?!\w)"
)
_VEHICLE_CUE = re.compile(
    r"(?<!\w)(?:reg|regs|registration|plate|number plate|numberplate|car|van|vehicle|taxi)(?!\w)"
)
_CUE_REACH = 40  # letters


def public_numbers(subject: Subject) -> Iterator[tuple[int, int]]:
    """Where long public numbers stand, so that nothing mistakes a part of them for another."""
    for number in subject.public_numbers:
        if len(number) >= _SHORTEST_TO_SHIELD:
            digits = _GAP.join(number)
            for match in re.finditer(rf"(?<!\d){digits}(?!\d)", subject.plain):
                yield match.span()


def phones(subject: Subject) -> Iterator[Found]:
    """UK numbers however they are spaced, and numbers from abroad that can be called."""
    for match in _UK_PHONE.finditer(subject.plain):
        if _is_uk(match[0]) and _national(match[0]) not in subject.public_numbers:
            yield Found(*match.span(), IdentifierKind.PHONE, Reason.SHAPE)
    for region in ("GB", _REGIONS.get(subject.language)):
        if region:
            yield from _callable(subject, region)


def mobiles_without_0(subject: Subject) -> Iterator[Found]:
    """UK mobile numbers written without their first 0; looked for after NHS numbers."""
    for match in _UK_MOBILE_WITHOUT_0.finditer(subject.plain):
        yield Found(*match.span(), IdentifierKind.PHONE, Reason.SHAPE)


def nhs_numbers(subject: Subject) -> Iterator[Found]:
    """Ten digits with a right check digit: NHS numbers, and Scotland's CHI numbers with them."""
    for match in _NHS.finditer(subject.plain):
        if _is_nhs(_digits(match[0])):
            yield Found(*match.span(), IdentifierKind.NHS_NUMBER, Reason.CHECK_DIGIT)


def national_insurance_numbers(subject: Subject) -> Iterator[Found]:
    """National Insurance numbers; without the last letter only where a word says what it is."""
    for match in _NATIONAL_INSURANCE.finditer(subject.plain):
        cued = _NATIONAL_INSURANCE_CUE.search(subject.before(match.start(), _CUE_REACH))
        if match["suffix"] or cued:
            reason = Reason.CUE if cued else Reason.SHAPE
            yield Found(*match.span(), IdentifierKind.NATIONAL_INSURANCE, reason)


def vehicles(subject: Subject) -> Iterator[Found]:
    """Current vehicle registrations; small letters with a space need a word that says so."""
    for match in _VEHICLE.finditer(subject.plain):
        cued = _VEHICLE_CUE.search(subject.before(match.start(), _CUE_REACH))
        written = subject.written[match.start() : match.end()]
        if cued or not match["gap"] or written.isupper():
            reason = Reason.CUE if cued else Reason.SHAPE
            yield Found(*match.span(), IdentifierKind.VEHICLE, reason)


def _callable(subject: Subject, region: str) -> Iterator[Found]:
    for match in phonenumbers.PhoneNumberMatcher(subject.plain, region):
        if _national(match.raw_string) not in subject.public_numbers:
            yield Found(match.start, match.end, IdentifierKind.PHONE, Reason.NUMBERING_PLAN)


def _is_uk(written: str) -> bool:
    number = _national(written)
    if _OPENING_HOURS.match(written) or number in _COUNTING:
        return False
    if len(number) == _UK_LENGTH:
        return True
    # 0 and nine digits: only a few places and free numbers; a CHI number begins like them.
    return number.startswith(("01", "0800", "0500")) and not _is_nhs(number)


def _is_nhs(digits: str) -> bool:
    return bool(nhs.is_valid(digits)) and len(set(digits)) > 1


def _national(written: str) -> str:
    """The digits of a UK number from its 0 on; the digits alone for any other."""
    digits = _digits(written)
    if written.lstrip("( ").startswith(("+", "00")):
        digits = digits.removeprefix("00")
        if digits.startswith("44"):
            return "0" + digits.removeprefix("44").removeprefix("0")
    return digits


def _digits(written: str) -> str:
    return "".join(letter for letter in written if letter.isdigit())
