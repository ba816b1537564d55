"""Places so small that a name of one tells who somebody is: streets, schools, wards, villages.

A gazetteer of every village and school is large, never complete, and says nothing about places with
the same name as a word. So a place is found by the word beside it ("... Street", "the village of
...") and by the partnership's own list, and what only a word tells is marked "check".
"""

import re
from collections.abc import Iterator

from feedback.nlp.identifier_kinds import Band, Found, IdentifierKind, Reason, Subject
from feedback.nlp.identifier_relations import expression, terms

_STREETS = (
    "street|road|avenue|lane|crescent|terrace|close|drive|gardens|grove|square|row|brae|wynd|vennel|"
    "st|rd|ave|cres"
)
_BODIES = (
    "(?:primary |secondary |high |infant |infants |junior |grammar |nursery )?school|academy|"
    "nursery|(?:parish )?church|chapel|mosque|gurdwara|care home|nursing home|residential home|"
    "hostel|refuge|surgery|medical practice|medical centre|health centre|"
    "(?:football|rugby|bowling|youth) club|"
    "farm|guest house|hotel|inn|arms|caravan park|holiday park"
)
_HOMES = "house|court|lodge|cottage|cottages|mews|towers"
_NAMED = re.compile(
    rf"(?<!\w)(?P<name>(?:[^\W\d_][\w'.-]* ){{1,4}}?)"
    rf"(?:(?P<street>{_STREETS})|(?P<body>{_BODIES})|(?P<home>{_HOMES}))(?!\w)"
)
_WARD = re.compile(r"(?<!\w)ward [a-z]?\d{1,2}[a-z]?(?!\w)")
_WORDS_BEFORE = expression(
    terms(
        """
village_of hamlet_of live_in lives_in lived_in living_in moved_to stay_in stays_in stayed_in
i'm_from i_am_from comes_from came_from near outside_of parish_of ward_of
pentref byw_yn byw_ym byw_yng ysgol baile fuireach_ann_an fuireach_an sgoil
wsi wies wioski mieszkam_w mieszkamy_w mieszka_w szkole_w ulicy
satul satului comuna locuiesc_in locuim_in locuieste_in strada
селі село села селищі мешкаю_в мешкаю_у живу_в живу_у живемо_в живе_в вулиці
"""
    )
)
_AFTER = re.compile(rf"(?<!\w)(?:{_WORDS_BEFORE}) (?P<name>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?)")
#: Too large to tell who somebody is; a partnership adds its own towns to its list.
_LARGE = terms(
    """
england scotland wales cymru alba britain uk ireland northern_ireland eire europe eu poland polsce
polska romania românia ukraine україні україна pakistan india syria sudan iraq iran afghanistan
london glasgow edinburgh aberdeen dundee inverness cardiff swansea newport belfast manchester
liverpool leeds sheffield birmingham bradford bristol newcastle nottingham leicester coventry hull
stoke derby southampton portsmouth plymouth brighton reading sunderland wolverhampton carlisle
caerdydd abertawe glaschu duneideann warsaw warszawie krakow bucharest bucurești kyiv kiev lviv
lahore karachi delhi punjab the hospital
"""
)
_NO_NAMES = terms(
    """
the a an my our your his her their this that these those at in on to of from for by with and or
but as was is are be it i we you he she they not no which who when where what how your own main
whole same other another every each one two new old local next last first second high private
public primary secondary special free open social mental front back cross side care crown county
sheriff family youth magistrates council supreme of every any some dr st gp
"""
)
#: Alone before its noun, these make a name that stands in every town.
_EVERYWHERE = frozenset(["high", "main", "station", "church", "park"])

_NUMBER = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    "(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_SPELLED_ADDRESS = re.compile(
    rf"(?<!\w)(?:(?:number|no\.?|flat) )?(?:{_NUMBER}),? (?P<name>(?:[^\W\d_][\w'.-]* ){{1,3}})"
    r"(?:street|road|avenue|lane|crescent|terrace|close|drive|court|place|gardens|grove)(?!\w)"
)


def spelled_addresses(subject: Subject) -> Iterator[Found]:
    """ "twelve High Street": a house whose number is written out."""
    for match in _SPELLED_ADDRESS.finditer(subject.plain):
        if subject.written[match.start("name")].isupper():
            yield Found(*match.span(), IdentifierKind.ADDRESS, Reason.SPELLED_OUT)


def own_places(subject: Subject) -> Iterator[Found]:
    """What stands on the partnership's own list, however it is written."""
    for name in sorted(subject.small_places, key=lambda each: (-len(each), each)):
        at = subject.plain.find(name)
        while at >= 0:
            end = at + len(name)
            if not (_is_letter(subject.plain[at - 1 : at]) or _is_letter(subject.plain[end:][:1])):
                yield Found(at, end, IdentifierKind.PLACE, Reason.OWN_LIST)
            at = subject.plain.find(name, end)


def named_places(subject: Subject) -> Iterator[Found]:
    """A street, school, home or church with its name, and a ward with its number."""
    for match in _NAMED.finditer(subject.plain):
        start = _name_start(subject, match.start("name"), match.end("name"))
        if start is None or not subject.written[match.end("name")].isupper():
            continue
        kind = IdentifierKind.ORGANISATION if match["body"] else IdentifierKind.PLACE
        yield Found(start, match.end(), kind, Reason.PLACE_WORD, Band.CHECK)
    for match in _WARD.finditer(subject.plain):
        yield Found(*match.span(), IdentifierKind.PLACE, Reason.PLACE_WORD, Band.CHECK)


def lived_in(subject: Subject) -> Iterator[Found]:
    """What follows "the village of" or "I live in"."""
    for match in _AFTER.finditer(subject.plain):
        start, end = match.span("name")
        first, _, second = match["name"].partition(" ")
        if not subject.written[start].isupper() or first in _NO_NAMES | _LARGE:
            continue
        if second and not subject.written[start + len(first) + 1].isupper():
            end = start + len(first)
        if subject.plain[start:end] not in _LARGE | subject.large_places:
            yield Found(start, end, IdentifierKind.PLACE, Reason.PLACE_WORD, Band.CHECK)


def _name_start(subject: Subject, start: int, end: int) -> int | None:
    """Where the capitalised words begin that stand right before the noun; None without any."""
    begins, at = None, end
    for word in reversed(subject.plain[start:end].split()):
        at = subject.plain.rindex(word, start, at)
        if word in _NO_NAMES - _EVERYWHERE or not subject.written[at].isupper():
            break
        begins = at
    if begins is None or subject.plain[begins:end].strip() in _NO_NAMES | _EVERYWHERE:
        return None
    return begins


def _is_letter(character: str) -> bool:
    return character.isalpha()
