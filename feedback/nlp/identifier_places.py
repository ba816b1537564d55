"""Where a person is found: e-mail, web and social names, postcodes, house addresses."""

import re
from collections.abc import Iterator

from feedback.nlp.identifier_kinds import Found, IdentifierKind, Reason, Subject

_TOP = "com|net|org|info|uk|scot|wales|cymru|eu|pl|ro|ua|pk|tv|app"
_MAIL_HOUSES = (
    "gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|btinternet|sky|protonmail|proton|gmx|"
    "wp|onet|o2|ukr|mail|msn|me"
)
_EMAIL = re.compile(r"(?<!\w)\w[\w.+%'-]{0,63}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,5}")
_SPACED_EMAIL = re.compile(
    rf"(?<!\w)\w[\w.+%'-]{{0,63}} ?(?:@|[(\[]at[)\]]) ?[\w-]{{1,63}}"
    rf"(?: ?(?:\.|[(\[]dot[)\]]| dot ) ?[\w-]{{2,63}}){{0,2}}"
    rf" ?(?:\.|[(\[]dot[)\]]| dot ) ?(?:{_TOP})(?!\w)"
)
_SPOKEN_EMAIL = re.compile(
    rf"(?<!\w)\w[\w.+%'-]{{0,63}}(?: (?:dot|underscore|dash) \w{{1,30}}){{0,3}} at "
    rf"(?:{_MAIL_HOUSES})(?: dot |\.)(?:co(?: dot |\.)uk|{_TOP})(?!\w)"
)
_WEB = re.compile(
    rf"(?<![\w@.-])(?:https?://|www\.)[^\s<>\"\0]+"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{2,63}}\.){{1,4}}(?:{_TOP})(?!\w)(?:/[^\s<>\"\0]*)?"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{2,63}}\.){{1,4}}[a-z]{{2,6}}/[^\s<>\"\0]+"
)
_AFTER_WEB = ".,;:!?)]}'\"»،؟۔।"
_HANDLE = re.compile(r"(?<![\w@./])@[a-z_]\w+(?:\.\w+)*")
_NOT_HANDLES = frozenset(
    {"home", "work", "school", "night", "court", "church", "hospital", "all", "once", "least"}
)
_CUED_HANDLE = re.compile(
    r"(?<!\w)(?:insta|instagram|snap|snapchat|tik ?tok|twitter|discord|telegram|facebook|fb|"
    r"whatsapp|user ?name|handle)(?: (?:name|handle))?(?: is)?[ :=-]{1,3}"
    r"([a-z][\w.]{0,28}[\d_][\w.]{0,28}\w|[a-z]\w*[\d_])(?!\w)"
)

# The areas of Royal Mail, Guernsey, Jersey and the Isle of Man.
_AREAS = frozenset(
    """AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY
    E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE
    LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL
    SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO
    ZE""".casefold().split()
)
# In the inward part no C I K M O V; a letter after the district's digit only where one exists.
_POSTCODE = re.compile(
    r"(?<!\w)([a-z]{1,2})(?:\d{1,2}|\d[abcdefghjkmnprstuvwxy])[ -]{0,2}"
    r"(\d[abd-hjlnp-uw-z]{2})(?!\w)"
)
_ORDINALS = frozenset({"1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th"})

_SURE = "street|road|avenue|lane|crescent|terrace|rd|ave|cres|terr|st"
_UNSURE = (
    "close|drive|court|place|park|way|gardens|gdns|grove|square|hill|row|view|walk|mews|rise|green|"
    "parade|brae|loan|wynd|vennel|gate|croft|bank|quay|dr|ct|pl|sq"
)
_NOT_NAMES = (
    "a|an|my|our|your|his|her|their|this|that|these|those|of|in|on|at|to|from|for|by|with|and|or|"
    "but|is|was|are|were|be|been|it|we|i|you|they|he|she|no|not|so|as|if|down|up|along|near|off|"
    "minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times?|miles?|metres?|people|persons?|"
    "children|kids|men|women|staff|officers?|houses?|flats?|cars?|buses|bus|per|cent|percent|"
    "pounds|feet|foot|star|bed|beds|bedrooms?|bedroomed|different|other|more|which|who|when|where|"
    "way|lanes?|each|every|only|out|into|across|after|before|till|until|than|police"
)
_ADDRESS = re.compile(
    r"(?<![\w£$€.,/:-])(?:(?:flat|fflat|apartment|apt|unit|room) ?\d{1,3}[a-z]?,? )?"
    r"\d{1,4}[a-z]?(?:[-/]\d{1,4}[a-z]?)?,? "
    rf"((?:(?!(?:{_NOT_NAMES})(?!\w))[a-z][a-z'.-]{{0,30}} ){{1,3}})"
    rf"(?:(?P<sure>{_SURE})|(?:{_UNSURE}))(?!\w)"
)
_CELTIC_ADDRESS = re.compile(
    r"(?<![\w£$€.,/:-])\d{1,4}[a-z]?,? (?:heol|ffordd|stryd|lon|rhodfa|maes|clos|sraid|rathad)"
    r"(?: (?:y|yr|an|na|nan|nam|a'))? [a-z][a-z'-]{1,30}(?!\w)"
)
_CONTINENTAL_ADDRESS = re.compile(
    r"(?<!\w)(?:ul\.|ulica|ulicy|str\.|strada|strazii|bulevardul|вул\.|вулиця|вулиці|вулицi)"
    r" ?[^\W\d][\w'.-]{0,30}(?: [^\W\d][\w'.-]{0,30}){0,2},? ?(?:nr\.? ?|numarul |буд\.? ?)?"
    r"\d{1,4}[a-zа-я]?(?:/\d{1,4})?(?!\w)"
)
_LIVES = re.compile(
    r"(?<!\w)(?:live|lives|lived|living|address|moved to|stay|stays|stayed|reside|resides|home is)"
    r"(?!\w)"
)
_CUE_REACH = 30  # letters


def emails(subject: Subject) -> Iterator[Found]:
    """E-mail addresses, also spaced out ("jo @ x . com") and said ("jo at gmail dot com")."""
    for expression in (_EMAIL, _SPACED_EMAIL, _SPOKEN_EMAIL):
        for match in expression.finditer(subject.plain):
            yield Found(*match.span(), IdentifierKind.EMAIL, Reason.SHAPE)


def web_addresses(subject: Subject) -> Iterator[Found]:
    """Web addresses, with or without http."""
    for match in _WEB.finditer(subject.plain):
        end = match.start() + len(match[0].rstrip(_AFTER_WEB))
        yield Found(match.start(), end, IdentifierKind.WEB_ADDRESS, Reason.SHAPE)


def social_names(subject: Subject) -> Iterator[Found]:
    """Names on social media: @name, and the name after "insta:" and the like."""
    for match in _HANDLE.finditer(subject.plain):
        if match[0][1:] not in _NOT_HANDLES:
            yield Found(*match.span(), IdentifierKind.SOCIAL_NAME, Reason.SHAPE)
    for match in _CUED_HANDLE.finditer(subject.plain):
        yield Found(*match.span(1), IdentifierKind.SOCIAL_NAME, Reason.CUE)


def postcodes(subject: Subject) -> Iterator[Found]:
    """Full UK postcodes in an area that exists."""
    for match in _POSTCODE.finditer(subject.plain):
        inward = subject.written[match.start(2) : match.end(2)]
        if match[1] in _AREAS and inward not in _ORDINALS:  # "the M1 1st exit", "B1 2nd floor"
            yield Found(*match.span(), IdentifierKind.POSTCODE, Reason.SHAPE)


def addresses(subject: Subject) -> Iterator[Found]:
    """A house number with a street; with words like "park" only when capitals or a cue say so."""
    for match in _ADDRESS.finditer(subject.plain):
        cued = _LIVES.search(subject.before(match.start(), _CUE_REACH))
        if match["sure"] or cued or _is_capital(subject.written[match.start(1) : match.end()]):
            reason = Reason.CUE if cued else Reason.SHAPE
            yield Found(*match.span(), IdentifierKind.ADDRESS, reason)
    for expression in (_CELTIC_ADDRESS, _CONTINENTAL_ADDRESS):
        for match in expression.finditer(subject.plain):
            yield Found(*match.span(), IdentifierKind.ADDRESS, Reason.SHAPE)


def _is_capital(name: str) -> bool:
    words = name.split()
    return words[0][0].isupper() and words[-1][0].isupper()
