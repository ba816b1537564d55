"""Translations as XLIFF 1.2 (OASIS), the version that every tool of translators reads."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from feedback.core.text import clean
from surveys.definitions.definition import digest_of
from surveys.translating.provenance import Line, State
from surveys.translating.rows import MOST_ROWS, Incoming, Row, UnreadableFile

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What XLIFF calls our states; "missing" is a target that is "new".
_STATES = {
    State.CHECKED: "final",
    State.HUMAN: "translated",
    State.MACHINE: "needs-review-translation",
    State.OUT_OF_DATE: "needs-translation",
    State.MISSING: "new",
}
_OURS = {theirs: ours for ours, theirs in _STATES.items()} | {"signed-off": State.CHECKED}


def written(lines: Iterable[Line], *, survey: str, source: str, language: str) -> bytes:
    """The file, in UTF-8. ``extradata`` holds the digest of the translation as it stands."""
    root = Element("xliff", {"version": "1.2", "xmlns": _NAMESPACE})
    named = {"source-language": _tag(source), "target-language": _tag(language)}
    file = SubElement(root, "file", {"original": survey, "datatype": "plaintext", **named})
    body = SubElement(file, "body")
    for line in lines:
        _unit(body, line)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _unit(body: Element, line: Line) -> None:
    unit = SubElement(body, "trans-unit", {"id": line.path, _SPACE: "preserve"})
    unit.set("extradata", digest_of(line.translation))
    if line.state is State.CHECKED:
        unit.set("approved", "yes")
    SubElement(unit, "source").text = line.source
    target = SubElement(unit, "target", {"state": _STATES[line.state]})
    target.text = line.translation
    if line.state is State.MACHINE:
        target.set("state-qualifier", "mt-suggestion")
    SubElement(unit, "note").text = line.text.part.value


def read(raw: bytes) -> Incoming:
    """What the file says. Raises UnreadableFile; nothing that it names is ever fetched."""
    try:
        root = fromstring(raw, forbid_dtd=True)
    except DefusedXmlException:
        raise UnreadableFile(
            _("The file defines entities, which XLIFF does not need: it is not read.")
        ) from None
    except (ParseError, ValueError, LookupError):
        raise UnreadableFile(_("The file is not XML, or it is damaged.")) from None
    file = root.find(f"{{{_NAMESPACE}}}file")
    if file is None:
        raise UnreadableFile(_("The file is not XLIFF 1.2: choose that version when you save it."))
    if root.find(f"{{{_NAMESPACE}}}file[2]") is not None:
        raise UnreadableFile(_("The file holds several files: bring in one at a time."))
    units = file.findall(f".//{{{_NAMESPACE}}}trans-unit")
    if len(units) > MOST_ROWS:
        raise UnreadableFile(_("The file has more than %(most)s rows.", most=MOST_ROWS))
    return Incoming(
        _code(file.get("target-language", "")),
        [_row(number, unit) for number, unit in enumerate(units, 1)],
    )


def _row(number: int, unit: Element) -> Row:
    target = unit.find(f"{{{_NAMESPACE}}}target")
    state = _OURS.get(target.get("state", "")) if target is not None else None
    if unit.get("approved") == "yes":
        state = State.CHECKED
    return Row(
        number=number,
        path=unit.get("id", ""),
        source_digest=digest_of(_words(unit.find(f"{{{_NAMESPACE}}}source"))),
        translation=_words(target),
        was_digest=unit.get("extradata", ""),
        state=state,
    )


def _words(element: Element | None) -> str:
    # Tools put marks of their own around parts of a text: the words inside are what counts.
    return "" if element is None else clean("".join(element.itertext()))


def _tag(code: str) -> str:
    """The BCP 47 tag; a variant such as Easy Read is a private one, which tools let through."""
    base, dash, variant = code.partition("-")
    return f"{base}-x-{variant}" if dash else base


def _code(tag: str) -> str:
    """Our code of a tag; a country behind a language, such as pl-PL, is left off."""
    known = {_tag(code).lower(): code for code in BY_CODE}
    lower = tag.replace("_", "-").lower()
    return known.get(lower) or known.get(lower.partition("-")[0], tag)
