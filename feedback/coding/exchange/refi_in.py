"""Reading projects (.qdpx) of this software and of others, and saying of each thing what became.

What other programs do differently is listed in decision 26.
"""

from collections.abc import Iterator
from uuid import UUID
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from feedback.coding.exchange import refi_archive
from feedback.coding.exchange.refi import (
    Case,
    Mark,
    Project,
    Selection,
    Text,
    User,
    Value,
    Variable,
)
from feedback.coding.exchange.refi_archive import Archive
from feedback.coding.exchange.refi_codes import codes_in, groups_in
from feedback.coding.exchange.refi_places import Places
from feedback.coding.exchange.refi_xml import (
    all_in,
    attribute,
    day_of,
    each,
    own_guid,
    parsed,
    target,
    text_in,
)
from feedback.core.lines import Lines, Verb
from feedback.core.text import one_line

_NO_TEXT = ("PictureSource", "AudioSource", "VideoSource")
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")


def read_project(content: bytes, report: Lines) -> Project:
    """Everything in a .qdpx file that we have a place for. Raises UnusableFile."""
    archive = refi_archive.opened(content)
    root = parsed(archive.project(), roots=("Project",), report=report)
    project = Project(
        name=one_line(attribute(root, "name")) or str(_("Without a name")),
        origin=one_line(attribute(root, "origin")),
        description=text_in(root, "Description"),
    )
    reading = _Reading(archive, project, report)
    project.users = list(reading.users(root))
    project.codes = codes_in(next(each(root, "CodeBook"), None), report)
    project.variables = [
        Variable(own_guid(made, str(_("Variable")), name, report), name)
        for made in all_in(root, "Variables", "Variable")
        if (name := one_line(attribute(made, "name")))
    ]
    project.cases = [reading.case(made) for made in all_in(root, "Cases", "Case")]
    project.notes = list(reading.notes(root))
    project.texts = list(reading.texts(root))
    project.groups = groups_in(root, report)
    reading.left_out(root)
    return project


class _Reading:
    """One project being read."""

    def __init__(self, archive: Archive, project: Project, report: Lines) -> None:
        self._archive, self._project, self._report = archive, project, report

    def users(self, root: Element) -> Iterator[User]:
        """Who coded."""
        for made in all_in(root, "Users", "User"):
            name = one_line(attribute(made, "name"))
            yield User(own_guid(made, str(_("Coder")), name, self._report), name)

    def case(self, made: Element) -> Case:
        """A person, and what is known about them."""
        name = one_line(attribute(made, "name"))
        return Case(
            guid=own_guid(made, str(_("Case")), name, self._report),
            name=name,
            values=list(_values(made)),
            texts=[guid for ref in each(made, "SourceRef") if (guid := target(ref)) is not None],
        )

    def notes(self, root: Element) -> Iterator[Text]:
        """What was written beside texts and codes."""
        for made in all_in(root, "Notes", "Note"):
            text = self._text_of(made)
            if text is not None:
                guid = own_guid(made, str(_("Note")), text[:20], self._report)
                yield Text(guid=guid, name=one_line(attribute(made, "name")), text=text)

    def texts(self, root: Element) -> Iterator[Text]:
        """The texts that can be read here, each with what was given to it."""
        seen: set[UUID] = set()
        for made in all_in(root, "Sources", "TextSource", "PDFSource", *_NO_TEXT):
            name = one_line(attribute(made, "name"))
            holder = made
            if not made.tag.lower().endswith("textsource"):
                found = next(each(made, "Representation", "TextDescription"), None)
                if found is None:
                    why = _("Only texts come in: no pictures, sound, films, or PDFs without text.")
                    self._refuse(str(_("Text")), name, str(why))
                    continue
                holder = found
            guid = own_guid(made, str(_("Text")), name, self._report)
            if guid in seen:
                self._refuse(str(_("Text")), name, str(_("Its id is that of another text.")))
                continue
            seen.add(guid)
            text = self._text(holder, guid, name)
            if text is not None:
                text.values = [*_values(made)]
                yield text

    def _text(self, made: Element, guid: UUID, name: str) -> Text | None:
        raw = self._text_of(made)
        if raw is None or not raw.strip():
            why = (
                _("There are no words in it.")
                if raw is not None
                else _("Its text is not in the file, or only as a formatted document.")
            )
            self._refuse(str(_("Text")), name, str(why))
            return None
        selections = list(self._raw_selections(made))
        places = Places(raw, selections, origin=self._project.origin)
        if places.is_unusual:
            why = _("Its stretches were counted in another way, as their quotes show.")
            self._report.add(Verb.CHANGED, str(_("Text")), name, why=[str(why)])
        text = Text(guid=guid, name=name, text=places.text)
        text.notes = self._note_refs(made)
        text.marks = list(self._marks(made))
        text.selections = list(self._placed(selections, places, name))
        return text

    def _raw_selections(self, made: Element) -> Iterator[Selection]:
        """The stretches with the positions that the file says."""
        for part in each(made, "PlainTextSelection"):
            start, end = attribute(part, "startPosition"), attribute(part, "endPosition")
            name = one_line(attribute(part, "name"))
            if not (_is_number(start) and _is_number(end)):
                self._refuse(str(_("Stretch")), name, str(_("It does not say where it stands.")))
                continue
            yield Selection(
                guid=own_guid(part, str(_("Stretch")), name, self._report),
                start=int(start),
                end=int(end),
                name=name,
                description=text_in(part, "Description"),
                marks=list(self._marks(part)),
                notes=self._note_refs(part),
            )

    def _placed(
        self, selections: list[Selection], places: Places, name: str
    ) -> Iterator[Selection]:
        """The stretches that stand inside the text, counted in code points of our text."""
        for part in selections:
            found = places.stretch(part.start, part.end)
            where = f"{part.start}-{part.end}"
            if found is None:
                why = str(_("It stands outside the text."))
                self._report.add(Verb.REFUSED, str(_("Stretch")), name, was=where, why=[why])
                continue
            if found.is_cut:
                why = str(_("It went beyond the end of the text, and was cut there."))
                now = f"{found.start}-{found.end}"
                self._report.add(
                    Verb.CHANGED, str(_("Stretch")), name, was=where, now=now, why=[why]
                )
            part.start, part.end = found.start, found.end
            yield part

    def _marks(self, made: Element) -> Iterator[Mark]:
        for coding in each(made, "Coding"):
            code = target(next(each(coding, "CodeRef"), None))
            if code is None:
                self._refuse(str(_("Coding")), "", str(_("It does not say which code.")))
                continue
            said = attribute(coding, "creatingUser", "creatingUserGUID")
            user = target_of(said)
            yield Mark(
                guid=own_guid(coding, str(_("Coding")), "", self._report),
                code=code,
                user=user,
                day=day_of(coding),
                notes=self._note_refs(coding),
            )

    def _note_refs(self, made: Element) -> tuple[UUID, ...]:
        return tuple(guid for ref in each(made, "NoteRef") if (guid := target(ref)) is not None)

    def _text_of(self, made: Element) -> str | None:
        """The words of a source or a note, as they stand in the file; None where they do not."""
        inline = next(each(made, "PlainTextContent"), None)
        if inline is not None and inline.text:
            return inline.text
        path = attribute(made, "plainTextPath")
        if path:
            return self._archive.text(path)
        return "" if inline is not None else None

    def left_out(self, root: Element) -> None:
        """A line for each sort of thing that we have no place for."""
        for container, kind, words in (
            ("Links", "Link", str(_("Links"))),
            ("Graphs", "Graph", str(_("Drawings"))),
        ):
            number = sum(1 for _each in all_in(root, container, kind))
            if number:
                self._refuse(words, str(number), str(_("There is no place for them here.")))

    def _refuse(self, place: str, name: str, why: str) -> None:
        self._report.add(Verb.REFUSED, place, name, why=[why])


def target_of(said: str) -> UUID | None:
    """The user that an attribute names; None for none."""
    found = target(Element("User", {"guid": said})) if said else None
    return found if said else None


def _values(made: Element) -> Iterator[Value]:
    for value in each(made, "VariableValue"):
        variable = target(next(each(value, "VariableRef"), None))
        text = next((said.text or "" for said in each(value, *_VALUES)), "")
        if variable is not None and text.strip():
            yield Value(variable, text.strip())


def _is_number(said: str) -> bool:
    return said.strip().lstrip("+").isdecimal() and len(said) < 12  # noqa: PLR2004 - digits
