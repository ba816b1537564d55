import io
import time
import zipfile

import pytest
from docx import Document

from tests.youwesaid.plans.documents import pdf_layouts
from youwesaid.plans.documents.blocks import BlockKind, UnreadableDocument
from youwesaid.plans.documents.reading import MOST_BLOCKS, read_document


def blocks(name: str, text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read_document(name, text.encode())]


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "complaint"),
    [
        ("plan.odt", b"x", "The file must be one of these kinds: .txt, .md, .docx, .pdf."),
        ("plan.txt", b" \n ", "The file is empty."),
        ("plan.txt", b"\xff\xfea", "The file is not text: save it again as UTF-8 text."),
        ("plan.txt", b"a\0b", "The file is not text: save it again as UTF-8 text."),
        ("plan.txt", b"x" * (2 * 1024 * 1024 + 1), "The file is larger than 2 MB."),
        (
            "plan.md",
            b"- x\n" * (MOST_BLOCKS + 1),
            "The file is far longer than a plan: send only the plan.",
        ),
        ("plan.docx", b"PK nothing", "The file is damaged: it is not all there."),
        ("plan.docx", packed(mimetype="x"), "This is a packed file, but no Word document."),
        (
            "plan.docx",
            packed(word__document_xml="<w/>"),
            "This is a packed file, but no Word document.",
        ),
        ("plan.pdf", b"hello", "The file is not a PDF, whatever its name says."),
        ("plan.pdf", b"%PDF-1.7\nnothing else", "The PDF is damaged: open it and save it again."),
        (
            "plan.pdf",
            pdf_layouts.locked(),
            "The PDF is locked with a password: ask for a file that is open.",
        ),
        (
            "plan.pdf",
            pdf_layouts.pictures_only(),
            "The PDF holds pictures of pages and no text: ask for the file it was made from.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(app, name, raw, complaint):
    with pytest.raises(UnreadableDocument) as refusal:
        read_document(name, raw)

    assert str(refusal.value) == complaint


def test_a_word_file_with_entities_is_refused(app):
    good = io.BytesIO()
    Document().save(good)
    trapped = io.BytesIO()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(trapped, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "word/document.xml":
                content = content.replace(
                    b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document", 1
                )
            target.writestr(part, content)

    with pytest.raises(UnreadableDocument):
        read_document("plan.docx", trapped.getvalue())


def test_wrapped_lines_are_joined_and_hyphens_mended():
    text = "\n".join(
        ["The partnership wants every child in the county to be safe from exploi-",
         "tation, and every family to have help early. It works with long-",
         "term partners, and has done so for many years in the whole county,",
         "as the law says.", "", ("- A first entry that is so long that it needs a second line "
             "in the"),
         "  file", "- A second entry"]
    )  # fmt: skip

    first, *entries = [words for _kind, words in blocks("plan.txt", text)]

    assert "exploitation" in first
    assert "long-term" in first
    assert entries == [
        "A first entry that is so long that it needs a second line in the file",
        "A second entry",
    ]


def test_numbers_that_word_prints_are_read(app):
    book = Document()
    for text in ("Mend the road", "Paint the lines"):
        book.add_paragraph(text, style="List Number")
    out = io.BytesIO()
    book.save(out)

    read = read_document("plan.docx", out.getvalue())

    assert [(block.marker, block.text) for block in read] == [
        ("1.", "Mend the road"),
        ("2.", "Paint the lines"),
    ]


def test_running_headers_and_page_numbers_are_left_out():
    texts = ["Rivers rise.", "Roads are mended.", "Schools open early.", "Nobody waits."]
    pages = [
        f"Vale Council\n\n{text}\n\nPage {number} of 4" for number, text in enumerate(texts, 1)
    ]

    read = [words for _kind, words in blocks("plan.txt", "\f".join(pages))]

    assert read == texts


def test_tables_keep_their_rows_whatever_draws_them():
    for name, text in (
        ("a.md", "| Action | Lead |\n|---|---|\n| Mend | Roads team |\n"),
        ("a.txt", "Action\tLead\nMend\tRoads team\n"),
        ("b.txt", "| Action | Lead |\n| Mend | Roads team |\n"),
    ):
        (table,) = read_document(name, text.encode())
        assert table.kind is BlockKind.TABLE
        assert table.rows == (("Action", "Lead"), ("Mend", "Roads team"))


def test_a_page_of_two_columns_is_read_column_by_column():
    read = read_document("council.pdf", pdf_layouts.council())

    words = [block.text for block in read if block.is_heading]
    assert [text[:7] for text in words if text.startswith("Theme")] == [
        "Theme A",
        "Theme B",
        "Theme C",
    ]
    assert not [block for block in read if "Netherby Council Plan" in block.text]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("plan.md", b"[" * 300_000),
        ("plan.md", b"[a](" * 75_000),
        ("plan.md", b"<!--" * 75_000),
        ("plan.md", b"x **a " * 20_000),
        (
            "plan.txt",
            b"\n".join(b"1.%d We will do %d things by 2026" % (i, i) for i in range(4000)),
        ),
    ],
    ids=range(5),
)
def test_no_document_keeps_the_reader_busy(app, name, raw):
    started = time.process_time()
    read_document(name, raw)

    assert time.process_time() - started < 8  # it was minutes


def test_a_document_of_far_too_many_lines_is_refused_before_it_is_read(app):
    started = time.process_time()
    with pytest.raises(UnreadableDocument, match="far longer"):
        read_document("plan.txt", b"- a\n" * 400_000)
    assert time.process_time() - started < 1
