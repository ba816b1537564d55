"""Numbers said as words, and times to the minute."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from feedback.nlp.folding import fold
from feedback.nlp.identifier_kinds import Band, Found, IdentifierKind, Reason, Subject

_FEWEST_DIGITS = 9  # said one after another: no count and no score is as long
_FEWEST_WORDS = 4  # among them: "0 1 2 3" is a scale
_HOURS, _MINUTES = 24, 60
_BEFORE_REACH = 14  # letters

#: From nought to nine in the languages of the product; what is said for nought comes first.
_DIGITS = """
zero one two three four five six seven eight nine
oh one to three for five six seven eight nine
o one too three four five six seven ate nine
nought one two three four five six seven eight nine
dim un dau tri pedwar pump chwech saith wyth naw
sero un dwy tair pedair pump chwech saith wyth naw
neoni aon dhà trì ceithir còig sia seachd ochd naoi
zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć
zero unu doi trei patru cinci șase șapte opt nouă
нуль один два три чотири п'ять шість сім вісім дев'ять
صفر ایک دو تین چار پانچ چھ سات آٹھ نو
ਸਿਫ਼ਰ ਇੱਕ ਦੋ ਤਿੰਨ ਚਾਰ ਪੰਜ ਛੇ ਸੱਤ ਅੱਠ ਨੌਂ
صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة
"""
#: Words that are digits only inside a long row of them.
_DOUBLES: Mapping[str, int] = {"double": 2, "treble": 3, "triple": 3, "dwukrotnie": 2, "ਡਬਲ": 2}
_SPOKEN = frozenset(fold(word).text for word in _DIGITS.split())
_PIECE = re.compile(r"[^\s,;-]+")
_EDGES = ".,;:!?()\"'؟،۔।"

_TIME = re.compile(
    r"(?<![\d:.£$€/-])(?P<hour>\d{1,2})(?P<mark>[:.])(?P<minute>\d{2})"
    r"(?P<half> ?(?:am|pm|a\.m\.?|p\.m\.?)(?!\w))?(?![\d:%]|[.]\d| ?[-/] ?\d)"
)
_NO_RANGE_BEFORE = re.compile(r"(?:\d ?(?:[-/]|to|till|until|and)|\d ?(?:am|pm) ?(?:-|to|and)) ?$")
_AT = re.compile(
    r"(?<!\w)(?:at|about|around|by|time|am|o|godz\.?|godzinie|la|ora|о|в|близько|الساعه|saa|بجے)"
    r"(?: about| around| exactly)? ?$"
)


def spelled_out(subject: Subject) -> Iterator[Found]:
    """A phone number that is said digit by digit: "oh seven seven double oh ..."."""
    pieces = _PIECE.finditer(subject.plain)
    for is_digit, run in groupby(pieces, key=lambda piece: bool(_digits_in(_bare(piece)))):
        said = list(run) if is_digit else []
        spoken = sum(1 for piece in said if not _bare(piece).isdigit())
        if spoken >= _FEWEST_WORDS and sum(map(_digits_in, map(_bare, said))) >= _FEWEST_DIGITS:
            start, end = said[0].start(), said[-1].start() + len(said[-1][0].rstrip(_EDGES))
            yield Found(start, end, IdentifierKind.PHONE, Reason.SPELLED_OUT)


def times(subject: Subject) -> Iterator[Found]:
    """A time to the minute. Opening hours and spans of time say nothing about one person."""
    for match in _TIME.finditer(subject.plain):
        if int(match["hour"]) >= _HOURS or int(match["minute"]) >= _MINUTES:
            continue
        before = subject.before(match.start(), _BEFORE_REACH)
        if _NO_RANGE_BEFORE.search(before):
            continue
        if match["mark"] == ":" or match["half"] or _AT.search(before):
            yield Found(*match.span(), IdentifierKind.TIME, Reason.SHAPE, Band.CHECK)


def _bare(piece: re.Match[str]) -> str:
    return piece[0].strip(_EDGES)


def _digits_in(piece: str) -> int:
    """How many digits a word stands for; "double" adds the one that is said twice."""
    if piece in _SPOKEN:
        return 1
    if piece in _DOUBLES:
        return _DOUBLES[piece] - 1
    return 1 if len(piece) == 1 and piece.isdigit() else 0
