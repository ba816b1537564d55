"""Writing REFI-QDA files: valid against both schemas, with no container left empty."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from feedback.coding.exchange import refi
from feedback.coding.exchange.refi import Case, Code, Group, Mark, Project, Text, Value
from feedback.core import clock

PROJECT_FILE = "project.qde"
SOURCES = "sources"
#: What XML 1.0 cannot hold at all (its production Char).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def codebook_file(codes: Sequence[Code], groups: Sequence[Group] = ()) -> bytes:
    """A .qdc file. *codes* may not be empty: the schema wants one."""
    root = Element("CodeBook", {"xmlns": refi.CODEBOOK, "origin": refi.ORIGIN})
    _codes(SubElement(root, "Codes"), codes)
    if groups:
        sets = SubElement(root, "Sets")
        for group in groups:
            # Here the schema calls it guid, and in a project targetGUID.
            _group(sets, group, member="guid")
    return _bytes(root)


def project_file(project: Project) -> bytes:
    """A .qdpx file: the project, and each text in a file of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, PROJECT_FILE, project_xml(project))
        for text in project.texts:
            _add(archive, f"{SOURCES}/{text.guid}.txt", text.text.encode())
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    part = zipfile.ZipInfo(name, clock.now().timetuple()[:6])
    part.compress_type = zipfile.ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    archive.writestr(part, content)


def project_xml(project: Project) -> bytes:
    """The project itself, its parts in the order that the schema wants."""
    root = Element("Project", {"xmlns": refi.PROJECT, "name": _safe(project.name)})
    root.set("origin", _safe(project.origin))
    root.set("creationDateTime", clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    if project.users:
        users = SubElement(root, "Users")
        for user in project.users:
            SubElement(users, "User", {"guid": str(user.guid), "name": _safe(user.name)})
    if project.codes:
        _codes(SubElement(SubElement(root, "CodeBook"), "Codes"), project.codes)
    _variables(root, project)
    _each(root, "Cases", project.cases, _case)
    _each(root, "Sources", project.texts, _source)
    _each(root, "Notes", project.notes, _note)
    _each(root, "Sets", project.groups, _group)
    _description(root, project.description)
    return _bytes(root)


def _each(root: Element, name: str, things: Iterable[object], write: object) -> None:
    """A container with one element for each of *things*; none where there are none."""
    container = Element(name)
    for thing in things:
        write(container, thing)  # type: ignore[operator]
    if len(container):
        root.append(container)


def _codes(above: Element, codes: Sequence[Code]) -> None:
    for code in codes:
        made = SubElement(
            above,
            "Code",
            {
                "guid": str(code.guid),
                "name": _safe(code.name),
                "isCodable": "true" if code.is_codable else "false",
            },
        )
        if code.color:
            made.set("color", code.color)
        _description(made, code.description)
        _note_refs(made, code.notes)
        _codes(made, code.children)


def _variables(root: Element, project: Project) -> None:
    container = Element("Variables")
    for variable in project.variables:
        attributes = {"guid": str(variable.guid), "name": _safe(variable.name)}
        made = SubElement(container, "Variable", {**attributes, "typeOfVariable": "Text"})
        _description(made, variable.description)
    if len(container):
        root.append(container)


def _case(cases: Element, case: Case) -> None:
    made = SubElement(cases, "Case", {"guid": str(case.guid), "name": _safe(case.name)})
    _values(made, case.values)
    for text in case.texts:
        SubElement(made, "SourceRef", {"targetGUID": str(text)})


def _source(sources: Element, text: Text) -> None:
    path = f"internal://{text.guid}.txt"
    made = SubElement(
        sources,
        "TextSource",
        {"guid": str(text.guid), "name": _safe(text.name), "plainTextPath": path},
    )
    _description(made, text.description)
    for selection in text.selections:
        part = SubElement(made, "PlainTextSelection", {"guid": str(selection.guid)})
        part.set("name", _safe(selection.name))
        part.set("startPosition", str(selection.start))
        part.set("endPosition", str(selection.end))
        _description(part, selection.description)
        _marks(part, selection.marks)
        _note_refs(part, selection.notes)
    _marks(made, text.marks)
    _note_refs(made, text.notes)
    _values(made, text.values)


def _note(notes: Element, note: Text) -> None:
    made = SubElement(notes, "Note", {"guid": str(note.guid), "name": _safe(note.name)})
    if note.user is not None:
        made.set("creatingUser", str(note.user))
    SubElement(made, "PlainTextContent").text = _safe(note.text)


def _group(sets: Element, group: Group, *, member: str = "targetGUID") -> None:
    made = SubElement(sets, "Set", {"guid": str(group.guid), "name": _safe(group.name)})
    _description(made, group.description)
    for code in group.codes:
        SubElement(made, "MemberCode", {member: str(code)})
    for text in group.texts:
        SubElement(made, "MemberSource", {"targetGUID": str(text)})


def _marks(above: Element, marks: Sequence[Mark]) -> None:
    for mark in marks:
        made = SubElement(above, "Coding", {"guid": str(mark.guid)})
        if mark.user is not None:
            made.set("creatingUser", str(mark.user))
        if mark.day is not None:
            made.set("creationDateTime", f"{mark.day.isoformat()}T00:00:00Z")
        SubElement(made, "CodeRef", {"targetGUID": str(mark.code)})
        _note_refs(made, mark.notes)


def _note_refs(above: Element, notes: Iterable[UUID]) -> None:
    for note in notes:
        SubElement(above, "NoteRef", {"targetGUID": str(note)})


def _values(above: Element, values: Sequence[Value]) -> None:
    for value in values:
        made = SubElement(above, "VariableValue")
        SubElement(made, "VariableRef", {"targetGUID": str(value.variable)})
        SubElement(made, "TextValue").text = _safe(value.text)


def _description(above: Element, text: str) -> None:
    if text:
        SubElement(above, "Description").text = _safe(text)


def _safe(text: str) -> str:
    """*text* with Unix line ends and nothing that XML cannot hold."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _bytes(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
