"""Full dates in the languages of the product, and the words that make one a date of birth."""

import re
from collections.abc import Iterator

from feedback.nlp.folding import fold
from feedback.nlp.identifier_kinds import Found, IdentifierKind, Reason, Subject

_MONTHS_OF_YEAR = 12
_LONGEST_MONTH = 31  # days
_CUE_BEFORE = 40  # letters
_CUE_AFTER = 25  # letters: "12/3/1985 کو پیدا ہوا" says it afterwards

_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sept sep oct nov dec
ionawr chwefror mawrth fawrth ebrill mai fai mehefin fehefin gorffennaf orffennaf awst medi fedi
hydref tachwedd dachwedd rhagfyr ragfyr
faoilleach fhaoilleach gearran ghearran màrt mhàrt giblean ghiblean cèitean chèitean ògmhios
iuchar lùnastal sultain dàmhair samhain dùbhlachd
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
ਜਨਵਰੀ ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ
يناير فبراير مارس أبريل ابريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول
"""
_CUES = """
born dob d.o.b d.o.b. d_o_b birth birthday birthdate ganwyd ganed geni rugadh breith
urodzony urodzona urodził urodziła urodziłem urodziłam urodzenia urodziny ur.
născut născută născuți nașterii născutul
народився народилась народилася народжений народжена народження р.н. р.н
پیدا پیدائش ਜਨਮ ਜੰਮਿਆ ਜੰਮੀ ਜਨਮਿਆ ولد ولدت مواليد مولود ميلاد الميلاد ميلادي ميلاده الولادة ولادة
"""


def _words(listed: str) -> str:
    """An expression for any of the words, longest first; an underscore stands for a space."""
    words = {fold(word.replace("_", " ")).text for word in listed.split()}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d{2}"
_ORDINAL = r"(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain|mh|adh|na)?\.?"
_OF = r"(?: (?:of|o|den|dhen|an|am|de|من))?"
_MONTH = rf"(?:t-)?(?:{_words(_MONTHS)})\.?"
_NUMERIC = re.compile(
    rf"(?<![\d/.-])(\d{{1,2}})(?: ?([/.-]) ?(\d{{1,2}}) ?\2 ?| (\d{{1,2}}) (?=\d{{4}}))"
    rf"({_YEAR}|\d{{2}})(?![\d/]|[.,-]\d)"
)
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}([-/.])(?:0?[1-9]|1[0-2])\1{_DAY}(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d){_DAY}{_ORDINAL}{_OF}[ -]?{_MONTH}[,،]?[ -]?"
    rf"(?:{_YEAR}|'\d{{2}}|(?P<short>\d{{2}}))(?!\d)"
)
_MONTH_DAY = re.compile(rf"(?<!\w){_MONTH} {_DAY}{_ORDINAL}[,،]? {_YEAR}(?!\d)")
_CUE = re.compile(rf"(?<!\w)(?:{_words(_CUES)})(?!\w)")
_COMPACT = re.compile(
    r"(?<!\w)(?:d\.?o\.?b\.?|date of birth|dyddiad geni|data urodzenia|data nasterii)"
    r"[\s:=-]{0,4}(?:is )?(\d{8}|\d{6})(?!\d)"
)
_SENTENCE_END = re.compile(r"\w{4,}[.!?] |[।۔]")  # not after the dot of a short form


def dates(subject: Subject) -> Iterator[Found]:
    """Full dates (day, month and year); dates of birth where a word beside one says so."""
    for match in _COMPACT.finditer(subject.plain):
        yield Found(*match.span(1), IdentifierKind.DATE_OF_BIRTH, Reason.CUE)
    for expression in (_YEAR_FIRST, _NUMERIC, _DAY_MONTH, _MONTH_DAY):
        for match in expression.finditer(subject.plain):
            is_birth = _has_cue(subject.plain, *match.span())
            if expression is _NUMERIC and not _is_day_and_month(match):
                continue
            if match.groupdict().get("short") and not is_birth:
                continue  # "on 5 May 20 people came"
            if is_birth:
                yield Found(*match.span(), IdentifierKind.DATE_OF_BIRTH, Reason.CUE)
            else:
                yield Found(*match.span(), IdentifierKind.DATE, Reason.SHAPE)


def _is_day_and_month(match: re.Match[str]) -> bool:
    first, second = int(match[1]), int(match[3] or match[4])
    return 1 <= min(first, second) <= _MONTHS_OF_YEAR and max(first, second) <= _LONGEST_MONTH


def _has_cue(plain: str, start: int, end: int) -> bool:
    before = plain[max(0, start - _CUE_BEFORE) : start].rpartition("\n")[2]
    after = re.split(r"[.,،!?।۔\n]", plain[end : end + _CUE_AFTER], maxsplit=1)[0]
    before = _SENTENCE_END.split(before)[-1]
    return bool(_CUE.search(before) or _CUE.search(after))
