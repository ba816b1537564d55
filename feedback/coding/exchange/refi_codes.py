"""The codes of a file, as other programs write them."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from feedback.coding.exchange.refi import Code, Group
from feedback.coding.exchange.refi_xml import (
    all_in,
    attribute,
    each,
    local,
    own_guid,
    parsed,
    target,
    text_in,
)
from feedback.core.lines import Lines, Verb
from feedback.core.text import one_line

DEEPEST = 30  # levels; codes further down come up to this one
MOST_CODES = 20_000
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
#: What NVivo calls the folder of all its codes.
_ROOT_FOLDERS = {"nodes", "codes"}


def codebook_in(content: bytes, report: Lines) -> tuple[list[Code], list[Group]]:
    """The codes and sets of a .qdc file, or of the XML of a project. Raises UnusableFile."""
    root = parsed(content, roots=("CodeBook", "Project"), report=report)
    holder = root if local(root) == "codebook" else next(each(root, "CodeBook"), None)
    return codes_in(holder, report), groups_in(root, report)


def codes_in(holder: Element | None, report: Lines) -> list[Code]:
    """The codes under a CodeBook element, with a line for all that is not as it was."""
    reading = _Reading(report)
    found = [
        code
        for made in all_in(holder, "Codes", "Code")
        if (code := reading.code(made, depth=1)) is not None
    ]
    reading.sum_up()
    return _without_root_folder(found, report)


def groups_in(root: Element, report: Lines) -> list[Group]:
    """The sets of a codebook or a project."""
    groups = []
    for made in all_in(root, "Sets", "Set"):
        name = one_line(attribute(made, "name"))
        group = Group(guid=own_guid(made, str(_("Set")), name, report), name=name)
        group.description = text_in(made, "Description") or attribute(made, "description")
        group.codes = _targets(each(made, "MemberCode"))
        group.texts = _targets(each(made, "MemberSource"))
        groups.append(group)
    return groups


def _targets(found: Iterable[Element]) -> list[UUID]:
    return [guid for made in found if (guid := target(made)) is not None]


class _Reading:
    """One codebook being read."""

    def __init__(self, report: Lines) -> None:
        self._report = report
        self._seen: set[UUID] = set()
        self._odd_colors = 0

    def code(self, made: Element, *, depth: int) -> Code | None:
        """One code and those below it; None for one that was there before."""
        name = self._name(made)
        guid = own_guid(made, str(_("Code")), name, self._report)
        if guid in self._seen:
            why = _("Its id is that of another code in the file.")
            self._report.add(Verb.REFUSED, str(_("Code")), name, why=[str(why)])
            return None
        if len(self._seen) >= MOST_CODES:
            why = _("There are more than %(most)s codes.", most=MOST_CODES)
            self._report.add(Verb.REFUSED, str(_("Code")), name, why=[str(why)])
            return None
        self._seen.add(guid)
        color = attribute(made, "color")
        self._odd_colors += bool(color) and not _HEX.fullmatch(color)
        code = Code(
            guid=guid,
            name=name,
            description=text_in(made, "Description") or attribute(made, "description"),
            color=color if _HEX.fullmatch(color) else "",
            is_codable=attribute(made, "isCodable").lower() not in {"false", "0"},
            notes=_targets(each(made, "NoteRef")),
        )
        code.children = self._below(made, depth)
        return code

    def _below(self, made: Element, depth: int) -> list[Code]:
        """The codes under *made*; far down all stand side by side."""
        waiting = list(each(made, "Code"))
        found = []
        while waiting:
            element = waiting.pop(0)
            if depth >= DEEPEST:
                waiting = [*each(element, "Code"), *waiting]
                element = _alone(element)
            code = self.code(element, depth=depth + 1)
            if code is not None:
                found.append(code)
        return found

    def _name(self, made: Element) -> str:
        name = one_line(attribute(made, "name"))
        if name:
            return name
        why = _("It has no name.")
        given = str(_("Without a name"))
        self._report.add(Verb.CHANGED, str(_("Code")), was="", now=given, why=[str(why)])
        return given

    def sum_up(self) -> None:
        """One line for what concerns many codes alike."""
        if self._odd_colors:
            why = _("They are written in a way that programs do not share.")
            number = str(self._odd_colors)
            self._report.add(Verb.REFUSED, str(_("Colours of codes")), number, why=[str(why)])


def _alone(element: Element) -> Element:
    """*element* without the codes below it."""
    copy = Element(element.tag, element.attrib)
    copy.extend(child for child in element if local(child) != "code")
    return copy


def _without_root_folder(codes: Sequence[Code], report: Lines) -> list[Code]:
    """What is in the one folder that holds everything, if the program made such a folder."""
    if len(codes) != 1:
        return list(codes)
    [root] = codes
    if root.is_codable or root.name.lower() not in _ROOT_FOLDERS or not root.children:
        return list(codes)
    why = _("A folder that holds every code is no theme. What is in it stands at the top.")
    report.add(Verb.CHANGED, str(_("Code")), root.name, why=[str(why)])
    return root.children


def doubled_names(codes: Sequence[Code]) -> set[UUID]:
    """The codes that have a name which another beside them has, without the first of each."""
    found, waiting = set(), [list(codes)]
    while waiting:
        beside = waiting.pop()
        names: set[str] = set()
        for code in beside:
            if code.name.casefold() in names:
                found.add(code.guid)
            names.add(code.name.casefold())
            waiting.append(code.children)
    return found
