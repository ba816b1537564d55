"""XML of other programs: opened with doubt, and asked whatever the size of its letters."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from flask_babel import gettext as _

from feedback.coding.exchange import refi
from feedback.core.lines import Lines, Verb
from feedback.core.unpacking import UnusableFile, has_trap

LARGEST_XML = 32 * 1024 * 1024  # bytes
_ISO_DAY = 10  # characters


def parsed(content: bytes, *, roots: tuple[str, ...], report: Lines) -> Element:
    """The root of an XML file that is called one of *roots*, in whatever namespace.

    Raises UnusableFile for all that is not such a file, or that declares entities.
    """
    if len(content) > LARGEST_XML:
        raise UnusableFile(
            _("The file is larger than %(most)s MB.", most=LARGEST_XML // 1024 // 1024)
        )
    if has_trap(content):
        raise UnusableFile(_("The file holds instructions that no such file needs."))
    try:
        root: Element = ElementTree.fromstring(content.lstrip(b"\r\n\t "), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as problem:
        raise UnusableFile(_("The file is damaged: it is no whole XML.")) from problem
    if local(root) not in {name.lower() for name in roots}:
        raise UnusableFile(_("This is no codebook and no project of REFI-QDA."))
    space = root.tag.removeprefix("{").partition("}")[0] if root.tag.startswith("{") else ""
    if space not in {refi.CODEBOOK, refi.PROJECT}:
        why = _("Written by an older or another version of the standard, and read as 1.0.")
        report.add(Verb.CHANGED, str(_("The file")), was=space or "-", why=[str(why)])
    return root


def local(element: Element) -> str:
    """The element's name in small letters, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def each(element: Element | None, *names: str) -> Iterator[Element]:
    """The children called one of *names*, wherever they stand among the others."""
    wanted = {name.lower() for name in names}
    for child in () if element is None else element:
        if local(child) in wanted:
            yield child


def all_in(element: Element | None, container: str, *names: str) -> Iterator[Element]:
    """The children of every *container* in *element*: some programs write two."""
    for holder in each(element, container):
        yield from each(holder, *names)


def text_in(element: Element, name: str) -> str:
    """The text of the first child called *name*; blank for none."""
    found = next(each(element, name), None)
    return (found.text or "") if found is not None else ""


def attribute(element: Element, *names: str) -> str:
    """The first of these attributes that is there, whatever the size of its letters."""
    held = {name.rpartition("}")[2].lower(): value for name, value in element.attrib.items()}
    return next((held[name.lower()] for name in names if held.get(name.lower())), "")


def target(element: Element | None) -> UUID | None:
    """What a reference points at; some programs call it guid."""
    if element is None:
        return None
    said = attribute(element, "targetGUID", "guid")
    return refi.guid_in(said) or (refi.guid_of(said) if said else None)


def day_of(element: Element, name: str = "creationDateTime") -> date | None:
    """The day of a time that an attribute says; None for one that cannot be read."""
    try:
        return date.fromisoformat(attribute(element, name)[:_ISO_DAY])
    except ValueError:
        return None


def own_guid(element: Element, place: str, name: str, report: Lines) -> UUID:
    """The element's GUID; one that is made from what it says where there is none."""
    said = attribute(element, "guid")
    found = refi.guid_in(said)
    if found is not None:
        return found
    why = _("It has no id that programs can follow. We gave it one.")
    report.add(Verb.CHANGED, place, name, was=said, why=[str(why)])
    return refi.guid_of(said) if said else refi.guid_of(place, name)
