"""What an XLSForm calls its kinds of questions, in all the spellings of its history."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from surveys.definitions.question import Kind

#: Facts that a telephone adds by itself; no question is asked.
_HIDDEN = frozenset(
    {"start", "end", "today", "deviceid", "imei", "username", "email", "phonenumber", "simserial"}
    | {"subscriberid", "audit", "start_geopoint", "background_audio", "background_geopoint"}
    | {"calculate", "hidden", "xml_external", "csv_external", "start_time", "end_time", "get_today"}
    | {"get_start_time", "get_end_time", "get_device_id", "device_id", "get_phone_number"}
    | {"sim_id", "get_sim_id", "subscriber_id", "get_subscriber_id", "get_today", "entity"}
    | {"set_form_title", "set_form_id", "calculated", "calculation", "instance", "q_calculate"}
)
_HIDDEN_FIRST = ("hidden ", "uri:", "set ", "calculate ")

_SELECT = re.compile(
    r"""^(?:add\s+|q\s+)?
    (?P<select>select[\s_]+one|select[\s_]*1|select[\s_]+multiple|select[\s_]+all[\s_]+that[\s_]+apply
      |select|rank)
    (?:[\s_]+prompt)?
    (?P<file>[\s_]+from[\s_]+file|[\s_]+external)?
    (?:[\s_]+(?:from|using))?
    (?:\s+(?P<list>\S.*?))?
    (?P<other>\s+(?:or[\s_]+other|or[\s_]+specify[\s_]+other|or[\s_]+other[\s_]+specify))?
    \s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_CONTROL = re.compile(
    r"^(?P<side>begin|end)[\s_]+(?P<what>group|repeat|loop|lgroup|looped[\s_]+group)"
    r"(?:\s+over\s+(?P<list>\S+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Simple:
    """A kind without choices: ours, and why it is not the same."""

    kind: Kind
    why: Any = ""
    places: int | None = None
    hint: Any = ""
    least: int | None = None
    most: int | None = None


_SHORT = Kind.SHORT_TEXT
_PLACE = Simple(_SHORT, _l("We ask for no places: people describe it in words."))
_MOMENT = Simple(
    _SHORT,
    _l("We ask for no times: people write them in words."),
    hint=_l("Write the date and the time, such as 3 May 2027, 14:30."),
)
_CLOCK = Simple(
    _SHORT,
    _l("We ask for no times: people write them in words."),
    hint=_l("Write the time, such as 14:30."),
)
_FILE = Simple(_SHORT, _l("We take no files of this kind: people answer in words."))
_CODE = Simple(_SHORT, _l("We read no codes: people type what stands there."))
_TEXT, _WHOLE = Simple(_SHORT), Simple(Kind.NUMBER)
_PART = Simple(Kind.NUMBER, places=2)
_SIMPLE: Mapping[str, Simple] = {
    "text": _TEXT,
    "string": _TEXT,
    "tel": _TEXT,
    "phone": _TEXT,
    "phone_number": _TEXT,
    "number_text": _TEXT,
    "url": _TEXT,
    "integer": _WHOLE,
    "int": _WHOLE,
    "number": _WHOLE,
    "numeric": _WHOLE,
    "range": _WHOLE,
    "decimal": _PART,
    "float": _PART,
    "percentage": Simple(Kind.NUMBER, least=0, most=100),
    "number_of_days_in_last_month": Simple(Kind.NUMBER, least=0, most=31),
    "number_of_days_in_last_six_months": Simple(Kind.NUMBER, least=0, most=183),
    "number_of_days_in_last_year": Simple(Kind.NUMBER, least=0, most=365),
    "date": Simple(Kind.DATE),
    "datetime": _MOMENT,
    "date_time": _MOMENT,
    "time": _CLOCK,
    "note": Simple(Kind.INFORMATION),
    "acknowledge": Simple(Kind.CONSENT),
    "trigger": Simple(Kind.CONSENT),
    "image": Simple(Kind.PHOTO),
    "photo": Simple(Kind.PHOTO),
    "picture": Simple(Kind.PHOTO),
    "audio": Simple(Kind.VOICE),
    "video": _FILE,
    "file": _FILE,
    "barcode": _CODE,
    "geopoint": _PLACE,
    "geotrace": _PLACE,
    "geoshape": _PLACE,
    "gps": _PLACE,
    "location": _PLACE,
    "osm": _PLACE,
}
_UNKNOWN = Simple(_SHORT, _l("We do not know this kind of question: people answer in words."))
_ADD = re.compile(r"^(?:add|q)_(.+?)(?:_prompt)?$")


@dataclass(frozen=True, slots=True)
class Select:
    """A kind with choices: from which list, or from which file that is not there."""

    kind: Kind
    list_name: str
    is_elsewhere: bool
    has_other: bool


@dataclass(frozen=True, slots=True)
class Control:
    """The beginning or the end of a group."""

    begins: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class HiddenType:
    """Nothing that anybody is asked."""


def type_of(text: str) -> Select | Control | HiddenType | Simple:
    """What a cell of the column *type* says."""
    words = " ".join(text.split())
    if control := _CONTROL.match(words):
        return Control(control["side"].lower() == "begin", control["what"].lower() != "group")
    name = re.sub(r"[\s_-]+", "_", words.lower())
    if name in _HIDDEN or words.lower().startswith(_HIDDEN_FIRST):
        return HiddenType()
    if select := _SELECT.match(words):
        return _select(select)
    if added := _ADD.match(name):
        name = added[1]
    return _SIMPLE.get(name) or _SIMPLE.get(name.partition("_")[0]) or _UNKNOWN


def is_unknown(simple: Simple) -> bool:
    """Whether nobody knows what the file means by it."""
    return simple is _UNKNOWN


def _select(found: re.Match[str]) -> Select:
    word = found["select"].lower()
    is_several = "multiple" in word or "all" in word
    kind = Kind.RANKING if word == "rank" else Kind.SEVERAL if is_several else Kind.SINGLE
    where = (found["file"] or "").lower()
    return Select(kind, (found["list"] or "").strip(), "file" in where, bool(found["other"]))
