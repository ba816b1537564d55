"""Files that prove an answer: told by what is in them, and kept without what they tell besides."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from flask_babel import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from feedback.core import pictures
from feedback.core.errors import Refused
from feedback.core.pictures import NotAPicture
from feedback.core.unpacking import UnusableFile, check_archive

LARGEST = 10 * 1024 * 1024  # bytes
LONGEST_SIDE = 1600  # pixels
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
#: What is kept, and the ending that it is served with. Nothing else ever is.
SUFFIXES = {PDF: "pdf", DOCX: "docx", TEXT: "txt", "image/png": "png", "image/jpeg": "jpg"}
_PICTURES = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF")
_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_PNG_STORIES = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_MOST_OBJECTS = 100_000
#: Names of a PDF that make it do something, or carry something, that paper cannot.
_ACTIVE = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA",
     "/AA", "/OpenAction", "/SubmitForm", "/ImportData", "/GoToE", "/Movie", "/Sound"}
)  # fmt: skip
#: Notes of readers, with who wrote them (ISO 32000-1, 12.5.6); links and form fields may stay.
_NOTES = frozenset(
    {"/Text", "/FreeText", "/Popup", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut",
     "/Stamp", "/Caret", "/Ink", "/FileAttachment", "/Redact"}
)  # fmt: skip
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified")
_DOCX_BODY = "word/document.xml"
#: Parts of a Word document that run, or that hold other files.
_DOCX_ACTIVE = re.compile(r"vbaProject|activeX|embeddings/|attachedToolbars", re.IGNORECASE)
_DOCX_PEOPLE = re.compile(r"word/(?:comments\w*|people)\.xml")
_DOCX_CHANGES = re.compile(
    rb"<(?:[\w.-]+:)?(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)\s[^<>]*?author\s*="
)
_DOCX_OUTSIDE = re.compile(
    rb"<Relationship [^>]*(?:attachedTemplate|oleObject|frame)[^>]*TargetMode=\"External\"|"
    rb"<Relationship [^>]*TargetMode=\"External\"[^>]*(?:attachedTemplate|oleObject|frame)"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class NotProof(Refused):
    """The file cannot be kept as proof; its text is one sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is kept of a file."""

    content: bytes
    media_type: str


def cleaned(content: bytes) -> Proof:
    """What is kept of *content*, whatever its name says that it is. Raises NotProof."""
    if not content:
        raise NotProof(_("This file is empty: choose another."))
    if len(content) > LARGEST:
        raise NotProof(_("This file is larger than 10 MB: choose a smaller one."))
    if content.lstrip()[:5] == b"%PDF-":
        return Proof(_pdf(content), PDF)
    if content[:4] == b"PK\x03\x04":
        return Proof(_docx(content), DOCX)
    if content.startswith(_PICTURES) or content[4:8] == b"ftyp":
        return _picture(content)
    return Proof(_text(content), TEXT)


def _picture(content: bytes) -> Proof:
    try:
        drawn = pictures.redrawn(content, longest=LONGEST_SIDE, largest=LARGEST)
    except NotAPicture as problem:
        if problem.why is pictures.Why.HEIC:
            raise NotProof(
                _("This is a HEIC picture, which few browsers show: save it as JPEG or PNG.")
            ) from problem
        raise NotProof(
            _("This picture cannot be used: save it as JPEG or PNG, and smaller.")
        ) from problem
    return Proof(drawn.content, drawn.media_type)


def _text(content: bytes) -> bytes:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _unknown() from problem
    if _CONTROLS.search(words) or not words.strip():
        raise _unknown()
    return words.encode()


def _unknown() -> NotProof:
    return NotProof(_("Use a PDF, a Word document (.docx), a picture or a plain text."))


def _docx(content: bytes) -> bytes:
    try:
        names = check_archive(content)
    except UnusableFile as problem:
        raise NotProof(str(problem)) from problem
    if _DOCX_BODY not in names:
        raise _unknown()
    if any(_DOCX_ACTIVE.search(name) for name in names) or _docx_has(
        content, _DOCX_OUTSIDE, lambda name: name.endswith(".rels")
    ):
        raise NotProof(_("This document holds a program or another file: save it without."))
    if any(_DOCX_PEOPLE.search(name) for name in names) or _docx_has(
        content, _DOCX_CHANGES, lambda name: name.startswith("word/") and name.endswith(".xml")
    ):
        raise NotProof(
            _("This document holds comments or tracked changes, with names: take them out first.")
        )
    return _undressed(content)


def _docx_has(content: bytes, pattern: re.Pattern[bytes], wanted: Callable[[str], bool]) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(pattern.search(archive.read(name)) for name in archive.namelist()
                   if wanted(name))  # fmt: skip


def _undressed(content: bytes) -> bytes:
    """The document without who wrote it, when, for whom and with what."""
    try:
        book = Document(io.BytesIO(content))
    except Exception as problem:  # the library raises whatever broken parts make of it
        raise NotProof(_("The file is damaged: it is not all there.")) from problem
    package = book.part.package
    about = [
        rel_id
        for rel_id, rel in package.rels.items()
        if not rel.is_external
        and rel.reltype.rpartition("/")[2]
        in {"core-properties", "extended-properties", "custom-properties", "thumbnail"}
    ]
    for rel_id in about:
        package.rels.pop(rel_id)
    for part in package.iter_parts():
        if str(part.partname).startswith("/word/media/"):
            part._blob = _without_its_story(part.blob)  # noqa: SLF001 - the library has no other way
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()


def _without_its_story(content: bytes) -> bytes:
    """A picture of a document without where, when and by whom it was taken."""
    if content.startswith(_PNG):
        return b"".join((_PNG, *_told(content)))
    if not content.startswith(_JPEG):
        return content
    try:
        return pictures.redrawn(
            content, longest=LONGEST_SIDE, largest=LARGEST, only_jpeg=True
        ).content
    except NotAPicture as problem:
        raise NotProof(
            _("This picture cannot be used: save it as JPEG or PNG, and smaller.")
        ) from problem


def _told(content: bytes) -> Iterator[bytes]:
    """The parts of a PNG that are seen; texts, times and what cameras write are left out."""
    place = len(_PNG)
    while place < len(content):
        end = place + 12 + int.from_bytes(content[place : place + 4])
        if content[place + 4 : place + 8] not in _PNG_STORIES:
            yield content[place:end]
        place = end


def _pdf(content: bytes) -> bytes:
    try:
        return _only_pages(PdfReader(io.BytesIO(content), strict=False))
    except NotProof:
        raise
    except Exception as problem:  # readers raise whatever broken bytes make of them
        raise NotProof(_("The file is damaged: it is not all there.")) from problem


def _only_pages(reader: PdfReader) -> bytes:
    if reader.is_encrypted:
        raise NotProof(_("This PDF is locked: save it without a password."))
    if not reader.pages:
        raise NotProof(_("The file is damaged: it is not all there."))
    writer = PdfWriter(clone_from=reader)
    _refuse_active(writer)
    writer.metadata = None
    for each in _dictionaries(writer):
        for name in _PRIVATE:
            each.pop(NameObject(name), None)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _refuse_active(writer: PdfWriter) -> None:
    for each in _dictionaries(writer):
        names = {str(name) for name in each} | {str(each.get("/S", "")), str(each.get("/Type", ""))}
        if str(each.get("/Subtype", "")) in _NOTES and "/Rect" in names:
            raise NotProof(
                _(
                    "This document holds comments or tracked changes, with names: take them out "
                    "first."
                )
            )
        harmless = "/OpenAction" in names and _only_turns_a_page(each)
        found = names & (_ACTIVE - {"/OpenAction"} if harmless else _ACTIVE)
        if found:
            raise NotProof(_("This PDF does more than show pages: print it to a new PDF first."))


def _only_turns_a_page(each: DictionaryObject) -> bool:
    """Word processors let a PDF open on its first page: a place, or an action that goes to one."""
    action = each["/OpenAction"]
    if isinstance(action, ArrayObject):
        return True
    return isinstance(action, DictionaryObject) and action.get("/S") == "/GoTo"


def _dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Every dictionary in the file, those inside others too."""
    # The library lists them nowhere else; what was taken out leaves an empty place.
    waiting: list[Any] = [each for each in writer._objects if each is not None]  # noqa: SLF001
    seen = 0
    while waiting:
        each = waiting.pop()
        seen += 1
        if seen > _MOST_OBJECTS:
            raise NotProof(_("This PDF does more than show pages: print it to a new PDF first."))
        if isinstance(each, IndirectObject):
            continue  # it has a number of its own, and is looked at under that
        if isinstance(each, DictionaryObject):
            yield each
            waiting.extend(each.values())
        elif isinstance(each, ArrayObject):
            waiting.extend(each)
