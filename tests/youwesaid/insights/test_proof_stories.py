"""Files of proof tell nobody who took a picture, wrote a note or changed a line."""

import io
import zipfile

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Text as Note

from youwesaid.insights import files


def test_photographs_in_a_document_tell_nothing_besides(app):
    book, found = Document(), Image.new("RGB", (40, 30), "red")
    for encoding in ("JPEG", "PNG"):
        out, exif = io.BytesIO(), found.getexif()
        exif[315] = "Jane Secret"
        found.save(out, encoding, exif=exif)
        book.add_picture(out)
    book.save(out := io.BytesIO())
    with zipfile.ZipFile(io.BytesIO(files.cleaned(out.getvalue()).content)) as kept:
        drawn = [kept.read(name) for name in kept.namelist() if "/media/" in name]

    assert len(drawn) == 2
    for each in drawn:
        assert b"Secret" not in each
        Image.open(io.BytesIO(each)).load()


def test_notes_in_a_pdf_and_changes_under_other_names_are_refused(app):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_annotation(0, Note(rect=(1, 1, 9, 9), text="Jane Secret told us"))
    writer.write(out := io.BytesIO())
    Document().save(plain := io.BytesIO())
    changed, tracked = io.BytesIO(), b'<x:ins x:author="Jane Secret"/>'
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, body.replace(b"<w:sectPr", tracked + b"<w:sectPr", 1))
    for content in (out.getvalue(), changed.getvalue()):
        with pytest.raises(files.NotProof, match="tracked changes"):
            files.cleaned(content)
