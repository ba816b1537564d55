"""Whatever a file is, it ends in a draft or in one sentence."""

import io
import struct
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from feedback.core import sheets
from feedback.core.unpacking import UnusableFile
from surveys.exchange import unpacking
from surveys.exchange.importing import imported
from surveys.exchange.plain_words import plain_words
from tests.surveys.exchange.forms import YES_NO, ask, brought, form, lss, questions, workbook

GOOD = form([ask("select_one yn", "met"), ask("text", "why")], YES_NO)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _with_part(name, content, *, compression=zipfile.ZIP_DEFLATED):
    """A good workbook with one part replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(target, "w", compression) as written,
    ):
        for part in source.namelist():
            if part != name:
                written.writestr(part, source.read(part))
        written.writestr(name, content)
    return target.getvalue()


def _lying():
    """A workbook whose table of contents says that a large part is small."""
    content = bytearray(_with_part("xl/media/a.xml", b" " * 5_000_000))
    place = content.rfind(b"PK\x01\x02")
    while content[place + 46 :][:14] != b"xl/media/a.xml":
        place = content.rfind(b"PK\x01\x02", 0, place)
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


ANOTHER = workbook(survey=[{"type": "text"}]).replace(b"xl/workbook.xml", b"xl/workbook.xmx")
XML_ENTITIES = b'<!DOCTYPE document [<!ENTITY a "b">]><document>&a;</document>'
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</worksheet>'
)
BROKEN = {
    "nothing": b"",
    "a table of commas": b"type,name,label\ntext,a,A\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "half a workbook": GOOD[: len(GOOD) // 2],
    "a workbook without its end": GOOD[:-30],
    "another packed file": ANOTHER,
    "a bomb": _with_part("xl/media/bomb.bin", b"\0" * 30_000_000),
    "a bomb in a lie": _lying(),
    "entities": _with_part("xl/worksheets/sheet1.xml", ENTITIES),
    "no XML": _with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row></worksheet>"),
    "a workbook that is no XML": _with_part("xl/workbook.xml", b"nothing of the kind"),
    "a locked workbook": OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "an old workbook of zeros": OLE + b"\0" * 4_000,
    "an old workbook of noise": OLE + bytes(range(256)) * 40,
    "other sheets": workbook(data=[{"a": 1}]),
    "an empty sheet": workbook(survey=[]),
    "no column type": workbook(survey=[{"name": "a", "label": "A"}]),
    "no question": form([{"type": "start", "name": "a", "label": "A"}]),
    "notes only": form([ask("note", "a")]),
    "JSON of something else": b'{"a": 1}',
    "half a JSON": b'{"schema": 1, "pages": [',
    "deep JSON": b'{"pages":' + b"[" * 100_000,
    "a survey with nonsense": b'{"schema": 1, "languages": ["en"], "pages": [{"key": 7}]}',
    "XML of something else": b'<?xml version="1.0"?><rss></rss>',
    "half an XML": lss(["en"], groups=[{"gid": 1}])[:-20],
    "entities in XML": b'<?xml version="1.0"?>' + XML_ENTITIES,
    "a survey of LimeSurvey without questions": lss(["en"], groups=[{"gid": 1}]),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_used_gives_one_sentence(content):
    with pytest.raises(UnusableFile) as refusal:
        imported(content, name="x.xlsx")

    sentence = str(refusal.value)
    assert sentence.endswith((".", '"'))
    assert "\n" not in sentence
    assert "Error" not in sentence


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_with_any_bytes_changed_gives_a_draft_or_a_sentence(data):
    content = bytearray(data.draw(st.sampled_from([GOOD, lss(["en"], groups=[{"gid": 1}])])))
    for _change in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        found = imported(bytes(content))
    except UnusableFile:
        return
    assert found.plain["pages"]


def test_a_million_empty_rows_cost_next_to_nothing_and_too_many_full_ones_are_refused(monkeypatch):
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for head in (["type", "name", "label"], ["text", "a", "A"]):
        sheet.append(head)
    sheet.cell(1_048_576, 40)
    target = io.BytesIO()
    book.save(target)

    assert list(questions(brought(target.getvalue()))) == ["a"]

    monkeypatch.setattr(sheets, "MOST_ROWS", 5)
    with pytest.raises(UnusableFile, match="more than 5 rows"):
        brought(form([ask("text", f"q{number}") for number in range(9)]))


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_FILE", 100)

    with pytest.raises(UnusableFile, match="larger"):
        brought(GOOD)


def test_more_than_we_can_hold_is_left_out_and_told():
    survey = [ask("integer", f"q{number}") for number in range(510)]
    survey[0] = ask("select_one long", "long")
    choices = [{"list_name": "long", "name": f"c{number}", "label": "C"} for number in range(400)]

    found = brought(form(survey, choices))

    assert len(questions(found)) == 500
    assert questions(found)["long"]["kind"] == "short_text"
    assert (found.report.visible, found.report.present) == (510, 500)
    assert not found.report.faults


@pytest.mark.parametrize("mark", ["<![", "<!--", "<a ", "<!", "<?", "</", "<script>"])
def test_broken_marks_in_a_text_stop_nobody_and_take_no_time(mark):
    began = time.perf_counter()

    words = plain_words("Are you <b>well</b>? " + mark * 20_000)

    assert words.startswith("Are you")
    assert "<b>" not in words
    assert time.perf_counter() - began < 1
