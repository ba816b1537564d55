"""What other programs do otherwise, and what is no project at all. No database."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.core.lines import Verb
from feedback.core.unpacking import UnusableFile
from tests.feedback.coding.exchange.refi_files import (
    CODES,
    EMOJI,
    G,
    coding,
    packed,
    project,
    read,
    reasons,
    selection,
    stretches,
    text_source,
)

pytestmark = pytest.mark.usefixtures("words")


def test_atlas_names_its_project_file_otherwise_and_counts_a_windows_line_end_as_one():
    raw = "One.\r\nTwo.\r\nThree words here."
    body = text_source(selection(10, 21, coding()), plainTextPath=f"internal://{G[1]}.TXT")
    xml = project(CODES + f"<Sources>{body}</Sources>", origin="ATLAS.ti 23.4.0")

    found, _report = read(packed(xml, name="my_project.QDE", **{f"Sources__{G[1]}.txt": raw}))

    assert stretches(found) == ["Three words"]


def test_others_count_it_as_two_and_a_quote_settles_it():
    raw = "One.\r\nTwo.\r\nThree words here."
    usual = text_source(selection(12, 23, coding()), plainTextPath="internal://a.txt")
    quoted = text_source(
        selection(10, 21, coding(), name="Three words"), plainTextPath="internal://a.txt"
    )

    for body, is_odd in ((usual, False), (quoted, True)):
        xml = project(f"<Sources>{body}</Sources>", origin="Other")
        found, report = read(packed(xml, sources__a=b"", **{"sources__a.txt": raw}))
        assert stretches(found) == ["Three words"]
        assert ("counted in another way" in reasons(report)) is is_odd


def test_utf16_and_inclusive_ends_are_known_by_their_quotes():
    start = len("Nobody 🙂 ".encode("utf-16-le")) // 2
    utf16 = selection(start, start + len("asked me"), coding(), name="asked me")
    inclusive = selection(9, 16, coding(), name="asked me")

    for part in (utf16, inclusive):
        body = text_source(f"<PlainTextContent>{EMOJI}</PlainTextContent>{part}")
        found, _report = read(packed(project(f"<Sources>{body}</Sources>")))
        assert stretches(found) == ["asked me"]


def test_order_braces_namespace_bom_and_empty_containers_do_not_matter():
    body = (
        "<Sources>"
        + text_source(
            "<PlainTextContent>Words</PlainTextContent>" + coding("{" + G[2].upper() + "}")
        )
        + "</Sources><Sets/><Graphs/><Links/>"
        + f'<Cases><Case guid="{G[3]}" name="C"><SourceRef targetGUID="{G[1]}"/></Case></Cases>'
        + CODES
        + "<Users/>"
    )
    xml = "\ufeff" + project(body, ns="urn:QDA-XML:project:0.4")

    found, report = read(packed(xml))

    assert found.cases[0].texts == [found.texts[0].guid]
    assert found.texts[0].marks[0].code == found.codes[0].guid
    assert "another version" in reasons(report)


def test_paths_are_found_by_any_spelling_and_never_outside_the_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("not for you")
    sources = "".join(
        text_source(guid=guid, plainTextPath=path)
        for guid, path in (
            *((G[1], "one.txt"), (G[2], "internal://TWO.txt"), (G[3], "sources/three%20a.txt")),
            *((G[4], f"absolute://{secret}"), (G[5], "relative://../../etc/passwd")),
        )
    )
    parts = {f"Sources__{name}.txt": f"Text {name}" for name in ("One", "two", "three a")}

    found, report = read(packed(project(f"<Sources>{sources}</Sources>"), **parts))

    assert [text.text for text in found.texts] == ["Text One", "Text two", "Text three a"]
    assert reasons(report).count("not in the file") == 2


def test_texts_in_any_encoding_and_pdfs_with_their_plain_text_come_in():
    pdf = (
        f'<PDFSource guid="{G[4]}" name="pdf"><Representation guid="{G[5]}" '
        f'plainTextPath="internal://p.txt"/></PDFSource><PictureSource guid="{G[6]}"/>'
        + text_source(guid=G[7], richTextPath="internal://x.docx")
        + text_source("<PlainTextContent>\n</PlainTextContent>", guid=G[8])
    )
    body = text_source(plainTextPath="internal://w.txt") + pdf
    parts = {"sources__w.txt": "caf\xe9".encode("cp1252"), "sources__p.txt": "Of a PDF"}

    found, report = read(packed(project(f"<Sources>{body}</Sources>"), **parts))

    assert [text.text for text in found.texts] == ["café", "Of a PDF"]
    for said in ("no pictures", "formatted document", "no words"):
        assert said in reasons(report)


def test_odd_stretches_are_cut_refused_or_annotations():
    inside = (
        "<PlainTextContent>Short text</PlainTextContent>"
        + selection(6, 99, coding())
        + selection(50, 60, coding())
        + selection(4, 4, coding())
        + selection("x", 2, coding())
        + selection(0, 5, "<Description>A thought</Description>")
    )

    found, report = read(packed(project(f"<Sources>{text_source(inside)}</Sources>")))

    assert stretches(found) == ["text", "Short"]
    assert found.texts[0].selections[1].description == "A thought"
    assert report.counts()[Verb.REFUSED] == 3
    assert "was cut there" in reasons(report)


def test_codes_with_one_name_and_codings_without_a_coder_are_kept():
    codes = CODES.replace("</Codes>", f'<Code guid="{G[9]}" name="Asked"/></Codes>')
    inside = "<PlainTextContent>Words</PlainTextContent>" + coding() + coding(G[9], user=G[8])

    found, _report = read(packed(project(codes + f"<Sources>{text_source(inside)}</Sources>")))

    assert [code.name for code in found.codes] == ["Asked", "Asked"]
    assert [str(mark.user) for mark in found.texts[0].marks] == ["None", G[8]]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


def _bomb():
    return packed(project(""), **{"sources__a.txt": b"0" * 40_000_000})


def _many():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(60_002):
            archive.writestr(str(number), b"")
    return out.getvalue()


REFUSED = {
    "nothing": lambda: b"",
    "no zip": lambda: project("").encode(),
    "half a zip": lambda: packed(project(CODES))[:-40],
    "no project": lambda: packed("x", name="other.xml"),
    "another root": lambda: packed("<html/>"),
    "broken XML": lambda: packed(project("<Sources>")),
    "entities": lambda: packed(ENTITIES + "<Project>&b;</Project>"),
    "entities in UTF-16": lambda: packed(
        f'<?xml version="1.0" encoding="utf-16"?>{ENTITIES}<Project>&b;</Project>'.encode("utf-16")
    ),
    "a bomb": _bomb,
    "too many parts": _many,
}


@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_project_is_refused_in_one_sentence(made):
    with pytest.raises(UnusableFile) as refusal:
        read(made())

    assert str(refusal.value).endswith(".")


@given(st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_with_any_bytes_changed_is_read_or_refused(data):
    inside = "<PlainTextContent>Some words</PlainTextContent>" + selection(0, 4, coding())
    whole = project(CODES + f"<Sources>{text_source(inside)}</Sources>")
    xml = bytearray(whole.encode())
    for _change in range(data.draw(st.integers(1, 8))):
        xml[data.draw(st.integers(0, len(xml) - 1))] = data.draw(st.integers(0, 255))

    try:
        found, _report = read(packed(bytes(xml)))
    except UnusableFile:
        return
    assert found.name
